"""A container must not add dangerous capabilities."""

from collections.abc import Mapping
from typing import Any

from guardrails.frameworks import azure_policy, checkov, gatekeeper, kyverno, mcsb, pod_security, polaris, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import POD
from guardrails.pods import container_with, in_containers, pod_with
from guardrails.props import Problems, Props


def _check(container: Props, values: Mapping[str, Any]) -> Problems:
    def judge(capability: object) -> Problems:
        if capability not in values["capabilities"]:
            yield f"must not add the capability {capability}"

    yield from container.each_value("securityContext.capabilities.add", judge)


GUARDRAIL = Guardrail(
    title="Containers add no capability beyond those that are allowed",
    applies_to=POD,
    severity=Severity.HIGH,
    why="Most capabilities lead to root on the node by one way or another.",
    fix="Remove capabilities.add from the security_context, or ask for NET_BIND_SERVICE only.",
    link="https://kubernetes.io/docs/concepts/security/pod-security-standards/",
    absent="Then none is added, so absent passes.",
    requirements=("002-11",),
    controls=(
        pod_security("baseline: Capabilities"),
        pod_security("restricted: Capabilities"),
        mcsb("PV-2"),
        azure_policy("c26596ff-4d70-4e6a-9a30-c2506bd2f80c"),
        checkov("CKV_K8S_25"),
        checkov("CKV_K8S_24"),
        gatekeeper("capabilities"),
        kyverno("disallow-capabilities"),
        trivy("KSV-0022"),
        trivy("KSV-0106"),
        polaris("dangerousCapabilities"),
        polaris("insecureCapabilities"),
    ),
    parameters={
        "capabilities": {
            "type": "array",
            "items": {"type": "string"},
            "default": ["NET_BIND_SERVICE"],
            "description": "Capabilities that containers may add; the profile baseline allows twelve more.",
        }
    },
    check=in_containers(_check),
    passing={
        "low ports": container_with(securityContext={"capabilities": {"add": ["NET_BIND_SERVICE"], "drop": ["ALL"]}}),
        "none": container_with(),
    },
    failing={
        "one that is root": container_with(securityContext={"capabilities": {"add": ["SYS_ADMIN"]}}),
        "one of the runtime's own": container_with(securityContext={"capabilities": {"add": ["CHOWN"]}}),
        "an init container adds one": pod_with(
            initContainers=[{"name": "init", "securityContext": {"capabilities": {"add": ["NET_ADMIN"]}}}]
        ),
    },
)
