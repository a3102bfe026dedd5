"""Whether a property points at a resource: yes, no, or not known before the update."""

from collections.abc import Mapping
from typing import Any

import pytest
from guardrails.examples import arm_id, urn
from guardrails.props import Undecided
from guardrails.stack import Record, Resource, build
from guardrails.subjects import IDENTITY, KEY, MANAGED_CLUSTER, REGISTRY, SUBNET, VAULT, VIRTUAL_NETWORK
from guardrails.values import UNKNOWN

ONE, OTHER = (urn(name, IDENTITY.token) for name in ("one", "other"))
COMMAND = urn("command", "command:local:Command")


def _user(token: str, values: Mapping[str, Any], **dependencies: list[str]) -> Resource:
    """Return a resource in a stack with two identities, of which `one` exists already."""
    records = [
        Record(ONE, "one", IDENTITY.token, {"name": "one", "clientId": "c1", "principalId": "p1"}, {}),
        Record(OTHER, "other", IDENTITY.token, {}, {}),
        Record(urn("user", token), "user", token, values, dependencies),
    ]
    return build(records).resources[-1]


def _target(token: str, **values: Any) -> Resource:
    return build([Record(urn("target", token), "target", token, values, {})]).resources[0]


IDENTITIES = "identity.userAssignedIdentities"


@pytest.mark.parametrize("source", [[OTHER], [ONE, OTHER]])
def test_an_unknown_part_is_the_output_of_its_source(source: list[str]) -> None:
    values = {"identity": {"userAssignedIdentities": [arm_id("one", IDENTITY.token), UNKNOWN][2 - len(source) :]}}
    user = _user(MANAGED_CLUSTER.token, values, identity=source)

    assert user.points_at(IDENTITIES, _target(IDENTITY.token)) is False


@pytest.mark.parametrize("source", [[], [ONE], [COMMAND], [ONE, COMMAND]])
def test_an_unknown_part_that_no_source_explains_may_be_anything(source: list[str]) -> None:
    """The text beside it is the output of `one`; what a command answers may be the id of any resource."""
    values = {"identity": {"userAssignedIdentities": [arm_id("one", IDENTITY.token), UNKNOWN]}}
    user = _user(MANAGED_CLUSTER.token, values, identity=source)

    with pytest.raises(Undecided, match="userAssignedIdentities"):
        user.points_at(IDENTITIES, _target(IDENTITY.token))


def test_two_unknown_parts_need_two_sources() -> None:
    values = {"encryption": {"keyVaultProperties": {"keyIdentifier": UNKNOWN, "identity": UNKNOWN}}}
    both = _user(REGISTRY.token, values, encryption=[OTHER, urn("key", KEY.token)])
    one = _user(REGISTRY.token, values, encryption=[OTHER])

    assert both.points_at("encryption.keyVaultProperties.keyIdentifier", _target(KEY.token)) is False
    with pytest.raises(Undecided, match="keyIdentifier"):
        one.points_at("encryption.keyVaultProperties.keyIdentifier", _target(KEY.token))


def test_what_is_said_of_one_identity_has_one_source() -> None:
    profile = {"kubeletidentity": {"clientId": UNKNOWN, "objectId": UNKNOWN, "resourceId": UNKNOWN}}
    user = _user(MANAGED_CLUSTER.token, {"identityProfile": profile}, identityProfile=[OTHER])

    assert user.points_at("identityProfile", _target(IDENTITY.token)) is False


@pytest.mark.parametrize(
    ("text", "target", "expected"),
    [
        ("https://safe.vault.azure.net/keys/images/0", _target(VAULT.token, vaultName="safe"), True),
        ("https://safe.vault.azure.net/keys/images/0", _target(KEY.token, vaultName="safe", keyName="images"), True),
        ("https://safe.vault.azure.net/keys/images/0", _target(KEY.token, vaultName="safe", keyName="disks"), False),
        ("https://safe.vault.azure.net/keys/images/0", _target(KEY.token, vaultName="safe", keyName=UNKNOWN), None),
        (
            arm_id("nodes", SUBNET.token, "hub"),
            _target(SUBNET.token, subnetName="nodes", virtualNetworkName="hub"),
            True,
        ),
        (
            arm_id("nodes", SUBNET.token, "hub"),
            _target(SUBNET.token, subnetName="nodes", virtualNetworkName=UNKNOWN),
            None,
        ),
        (
            arm_id("nodes", SUBNET.token, "hub"),
            _target(SUBNET.token, subnetName="pods", virtualNetworkName=UNKNOWN),
            False,
        ),
        (arm_id("nodes", SUBNET.token, "hub"), _target(VIRTUAL_NETWORK.token, virtualNetworkName="hub"), True),
        (arm_id("nodes", SUBNET.token, "hub"), _target(REGISTRY.token, registryName=UNKNOWN), False),
    ],
)
def test_a_text_denotes_what_agrees_with_all_of_it(text: str, target: Resource, expected: bool | None) -> None:
    user = _user(MANAGED_CLUSTER.token, {"place": text})

    if expected is None:
        with pytest.raises(Undecided):
            user.points_at("place", target)
    else:
        assert user.points_at("place", target) is expected
