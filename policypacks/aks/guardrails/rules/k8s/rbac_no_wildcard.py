"""A role must say what it grants."""

from guardrails.access import ALL, a_role
from guardrails.checks import placed
from guardrails.frameworks import azure_policy, checkov, cis_aks, kube_linter, kyverno, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import ROLE
from guardrails.pods import must_not_list
from guardrails.props import Problems, Props, decided


def check(role: Props) -> Problems:
    """Each list on its own."""
    yield from role.each("rules", lambda rule: placed(_rule, rule))


def _rule(rule: Props) -> Problems:
    for name in ("verbs", "resources", "apiGroups"):
        yield from decided(must_not_list(name, ALL), rule)


GUARDRAIL = Guardrail(
    title="Roles name verbs, resources and API groups",
    applies_to=ROLE,
    severity=Severity.HIGH,
    why="A star grants what Kubernetes and every operator will bring tomorrow, secrets and roles included.",
    fix="List verbs, resources and api_groups in the rules.",
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
    },
    failing={
        "every verb": a_role(verbs=["*"], resources=["pods"]),
        "every resource": a_role(verbs=["get"], resources=["*"]),
        "every group": a_role(verbs=["get"], resources=["jobs"], groups=["*"]),
    },
)
