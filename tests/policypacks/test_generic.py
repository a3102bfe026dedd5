"""What a guardrail finds on a resource, it finds on the same resource made through the generic one."""

import importlib
from collections.abc import Mapping
from typing import Any

import pytest
from guardrails.arm_names import PARENT_NAMES
from guardrails.catalog import catalog
from guardrails.generic import is_of_unknown_type, own_name, resolve, sent_path
from guardrails.guardrail import Guardrail, StackGuardrail
from guardrails.judge import Verdict, judge, judge_stack
from guardrails.props import Props, Undecided
from guardrails.roles import CONTRIBUTOR, OWNER
from guardrails.stack import Record, build
from guardrails.tokens import ARM_TYPES, GENERIC
from guardrails.values import UNKNOWN, Secret
from pulumi import _types

GUARDRAILS = {one.name: one for one in catalog()}


def _generic(arm_type: str, properties: Any, **others: Any) -> dict[str, Any]:
    namespace, kind = arm_type.split("/")
    return {
        "resourceProviderNamespace": namespace,
        "parentResourcePath": "",
        "resourceType": kind,
        "resourceName": "one",
        "properties": properties,
        **others,
    }


def _judge(name: str, *records: Record) -> tuple[list[str], list[str]]:
    guardrail = GUARDRAILS[name]
    assert isinstance(guardrail, StackGuardrail)
    verdicts = judge_stack(guardrail, build(records)).values()
    return [one for verdict in verdicts for one in verdict.problems], [
        one for verdict in verdicts for one in verdict.undecided
    ]


def _record(name: str, values: Mapping[str, Any], **dependencies: list[str]) -> Record:
    return Record(f"urn:{name}", name, GENERIC, values, dependencies)


def test_envelopes_inside_are_opened_too() -> None:
    rule = {"name": "ssh", "properties": {"access": "Allow"}}
    values = _generic("Microsoft.Network/networkSecurityGroups", {"securityRules": [rule]})

    token, seen = resolve(GENERIC, values)

    assert token == "azure-native:network:NetworkSecurityGroup"
    assert Props(seen).objects("securityRules")[0].text("access") == "Allow"


@pytest.mark.parametrize("body", [UNKNOWN, Secret(UNKNOWN)])
def test_of_an_unknown_body_everything_is_unknown(body: object) -> None:
    values = _generic("Microsoft.ContainerRegistry/registries", body, location="westeurope")

    _, seen = resolve(GENERIC, values)

    with pytest.raises(Undecided, match="adminUserEnabled"):
        Props(seen).get("adminUserEnabled")
    assert Props(seen).get("identity") is None  # stands beside the body
    assert Props(seen).get("location") == "westeurope"


def test_of_an_unknown_envelope_inside_everything_is_unknown() -> None:
    values = _generic(
        "Microsoft.Network/networkSecurityGroups", {"securityRules": [{"name": "ssh", "properties": UNKNOWN}]}
    )

    rule = Props(resolve(GENERIC, values)[1]).objects("securityRules")[0]

    assert rule.get("name") == "ssh"
    with pytest.raises(Undecided, match="access"):
        rule.get("access")


def test_a_resource_has_the_name_that_its_class_gives_it() -> None:
    values = {**_generic("Microsoft.ContainerRegistry/registries", {}), "resourceName": "images"}

    assert resolve(GENERIC, values)[1]["registryName"] == "images"


def test_a_secret_body_is_opened_and_stays_secret() -> None:
    values = _generic("Microsoft.ContainerRegistry/registries", Secret({"adminUserEnabled": True}))

    _, seen = resolve(GENERIC, values)

    assert Props(seen).get("adminUserEnabled") is True
    assert Props(seen).is_secret("adminUserEnabled")


@pytest.mark.parametrize("parent", ["managedClusters/blue", UNKNOWN])
def test_a_child_belongs_to_its_parent(parent: Any) -> None:
    values = _generic("Microsoft.ContainerService/agentPools", {"mode": "User"}, parentResourcePath=parent)

    token, seen = resolve(GENERIC, values)

    assert token == "azure-native:containerservice:AgentPool"
    assert (seen["resourceName"], seen["name"]) == ("blue" if isinstance(parent, str) else UNKNOWN, "one")


