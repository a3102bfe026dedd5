"""Draws benchmarks/results.json as docs/performance/*.svg, one picture for each comparison.

It runs in the environment of the peers (`make bench-compare`), for the pack and its tests need no Matplotlib.
"""

import json
from collections import defaultdict
from pathlib import Path

import matplotlib as mpl

mpl.use("svg")
from matplotlib import pyplot as plt

ROOT = Path(__file__).parents[1]
COLOURS = {"the pack": "#0969da", "pulumi_policy": "#bc4c00", "checkov": "#8250df", "opa": "#57606a"}
# The same figures make the same file.
mpl.rcParams.update({"svg.hashsalt": "hardened-aks", "svg.fonttype": "none", "font.family": "sans-serif"})


def main() -> None:
    """Write a picture of CPU time and memory by the number of resources for each peer."""
    by_peer: dict[str, dict[str, list[dict[str, float]]]] = defaultdict(lambda: defaultdict(list))
    for row in json.loads((ROOT / "benchmarks" / "results.json").read_text("utf-8")):
        if row["size"]:
            by_peer[row["peer"]][row["tool"]].append(row)
    folder = ROOT / "docs" / "performance"
    folder.mkdir(exist_ok=True)
    for peer, tools in by_peer.items():
        figure, panels = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained")
        for panel, key, label in zip(panels, ("cpu", "memory"), ("CPU seconds", "peak memory, MB"), strict=True):
            for tool, rows in tools.items():
                panel.plot(
                    *zip(*((one["size"], one[key]) for one in rows), strict=True), "o-", label=tool, color=COLOURS[tool]
                )
            panel.set(xscale="log", yscale="log", xlabel="resources", ylabel=label)
            panel.grid(visible=True, which="major", alpha=0.3)
        panels[0].legend(frameon=False)
        figure.savefig(folder / f"{peer}.svg", metadata={"Date": None})


if __name__ == "__main__":
    main()
