"""Few may enter containers."""

from guardrails.access import a_role, must_not_grant
from guardrails.frameworks import checkov, cis_aks, kyverno, polaris, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import ROLE

_WAYS_IN = ("pods/exec", "pods/attach", "pods/portforward", "nodes/proxy")
check = must_not_grant(("create", "get"), _WAYS_IN)

GUARDRAIL = Guardrail(
    title="Roles grant no way into running containers",
    applies_to=ROLE,
    severity=Severity.HIGH,
    why="A shell in a pod has its identity, its secrets and its network, past review and pipeline.",
    fix="Remove pods/exec, pods/attach, pods/portforward and nodes/proxy from the rules; grant them for the hour "
    "by a separate binding.",
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
    },
    failing={
        "a shell": a_role(verbs=["create"], resources=["pods/exec"]),
        "by websocket": a_role(verbs=["get"], resources=["pods/exec"]),
        "the kubelet": a_role(verbs=["get"], resources=["nodes/proxy"]),
        "every subresource exec": a_role(verbs=["create"], resources=["*/exec"]),
        "the process of a container": a_role(verbs=["create"], resources=["pods/attach"]),
        "the ports of a pod": a_role(verbs=["create"], resources=["pods/portforward"]),
    },
)
