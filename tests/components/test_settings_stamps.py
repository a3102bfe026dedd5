"""What is asked of further clusters."""

import json
from typing import TYPE_CHECKING, Any

import pytest

from components.settings.load import load
from tests.components.recorder import PROJECT, Configure, Run, stack_config
from tests.components.settings_values import HUB, HUB_GROUP, POOL, SYSTEM, refusal

if TYPE_CHECKING:
    from components.settings.stack import Settings

NORTH = {"name": "neu", "location": "northeurope", "addressSpace": "10.21.0.0/20"}
OTHER_HUB = HUB | {"zoneGroupId": f"{HUB_GROUP}-north"}

REFUSED: dict[str, tuple[list[dict[str, Any]], dict[str, Any], str]] = {
    "long name": ([NORTH | {"name": "northern"}], {}, "stamps[0].name: String should match pattern"),
    "no range": ([{"name": "neu", "location": "northeurope"}], {}, "stamps[0].addressSpace: this part is missing"),
    "misspelt part": ([NORTH | {"pools": []}], {}, "stamps[0].pools: there is no such part"),
    "name of the region": ([NORTH | {"name": "weu"}], {}, "stamps: weu: there is more than one of that name"),
    "name twice": ([NORTH, NORTH | {"addressSpace": "10.22.0.0/20"}], {}, "stamps: neu: there is more than one"),
    "range of the stack": (
        [NORTH | {"addressSpace": "10.20.8.0/21"}],
        {},
        "stamps: neu: addressSpace 10.20.8.0/21 overlaps 10.20.0.0/20 of the stack; choose another range",
    ),
    "range of another": (
        [NORTH, NORTH | {"name": "sec"}],
        {},
        "stamps: sec: addressSpace 10.21.0.0/20 overlaps 10.21.0.0/20 of neu; choose another range",
    ),
    "range of the pods": (
        [NORTH | {"addressSpace": "100.64.0.0/20"}],
        {},
        "stamps: neu: podCidr: 100.64.0.0/16 overlaps addressSpace 100.64.0.0/20; choose another range for either",
    ),
    "unknown region": ([NORTH | {"location": "atlantis"}], {}, "stamps: neu: location: 'atlantis' is not a region"),
    "small range": (
        [NORTH | {"addressSpace": "10.21.0.0/24"}],
        {},
        "stamps: neu: addressSpace: 10.21.0.0/24 is too small",
    ),
    "weak system nodes": (
        [NORTH | {"systemPool": SYSTEM | {"vmSize": "Standard_D2ds_v5"}}],
        {},
        "stamps: neu: systemPool: Standard_D2ds_v5 is too weak",
    ),
    "spot nodes only": (
        [NORTH | {"userPools": [POOL | {"profile": "spot"}]}],
        {},
        "stamps: neu: userPools: every pool is of profile spot",
    ),
    "backup without a second region": (
        [NORTH | {"location": "polandcentral"}],
        {"cluster": {"backup": True}},
        "stamps: neu: cluster: backup: polandcentral has no paired region for the copies; set backup to false",
    ),
    "long names": (
        [NORTH | {"name": "north1"}],
        {"workload": "platforms"},
        "stamps: north1: the name 'kvaplatformsdevnorth1x7k2' has 25 characters, Azure takes 3 to 24",
    ),
    "hub that nobody uses": (
        [NORTH | {"hub": HUB}],
        {},
        "stamps: neu: hub is unused with egress natGateway; remove it",
    ),
    "no hub": (
        [NORTH],
        {"network": {"egress": "hub", "hub": HUB}},
        "stamps: neu: egress hub needs the hub of its region; set hub as in network.hub",
    ),
    "zones of the same hub": (
        [NORTH | {"hub": HUB}],
        {"network": {"egress": "hub", "hub": HUB}},
        "stamps: hubs share a zoneGroupId, whose zones hold the registry's address once; give each its own",
    ),
    "soft delete": (
        [NORTH],
        {"registry": {"cleanup": "softDelete"}},
        "stamps: a registry with copies in other regions has no soft delete; set registry.cleanup to retention",
    ),
}


def set_to(configure: Configure, stamps: list[dict[str, Any]], **further: Any) -> None:
    """Configure dev with some stamps."""
    changed = {
        f"{PROJECT}:{key}": json.dumps(value) if isinstance(value, dict) else value for key, value in further.items()
    }
    own = {f"{PROJECT}:stamps": json.dumps(stamps)}
    configure(stack_config("dev") | own | changed)


@pytest.mark.parametrize("case", REFUSED)
def test_wrong_stamp_is_refused(run: Run, configure: Configure, case: str) -> None:
    """In one sentence that says which, and what to do."""
    stamps, further, message = REFUSED[case]
    set_to(configure, stamps, **further)

    (problem,) = refusal(run)

    assert problem.startswith(f"{PROJECT}:stamps")
    assert message in problem


def test_a_problem_of_the_stack_is_told_once(run: Run, configure: Configure) -> None:
    """And not again for each stamp that takes over the value."""
    set_to(configure, [NORTH], serviceCidr="100.64.0.0/20")

    (problem,) = refusal(run)

    assert problem.startswith(f"{PROJECT}:serviceCidr: ")


def test_stamps_behind_hubs_of_their_own(run: Run, configure: Configure) -> None:
    """Each joins the hub of its region, and keeps the stack's pools."""
    set_to(configure, [NORTH | {"hub": OTHER_HUB}], network={"egress": "hub", "hub": HUB})
    loaded: list[Settings] = []

    run(lambda: loaded.append(load()))

    first, north = loaded[0].plans
    assert first.existing_hub is not None
    assert north.existing_hub is not None
    assert (first.existing_hub["zone_group_id"], north.existing_hub["zone_group_id"]) == (
        HUB_GROUP,
        f"{HUB_GROUP}-north",
    )
    assert (north.stem, north.prefix) == ("platform-dev-neu-x7k2", "neu-")
    assert north.user_pools == first.user_pools
