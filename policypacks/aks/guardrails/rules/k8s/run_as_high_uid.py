"""Users of containers should not be users of the node."""

from guardrails.frameworks import checkov, mcsb, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import POD
from guardrails.pods import container_with, in_containers_of_pod, inherited, pod_with, unless_windows
from guardrails.props import Problems, Props

_LOWEST = 10000


def _check(container: Props, spec: Props) -> Problems:
    for name in ("runAsUser", "runAsGroup"):
        value = inherited(container, spec, f"securityContext.{name}")
        if not isinstance(value, int) or value < _LOWEST:
            yield f"must set securityContext.{name} to {_LOWEST} or more"


GUARDRAIL = Guardrail(
    title="Containers run as users and groups that no node has",
    applies_to=POD,
    severity=Severity.LOW,
    why="Should a process leave its container, a number that the node also uses has that user's rights.",
    fix="Set run_as_user and run_as_group to 10000 or more in the pod's security_context.",
    link="https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
    absent="The image decides, often for a low number, so absent fails.",
    requirements=("002-12",),
    controls=(mcsb("PV-2"), checkov("CKV_K8S_40"), trivy("KSV-0020"), trivy("KSV-0021")),
    check=unless_windows(in_containers_of_pod(_check)),
    passing={
        "the pod sets both": pod_with(
            securityContext={"runAsUser": 10001, "runAsGroup": 10001}, containers=[{"name": "app"}]
        ),
        "the lowest of the high ones": container_with(securityContext={"runAsUser": 10000, "runAsGroup": 10000}),
    },
    failing={
        "a low user": container_with(securityContext={"runAsUser": 1000, "runAsGroup": 10001}),
        "no group": container_with(securityContext={"runAsUser": 10001}),
        "it is left to the image": container_with(),
        "the highest of the low users": container_with(securityContext={"runAsUser": 9999, "runAsGroup": 10000}),
    },
)
