"""A right to everything includes what is invented next year."""

from components.admission.examples import role
from components.admission.policy import AdmissionPolicy, Match
from components.admission.principals import PEOPLE

POLICY = AdmissionPolicy(
    title="Roles name what they allow.",
    fix="List groups, resources and verbs instead of *.",
    controls=("002-15", "004-5"),
    link="https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
    match=(Match("rbac.authorization.k8s.io", ("roles", "clusterroles")),),
    conditions=PEOPLE,
    variables={"rules": "has(object.rules) ? object.rules : []"},
    offending="variables.rules.filter(r, '*' in r.verbs || (has(r.resources) && '*' in r.resources)"
    " || (has(r.apiGroups) && '*' in r.apiGroups)).map(r, 'a rule with *')",
    passing=(role("pods"), role("pods everywhere", "ClusterRole")),
    failing=(
        role("every verb", verbs=["*"]),
        role("every resource", "ClusterRole", resources=["*"]),
        role("every group", apiGroups=["*"]),
    ),
)
