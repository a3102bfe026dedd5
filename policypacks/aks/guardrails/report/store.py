"""The result as a JSON document, written, read and described by a schema."""

from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from guardrails.report.model import VERSION, Result

FILE: Final = "guardrails.json"
_RESULT: Final[TypeAdapter[Result]] = TypeAdapter(Result)


class UnreadableReportError(Exception):
    """A file is no report, or of a version that this command does not know."""


def to_json(result: Result) -> str:
    """Return the document."""
    return _RESULT.dump_json(result, indent=1).decode() + "\n"


def load(path: Path) -> Result:
    """Return the result that a file holds.

    Raises:
        UnreadableReportError: when it is missing or of another form; the text names the file and the fix.

    """
    try:
        result = _RESULT.validate_json(path.read_bytes())
    except OSError as error:
        raise UnreadableReportError(
            f"{path}: {error.strerror}. Run `guardrails preview` or `analyze` first."
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the document"
        raise UnreadableReportError(f"{path}: {place}: {first['msg']}. Give a {FILE} of this command.") from error
    if result.version.split(".")[0] != VERSION.split(".")[0]:
        raise UnreadableReportError(f"{path} is of version {result.version}; this command reads {VERSION}.")
    return result


def schema() -> dict[str, Any]:
    """Return the JSON schema of the document."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **_RESULT.json_schema(mode="serialization"),
        "title": "Report of the guardrails",
    }
