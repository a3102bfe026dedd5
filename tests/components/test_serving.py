"""What programs in other languages are told of the components, and what a component makes of their args."""

import json
import re
from typing import Any, NotRequired, TypedDict

import pulumi
import pytest
import yaml
from pulumi.provider.experimental.analyzer import Analyzer

from components.cluster.node_hardening import NodeScaling, PoolProfile
from components.serving import PACKAGE, SERVED, Components, shaped
from tests.components.recorder import ROOT

NAMES = sorted(component.__name__ for component in SERVED)


@pytest.fixture(scope="module")
def host() -> Components:
    """Return what the engine talks to."""
    return Components(list(SERVED), PACKAGE, None, "1.2.3")


@pytest.fixture(scope="module")
def schema(host: Components) -> dict[str, Any]:
    """Return the package's schema, as the engine asks for it."""
    found: dict[str, Any] = json.loads(str(host.schema))
    return found


def properties(schema: dict[str, Any], part: str) -> dict[str, dict[str, Any]]:
    """Return a part of every component's and every type's description, by owner and name."""
    owners = {**schema["resources"], **(schema["types"] if part == "properties" else {})}
    return {f"{owner}.{key}": one for owner, has in owners.items() for key, one in has.get(part, {}).items()}


@pytest.mark.parametrize("component", SERVED, ids=lambda one: one.__name__)
def test_the_args_of_each_can_be_inferred(component: type[pulumi.ComponentResource]) -> None:
    (found,) = Analyzer(PACKAGE).analyze([component])["component_definitions"].values()

    assert found.description
    assert found.inputs


def test_the_package_has_the_components_under_their_own_types(schema: dict[str, Any]) -> None:
    assert (schema["name"], schema["version"]) == ("hardened-aks", "1.2.3")
    assert sorted(schema["resources"]) == [f"hardened-aks:index:{name}" for name in NAMES]


def test_everything_is_described(schema: dict[str, Any]) -> None:
    given = {**properties(schema, "inputProperties"), **properties(schema, "properties")}

    assert [name for name, one in given.items() if not one.get("description")] == []
    assert [name for name, one in {**schema["resources"], **schema["types"]}.items() if not one["description"]] == []


def test_a_registry_is_told_exactly(schema: dict[str, Any]) -> None:
    registry = schema["resources"]["hardened-aks:index:Registry"]
    inputs = {
        name: (one.get("type") or one["$ref"], one.get("plain", False))
        for name, one in registry["inputProperties"].items()
    }

    assert inputs == {
        "stem": ("string", True),
        "resourceGroupName": ("string", False),
        "subscriptionId": ("string", False),
        "vaultId": ("string", False),
        "keyUri": ("string", False),
        "workspaceId": ("string", False),
        "access": ("#/types/hardened-aks:index:RegistryAccess", True),
        "softDelete": ("boolean", True),
        "replicaRegions": ("array", True),
        "protectData": ("boolean", True),
        "tags": ("object", False),
    }
    assert sorted(registry["requiredInputs"]) == sorted(inputs.keys() - {"access"})
    assert registry["inputProperties"]["keyUri"]["description"] == "The encryption key, without a version."
    assert {name: one["type"] for name, one in registry["properties"].items()} == dict.fromkeys(
        ("registryId", "replicatedId", "registryName", "loginServer"), "string"
    )


def test_a_pool_and_a_team_have_types_of_their_own(schema: dict[str, Any]) -> None:
    resources, types = schema["resources"], schema["types"]

    assert resources["hardened-aks:index:Cluster"]["inputProperties"]["systemPool"]["$ref"].endswith(":NodePoolSize")
    assert types["hardened-aks:index:NodePoolSize"]["properties"]["minCount"]["type"] == "integer"
    assert resources["hardened-aks:index:Team"]["inputProperties"]["declaration"]["$ref"].endswith(":Declaration")
    assert [one["value"] for one in types["hardened-aks:index:QuotaClass"]["enum"]] == ["small", "medium", "large"]


def test_no_list_holds_choices(schema: dict[str, Any]) -> None:
    """Pulumi's host reads a choice, and a list of objects, but takes the items of a list of choices for objects."""
    choices = {f"#/types/{name}" for name, one in schema["types"].items() if one.get("enum")}
    given = {**properties(schema, "inputProperties"), **properties(schema, "properties")}

    assert [name for name, one in given.items() if one.get("items", {}).get("$ref") in choices] == []


