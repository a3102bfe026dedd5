"""A role must say what it grants."""

from functools import partial

from guardrails.access import ALL, a_role
from guardrails.checks import placed
from guardrails.frameworks import azure_policy, checkov, cis_aks, kube_linter, kyverno, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import ROLE
from guardrails.props import Problems, Props, any_of, decided

_BUILT_IN = "kubernetes.io/bootstrapping"
"""Label of all roles that Kubernetes itself makes, cluster-admin among them."""


def check(role: Props) -> Problems:
    """Each list on its own; a role that takes its rules from others has those of all that its selectors mean."""
    yield from role.each("rules", lambda rule: placed(_rule, rule))
    yield from role.each("aggregationRule.clusterRoleSelectors", lambda selector: placed(_selector, selector))


def _selector(selector: Props) -> Problems:
    if not any_of(
        lambda: any(key != _BUILT_IN for key in selector.names("matchLabels")),
        lambda: any(
            one.text("operator") in {"In", "Exists"} and one.text("key") != _BUILT_IN
            for one in selector.objects("matchExpressions")
        ),
    ):
        yield "must name a label of the roles that are meant"


def _rule(rule: Props) -> Problems:
    for name in ("verbs", "resources", "apiGroups"):
        yield from decided(rule.each_value, name, partial(_star, name))


def _star(name: str, listed: object) -> Problems:
    if listed == ALL:
        yield f"must not list {ALL} in {name}"


def _aggregating(**selector: object) -> dict[str, object]:
    return {"aggregationRule": {"clusterRoleSelectors": [selector]}}


GUARDRAIL = Guardrail(
    title="Roles name verbs, resources and API groups",
    applies_to=ROLE,
    severity=Severity.HIGH,
    why="A star grants what Kubernetes and every operator will bring tomorrow, secrets and roles included.",
    fix="List verbs, resources and api_groups in the rules; select roles to aggregate by a label of your own.",
    link="https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
    absent="What no rule grants is refused, so absent passes.",
    requirements=("002-15", "004-5"),
    controls=(
        cis_aks("4.1.3"),
        azure_policy("ca8d5704-aa2b-40cf-b110-dc19052825ad"),
        checkov("CKV_K8S_49"),
        kyverno("restrict-wildcard-verbs"),
        kyverno("restrict-wildcard-resources"),
        trivy("KSV-0044"),
        trivy("KSV-0045"),
        trivy("KSV-0046"),
        kube_linter("wildcard-in-rules"),
    ),
    check=check,
    passing={
        "each by its name": a_role(verbs=["get", "list"], resources=["pods"]),
        "no rules": {"metadata": {"name": "reader"}},
        "what roles of a label grant": _aggregating(matchLabels={"example.com/aggregate-to-monitoring": "true"}),
        "what roles of one of two labels grant": _aggregating(
            matchExpressions=[{"key": "example.com/team", "operator": "In", "values": ["shop", "api"]}]
        ),
        "what roles with a label grant": _aggregating(
            matchExpressions=[{"key": "example.com/monitoring", "operator": "Exists"}]
        ),
        "what some of Kubernetes' own roles grant": _aggregating(
            matchLabels={_BUILT_IN: "rbac-defaults", "rbac.authorization.k8s.io/aggregate-to-view": "true"}
        ),
    },
    failing={
        "what every role grants": _aggregating(),
        "what Kubernetes' own roles grant": _aggregating(matchLabels={_BUILT_IN: "rbac-defaults"}),
        "what Kubernetes' own roles grant, by an expression": _aggregating(
            matchExpressions=[{"key": _BUILT_IN, "operator": "Exists"}]
        ),
        "what every role but some grants": _aggregating(
            matchExpressions=[{"key": "example.com/team", "operator": "NotIn", "values": ["shop"]}]
        ),
        "every verb": a_role(verbs=["*"], resources=["pods"]),
        "every resource": a_role(verbs=["get"], resources=["*"]),
        "every group": a_role(verbs=["get"], resources=["jobs"], groups=["*"]),
    },
)
