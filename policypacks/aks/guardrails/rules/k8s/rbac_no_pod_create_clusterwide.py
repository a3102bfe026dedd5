"""Few may start pods everywhere."""

from guardrails.access import a_role, must_not_grant_in
from guardrails.frameworks import cis_aks, kube_linter, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import CLUSTER_ROLE

_WORKLOADS = {
    "": ("pods", "podtemplates", "replicationcontrollers"),
    "apps": ("daemonsets", "deployments", "replicasets", "statefulsets"),
    "batch": ("cronjobs", "jobs"),
}


GUARDRAIL = Guardrail(
    title="Cluster roles do not create pods or workloads",
    applies_to=CLUSTER_ROLE,
    severity=Severity.MEDIUM,
    why="Whoever starts pods in every namespace mounts the secrets and uses the service accounts of all of them.",
    fix="Use a Role in the namespace, or exempt the deployer's role.",
    link="https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
    absent="What no rule grants is refused, so absent passes.",
    requirements=("002-15",),
    controls=(cis_aks("4.1.4"), trivy("KSV-0048"), kube_linter("access-to-create-pods")),
    check=must_not_grant_in(("create",), _WORKLOADS),
    passing={
        "reading": a_role(verbs=["get", "list"], resources=["pods"]),
    },
    failing={
        "pods": a_role(verbs=["create"], resources=["pods"]),
        **{
            f"{kind} in the group {group!r}": a_role(verbs=["create"], resources=[kind], groups=[group])
            for group, kind in (
                ("", "podtemplates"),
                ("", "replicationcontrollers"),
                ("apps", "daemonsets"),
                ("apps", "replicasets"),
                ("apps", "statefulsets"),
                ("batch", "cronjobs"),
            )
        },
        "workloads": a_role(verbs=["create", "get"], resources=["deployments"], groups=["apps"]),
        "jobs": a_role(verbs=["*"], resources=["jobs"], groups=["batch"]),
    },
)
