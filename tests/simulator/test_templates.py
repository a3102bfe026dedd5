"""What a template of ARM makes in the simulated Azure."""

from typing import Any

import pytest

from simulator.azure.errors import ProviderError
from tests.simulator.acts import deployed, planned, template
from tests.simulator.test_control_plane import GROUP, RULE, VAULT


def test_a_template_writes_whether_there_is_something_or_not(azure: Any) -> None:
    where = f"/subscriptions/{azure.client.subscription_id}/providers/Microsoft.Security/pricings"
    deployment: Any = deployed(planned("Containers"), planned("Arm", after="Containers"))(azure)

    azure.update(
        "resources:DeploymentAtSubscriptionScope",
        deployment["id"],
        deploymentName="d",
        properties=template(planned("Containers", "Free")),
    )
    azure.delete("resources:DeploymentAtSubscriptionScope", deployment["id"])

    assert azure.read("security:Pricing", f"{where}/Containers")["pricingTier"] == "Free"
    assert azure.read("security:Pricing", f"{where}/Arm")["pricingTier"] == "Standard", "no more named, and left alone"
    assert azure.read("resources:DeploymentAtSubscriptionScope", deployment["id"]) is None


def test_a_template_makes_what_is_in_a_group_and_below_another(azure: Any) -> None:
    vault = {"type": "Microsoft.KeyVault/vaults", "name": "kv-team", "location": "westeurope", "properties": VAULT}
    rule = {"type": "Microsoft.Network/networkSecurityGroups/securityRules", "name": "nsg/ssh", "properties": RULE}
    group = {"type": "Microsoft.Network/networkSecurityGroups", "name": "nsg", "location": "westeurope"}
    azure.create("resources:Deployment", deploymentName="d", properties=template(vault, group, rule), **GROUP)

    with azure.opened() as world:
        made = {world.kind(body["id"]): body for body in world.under("")}
    assert made["azure-native:keyvault:Vault"]["properties"]["enablePurgeProtection"] is True
    assert made["azure-native:network:SecurityRule"]["access"] == "Deny"


@pytest.mark.parametrize(
    "resource",
    [
        {"type": "Microsoft.Security/pricings", "name": "[parameters('plan')]", "properties": {}},
        {"type": "Microsoft.Security/pricings", "name": "Arm", "properties": {"pricingTier": "[parameters('tier')]"}},
        {"type": "Microsoft.Quantum/workspaces", "name": "q"},
        "[parameters('more')]",
    ],
    ids=["named by an expression", "with an expression inside", "of a type that is not modelled", "an expression"],
)
def test_a_template_makes_nothing_of_what_is_not_read(resource: Any, azure: Any) -> None:
    deployed(resource)(azure)

    with azure.opened() as world:
        assert {world.kind(body["id"]) for body in world.under("")} == {
            "azure-native:resources:ResourceGroup",
            "azure-native:resources:DeploymentAtSubscriptionScope",
        }


@pytest.mark.parametrize(
    ("resource", "problem"),
    [
        ({"type": "Microsoft.Security/pricings", "name": "Arm", "properties": {"tier": "Standard"}}, "property 'tier'"),
        ({"type": "Microsoft.Network/virtualNetworks/subnets", "name": "nodes"}, "has incorrect segments"),
    ],
)
def test_a_wrong_resource_of_a_template_is_refused(resource: dict[str, Any], problem: str, azure: Any) -> None:
    with pytest.raises(ProviderError, match=f"the template resource '{resource['name']}'.*{problem}"):
        deployed(resource)(azure)
