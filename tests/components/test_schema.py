"""Pulumi can read every component's schema, and components keep what it promises."""

import importlib
import inspect
import pkgutil

import pulumi
import pytest
from pulumi.provider.experimental.analyzer import Analyzer

import components
from tests.components.recorder import Program, Recorder
from tests.components.settings_values import GROUP, SIGNATURES

PARTS = "components.platform"
"""What takes the stack's own settings, and is for no other program."""
COMPONENTS = [
    member
    for module in pkgutil.walk_packages(components.__path__, "components.")
    if not module.name.startswith(PARTS)
    for _, member in inspect.getmembers(importlib.import_module(module.name), inspect.isclass)
    if issubclass(member, pulumi.ComponentResource) and member.__module__ == module.name
]
DEFINITIONS = Analyzer("hardened-aks").analyze(COMPONENTS)["component_definitions"]


def test_components_are_found() -> None:
    """One component a file, named after it."""
    files = {component.__module__.split(".")[-1] for component in COMPONENTS}

    assert len(files) == len(COMPONENTS)
    assert {component.__name__.lower() for component in COMPONENTS} == {file.replace("_", "") for file in files}
    assert len(COMPONENTS) >= 16


@pytest.mark.parametrize("name", sorted(DEFINITIONS))
def test_everything_is_described(name: str) -> None:
    """Inputs and outputs carry the sentences that become the component's documentation."""
    definition = DEFINITIONS[name]
    silent = [key for key, prop in {**definition.inputs, **definition.outputs}.items() if not prop.description]

    assert definition.description
    assert silent == []


def test_every_promised_output_is_given(program: Program, bootstrap: Recorder) -> None:
    """What the schema calls an output, the component registers under that name."""
    isolated = {"egress": "isolated", "privateMonitoring": True, "bastionFrom": ["198.51.100.0/28"]}
    built = {
        "buildAgents": True,
        "rebuilds": [{"image": "shop/web", "context": "oci://r/web:main"}],
        "mirrors": [{"upstream": "quay.io/argoproj/*"}],
    }
    team = {"name": "shop", "operators": GROUP, "developers": "5c2e7d63-9e1f-4a8b-8d4c-3b6e8f0a2d15"}
    runs = (
        program("prod"),
        program("dev", registry=built),
        program("dev", network=isolated, registry={"access": "abac"}),
        program("dev", teams=[team], cluster_access="azure"),
        program(
            "dev",
            teams=[team],
            cluster_access="render",
            manifests={"repository": "https://example.com/platform"},
            admission={"signatures": SIGNATURES},
        ),
        bootstrap,
    )
    given: dict[str, set[str]] = {}
    for run in runs:
        for kind, outputs in run.outputs.items():
            given.setdefault(kind, set()).update(outputs)
    promised = {f"hardened-aks:index:{name}": set(definition.outputs) for name, definition in DEFINITIONS.items()}

    parts = {
        f"hardened-aks:index:{part}" for part in ("Platform", "Operations", "Site", "Images", "Stamp", "Oversight")
    }
    assert {kind: outputs for kind, outputs in given.items() if kind not in parts} == promised
    assert parts <= set(given), "they are complete too"