@pytest.mark.parametrize("known", [True, False], ids=["state", "preview"])
def test_pieces_find_each_other(known: bool) -> None:
    """A registry, its endpoint and the endpoint's zone group, all of them generic."""
    target = "/subscriptions/1/resourceGroups/g/providers/Microsoft.ContainerRegistry/registries/images"
    connection = {"privateLinkServiceId": target if known else UNKNOWN, "groupIds": ["registry"]}
    registry = _record("registry", _generic("Microsoft.ContainerRegistry/registries", {}, resourceName="images"))
    endpoint = _record(
        "endpoint",
        _generic(
            "Microsoft.Network/privateEndpoints",
            {"privateLinkServiceConnections": [{"name": "images", "properties": connection}]},
            resourceName="way",
        ),
        properties=[] if known else ["urn:registry"],
    )
    group = _record(
        "group",
        _generic(
            "Microsoft.Network/privateDnsZoneGroups",
            {"privateDnsZoneConfigs": [{"name": "acr", "properties": {"privateDnsZoneId": UNKNOWN}}]},
            parentResourcePath="privateEndpoints/way" if known else UNKNOWN,
        ),
        parentResourcePath=[] if known else ["urn:endpoint"],
    )

    assert _judge("acr-private-endpoint", registry, endpoint, group) == ([], [])
    assert _judge("pe-has-dns-zone-group", registry, endpoint, group)[0] == []
    assert _judge("acr-private-endpoint", registry)[0] != []
    assert _judge("pe-has-dns-zone-group", registry, endpoint)[0] != []


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
    ("kv-soft-delete", "Microsoft.KeyVault/vaults", {"EnableSoftDelete": False}),
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
    """Azure has names of its own, which the SDK translates, takes them in any case, and ignores the SDK's."""
    guardrail = GUARDRAILS[name]
    assert isinstance(guardrail, Guardrail)

    assert judge(guardrail, *resolve(GENERIC, _generic(arm_type, properties)), {}).problems


def test_names_that_only_azure_knows_satisfy_too() -> None:
    closed = _generic("Microsoft.Storage/storageAccounts", {"networkAcls": {"defaultAction": "Deny"}})
    key = _generic(
        "Microsoft.KeyVault/keys",
        {"attributes": {"exp": 1814400000, "nbf": 1798761600}},
        parentResourcePath="vaults/one",
    )

    for name, values in (("st-network-default-deny", closed), ("kv-key-expiry", key), ("kv-key-max-validity", key)):
        assert judge(GUARDRAILS[name], *resolve(GENERIC, values), {}) == Verdict()  # type: ignore[arg-type]


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
        **_generic("Microsoft.Network/networkSecurityGroups", {"access": "Allow"}),
        "parentResourcePath": parent,
        "resourceType": kind,
    }

    token, seen = resolve(GENERIC, values)

    assert token == "azure-native:network:SecurityRule"
    assert (seen["networkSecurityGroupName"], seen["name"]) == ("rules", "one")


def test_a_remedy_takes_the_name_that_azure_knows() -> None:
    values = _generic("Microsoft.Storage/storageAccounts", {"supportsHttpsTrafficOnly": False})

    assert sent_path(GENERIC, values, "enableHttpsTrafficOnly") == "properties.supportsHttpsTrafficOnly"
    assert sent_path(GENERIC, values, "minimumTlsVersion") == "properties.minimumTlsVersion"


def test_its_own_name_is_called_as_in_the_sdk() -> None:
    """The SDK's classes name themselves in many ways; what a guardrail asks for, the generic resource has."""
    wrong = []
    for token in ARM_TYPES:
        _, module, kind = token.split(":")
        sdk = importlib.import_module(f"pulumi_azure_native.{module}")
        arguments = getattr(sdk, f"{kind}InitArgs", None) or getattr(sdk, f"{kind}Args")
        names = {one.lower() for one in _types.input_type_py_to_pulumi_names(arguments).values()}
        if own_name(token).lower() not in names and not names & {"resourcename", "name", "rolename", "resourceuri"}:
            wrong.append(token)

    assert wrong == []


