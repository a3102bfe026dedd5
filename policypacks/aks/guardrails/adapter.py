"""The same guardrails as policies of `pulumi_policy`, for those who compose their own `PolicyPack`.

The pack itself is served by `analyzer.py`; the tests compare both on the same requests. What the official servicer
cannot express stays different: an unknown value or a crash is reported without level, and secrets arrive in the clear.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pulumi_policy import (
    EnforcementLevel,
    Policy,
    PolicyConfigSchema,
    PolicyResource,
    ReportViolation,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    Severity,
    StackValidationArgs,
    StackValidationPolicy,
)
from pulumi_policy.policy import PolicyComplianceFramework
from pulumi_policy.proxy import UNKNOWN_STRING_VALUE, UnknownValueError

from guardrails.configuration import Configuration, Setting, read_override
from guardrails.custom import BEARER, is_custom
from guardrails.generic import resolve
from guardrails.guardrail import Guardrail, StackGuardrail, UnknownMeans
from guardrails.judge import Verdict, judge, judge_stack
from guardrails.messages import crash_message, problem_message
from guardrails.schemas import setting_schema
from guardrails.stack import Record, build
from guardrails.tokens import GENERIC, unversioned
from guardrails.values import UNKNOWN, told

Inputs = dict[str, Mapping[str, Any]]
"""URN -> what the program set."""


def policies(guardrails: Sequence[Guardrail | StackGuardrail]) -> list[Policy]:
    """Return the guardrails as policies of the official SDK.

    One more remembers what the program set, because a stack policy is told outputs only: at preview an optional input
    that was left out is an unknown output.
    """
    inputs: Inputs = {}

    def remember(args: ResourceValidationArgs, _: ReportViolation) -> None:
        inputs[args.urn] = _values(args.props)

    memory = ResourceValidationPolicy("pack-memory", "Remembers what the program set", remember)
    return [memory, *(_policy(one, inputs) for one in guardrails)]


def _policy(guardrail: Guardrail | StackGuardrail, inputs: Inputs) -> Policy:
    metadata: dict[str, Any] = {
        "name": guardrail.name,
        "description": guardrail.title,
        "display_name": guardrail.title,
        "enforcement_level": EnforcementLevel(_default(guardrail).level),
        "severity": Severity(guardrail.severity),
        "tags": [*guardrail.requirements, *(str(control) for control in guardrail.controls)],
        "remediation_steps": guardrail.fix,
        "url": guardrail.link,
        "config_schema": PolicyConfigSchema(properties=setting_schema(guardrail)),
    }
    if guardrail.controls:
        first = guardrail.controls[0]
        metadata["framework"] = PolicyComplianceFramework(first.framework, first.version, first.reference)
    if isinstance(guardrail, Guardrail):
        return ResourceValidationPolicy(validate=_resource_validation(guardrail), **metadata)
    return StackValidationPolicy(validate=_stack_validation(guardrail, inputs), **metadata)


def _default(guardrail: Guardrail | StackGuardrail) -> Setting:
    return Configuration({}, [guardrail], date.today()).setting(guardrail, "")  # noqa: DTZ011 - a day on the calendar


def _resource_validation(guardrail: Guardrail) -> Any:
    tokens = guardrail.applies_to.tokens
    read = {GENERIC, *tokens}

    def validate(args: ResourceValidationArgs, report: ReportViolation) -> None:
        plain = unversioned(args.resource_type)
        if plain not in read and not (BEARER in tokens and is_custom(plain)):  # before the properties, which cost most
            args.not_applicable()
        token, values = resolve(args.resource_type, _values(args.props))
        if token not in tokens:
            args.not_applicable()
        setting = _default(guardrail).overridden(read_override(guardrail, args.get_config()), "the run")
        verdict = judge(guardrail, token, values, setting.parameters)
        _report(guardrail, {args.urn: verdict}, {args.urn: args.name}, report, setting.unknown)

    return validate


def _stack_validation(guardrail: StackGuardrail, inputs: Inputs) -> Any:
    def validate(args: StackValidationArgs, report: ReportViolation) -> None:
        stack = build(
            [
                Record(
                    one.urn,
                    one.name,
                    one.resource_type,
                    _told(inputs, one),
                    {key: [target.urn for target in targets] for key, targets in one.property_dependencies.items()},
                )
                for one in args.resources
            ]
        )
        setting = _default(guardrail).overridden(read_override(guardrail, args.get_config()), "the run")
        names = {one.urn: one.name for one in args.resources}
        _report(guardrail, judge_stack(guardrail, stack), names, report, setting.unknown)

    return validate


def _told(inputs: Inputs, resource: PolicyResource) -> Mapping[str, Any]:
    outputs = _values(resource.props)
    known: Mapping[str, Any] = told(inputs[resource.urn], outputs) if resource.urn in inputs else outputs
    return known


def _report(
    guardrail: Guardrail | StackGuardrail,
    verdicts: Mapping[str, Verdict],
    names: Mapping[str, str],
    report: ReportViolation,
    unknown: UnknownMeans,
) -> None:
    undecided: list[str] = []
    for urn, verdict in verdicts.items():
        name = names.get(urn, "The stack")
        for problem in verdict.problems:
            report(problem_message(guardrail, name, problem), urn)
        if verdict.crash:
            report(crash_message(name, verdict.crash), urn)
        undecided += verdict.undecided
    if undecided and unknown is not UnknownMeans.IGNORE:
        raise UnknownValueError(UNKNOWN_STRING_VALUE, undecided)


def _values(proxy: Mapping[str, Any]) -> dict[str, Any]:
    """Return plain values from the SDK's proxy, which raises where a value is unknown."""
    return {key: _value(proxy, key) for key in proxy}


def _value(holder: Mapping[str, Any] | Sequence[Any], key: Any) -> Any:
    try:
        value = holder[key]
    except UnknownValueError:
        return UNKNOWN
    if isinstance(value, Mapping):
        return _values(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_value(value, index) for index in range(len(value))]
    return int(value) if isinstance(value, float) and value.is_integer() else value
