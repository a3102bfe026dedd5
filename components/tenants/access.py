"""Who may do what in a namespace: developers look, operators run; neither reads secrets, opens shells or grants.

Secrets of the API, that is: who runs workloads can have them print what they mount, and both read logs.
https://kubernetes.io/docs/concepts/security/rbac-good-practices/#workload-creation
"""

from components.kubernetes.manifest import Manifest, metadata

_GROUP = "rbac.authorization.k8s.io"
_READ = ["get", "list", "watch"]
_WRITE = ["create", "update", "patch", "delete"]


def _rule(group: str, resources: list[str], verbs: list[str]) -> Manifest:
    return {"apiGroups": [group], "resources": resources, "verbs": verbs}


LOOK = [
    _rule(
        "",
        [
            "configmaps",
            "events",
            "limitranges",
            "persistentvolumeclaims",
            "pods",
            "pods/log",
            "resourcequotas",
            "serviceaccounts",
            "services",
        ],
        _READ,
    ),
    _rule("apps", ["daemonsets", "deployments", "replicasets", "statefulsets"], _READ),
    _rule("autoscaling", ["horizontalpodautoscalers"], _READ),
    _rule("batch", ["cronjobs", "jobs"], _READ),
    _rule("cilium.io", ["ciliumnetworkpolicies"], _READ),
    _rule("events.k8s.io", ["events"], _READ),
    _rule("networking.k8s.io", ["ingresses", "networkpolicies"], _READ),
    _rule("policy", ["poddisruptionbudgets"], _READ),
    _rule("secrets-store.csi.x-k8s.io", ["secretproviderclasses"], _READ),
]
"""What a team sees of itself: everything but secrets."""
RUN = [
    *LOOK,
    _rule("", ["configmaps", "persistentvolumeclaims", "services"], _WRITE),
    _rule("", ["pods"], ["delete"]),
    _rule("apps", ["deployments", "statefulsets"], _WRITE),
    _rule("apps", ["deployments/scale", "statefulsets/scale"], ["get", "update", "patch"]),
    _rule("autoscaling", ["horizontalpodautoscalers"], _WRITE),
    _rule("batch", ["cronjobs", "jobs"], _WRITE),
    _rule("networking.k8s.io", ["ingresses"], _WRITE),
    _rule("policy", ["poddisruptionbudgets"], _WRITE),
]
"""What keeping workloads running takes; accounts, secrets, network policies and quotas are the platform's."""


def access(namespace: str, operators: str, developers: str) -> list[Manifest]:
    """Return the roles of a namespace and who holds them.

    Args:
        namespace: Where the roles hold.
        operators: Object id of the Entra group that runs the team's workloads.
        developers: Object id of the Entra group that looks at them.

    """
    held = (("operators", RUN, operators), ("developers", LOOK, developers))
    return [manifest for name, rules, group in held for manifest in _role(name, namespace, rules, group)]


def _role(name: str, namespace: str, rules: list[Manifest], group: str) -> list[Manifest]:
    return [
        {
            "apiVersion": f"{_GROUP}/v1",
            "kind": "Role",
            "metadata": metadata(name, namespace),
            "rules": rules,
        },
        {
            "apiVersion": f"{_GROUP}/v1",
            "kind": "RoleBinding",
            "metadata": metadata(name, namespace),
            "roleRef": {"apiGroup": _GROUP, "kind": "Role", "name": name},
            "subjects": [{"apiGroup": _GROUP, "kind": "Group", "name": group}],
        },
    ]
