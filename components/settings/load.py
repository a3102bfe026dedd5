"""What a stack has configured, read once and checked as a whole; whatever is wrong is told in one go.

The only reader of Pulumi's configuration. Types and defaults stand in `Pulumi.yaml`, meaning and limits beside this.
"""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from difflib import get_close_matches
from importlib.util import find_spec
from typing import Any, get_type_hints

import pulumi
from pulumi.runtime import config as runtime_config
from pydantic import TypeAdapter, ValidationError
from pydantic.alias_generators import to_camel
from pydantic_core import ErrorDetails, from_json

from components.settings import cluster, identity, monitoring, registry, stamps, tenants
from components.settings.checks import CHECKS
from components.settings.network import NETWORK_CHECKS
from components.settings.stack import Settings

LOCATION = "azure-native:location"
PACKS = "PULUMI_OPTION_POLICY_PACK"
_WORD = str.maketrans("-.", "__")
_PROVIDERS_TOO = frozenset({"environment", "location", "tags"})
"""Settings of ours that providers have under the same name."""
ALREADY_EXPLAINED = 32
"""Exit code by which Pulumi's Python host knows that the error is told; any other adds "an unhandled error"."""


def load_or_stop() -> Settings:
    """Read the stack's configuration; where something is wrong, say so and end the program."""
    try:
        return load()
    except pulumi.RunError as error:
        pulumi.log.error(str(error))
        sys.exit(ALREADY_EXPLAINED)


def load() -> Settings:
    """Read the stack's configuration.

    Raises:
        pulumi.RunError: something is wrong; the message names every key at fault and what to set it to.

    """
    # Config offers no list of keys, and a misspelt key must not be ignored.
    raw = {**runtime_config.get_config_env(), **runtime_config.CONFIG.get()}
    problems, values = [*unknown_keys(raw)], {}
    for field, hint in get_type_hints(Settings, include_extras=True).items():
        if field not in Settings.model_fields:
            continue
        try:
            values[field] = read(hint, raw.get(full_key(field)))
        except ValidationError as error:
            problems += [explain(field, detail) for detail in error.errors()]
    for check in (
        *CHECKS,
        *NETWORK_CHECKS,
        *cluster.CHECKS,
        *identity.CHECKS,
        *registry.CHECKS,
        *tenants.CHECKS,
        *stamps.CHECKS,
        stamps.each_could_stand_alone,
        monitoring.problems,
    ):
        problems += [f"{full_key(field)}: {problem}" for field, problem in check(values)]
    if "manifests" in values and values["manifests"].token:
        problems += in_clear("manifests", "token")
    if values.get("require_guardrails"):
        problems += missing_guardrails(os.environ.get(PACKS, ""))
    if problems:
        raise pulumi.RunError("\n".join((f"stack {pulumi.get_stack()} cannot run as configured:", *sorted(problems))))
    return Settings.model_construct(**values)


def full_key(field: str) -> str:
    """Return the name of a setting, or of a part of one, as the stack file has it."""
    name = ".".join(to_camel(part) for part in field.split("."))
    return LOCATION if field == "location" else f"{pulumi.get_project()}:{name}"


def read(hint: Any, value: str | None) -> Any:
    """Turn configuration text into a setting's value; lists and objects arrive as JSON."""
    adapter: TypeAdapter[Any] = TypeAdapter(hint)
    given: Any = value
    if isinstance(value, str) and value.startswith(("[", "{")):
        with suppress(ValueError):  # text that only begins like JSON is told as the wrong text it is
            given = from_json(value)
    return adapter.validate_python(given)


def explain(field: str, detail: ErrorDetails) -> str:
    """Say where, what and how to put it right."""
    where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in detail["loc"])
    given = detail["input"]
    match detail["type"]:
        case _ if given is None and not where:
            what = f"is not set; pulumi config set {full_key(field)} <value>"
        case "extra_forbidden":
            what = "there is no such part"
        case "missing":
            what = "this part is missing"
        case "value_error":
            what = str(detail["ctx"]["error"])
        case _:
            what = f"{detail['msg']}, not {given!r}"
    return f"{full_key(field)}{where}: {what}. {Settings.model_fields[field].description}"


def unknown_keys(raw: Mapping[str, Any]) -> Iterator[str]:
    """Yield a problem for each key of the project that is no setting, and for each setting of another project."""
    known = {to_camel(field): full_key(field) for field in Settings.model_fields}
    for key in sorted(raw.keys() - known.values()):
        namespace, _, setting = key.partition(":")
        if namespace == pulumi.get_project():
            close = get_close_matches(setting, known, n=1)
            hint = f"did you mean {known[close[0]]}?" if close else f"remove it with: pulumi config rm {key}"
            yield f"{key}: there is no such setting; {hint}"
        elif setting in known and not belongs_to_a_provider(namespace, raw.keys()):
            yield f"{key}: this is a setting of another project, which nothing reads here; write {known[setting]}"


def belongs_to_a_provider(namespace: str, keys: Iterable[str]) -> bool:
    """Tell whether a key's first part is the engine, a provider whose SDK is here, or another by all its keys.

    An environment of Pulumi's that projects share has keys of providers that this one has no SDK of.
    """
    if namespace == "pulumi" or find_spec(f"pulumi_{namespace.translate(_WORD)}") is not None:
        return True
    only_ours = {to_camel(field) for field in Settings.model_fields} - _PROVIDERS_TOO
    has_ours = any(f"{namespace}:{setting}" in keys for setting in only_ours)
    return not has_ours and not get_close_matches(namespace, [pulumi.get_project()])


def in_clear(field: str, part: str) -> Iterator[str]:
    """Yield a problem unless a part of a setting is encrypted in the stack's file."""
    if not runtime_config.is_config_secret(full_key(field)):
        key = f"{full_key(field)}.{part}"
        yield f"{key}: it stands in clear; revoke it and set a new one: pulumi config set --secret --path '{key}'"


def missing_guardrails(packs: str) -> Iterator[str]:
    """Yield a problem unless one of the comma-separated folders is a policy pack."""
    folders = [folder.strip() for folder in packs.split(",") if folder.strip()]
    if not any(os.path.isfile(os.path.join(folder, "PulumiPolicy.yaml")) for folder in folders):  # noqa: PTH113, PTH118
        found = f"{PACKS} names no policy pack: {packs!r}" if folders else f"{PACKS} is not set"
        yield (
            f"{full_key('require_guardrails')}: this stack runs only under guardrails, but {found}; "
            f"run with {PACKS}=$PWD/policypacks/aks (the --policy-pack option is invisible to the program)"
        )
