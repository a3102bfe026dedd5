"""What a guardrail finds on a resource, it finds on the same resource made through the generic one."""

from typing import Any

import pytest
from guardrails.generic import is_of_unknown_type, resolve
from guardrails.guardrail import Guardrail
from guardrails.judge import judge
from guardrails.props import Props, Undecided
from guardrails.tokens import GENERIC
from guardrails.values import UNKNOWN, Secret

from tests.policypacks.generic_resources import GUARDRAILS, found, generic, record


def test_envelopes_inside_are_opened_too() -> None:
    rule = {"name": "ssh", "properties": {"access": "Allow"}}
    values = generic("Microsoft.Network/networkSecurityGroups", {"securityRules": [rule]})

    token, seen = resolve(GENERIC, values)

    assert token == "azure-native:network:NetworkSecurityGroup"
    assert Props(seen).objects("securityRules")[0].text("access") == "Allow"


@pytest.mark.parametrize("body", [UNKNOWN, Secret(UNKNOWN)])
def test_of_an_unknown_body_everything_is_unknown(body: object) -> None:
    values = generic("Microsoft.ContainerRegistry/registries", body, location="westeurope")

    _, seen = resolve(GENERIC, values)

    with pytest.raises(Undecided, match="adminUserEnabled"):
        Props(seen).get("adminUserEnabled")
    assert Props(seen).get("identity") is None  # stands beside the body
    assert Props(seen).get("location") == "westeurope"


def test_of_an_unknown_envelope_inside_everything_is_unknown() -> None:
    values = generic(
        "Microsoft.Network/networkSecurityGroups", {"securityRules": [{"name": "ssh", "properties": UNKNOWN}]}
    )

    rule = Props(resolve(GENERIC, values)[1]).objects("securityRules")[0]

    assert rule.get("name") == "ssh"
    with pytest.raises(Undecided, match="access"):
        rule.get("access")


def test_a_resource_has_the_name_that_its_class_gives_it() -> None:
    values = {**generic("Microsoft.ContainerRegistry/registries", {}), "resourceName": "images"}

    assert resolve(GENERIC, values)[1]["registryName"] == "images"


def test_a_secret_body_is_opened_and_stays_secret() -> None:
    values = generic("Microsoft.ContainerRegistry/registries", Secret({"adminUserEnabled": True}))

    _, seen = resolve(GENERIC, values)

    assert Props(seen).get("adminUserEnabled") is True
    assert Props(seen).is_secret("adminUserEnabled")


@pytest.mark.parametrize("parent", ["managedClusters/blue", UNKNOWN])
def test_a_child_belongs_to_its_parent(parent: Any) -> None:
    values = generic("Microsoft.ContainerService/agentPools", {"mode": "User"}, parentResourcePath=parent)

    token, seen = resolve(GENERIC, values)

    assert token == "azure-native:containerservice:AgentPool"
    assert (seen["resourceName"], seen["name"]) == ("blue" if isinstance(parent, str) else UNKNOWN, "one")


@pytest.mark.parametrize("known", [True, False], ids=["state", "preview"])
def test_pieces_find_each_other(known: bool) -> None:
    """A registry, its endpoint and the endpoint's zone group, all of them generic."""
    target = "/subscriptions/1/resourceGroups/g/providers/Microsoft.ContainerRegistry/registries/images"
    connection = {"privateLinkServiceId": target if known else UNKNOWN, "groupIds": ["registry"]}
    registry = record("registry", generic("Microsoft.ContainerRegistry/registries", {}, resourceName="images"))
    endpoint = record(
        "endpoint",
        generic(
            "Microsoft.Network/privateEndpoints",
            {"privateLinkServiceConnections": [{"name": "images", "properties": connection}]},
            resourceName="way",
        ),
        properties=[] if known else ["urn:registry"],
    )
    group = record(
        "group",
        generic(
            "Microsoft.Network/privateDnsZoneGroups",
            {"privateDnsZoneConfigs": [{"name": "acr", "properties": {"privateDnsZoneId": UNKNOWN}}]},
            parentResourcePath="privateEndpoints/way" if known else UNKNOWN,
        ),
        parentResourcePath=[] if known else ["urn:endpoint"],
    )

    assert found("acr-private-endpoint", registry, endpoint, group) == ([], [])
    assert found("pe-has-dns-zone-group", registry, endpoint, group)[0] == []
    assert found("acr-private-endpoint", registry)[0] != []
    assert found("pe-has-dns-zone-group", registry, endpoint)[0] != []


def test_a_secret_type_is_no_way_around() -> None:
    values = generic("Microsoft.ContainerRegistry/registries", {"adminUserEnabled": True})

    for key in ("resourceProviderNamespace", "resourceType", "parentResourcePath"):
        token, _ = resolve(GENERIC, {**values, key: Secret(values[key])})
        assert token == "azure-native:containerregistry:Registry", key


def test_an_unknown_parent_of_what_has_none_is_no_way_around() -> None:
    values = generic("Microsoft.ContainerRegistry/registries", {}, parentResourcePath=UNKNOWN)

    assert resolve(GENERIC, values)[0] == "azure-native:containerregistry:Registry"


@pytest.mark.parametrize("key", ["resourceProviderNamespace", "resourceType"])
@pytest.mark.parametrize("unknown", [UNKNOWN, Secret(UNKNOWN)])
def test_a_type_that_only_the_update_tells_is_told_of(key: str, unknown: Any) -> None:
    judged = generic("Microsoft.ContainerRegistry/registries", {})
    other = generic("Microsoft.Web/sites", {})

    assert is_of_unknown_type(GENERIC, {**judged, key: unknown})
    assert not is_of_unknown_type(GENERIC, judged)
    assert not is_of_unknown_type(GENERIC, other)
    assert not is_of_unknown_type(GENERIC, {**other, key: unknown})
    assert is_of_unknown_type(GENERIC, {**generic("Microsoft.Resources/deployments", {}), key: unknown})


def test_of_an_unknown_body_presence_and_sku_are_open_questions() -> None:
    for arm_type, name in (
        ("Microsoft.Authorization/policyAssignments", "policy-assignment-described"),
        ("Microsoft.Network/firewallPolicies", "firewall-idps-deny"),
    ):
        guardrail = GUARDRAILS[name]
        assert isinstance(guardrail, Guardrail)
        token, seen = resolve(GENERIC, generic(arm_type, UNKNOWN))
        verdict = judge(guardrail, token, seen, {})
        assert (verdict.problems, bool(verdict.undecided)) == ((), True)


def test_a_secret_within_a_secret_is_one() -> None:
    assert Props({"sku": Secret(Secret("Premium"))}).get("sku") == "Premium"
