"""The guardrails behind Pulumi's analyzer protocol: found by type, decoded once, each on its own.

An analyzer of our own, because `pulumi_policy` decodes each resource once per policy and reports an unknown value or
a crash under no policy's name (docs/decisions/0002-analyzer.md).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import grpc
from google.protobuf.empty_pb2 import Empty
from google.protobuf.json_format import ParseDict
from pulumi.runtime.proto import analyzer_pb2 as proto
from pulumi.runtime.proto import plugin_pb2
from pulumi.runtime.proto.analyzer_pb2_grpc import AnalyzerServicer

from guardrails import PACK_NAME, PACK_VERSION
from guardrails.configuration import Setting, read_override
from guardrails.guardrail import Guardrail, Level, Severity, StackGuardrail
from guardrails.run import NOTICES, Documents, Finding, Run
from guardrails.schemas import ConfigurationError, did_you_mean, setting_schema
from guardrails.stack import Record
from guardrails.tokens import unversioned
from guardrails.values import decode

_LEVELS = {
    Level.REMEDIATE: proto.REMEDIATE,
    Level.MANDATORY: proto.MANDATORY,
    Level.ADVISORY: proto.ADVISORY,
    Level.DISABLED: proto.DISABLED,
}
_FROM_LEVEL = {number: level for level, number in _LEVELS.items()}
_SEVERITIES = {
    Severity.LOW: proto.POLICY_SEVERITY_LOW,
    Severity.MEDIUM: proto.POLICY_SEVERITY_MEDIUM,
    Severity.HIGH: proto.POLICY_SEVERITY_HIGH,
    Severity.CRITICAL: proto.POLICY_SEVERITY_CRITICAL,
}
_BLOCK = "Set unevaluated: block in guardrails.yaml to refuse what no guardrail can judge."
_RUN = "the run's own configuration (--policy-pack-config)"


class Analyzer(AnalyzerServicer):
    """Answers the engine's questions about a set of guardrails."""

    def __init__(
        self,
        guardrails: Sequence[Guardrail | StackGuardrail],
        documents: Documents | None = None,
        today: date | None = None,
        tell_dependencies: Callable[[Sequence[Record]], None] | None = None,
    ) -> None:
        self._guardrails = guardrails
        self._documents = documents or Documents({}, {})
        self._tell_dependencies = tell_dependencies
        self._today = today or date.today()  # noqa: DTZ011 - expiry is a day on the wall calendar
        self._run = Run(guardrails, Documents({}, {}), "", self._today)
        self._others: dict[frozenset[str], proto.AnalyzeResponse] = {}

    @property
    def mends(self) -> bool:
        """Whether a guardrail is at level `remediate`, of the run as configured now."""
        return self._run.mends

    def Handshake(self, request: proto.AnalyzerHandshakeRequest, context: grpc.ServicerContext) -> Any:  # noqa: ARG002, N802
        """Accept the engine."""
        return proto.AnalyzerHandshakeResponse()

    def ConfigureStack(self, request: proto.AnalyzerStackConfigureRequest, context: grpc.ServicerContext) -> Any:  # noqa: N802
        """Read the pack's files for this stack; a fault in them stops the run."""
        try:
            self._run = Run(self._guardrails, self._documents, request.stack, self._today, request.project)
        except ConfigurationError as error:
            _refuse(context, str(error))
        return proto.AnalyzerStackConfigureResponse()

    def GetPluginInfo(self, request: Empty, context: grpc.ServicerContext) -> plugin_pb2.PluginInfo:  # noqa: ARG002, N802
        """Tell the pack's version."""
        return plugin_pb2.PluginInfo(version=PACK_VERSION)

    def GetAnalyzerInfo(self, request: Empty, context: grpc.ServicerContext) -> proto.AnalyzerInfo:  # noqa: ARG002, N802
        """List every guardrail with its metadata, its setting for this stack and what can be configured."""
        notices = proto.PolicyInfo(
            name=NOTICES,
            displayName="What the pack says of itself",
            description="Exemptions that match nothing, checks that wait for the update, resources nobody can judge.",
            enforcementLevel=proto.ADVISORY,
            policy_type=proto.POLICY_TYPE_STACK,
        )
        policies = [_info(one, self._run.settings[one.name]) for one in self._guardrails]
        return proto.AnalyzerInfo(
            name=PACK_NAME,
            version=PACK_VERSION,
            displayName="Guardrails for containers on Azure",
            supportsConfig=True,
            policies=[*policies, notices],
        )

    def Configure(self, request: proto.ConfigureAnalyzerRequest, context: grpc.ServicerContext) -> Empty:  # noqa: N802
        """Take the run's own configuration; a guardrail or a setting that does not exist stops the run.

        The engine sends every policy, merged with what was announced: only a difference is somebody's wish.
        """
        of_all = [one.enforcementLevel for name, one in request.policyConfig.items() if name == "all"]
        for name, config in request.policyConfig.items():
            if name == "all":  # the engine itself has applied it
                continue
            if name == NOTICES:
                if config.enforcementLevel not in (proto.ADVISORY, *of_all):
                    _refuse(context, f"{NOTICES} always advises. {_BLOCK}")
                continue
            if name not in self._run.guardrails:
                _refuse(context, f"there is no guardrail {name}. {did_you_mean(name, self._run.guardrails)}")
            try:
                self._configure(self._run.guardrails[name], config)
            except ConfigurationError as error:
                _refuse(context, str(error))
        return Empty()

    def Analyze(self, request: proto.AnalyzeRequest, context: grpc.ServicerContext) -> proto.AnalyzeResponse:  # noqa: ARG002, N802
        """Judge one resource by its inputs."""
        if not self._run.looks_at(unversioned(request.type)):
            return self._response((), frozenset())
        inputs = decode(request.properties)
        found = self._run.resource(request.type, inputs, request.urn, request.name, request.options.aliases)
        return self._response(found, self._run.concerning(request.type, inputs))

    def AnalyzeStack(self, request: proto.AnalyzeStackRequest, context: grpc.ServicerContext) -> proto.AnalyzeResponse:  # noqa: ARG002, N802
        """Judge how the resources belong together."""
        records = [
            Record(one.urn, one.name, one.type, decode(one.properties), _dependencies(one), one.dependencies)
            for one in request.resources
        ]
        if self._tell_dependencies:
            self._tell_dependencies(records)
        return self._response(self._run.stack(records), self._run.concerning_stack(records))

    def Remediate(self, request: proto.AnalyzeRequest, context: grpc.ServicerContext) -> proto.RemediateResponse:  # noqa: ARG002, N802
        """Apply the remedies of the guardrails at level `remediate`, one after the other."""
        if not self.mends or not self._run.looks_at(unversioned(request.type)):
            return proto.RemediateResponse()
        return proto.RemediateResponse(
            remediations=[
                proto.Remediation(
                    policyName=guardrail.name,
                    policyPackName=PACK_NAME,
                    policyPackVersion=PACK_VERSION,
                    description=guardrail.title,
                    properties=properties,
                )
                for guardrail, properties in self._run.remedies(request.type, request.properties, request.urn)
            ]
        )

    def Cancel(self, request: Empty, context: grpc.ServicerContext) -> Empty:  # noqa: ARG002, N802
        """Let the engine end the pack: nothing is under way between two calls."""
        return Empty()

    def _configure(self, guardrail: Guardrail | StackGuardrail, config: proto.PolicyConfig) -> None:
        announced = self._run.settings[guardrail.name]
        wish = {"level": _FROM_LEVEL.get(config.enforcementLevel, announced.level)}
        setting = announced.overridden({**wish, **read_override(guardrail, decode(config.properties))}, _RUN)
        if replace(setting, origins=announced.origins) != announced:
            self._run.override(guardrail.name, setting)

    def _response(self, findings: Iterable[Finding], asked: frozenset[str]) -> proto.AnalyzeResponse:
        others = self._all_but(asked)
        diagnostics = [self._diagnostic(finding) for finding in findings]
        if not diagnostics:
            return others
        response = proto.AnalyzeResponse(diagnostics=diagnostics)
        response.MergeFrom(others)
        return response

    def _all_but(self, asked: frozenset[str]) -> proto.AnalyzeResponse:
        """Return what says that the others had nothing to judge: the engine would tell that they have passed.

        It is one object for all answers alike, which nobody changes.
        """
        if asked not in self._others:
            names = self._run.guardrails.keys() - asked
            others = [proto.PolicyNotApplicable(policy_name=name) for name in sorted(names)]
            self._others[asked] = proto.AnalyzeResponse(not_applicable=others)
        return self._others[asked]

    def _diagnostic(self, finding: Finding) -> proto.AnalyzeDiagnostic:
        guardrail = self._run.guardrails.get(finding.guardrail)
        title = f"{guardrail.title}\n" if guardrail else ""
        return proto.AnalyzeDiagnostic(
            policyName=finding.guardrail,
            policyPackName=PACK_NAME,
            policyPackVersion=PACK_VERSION,
            description=guardrail.title if guardrail else "",
            message=f"{title}{finding.message}",  # as in pulumi_policy, the first line says what should be so
            enforcementLevel=_LEVELS[finding.level],
            urn=finding.urn,
            severity=_SEVERITIES[guardrail.severity] if guardrail else proto.POLICY_SEVERITY_UNSPECIFIED,
        )


