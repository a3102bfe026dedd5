"""What the examples of network guardrails cannot show: settings, Azure's own reports, and unknown beside known."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from guardrails.catalog import catalog
from guardrails.examples import ExampleResource, Output, Seen
from guardrails.guardrail import Guardrail, StackGuardrail
from guardrails.judge import judge, judge_stack
from guardrails.stack import Record, build
from guardrails.testing import judge_example
from guardrails.values import UNKNOWN

GUARDRAILS = {guardrail.name: guardrail for guardrail in catalog()}
NETWORK = "azure-native:network:VirtualNetwork"
GROUP = "azure-native:network:NetworkSecurityGroup"
TARGET = "/subscriptions/one/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/hub"
POLICY_LINK = {"manualPrivateLinkServiceConnections": [{"name": "main", "privateLinkServiceId": TARGET}]}
PEERING = {"allowForwardedTraffic": True, "remoteVirtualNetwork": {"id": TARGET}}
OPEN_PORT = {
    "access": "Allow",
    "direction": "Inbound",
    "protocol": "Tcp",
    "sourceAddressPrefix": "*",
    "destinationPortRange": "8443",
}
LOG = {"enabled": True, "retentionPolicy": {"enabled": True, "days": 30}}


@pytest.mark.parametrize(
    ("name", "values", "settings", "fails"),
    [
        ("vnet-peering-restricted", PEERING, {"networks": ["*/virtualNetworks/HUB"]}, False),
        ("vnet-peering-restricted", PEERING, {"networks": ["*/virtualNetworks/other"]}, True),
        ("pe-target-allowed", POLICY_LINK, {"subscriptions": ["ONE"]}, False),
        ("pe-target-allowed", POLICY_LINK, {"subscriptions": ["on"]}, True),
        ("nsg-no-sensitive-ports", OPEN_PORT, {}, False),
        ("nsg-no-sensitive-ports", OPEN_PORT, {"ports": [8443]}, True),
        ("flow-log-enabled-retention", LOG, {"days": 30}, False),
        ("flow-log-enabled-retention", LOG, {"days": 31}, True),
    ],
)
def test_settings_decide(name: str, values: Mapping[str, Any], settings: Mapping[str, Any], fails: bool) -> None:
    assert bool(judge_example(GUARDRAILS[name], values, **settings).problems) is fails


def test_a_known_way_in_is_a_problem_beside_an_unknown_one() -> None:
    rule = {**OPEN_PORT, "sourceAddressPrefix": UNKNOWN, "sourceAddressPrefixes": [UNKNOWN, "Internet"]}

    assert judge_example(GUARDRAILS["nsg-no-any-inbound"], rule).problems == (
        "must not allow inbound traffic from the Internet",
    )


def test_an_unknown_source_of_a_rule_that_denies_says_nothing() -> None:
    denying = {**OPEN_PORT, "access": "Deny", "sourceAddressPrefix": UNKNOWN}

    assert judge_example(GUARDRAILS["nsg-no-any-inbound"], denying).messages == ()


def test_a_listed_rule_is_named_by_its_place_and_name() -> None:
    group = {"securityRules": [{**OPEN_PORT, "name": "AllowWeb"}]}

    assert judge_example(GUARDRAILS["nsg-no-any-inbound"], group, token=GROUP).problems == (
        "must not allow inbound traffic from the Internet (in securityRules[0], AllowWeb)",
    )


@pytest.mark.parametrize(
    ("etag", "dependencies", "problems"),
    [({}, (), 1), ({"etag": "W/1"}, (), 0), ({"etag": "W/1"}, ("subnets", "securityRules"), 1)],
    ids=["written", "reported", "written and reported"],
)
@pytest.mark.parametrize(
    ("name", "owner", "prop", "child", "reference"),
    [
        ("subnet-not-double-managed", NETWORK, "subnets", "azure-native:network:Subnet", "virtualNetworkName"),
        (
            "nsg-inline-and-standalone-rules-not-mixed",
            GROUP,
            "securityRules",
            "azure-native:network:SecurityRule",
            "networkSecurityGroupName",
        ),
    ],
)
def test_what_azure_reports_was_not_written(  # noqa: PLR0913, PLR0917 - a table of two dimensions
    name: str,
    owner: str,
    prop: str,
    child: str,
    reference: str,
    etag: Mapping[str, str],
    dependencies: Sequence[str],
    problems: int,
) -> None:
    stack = build(
        [
            Record(
                "urn:owner",
                "owner",
                owner,
                {"name": "owner", prop: [{"name": "one", **etag}]},
                dict.fromkeys(dependencies, ()),
            ),
            Record("urn:child", "child", child, {"name": "one", reference: "owner"}, {}),
        ]
    )
    guardrail = GUARDRAILS[name]
    assert isinstance(guardrail, StackGuardrail)

    assert problems == sum(len(verdict.problems) for verdict in judge_stack(guardrail, stack).values())


@pytest.mark.parametrize(("seen", "undecided"), [(Seen.PREVIEW, 1), (Seen.STATE, 0), (Seen.BY_HAND, 0)])
def test_which_of_several_groups_a_rule_means_only_its_ids_tell(seen: Seen, undecided: int) -> None:
    guardrail = GUARDRAILS["firewall-ip-groups-not-everywhere"]
    rule = {"ruleType": "NatRule", "name": "in", "translatedPort": "22", "sourceIpGroups": [Output("office")]}
    refusal = {"ruleType": "NetworkRule", "name": "no", "sourceIpGroups": [Output("everybody")]}
    collections = [{"action": {"type": "DNAT"}, "rules": [rule]}, {"action": {"type": "Deny"}, "rules": [refusal]}]
    stack = {
        "everybody": ExampleResource("azure-native:network:IpGroup", {"ipAddresses": ["0.0.0.0/0"]}),
        "office": ExampleResource("azure-native:network:IpGroup", {"ipAddresses": ["203.0.113.0/28"]}),
        "rules": ExampleResource(guardrail.applies_to.token, {"ruleCollections": collections}),
    }

    judged = judge_example(guardrail, stack, seen=seen)

    assert (judged.problems, len(judged.undecided)) == ((), undecided)


def test_a_scale_set_says_it_of_its_machines() -> None:
    configurations = [{"name": "main", "publicIPAddressConfiguration": {"name": "out"}}]
    profile = {"networkInterfaceConfigurations": [{"name": "main", "ipConfigurations": configurations}]}
    guardrail = GUARDRAILS["vm-no-public-ip"]
    assert isinstance(guardrail, Guardrail)

    verdict = judge(
        guardrail,
        "azure-native:compute:VirtualMachineScaleSet",
        {"virtualMachineProfile": {"networkProfile": profile}},
        {},
    )

    [problem] = verdict.problems
    assert problem.startswith("must not set publicIPAddressConfiguration (in virtualMachineProfile.networkProfile.")
