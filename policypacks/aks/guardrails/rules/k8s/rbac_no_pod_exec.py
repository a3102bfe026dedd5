"""Few may enter containers."""

from guardrails.access import a_role, must_not_grant
from guardrails.frameworks import checkov, cis_aks, kyverno, polaris, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import ROLE
from guardrails.props import Problems, Props, decided

_ASKED = ("create", "delete", "get", "patch", "update")
"""The verbs that the methods of HTTP come to, with which a proxy is asked."""
_CHECKS = (
    must_not_grant(("create", "get"), ("pods/exec", "pods/attach", "pods/portforward")),
    must_not_grant(_ASKED, ("nodes/proxy",)),
    must_not_grant(_ASKED, ("pods/proxy", "services/proxy"), unless_named=True),
    must_not_grant(("update", "patch"), ("pods/ephemeralcontainers",)),
)


def check(role: Props) -> Problems:
    """A container that is put into a pod for debugging is a shell, and a proxy a tunnel."""
    for one in _CHECKS:
        yield from decided(one, role)


GUARDRAIL = Guardrail(
    title="Roles grant no way into running containers",
    applies_to=ROLE,
    severity=Severity.HIGH,
    why="A shell in a pod has its identity, its secrets and its network, past review and pipeline.",
    fix="Remove pods/exec, pods/attach, pods/portforward, pods/ephemeralcontainers and proxies from the rules; grant "
    "them for the hour by a separate binding.",
    link="https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
    absent="What no rule grants is refused, so absent passes.",
    requirements=("002-15",),
    controls=(
        cis_aks("4.1.9"),
        checkov("CKV2_K8S_2"),
        kyverno("restrict-clusterrole-nodesproxy"),
        trivy("KSV-0047"),
        trivy("KSV-0053"),
        trivy("KSV-0054"),
        polaris("clusterrolePodExecAttach"),
        polaris("rolePodExecAttach"),
    ),
    check=check,
    passing={
        "pods and their logs": a_role(verbs=["get"], resources=["pods", "pods/log"]),
        "which containers are in a pod for debugging": a_role(verbs=["get"], resources=["pods/ephemeralcontainers"]),
        "a shell cannot be deleted": a_role(verbs=["delete"], resources=["pods/exec"]),
        "the page of one service": a_role(verbs=["get"], resources=["services/proxy"], resourceNames=["dashboard"]),
    },
    failing={
        "a shell": a_role(verbs=["create"], resources=["pods/exec"]),
        "by websocket": a_role(verbs=["get"], resources=["pods/exec"]),
        "the kubelet": a_role(verbs=["get"], resources=["nodes/proxy"]),
        "every subresource exec": a_role(verbs=["create"], resources=["*/exec"]),
        "the process of a container": a_role(verbs=["create"], resources=["pods/attach"]),
        "the ports of a pod": a_role(verbs=["create"], resources=["pods/portforward"]),
        "a container for debugging": a_role(verbs=["patch"], resources=["pods/ephemeralcontainers"]),
        "a container for debugging, by writing all": a_role(verbs=["update"], resources=["pods/ephemeralcontainers"]),
        "a tunnel to every pod": a_role(verbs=["get"], resources=["pods/proxy"]),
        "a tunnel to every service": a_role(verbs=["create"], resources=["services/proxy"]),
        **{
            f"a tunnel for {verb} alone": a_role(verbs=[verb], resources=["services/proxy"])
            for verb in ("update", "patch", "delete")
        },
        "the kubelet, to write": a_role(verbs=["update"], resources=["nodes/proxy"]),
    },
)
