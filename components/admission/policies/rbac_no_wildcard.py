"""A right to everything includes what is invented next year."""

from dataclasses import replace

from components.admission.examples import role
from components.admission.policy import AdmissionPolicy, Example, Match
from components.admission.principals import PEOPLE

_BUILT_IN = "kubernetes.io/bootstrapping"
"""Label of all roles that Kubernetes itself makes, cluster-admin among them."""


def _aggregating(what: str, **selector: object) -> Example:
    manifest = role(what, "ClusterRole").manifest | {"aggregationRule": {"clusterRoleSelectors": [selector]}}
    return replace(role(what), manifest=manifest)


POLICY = AdmissionPolicy(
    title="Roles name what they allow.",
    fix="List groups, resources and verbs instead of *, and select roles to aggregate by a label of their own.",
    controls=("002-15", "004-5"),
    link="https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
    match=(Match("rbac.authorization.k8s.io", ("roles", "clusterroles")),),
    conditions=PEOPLE,
    variables={
        "rules": "has(object.rules) ? object.rules : []",
        "selectors": "object.?aggregationRule.?clusterRoleSelectors.orValue([])",
    },
    offending="variables.rules.filter(r, '*' in r.verbs || (has(r.resources) && '*' in r.resources)"
    " || (has(r.apiGroups) && '*' in r.apiGroups)).map(r, 'a rule with *')"
    f" + variables.selectors.filter(s, !s.?matchLabels.orValue({{}}).exists(key, key != '{_BUILT_IN}')"
    f" && !s.?matchExpressions.orValue([]).exists(e, e.operator in ['In', 'Exists'] && e.key != '{_BUILT_IN}'))"
    ".map(s, 'whatever other roles allow')",
    passing=(
        role("pods"),
        role("pods everywhere", "ClusterRole"),
        _aggregating("roles of a label", matchLabels={"example.com/aggregate-to-monitoring": "true"}),
        _aggregating("roles with a label", matchExpressions=[{"key": "example.com/monitoring", "operator": "Exists"}]),
    ),
    failing=(
        role("every verb", verbs=["*"]),
        role("every resource", "ClusterRole", resources=["*"]),
        role("every group", apiGroups=["*"]),
        _aggregating("every other role"),
        _aggregating("Kubernetes' own roles", matchLabels={_BUILT_IN: "rbac-defaults"}),
    ),
)