def test_the_example_has_a_place_for_each() -> None:
    """`tests/stack/test_other_languages.py` previews it: nothing is served that no program has used."""
    program = yaml.safe_load((ROOT / "examples" / "components-yaml" / "Pulumi.yaml").read_text("utf-8"))
    used = {one["type"].split(":")[-1] for one in program["resources"].values() if one["type"].startswith(PACKAGE)}

    assert sorted(used) == NAMES


def test_the_typescript_example_uses_each_with_all_it_needs(schema: dict[str, Any]) -> None:
    """No node is needed to see an argument that was added or renamed."""
    text = (ROOT / "examples" / "components-typescript" / "index.ts").read_text("utf-8")
    components = [one.get("requiredInputs", []) for one in schema["resources"].values()]
    parts = [schema["types"][f"{PACKAGE}:index:{name}"]["required"] for name in ("Declaration", "NodePoolSize")]

    assert sorted(set(re.findall(r"new hardened\.(\w+)\(", text))) == NAMES
    assert set().union(*components, *parts) - set(re.findall(r"\w+", text)) == set()


def test_the_typescript_example_is_locked_by_checksum_from_wherever_it_comes() -> None:
    folder = ROOT / "examples" / "components-typescript"
    asked = json.loads((folder / "package.json").read_text("utf-8"))
    packages = json.loads((folder / "package-lock.json").read_text("utf-8"))["packages"]
    installed = [one for place, one in packages.items() if place.startswith("node_modules/") and not one.get("link")]

    assert {key: packages[""][key] for key in ("dependencies", "devDependencies")}.items() <= asked.items()
    assert len(installed) > 100
    assert all(one["integrity"].startswith("sha512-") and "resolved" not in one for one in installed)


class Part(TypedDict):
    number: int
    maybe: str | None


class Whole(TypedDict):
    parts: list[Part]
    part: Part | None
    count: pulumi.Input[int]
    share: float
    choice: NodeScaling
    later: pulumi.Input[str]
    spare: NotRequired[list[Part]]


def test_what_the_wire_has_made_of_args_becomes_what_a_component_takes() -> None:
    later = pulumi.Output.from_input("x")
    sent = {
        "parts": [{"number": 3.0}, {"number": 4.0, "maybe": "yes"}],
        "count": 2.0,
        "share": 5.0,
        "choice": NodeScaling.AUTOSCALER,
        "later": later,
    }

    got = shaped(sent, Whole)

    assert got == {
        "parts": [{"number": 3, "maybe": None}, {"number": 4, "maybe": "yes"}],
        "part": None,
        "count": 2,
        "share": 5.0,
        "choice": NodeScaling.AUTOSCALER,
        "later": later,
    }
    assert [type(got[key]) for key in ("count", "share")] == [int, float]
    assert type(got["parts"][0]["number"]) is int
    assert shaped({"spare": [{"number": 1.0}]}, Whole)["spare"] == [{"number": 1, "maybe": None}]


def test_a_component_gets_choices_and_whole_numbers(host: Components) -> None:
    size = {"name": "apps", "vmSize": "Standard_D4ds_v5", "minCount": 1.0, "maxCount": 3.0, "taints": []}
    sent = {
        "size": {**size, "profile": "spot"},
        "scaling": "autoscaler",
        "clusterName": "c",
        "resourceGroupName": "g",
        "subnetId": "s",
        "kubernetesVersion": "1.36",
        "availabilityZones": ["1"],
        "tags": {},
    }

    got: Any = host.map_inputs(sent, host._component_defs["NodePool"])

    assert got["size"]["profile"] is PoolProfile.SPOT
    assert got["scaling"] is NodeScaling.AUTOSCALER
    assert json.dumps(got["size"]["min_count"]) == "1"


def test_a_wrong_choice_is_refused_by_its_name(host: Components) -> None:
    with pytest.raises(pulumi.InputPropertyError, match=r"Invalid value none .* for enum 'KeyUse'"):
        host.map_inputs({"use": "none"}, host._component_defs["EncryptionKey"])
