"""Versions: what the stack has chosen, and the API versions that its SDK speaks."""

from collections.abc import Iterator

from components.versions import VERSIONS
from docs.picture.graph import Graph


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
    yield from ("", "What Azure retires, and when, is in the [retirement calendar](retirements.md).")
