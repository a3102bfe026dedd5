"""The generic resource goes by the names that Azure reads: its own, its parents', its properties'."""

import importlib
from typing import Any

import pytest
from guardrails.arm_names import PARENT_NAMES
from guardrails.examples import urn
from guardrails.generic import as_resource, own_name, resolve, sent_path
from guardrails.guardrail import Guardrail
from guardrails.judge import Verdict, judge
from guardrails.roles import CONTRIBUTOR, OWNER
from guardrails.stack import Record
from guardrails.subjects import RESOURCE_GROUP
from guardrails.tokens import ARM_TYPES, GENERIC
from guardrails.values import UNKNOWN, Secret
from pulumi import _types

from tests.policypacks.generic_resources import GUARDRAILS, found, generic, record

CLUSTER = "/subscriptions/1/resourceGroups/apps/providers/Microsoft.ContainerService/managedClusters/one"


def test_parents_are_named_as_in_the_sdk() -> None:
    """Each child type of a parent has the property; services and other middle parts have no name of their own."""
    wrong = []
    for token, arm_type in ARM_TYPES.items():
        _, module, kind = token.split(":")
        sdk = importlib.import_module(f"pulumi_azure_native.{module}")
        arguments = getattr(sdk, f"{kind}InitArgs", None) or getattr(sdk, f"{kind}Args")
        names = set(_types.input_type_py_to_pulumi_names(arguments).values())
        parents = [one for one in arm_type.split("/")[1:-1] if one != "blobServices"]
        wrong += [(token, one) for one in parents if PARENT_NAMES.get(one) not in names]

    assert wrong == []


_DOORS = [
    ("st-https-only", "Microsoft.Storage/storageAccounts", {"supportsHttpsTrafficOnly": False}),
    ("st-https-only", "Microsoft.Storage/storageAccounts", {"supportshttpstrafficonly": False}),
    ("st-network-default-deny", "Microsoft.Storage/storageAccounts", {"networkAcls": {"defaultAction": "Allow"}}),
    ("st-network-default-deny", "Microsoft.Storage/storageAccounts", {"networkRuleSet": {"defaultAction": "Deny"}}),
    (
        "acr-ip-rules-not-open",
        "Microsoft.ContainerRegistry/registries",
        {"networkRuleSet": {"ipRules": [{"action": "Allow", "value": "0.0.0.0/0"}]}},
    ),
    ("acr-admin-user-disabled", "Microsoft.ContainerRegistry/registries", {"AdminUserEnabled": True}),
    ("acr-admin-user-disabled", "Microsoft.ContainerRegistry/registries", {"adminUserEnabled": "True"}),
    ("kv-soft-delete", "Microsoft.KeyVault/vaults", {"EnableSoftDelete": False}),
    ("kv-soft-delete", "Microsoft.KeyVault/vaults", Secret({"enableSoftDelete": "false"})),
    ("nic-no-ip-forwarding", "Microsoft.Network/networkInterfaces", {"enableIPForwarding": "True"}),
    ("bastion-hardened", "Microsoft.Network/bastionHosts", {"enableFileCopy": Secret("true")}),
    ("law-retention", "Microsoft.OperationalInsights/workspaces", {"retentionInDays": "30"}),
    ("law-sku", "Microsoft.OperationalInsights/workspaces", {"workspaceCapping": {"dailyQuotaGb": "0.5"}}),
    (
        "nsg-no-ssh-from-internet",
        "Microsoft.Network/networkSecurityGroups",
        {
            "securityRules": [
                {
                    "name": "ssh",
                    "properties": {
                        "access": "Allow",
                        "direction": "Inbound",
                        "protocol": "Tcp",
                        "sourceAddressPrefix": "*",
                        "destinationPortRanges": [443, 22],
                    },
                }
            ]
        },
    ),
    (
        "nsg-no-ssh-from-internet",
        "Microsoft.Network/networkSecurityGroups",
        {
            "SecurityRules": [
                {
                    "name": "ssh",
                    "Properties": {
                        "Access": "Allow",
                        "Direction": "Inbound",
                        "Protocol": "Tcp",
                        "SourceAddressPrefix": "*",
                        "DestinationPortRange": "22",
                    },
                }
            ]
        },
    ),
]