def test_a_plan_made_so_is_known_by_its_name() -> None:
    plan = _generic("Microsoft.Security/pricings", {"pricingTier": "Free"}, resourceName="Containers")
    guardrail = GUARDRAILS["defender-no-downgrade-to-free"]
    assert isinstance(guardrail, Guardrail)

    assert judge(guardrail, *resolve(GENERIC, plan), {}).problems


@pytest.mark.parametrize("group", ["apps", UNKNOWN])
def test_a_role_given_so_is_given_on_its_resource_group(group: Any) -> None:
    owner = {"roleDefinitionId": f"/providers/Microsoft.Authorization/roleDefinitions/{OWNER}", "principalId": "one"}
    values = _generic("Microsoft.Authorization/roleAssignments", owner, resourceGroupName=group)
    made = Record("urn:group", "group", "azure-native:resources:ResourceGroup", {"resourceGroupName": "apps"}, {})

    assert _judge("rbac-no-owner-assignments", made, _record("grant", values, resourceGroupName=["urn:group"]))[0]


def test_a_role_given_so_on_one_resource_is_given_there() -> None:
    push = {"roleDefinitionId": f"/roleDefinitions/{CONTRIBUTOR}", "principalId": "one", "principalType": "User"}
    values = {
        **_generic("Microsoft.Authorization/roleAssignments", push, resourceGroupName=UNKNOWN),
        "resourceProviderNamespace": "Microsoft.ContainerRegistry",
        "parentResourcePath": "registries/images/providers/Microsoft.Authorization",
    }
    guardrail = GUARDRAILS["acr-push-restricted"]
    assert isinstance(guardrail, Guardrail)

    token, seen = resolve(GENERIC, values)

    assert seen["scope"].endswith("/providers/Microsoft.ContainerRegistry/registries/images")
    assert judge(guardrail, token, seen, {}).problems
    assert _judge("rbac-no-contributor-at-subscription", _record("grant", values)) == ([], [])


def test_a_secret_type_is_no_way_around() -> None:
    values = _generic("Microsoft.ContainerRegistry/registries", {"adminUserEnabled": True})

    for key in ("resourceProviderNamespace", "resourceType", "parentResourcePath"):
        token, _ = resolve(GENERIC, {**values, key: Secret(values[key])})
        assert token == "azure-native:containerregistry:Registry", key


def test_an_unknown_parent_of_what_has_none_is_no_way_around() -> None:
    values = _generic("Microsoft.ContainerRegistry/registries", {}, parentResourcePath=UNKNOWN)

    assert resolve(GENERIC, values)[0] == "azure-native:containerregistry:Registry"


@pytest.mark.parametrize("key", ["resourceProviderNamespace", "resourceType"])
@pytest.mark.parametrize("unknown", [UNKNOWN, Secret(UNKNOWN)])
def test_a_type_that_only_the_update_tells_is_told_of(key: str, unknown: Any) -> None:
    judged = _generic("Microsoft.ContainerRegistry/registries", {})
    other = _generic("Microsoft.Web/sites", {})

    assert is_of_unknown_type(GENERIC, {**judged, key: unknown})
    assert not is_of_unknown_type(GENERIC, judged)
    assert not is_of_unknown_type(GENERIC, other)
    assert not is_of_unknown_type(GENERIC, {**other, key: unknown})


def test_of_an_unknown_body_presence_and_sku_are_open_questions() -> None:
    for arm_type, name in (
        ("Microsoft.Authorization/policyAssignments", "policy-assignment-described"),
        ("Microsoft.Network/firewallPolicies", "firewall-idps-deny"),
    ):
        guardrail = GUARDRAILS[name]
        assert isinstance(guardrail, Guardrail)
        token, seen = resolve(GENERIC, _generic(arm_type, UNKNOWN))
        verdict = judge(guardrail, token, seen, {})
        assert (verdict.problems, bool(verdict.undecided)) == ((), True)


def test_a_secret_within_a_secret_is_one() -> None:
    assert Props({"sku": Secret(Secret("Premium"))}).get("sku") == "Premium"
