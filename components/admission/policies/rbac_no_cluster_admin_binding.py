"""Whoever is cluster-admin, or as good as that, is bound by nothing here."""

from components.admission.examples import OPERATORS, OTHERS, binding
from components.admission.policy import AdmissionPolicy, Match
from components.admission.principals import PEOPLE

_EVERYWHERE = (
    "(system:aggregate-to-)?(admin|edit)|system:(controller:.+|kube-controller-manager|kubelet-api-admin|node)"
)
"""Roles of Kubernetes that are as good, where they are bound in the whole cluster."""

POLICY = AdmissionPolicy(
    title="Roles that rule the cluster belong to platform operators.",
    fix="Bind a role that names what is needed, or admin or edit by a RoleBinding in one namespace.",
    controls=("002-15", "004-5"),
    link="https://kubernetes.io/docs/reference/access-authn-authz/rbac/",
    match=(Match("rbac.authorization.k8s.io", ("rolebindings", "clusterrolebindings")),),
    conditions=PEOPLE,
    variables={
        "rules": "object.roleRef.name == 'cluster-admin' || (request.resource.resource == 'clusterrolebindings'"
        f" && object.roleRef.name.matches('^({_EVERYWHERE})$'))",
        "subjects": "variables.rules && has(object.subjects) ? object.subjects : []",
    },
    offending="variables.subjects.filter(s, !(s.kind == 'Group' && s.name in variables.operators)).map(s, s.name)",
    passing=(
        binding("another role", "ClusterRoleBinding", "view", OTHERS),
        binding("operators", "ClusterRoleBinding", "cluster-admin", OPERATORS),
        binding("operators who edit everywhere", "ClusterRoleBinding", "edit", OPERATORS),
        binding("others who edit in a namespace", "RoleBinding", "edit", OTHERS),
        binding("an extension of the API", "ClusterRoleBinding", "system:auth-delegator", OTHERS),
        binding("a role that a chart has named so", "ClusterRoleBinding", "system:node-exporter", OTHERS),
    ),
    failing=(
        binding("others", "ClusterRoleBinding", "cluster-admin", OTHERS),
        binding("others in a namespace", "RoleBinding", "cluster-admin", OTHERS),
        *(
            binding(f"others as {role} everywhere", "ClusterRoleBinding", role, OTHERS)
            for role in (
                "admin",
                "edit",
                "system:aggregate-to-edit",
                "system:controller:generic-garbage-collector",
                "system:kube-controller-manager",
                "system:kubelet-api-admin",
                "system:node",
            )
        ),
    ),
)
