"""What an operator changes by hand is found by name, fits Azure's types, and is refused where Azure refuses it."""

import json
from typing import Any

import pytest
from typer.testing import CliRunner

from simulator.__main__ import app
from simulator.azure import portal
from simulator.azure.errors import ProviderError
from simulator.azure.world import STATE

TABLE = "network:RouteTable"


@pytest.fixture
def tables(azure: Any) -> Any:
    """An Azure with two route tables of which one is called like its group."""
    routes = [{"name": "out", "addressPrefix": "0.0.0.0/0", "nextHopType": "Internet"}]
    for name in ("rg", "ways"):
        azure.create(TABLE, resourceGroupName="rg", routeTableName=name, location="westeurope", routes=routes)
    return azure


@pytest.mark.parametrize(
    ("path", "value", "result"),
    [
        ("tags", {"by": "hand"}, {"tags": {"by": "hand"}}),
        ("tags.by", "hand", {"tags": {"by": "hand"}}),
        ("disableBgpRoutePropagation", True, {"disableBgpRoutePropagation": True}),
        ("routes.0.nextHopType", "None", None),
        ("routes.0", None, {"routes": []}),
    ],
)
def test_a_property_is_changed_added_or_removed(tables: Any, path: str, value: Any, result: Any) -> None:
    with tables.opened() as world:
        portal.change(world, "ways", path, value)

    with tables.opened() as world:
        body = portal.one(world, "ways")
    if result:
        assert {key: body[key] for key in result} == result
    else:
        assert body["routes"][0]["nextHopType"] == value


@pytest.mark.parametrize(
    ("name", "path", "value", "told"),
    [
        ("rg", "tags", {}, "2 resources are called rg; name one by more of its id:"),
        ("nobody", "tags", {}, "there is no resource nobody"),
        ("ways", "tagz", {}, "azure-native:network:RouteTable has no property tagz to change; it has"),
        ("ways", "id", "x", "has no property id to change"),
        ("ways", "disableBgpRoutePropagation", "perhaps", "should be of type 'boolean'"),
        ("ways", "routes.0.nextHopType", "Nowhere", "'routes[0].nextHopType' is 'Nowhere', not one of"),
        ("ways", "routes.7.name", "x", "there is no item 7 in a list of 1"),
        ("ways", "location.country", "x", "there is nothing inside"),
    ],
)
def test_what_cannot_be_is_refused(tables: Any, name: str, path: str, value: Any, told: str) -> None:
    with tables.opened() as world:
        before = json.dumps(world.content, sort_keys=True)
        with pytest.raises(ProviderError) as error:
            portal.change(world, name, path, value)
        assert json.dumps(world.content, sort_keys=True) == before

    assert told in str(error.value)


def test_a_resource_is_named_by_the_end_of_its_id(tables: Any) -> None:
    with tables.opened() as world:
        assert portal.one(world, "routeTables/rg")["id"].endswith("/routeTables/rg")
        assert [one["name"] for one in portal.found(world, "RouteTable")] == ["rg", "ways"]


def test_the_command_lists_shows_changes_and_deletes(tables: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STATE, str(tables.state))
    run = CliRunner().invoke

    assert len(run(app, ["list", "routetable"]).stdout.splitlines()) == 2
    assert run(app, ["set", "ways", "tags.by", "hand"]).exit_code == 0
    assert json.loads(run(app, ["show", "ways"]).stdout)["tags"] == {"by": "hand"}
    assert run(app, ["delete", "ways"]).exit_code == 0
    gone = run(app, ["show", "ways"])
    assert (gone.exit_code, "there is no resource ways" in gone.stderr) == (1, True)


def test_azure_refuses_to_delete_what_is_locked(tables: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STATE, str(tables.state))
    with tables.opened() as world:
        scope = portal.one(world, "ways")["id"]
    tables.create("authorization:ManagementLockByScope", lockName="keep", scope=scope, level="CanNotDelete")

    refused = CliRunner().invoke(app, ["delete", "routeTables/ways"])

    assert refused.exit_code == 1
    assert "ScopeLocked" in refused.stderr


def test_what_is_deleted_and_keeps_its_name_is_listed(platform: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STATE, str(platform.state))
    platform.delete("keyvault:Key", platform.key["id"])
    platform.delete("keyvault:Vault", platform.vault["id"])

    listed = CliRunner().invoke(app, ["deleted"]).stdout.splitlines()

    kinds = ("azure-native:keyvault:Vault", "azure-native:keyvault:Key")
    assert listed == [f"{kind}\t{one['id']}" for kind, one in zip(kinds, (platform.vault, platform.key), strict=True)]
