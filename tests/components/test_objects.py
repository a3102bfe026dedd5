"""Objects that the stacks put into their clusters, against the schema that Kubernetes publishes.

The engine asks no provider whose kubeconfig is unknown, so nobody else checks their fields before the first update.
"""

from typing import Any

import pytest

from simulator.azure.values import reveal
from simulator.kubernetes import schema
from tests.components.recorder import Program, Recorder


def objects(recorder: Recorder) -> list[dict[str, Any]]:
    """Return the objects that are registered under the Kubernetes provider, as it reads them."""
    return [reveal(dict(one.inputs)) for one in recorder.registered if one.kind.startswith("kubernetes:")]


@pytest.mark.parametrize(("stack", "teams"), [("dev", ["crew", "shop"]), ("prod", ["shop"])])
def test_objects_have_the_fields_of_their_kinds(program: Program, stack: str, teams: list[str]) -> None:
    """Every object of every team and of admission."""
    found = objects(program(stack))

    assert sorted(one["metadata"]["name"] for one in found if one["kind"] == "Namespace") == teams
    assert [problem for one in found for problem in schema.problems(one)] == []
    assert [one["kind"] for one in found if schema.missing_kind(one["apiVersion"], one["kind"])] == []


def test_a_wrong_field_would_be_found(program: Program) -> None:
    """In any namespace of the stack."""
    namespace = next(one for one in objects(program("dev")) if one["kind"] == "Namespace")

    assert schema.problems(namespace | {"specs": {}}) == ['unknown field "specs"']


def test_flux_looks_where_files_are_written(program: Program) -> None:
    """In the folder of the stack, on the branch that is reviewed."""
    recorder = program("prod")
    delivered = recorder.inputs("azure-native:kubernetesconfiguration:FluxConfiguration")

    folder = recorder.inputs("pulumi:providers:kubernetes")["renderYamlToDirectory"]
    assert (delivered["kustomizations"]["tenants"]["path"], folder) == ("manifests/prod", "manifests/prod")
    assert delivered["gitRepository"]["repositoryRef"] == {"branch": "main"}