@pytest.mark.parametrize(("name", "arm_type", "properties"), _DOORS, ids=lambda one: str(one)[:60])
def test_names_that_only_azure_knows_are_no_way_round(name: str, arm_type: str, properties: Any) -> None:
    """Azure has names of its own, which the SDK translates, takes them in any case, and ignores the SDK's.

    It also reads a text of digits as a number, and a number as a text, as templates have them.
    """
    guardrail = GUARDRAILS[name]
    assert isinstance(guardrail, Guardrail)

    assert judge(guardrail, *resolve(GENERIC, generic(arm_type, properties)), _defaults(guardrail)).problems


def _defaults(guardrail: Guardrail) -> dict[str, Any]:
    return {name: schema["default"] for name, schema in guardrail.parameters.items()}


def test_names_that_only_azure_knows_satisfy_too() -> None:
    closed = generic("Microsoft.Storage/storageAccounts", {"networkAcls": {"defaultAction": "Deny"}})
    key = generic(
        "Microsoft.KeyVault/keys",
        {"attributes": {"exp": 1814400000, "nbf": 1798761600}},
        parentResourcePath="vaults/one",
    )

    kept = generic("Microsoft.OperationalInsights/workspaces", {"retentionInDays": "90"})

    for name, values in (
        ("st-network-default-deny", closed),
        ("kv-key-expiry", key),
        ("kv-key-max-validity", key),
        ("law-retention", kept),
    ):
        guardrail = GUARDRAILS[name]
        assert isinstance(guardrail, Guardrail)
        assert judge(guardrail, *resolve(GENERIC, values), _defaults(guardrail)) == Verdict()


def test_a_port_or_a_length_as_text_is_no_way_round() -> None:
    way = {"backendPort": "22", "frontendIPConfiguration": {"id": "/loadBalancers/one/frontendIPConfigurations/out"}}
    balancer = {
        "frontendIPConfigurations": [{"name": "out", "properties": {"publicIPAddress": {"id": "/address"}}}],
        "inboundNatRules": [{"name": "ssh", "properties": way}],
    }
    key = generic("Microsoft.KeyVault/keys", {"kty": "RSA", "keySize": "2048"}, parentResourcePath="vaults/one")
    guardrail = GUARDRAILS["kv-key-rsa-size"]
    assert isinstance(guardrail, Guardrail)

    assert found("lb-no-admin-port-published", record("ways", generic("Microsoft.Network/loadBalancers", balancer)))[0]
    assert judge(guardrail, *resolve(GENERIC, key), _defaults(guardrail)).problems


@pytest.mark.parametrize(
    ("parent", "kind"),
    [
        ("", "networkSecurityGroups/rules/securityRules"),
        ("networkSecurityGroups/rules/", "securityRules"),
        ("/networkSecurityGroups/rules", "/securityRules/"),
    ],
)
def test_where_slashes_stand_is_no_way_round(parent: str, kind: str) -> None:
    """The provider joins the two into one address."""
    values = {
        **generic("Microsoft.Network/networkSecurityGroups", {"access": "Allow"}),
        "parentResourcePath": parent,
        "resourceType": kind,
    }

    token, seen = resolve(GENERIC, values)

    assert token == "azure-native:network:SecurityRule"
    assert (seen["networkSecurityGroupName"], seen["name"]) == ("rules", "one")


def test_a_rule_of_a_perimeter_is_judged_under_all_its_names() -> None:
    values = {
        **generic("Microsoft.Network/accessRules", {"addressPrefixes": ["0.0.0.0/0"]}),
        "parentResourcePath": "networkSecurityPerimeters/edge/profiles/public",
    }
    guardrail = GUARDRAILS["nsp-rules-not-open"]
    assert isinstance(guardrail, Guardrail)
    former = resolve("azure-native:network/v20230801preview:NspAccessRule", values["properties"])

    for token, seen in (resolve(GENERIC, values), former):
        assert judge(guardrail, token, seen, {"shortest_prefix": 9}).problems
    assert resolve(GENERIC, values)[1]["networkSecurityPerimeterName"] == "edge"


