"""Versions are said once; what cannot read the file says the same."""

from datetime import date

import yaml
from guardrails.catalog import catalog
from guardrails.guardrail import Guardrail

from components.versions import KUBERNETES, VERSIONS, VM_SIZE
from docs import versions
from docs.picture.graph import Graph
from tests.components.recorder import ROOT


def test_every_version_has_a_day_and_a_source() -> None:
    for one in VERSIONS.values():
        assert one.source.startswith("https://learn.microsoft.com/")
        assert isinstance(one.checked, date)
        assert not one.supported or one.value in one.supported


def test_previews_of_aks_are_told_with_what_to_do() -> None:
    """Their year ends whatever anybody does; the runbook names each by its version."""
    graph = Graph.recorded(ROOT / "tests" / "policypacks" / "recordings" / "prod.gz")
    runbook = (ROOT / "docs" / "runbooks" / "first-deployment.md").read_text("utf-8")
    spoken = {one.kind: one.known("azureApiVersion", "") for one in graph.cloud}
    previews = versions.previews_of_aks(spoken)
    told = "\n".join(versions.page(graph))

    assert [kind for kind, version in previews.items() if f"`{kind}` {version}" not in told] == []
    assert [version for version in previews.values() if version not in runbook] == []
    preview = "2025-03-02-preview"
    spoken = {"containerservice:X": "2025-03-01", "containerservice:Y": preview, "monitor:Z": preview}
    assert versions.previews_of_aks(spoken) == {"containerservice:Y": preview}


def test_the_project_file_has_the_same_defaults() -> None:
    defaults = {
        key: one.get("default") for key, one in yaml.safe_load((ROOT / "Pulumi.yaml").read_text())["config"].items()
    }

    assert defaults["kubernetesVersion"] == KUBERNETES.value
    assert defaults["systemPool"]["vmSize"] == VM_SIZE.value


def test_the_pack_asks_for_a_supported_version() -> None:
    (guardrail,) = [one for one in catalog() if one.name == "aks-kubernetes-version-supported"]

    assert isinstance(guardrail, Guardrail)
    assert guardrail.parameters["minimum"]["default"] == min(KUBERNETES.supported)
