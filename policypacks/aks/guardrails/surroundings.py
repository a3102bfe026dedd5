"""What a run finds around it: the pack's two files, the state before, the day."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from guardrails import configuration, exemptions, previous
from guardrails.documents import read_mapping
from guardrails.run import Documents
from guardrails.schemas import ConfigurationError

_PACK: Final = Path(__file__).parent.parent
_CONFIG: Final = "GUARDRAILS_CONFIG"
_EXEMPTIONS: Final = "GUARDRAILS_EXEMPTIONS"


def read_documents(environment: Mapping[str, str]) -> Documents:
    """Return the pack's files: beside the pack, or where GUARDRAILS_CONFIG and GUARDRAILS_EXEMPTIONS say.

    Raises:
        ConfigurationError: when a named file is missing, one is no YAML mapping, or the state is none.

    """
    state, configured = environment.get(previous.VARIABLE), environment.get(_CONFIG)
    exempted = exemptions_file(environment)
    return Documents(
        _read(configured, _PACK / configuration.FILE),
        _read(environment.get(_EXEMPTIONS), exempted),
        previous.read_previous(Path(state)) if state else previous.Previous(),
        Path(configured or configuration.FILE).name,
        exempted.name,
    )


def exemptions_file(environment: Mapping[str, str]) -> Path:
    """Return where the exemptions stand: beside the pack, or where GUARDRAILS_EXEMPTIONS says."""
    return Path(environment.get(_EXEMPTIONS) or _PACK / exemptions.FILE)


def read_today(environment: Mapping[str, str]) -> date:
    """Return the machine's date, or that of GUARDRAILS_TODAY.

    Raises:
        ConfigurationError: when the latter is no day.

    """
    text = environment.get("GUARDRAILS_TODAY")
    try:
        return date.fromisoformat(text) if text else date.today()  # noqa: DTZ011 - a day on the wall calendar
    except ValueError as error:
        raise ConfigurationError(f"GUARDRAILS_TODAY must be a day such as 2027-03-01, not {text!r}") from error


def _read(named: str | None, beside: Path) -> Mapping[str, Any]:
    path = Path(named) if named else beside
    if not (path.exists() or path.is_symlink()):
        if named:
            raise ConfigurationError(f"there is no file {path}; mend or unset the variable that names it")
        return {}
    return read_mapping(path)