def test_a_remedy_takes_the_name_that_azure_knows() -> None:
    values = generic("Microsoft.Storage/storageAccounts", {"supportsHttpsTrafficOnly": False})

    assert sent_path(GENERIC, values, "enableHttpsTrafficOnly") == "properties.supportsHttpsTrafficOnly"
    assert sent_path(GENERIC, values, "minimumTlsVersion") == "properties.minimumTlsVersion"


def test_its_own_name_is_called_as_in_the_sdk() -> None:
    """The SDK's classes name themselves in many ways; what a guardrail asks for, the generic resource has."""
    named_otherwise = {"resourcename", "name", "rolename", "resourceuri"}
    named_by_azure = {"targetroleeligibilityscheduleid", "policy"}  # eligibilities, and access policies: add, replace
    wrong = []
    for token in ARM_TYPES:
        _, module, kind = token.split(":")
        sdk = importlib.import_module(f"pulumi_azure_native.{module}")
        arguments = getattr(sdk, f"{kind}InitArgs", None) or getattr(sdk, f"{kind}Args")
        names = {one.lower() for one in _types.input_type_py_to_pulumi_names(arguments).values()}
        if own_name(token).lower() not in names and not names & {*named_otherwise, *named_by_azure}:
            wrong.append(token)

    assert wrong == []


def test_a_plan_made_so_is_known_by_its_name() -> None:
    plan = generic("Microsoft.Security/pricings", {"pricingTier": "Free"}, resourceName="Containers")
    of_all = {**plan, "resourceGroupName": "apps"}
    of_one = {
        **of_all,
        "resourceProviderNamespace": "Microsoft.ContainerService",
        "parentResourcePath": "managedClusters/one/providers/Microsoft.Security",
    }
    inside = {"name": "Containers", "properties": plan["properties"], "scope": CLUSTER}

    for name, token, values, fails in (
        ("defender-no-downgrade-to-free", *resolve(GENERIC, of_all), True),
        ("defender-no-downgrade-to-free", *resolve(GENERIC, of_one), False),
        ("defender-no-resource-left-out", *resolve(GENERIC, of_one), True),
        ("defender-no-resource-left-out", *as_resource("Microsoft.Security/pricings", inside), True),
    ):
        guardrail = GUARDRAILS[name]
        assert isinstance(guardrail, Guardrail)
        assert bool(judge(guardrail, token, values, {}).problems) is fails, name


@pytest.mark.parametrize("group", ["apps", UNKNOWN])
def test_a_role_given_so_is_given_on_its_resource_group(group: Any) -> None:
    owner = {"roleDefinitionId": f"/providers/Microsoft.Authorization/roleDefinitions/{OWNER}", "principalId": "one"}
    values = generic("Microsoft.Authorization/roleAssignments", owner, resourceGroupName=group)
    whole = urn("group", RESOURCE_GROUP.token)
    made = Record(whole, "group", RESOURCE_GROUP.token, {"resourceGroupName": "apps"}, {})

    assert found("rbac-no-owner-assignments", made, record("grant", values, resourceGroupName=[whole]))[0]


def test_a_role_given_so_on_one_resource_is_given_there() -> None:
    push = {"roleDefinitionId": f"/roleDefinitions/{CONTRIBUTOR}", "principalId": "one", "principalType": "User"}
    values = {
        **generic("Microsoft.Authorization/roleAssignments", push, resourceGroupName=UNKNOWN),
        "resourceProviderNamespace": "Microsoft.ContainerRegistry",
        "parentResourcePath": "registries/images/providers/Microsoft.Authorization",
    }
    guardrail = GUARDRAILS["acr-push-restricted"]
    assert isinstance(guardrail, Guardrail)

    token, seen = resolve(GENERIC, values)

    assert seen["scope"].endswith("/providers/Microsoft.ContainerRegistry/registries/images")
    assert judge(guardrail, token, seen, {}).problems
    assert found("rbac-no-contributor-at-subscription", record("grant", values)) == ([], [])
