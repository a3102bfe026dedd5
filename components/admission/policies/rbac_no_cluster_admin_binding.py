"""Whoever is cluster-admin is bound by nothing here."""

from components.admission.examples import OPERATORS, OTHERS, binding
from components.admission.policy import AdmissionPolicy, Match
from components.admission.principals import PEOPLE

POLICY = AdmissionPolicy(
    title="cluster-admin belongs to platform operators.",
    fix="Bind a role that names what is needed.",
    controls=("002-15", "004-5"),
    link="https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
    match=(Match("rbac.authorization.k8s.io", ("rolebindings", "clusterrolebindings")),),
    conditions=PEOPLE,
    variables={"subjects": "object.roleRef.name == 'cluster-admin' && has(object.subjects) ? object.subjects : []"},
    offending="variables.subjects.filter(s, !(s.kind == 'Group' && s.name in variables.operators)).map(s, s.name)",
    passing=(
        binding("another role", "ClusterRoleBinding", "view", OTHERS),
        binding("operators", "ClusterRoleBinding", "cluster-admin", OPERATORS),
    ),
    failing=(
        binding("others", "ClusterRoleBinding", "cluster-admin", OTHERS),
        binding("others in a namespace", "RoleBinding", "cluster-admin", OTHERS),
    ),
)
