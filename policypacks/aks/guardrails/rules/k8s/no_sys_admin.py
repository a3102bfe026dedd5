"""A container must not have SYS_ADMIN."""

from guardrails.frameworks import azure_policy, checkov, gatekeeper, mcsb, pod_security, polaris, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import POD
from guardrails.pods import container_with, in_containers, must_not_add

GUARDRAIL = Guardrail(
    title="No container has the capability SYS_ADMIN",
    applies_to=POD,
    severity=Severity.CRITICAL,
    why="SYS_ADMIN mounts file systems and enters namespaces: it is root in all but name.",
    fix="Remove SYS_ADMIN and ALL from capabilities.add.",
    link="https://kubernetes.io/docs/concepts/security/pod-security-standards/",
    absent="Then it is not added, so absent passes.",
    requirements=("002-11",),
    controls=(
        pod_security("baseline: Capabilities"),
        mcsb("PV-2"),
        azure_policy("d2e7ea85-6b44-4317-a0be-1b951587f626"),
        checkov("CKV_K8S_39"),
        gatekeeper("capabilities"),
        trivy("KSV-0005"),
        polaris("dangerousCapabilities"),
    ),
    check=in_containers(must_not_add("SYS_ADMIN")),
    passing={
        "another capability": container_with(securityContext={"capabilities": {"add": ["NET_BIND_SERVICE"]}}),
        "none": container_with(),
    },
    failing={
        "it is added": container_with(securityContext={"capabilities": {"add": ["SYS_ADMIN"]}}),
        "it is added in small letters": container_with(securityContext={"capabilities": {"add": ["sys_admin"]}}),
        "all are added in small letters": container_with(securityContext={"capabilities": {"add": ["all"]}}),
        "all are added": container_with(securityContext={"capabilities": {"add": ["ALL"]}}),
        "it is added by its full name": container_with(securityContext={"capabilities": {"add": ["CAP_SYS_ADMIN"]}}),
    },
)
