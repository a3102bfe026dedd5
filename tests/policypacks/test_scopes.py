"""How broad a role's scope is that only the update tells: where it comes from decides, or it stays open."""

import pytest
from guardrails.examples import urn
from guardrails.roles import AKS_RBAC_WRITER, CONTRIBUTOR, OWNER
from guardrails.stack import Record
from guardrails.subjects import MANAGED_CLUSTER, MANAGEMENT_GROUP, REGISTRY, RESOURCE_GROUP, ROLE_ASSIGNMENT, VAULT
from guardrails.tokens import GENERIC
from guardrails.values import UNKNOWN

from tests.policypacks.generic_resources import found

COMMAND = "command:local:Command"
ALIAS = "azure-native:subscription:Alias"
TEMPLATE = "azure-native:resources:Deployment"
CLASSIC_GROUP = "azure:core/resourceGroup:ResourceGroup"
PULL = "7f951dda-4ed3-4680-a7ca-43fe172d538d"
SAID = {
    "rbac-no-owner-assignments": OWNER,
    "rbac-no-contributor-at-subscription": CONTRIBUTOR,
    "rbac-scope-narrow": PULL,
}


def _verdict(name: str, *sources: str, role: str = "") -> str:
    records = [Record(urn("source", token), "source", token, {}, {}) for token in sources]
    values = {"roleDefinitionId": role or SAID[name], "scope": UNKNOWN, "principalId": "one"}
    grant = Record(
        urn("grant", ROLE_ASSIGNMENT.token),
        "grant",
        ROLE_ASSIGNMENT.token,
        values,
        {"scope": [one.urn for one in records]},
    )
    problems, undecided = found(name, *records, grant)
    return "fails" if problems else "open" if undecided else "passes"


@pytest.mark.parametrize("name", SAID)
@pytest.mark.parametrize("source", [COMMAND, ALIAS, TEMPLATE, GENERIC, CLASSIC_GROUP])
def test_what_tells_of_others_may_tell_of_a_subscription(name: str, source: str) -> None:
    """A command's answer, a subscription's alias, an output of a template, what another provider makes."""
    assert _verdict(name, source) == "open"


def test_a_cluster_tells_of_the_group_of_its_nodes() -> None:
    assert _verdict("rbac-no-owner-assignments", MANAGED_CLUSTER.token) == "open"
    assert _verdict("rbac-no-contributor-at-subscription", MANAGED_CLUSTER.token) == "passes"


def test_the_group_of_nodes_has_no_cluster_that_a_role_could_open() -> None:
    assert _verdict("rbac-scope-narrow", MANAGED_CLUSTER.token) == "open"
    assert _verdict("rbac-scope-narrow", MANAGED_CLUSTER.token, role=AKS_RBAC_WRITER) == "passes"
    assert _verdict("rbac-scope-narrow", COMMAND, role=AKS_RBAC_WRITER) == "open"


@pytest.mark.parametrize("name", ["rbac-no-owner-assignments", "rbac-scope-narrow"])
def test_an_id_that_is_put_together_may_be_that_of_one_resource(name: str) -> None:
    """The id of a group, with a provider and the name of a registry behind it."""
    assert _verdict(name, RESOURCE_GROUP.token, REGISTRY.token) == "open"


@pytest.mark.parametrize("name", SAID)
def test_the_id_of_one_resource_is_known_for_what_it_is(name: str) -> None:
    assert _verdict(name, VAULT.token) == "passes"
    assert _verdict(name, MANAGEMENT_GROUP.token) == "fails"