def _info(guardrail: Guardrail | StackGuardrail, setting: Setting) -> proto.PolicyInfo:
    config = proto.PolicyConfigSchema()
    announced = {**setting.parameters, "unknown": str(setting.unknown)}
    for key, one in setting_schema(guardrail).items():
        ParseDict({**one, "default": announced[key]}, config.properties.get_or_create_struct(key))
    framework = None
    if guardrail.controls:
        first = guardrail.controls[0]
        framework = proto.PolicyComplianceFramework(
            name=first.framework, version=first.version, reference=first.reference
        )
    return proto.PolicyInfo(
        name=guardrail.name,
        displayName=guardrail.title,
        description=guardrail.why,
        enforcementLevel=_LEVELS[setting.level],
        severity=_SEVERITIES[guardrail.severity],
        framework=framework,
        tags=[*guardrail.requirements, *(str(control) for control in guardrail.controls)],
        remediation_steps=guardrail.fix,
        url=guardrail.link,
        configSchema=config,
        policy_type=proto.POLICY_TYPE_RESOURCE if isinstance(guardrail, Guardrail) else proto.POLICY_TYPE_STACK,
    )


def _dependencies(resource: proto.AnalyzerResource) -> dict[str, tuple[str, ...]]:
    return {key: tuple(value.urns) for key, value in resource.propertyDependencies.items()}


def _refuse(context: grpc.ServicerContext, message: str) -> None:
    """End the call with the message; `abort` raises."""
    context.abort(grpc.StatusCode.INVALID_ARGUMENT, f"configuration of the policy pack {PACK_NAME}: {message}")
