"""A cluster must refuse, or at least warn of, manifests that break good practice."""

from guardrails.checks import is_automatic
from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import cis_aks, mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.policies import definition_of, is_in_force
from guardrails.props import Problems, all_of, any_of, select
from guardrails.stack import Resource, Stack
from guardrails.subjects import DEPLOYMENT_SAFEGUARD, MANAGED_CLUSTER, POLICY_ASSIGNMENT

_INITIATIVE = "c047ea8e-9c78-49b2-958b-37e56d291a44"


def check(cluster: Resource, stack: Stack) -> Problems:
    """The initiative that safeguards assign may be assigned by hand; on which scope is not asked."""
    if is_automatic(cluster):
        return
    if not any_of(
        lambda: bool(select(stack.all(DEPLOYMENT_SAFEGUARD), lambda one: _safeguards(one, cluster))),
        lambda: bool(select(stack.all(POLICY_ASSIGNMENT), _assigns)),
    ):
        yield "must have a DeploymentSafeguard with level Warn or Enforce"


def _safeguards(safeguard: Resource, cluster: Resource) -> bool:
    return safeguard.points_at("resourceUri", cluster) and safeguard.text("level").lower() in {"warn", "enforce"}


def _assigns(assignment: Resource) -> bool:
    return all_of(lambda: definition_of(assignment) == _INITIATIVE, lambda: is_in_force(assignment))


def safeguard(level: str, cluster: str = "cluster") -> ExampleResource:
    """Return an example's safeguard."""
    return ExampleResource(DEPLOYMENT_SAFEGUARD.token, {"resourceUri": Output(cluster), "level": level})


_CLUSTER = ExampleResource(MANAGED_CLUSTER.token)

GUARDRAIL = StackGuardrail(
    title="Deployment safeguards are on",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.MEDIUM,
    why="Without them pods without limits, probes or a fixed image version are admitted silently.",
    fix='Add a DeploymentSafeguard with resource_uri=cluster.id and level="Enforce" (or "Warn"); the cluster '
    "needs the add-on azurepolicy.",
    link="https://learn.microsoft.com/azure/aks/deployment-safeguards",
    absent="AKS Standard has none, so a missing one fails; AKS Automatic presets Enforce and passes.",
    requirements=("000-10",),
    controls=(cis_aks("4.2"), mcsb("PV-2")),
    check=check,
    passing={
        "enforced": {"cluster": _CLUSTER, "safeguard": safeguard("Enforce")},
        "warned of": {"cluster": _CLUSTER, "safeguard": safeguard("Warn")},
        "the initiative behind it is assigned": {
            "cluster": _CLUSTER,
            "assignment": ExampleResource(
                POLICY_ASSIGNMENT.token,
                {
                    "scope": Output("cluster"),
                    "policyDefinitionId": f"/providers/Microsoft.Authorization/policySetDefinitions/{_INITIATIVE}",
                },
            ),
        },
        "AKS Automatic presets it": {
            "cluster": ExampleResource(MANAGED_CLUSTER.token, {"sku": {"name": "Automatic", "tier": "Standard"}})
        },
    },
    failing={
        "none": {"cluster": _CLUSTER},
        "another cluster's": {"cluster": _CLUSTER, "other": _CLUSTER, "safeguard": safeguard("Enforce", "other")},
        "the initiative behind it is assigned and switched off": {
            "cluster": _CLUSTER,
            "assignment": ExampleResource(
                POLICY_ASSIGNMENT.token,
                {
                    "scope": Output("cluster"),
                    "policyDefinitionId": f"/providers/Microsoft.Authorization/policySetDefinitions/{_INITIATIVE}",
                    "overrides": [{"kind": "policyEffect", "value": "Disabled"}],
                },
            ),
        },
        "a level that is none": {"cluster": _CLUSTER, "safeguard": safeguard("Off")},
    },
)
