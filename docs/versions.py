"""Versions: what the stack has chosen, and the API versions that its SDK speaks."""

from collections.abc import Iterator, Mapping

from components.versions import VERSIONS
from docs.picture.graph import Graph


def previews_of_aks(spoken: Mapping[str, str]) -> dict[str, str]:
    """Return what ends without a day that is known ahead, by kind."""
    return {
        kind: version
        for kind, version in sorted(spoken.items())
        if kind.startswith("containerservice:") and version.endswith("-preview")
    }


def page(graph: Graph) -> Iterator[str]:
    """Yield the lines of the page; the graph is that of the stack with the most types."""
    yield from (
        "# Versions",
        "",
        "Chosen in [versions.toml](../components/versions.toml), each with the day on which its",
    )
    yield from ("source said so:", "", "| what | version | may be chosen | checked | source |", "|---|---|---|---|---|")
    for one in VERSIONS.values():
        choice = ", ".join(one.supported) or "-"
        yield f"| {one.what} | `{one.value}` | {choice} | {one.checked} | <{one.source}> |"
    yield from ("", "API versions of the resources that production previews, as the provider's SDK in")
    yield from ("[requirements.in](../requirements.in) brings them:", "", "| resource | API version |", "|---|---|")
    spoken = {one.kind: one.known("azureApiVersion", "") for one in graph.cloud}
    yield from (f"| `{kind}` | {version} |" for kind, version in sorted(spoken.items()) if version)
    if previews := previews_of_aks(spoken):
        named = ", ".join(f"`{kind}` {version}" for kind, version in previews.items())
        yield from (
            "",
            "AKS serves a preview version for [about a year](https://learn.microsoft.com/azure/aks/concepts-preview-api-life-cycle)",
            f"after its date, and then no more: {named}.",
            "What to do then is in [first deployment](runbooks/first-deployment.md#when-it-stops-half-way).",
        )
    yield from ("", "What Azure retires, and when, is in the [retirement calendar](retirements.md).")
