"""Resources made through the generic one, and what a guardrail across resources finds on them."""

from collections.abc import Mapping
from typing import Any

from guardrails.catalog import catalog
from guardrails.guardrail import StackGuardrail
from guardrails.judge import judge_stack
from guardrails.stack import Record, build
from guardrails.tokens import GENERIC

GUARDRAILS = {one.name: one for one in catalog()}


def generic(arm_type: str, properties: Any, **others: Any) -> dict[str, Any]:
    namespace, kind = arm_type.split("/")
    return {
        "resourceProviderNamespace": namespace,
        "parentResourcePath": "",
        "resourceType": kind,
        "resourceName": "one",
        "properties": properties,
        **others,
    }


def found(name: str, *records: Record) -> tuple[list[str], list[str]]:
    guardrail = GUARDRAILS[name]
    assert isinstance(guardrail, StackGuardrail)
    verdicts = judge_stack(guardrail, build(records)).values()
    return [one for verdict in verdicts for one in verdict.problems], [
        one for verdict in verdicts for one in verdict.undecided
    ]


def record(name: str, values: Mapping[str, Any], **dependencies: list[str]) -> Record:
    return Record(f"urn:{name}", name, GENERIC, values, dependencies)
