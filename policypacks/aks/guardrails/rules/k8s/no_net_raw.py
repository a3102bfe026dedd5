"""A container must not forge packets."""

from guardrails.frameworks import azure_policy, checkov, kube_linter, kyverno, mcsb, polaris, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import POD
from guardrails.pods import container_with, in_containers, must_list, unless_windows

GUARDRAIL = Guardrail(
    title="Containers drop the capability NET_RAW",
    applies_to=POD,
    severity=Severity.MEDIUM,
    why="With NET_RAW a pod forges packets, and so answers in the name of others on its node.",
    fix='Set capabilities={"drop": ["ALL"]} in every container\'s security_context.',
    link="https://kubernetes.io/docs/concepts/security/pod-security-standards/",
    absent="The runtime leaves it, so absent fails.",
    requirements=("002-11",),
    controls=(
        mcsb("PV-2"),
        azure_policy("a27c700f-8a22-44ec-961c-41625264370b"),
        checkov("CKV_K8S_28"),
        checkov("CKV_K8S_7"),
        kyverno("require-drop-cap-net-raw"),
        trivy("KSV-0119"),
        kube_linter("drop-net-raw-capability"),
        polaris("insecureCapabilities"),
    ),
    check=unless_windows(in_containers(must_list("securityContext.capabilities.drop", "ALL", "NET_RAW"))),
    passing={
        "all are dropped": container_with(securityContext={"capabilities": {"drop": ["ALL"]}}),
        "it is dropped": container_with(securityContext={"capabilities": {"drop": ["NET_RAW"]}}),
    },
    failing={
        "it is left to the runtime": container_with(),
        "another is dropped": container_with(securityContext={"capabilities": {"drop": ["KILL"]}}),
    },
)
