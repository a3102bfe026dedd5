"""Times the simulated Azure by itself, in CPU time: `make bench`."""

import gzip
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from typing import Any

from google.protobuf import json_format, struct_pb2

from simulator.azure import schema
from simulator.azure.provider import AzureNative
from simulator.azure.world import opened
from simulator.protocol import provider_pb2
from simulator.serving import Log

ROOT = Path(__file__).parents[1]
RECORDED = ROOT / "tests" / "policypacks" / "recordings" / "prod.gz"
CLUSTER = "azure-native:containerservice:ManagedCluster"
PROVIDER = ROOT / "simulator" / "bin" / "pulumi-resource-azure-native"


def resources() -> list[dict[str, Any]]:
    """Return the resources of the stack prod as the engine has told them to the policy pack."""
    requests = map(json.loads, gzip.decompress(RECORDED.read_bytes()).decode().splitlines())
    (stack,) = [request for kind, request in requests if kind == "stack"]
    return [one for one in stack["resources"] if one["type"].startswith("azure-native:")]


def checking(folder: Path) -> Callable[[], object]:
    """Return the check of prod's cluster, in an Azure as full as prod's."""
    found, state = resources(), folder / "azure.json"
    with opened(state) as world:
        for number, one in enumerate(found):
            world.put(one["type"], {"id": f"/resources/{number}", **one["properties"]})
    cluster = next(one for one in found if one["type"] == CLUSTER)
    properties = json_format.ParseDict(cluster["properties"], struct_pb2.Struct())
    request = provider_pb2.CheckRequest(urn=cluster["urn"], news=properties)
    provider: Any = AzureNative(state, Log(""))
    return lambda: provider.Check(request, None)


def loading() -> object:
    """Read the schema anew."""
    schema.schema.cache_clear()
    schema.constraints.cache_clear()
    return schema.schema(), schema.constraints()


def starting() -> object:
    """Start the provider's process, and end it when it serves."""
    with subprocess.Popen([PROVIDER], stdout=subprocess.PIPE) as process:
        assert process.stdout  # noqa: S101 - there is a pipe
        line = process.stdout.readline()
        process.terminate()
    return line


def spent() -> float:
    """Return the CPU seconds of this process and of those it has waited for."""
    used = (getrusage(who) for who in (RUSAGE_SELF, RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def measured(act: Callable[[], object], runs: int) -> list[float]:
    """Return the milliseconds that each run took, after one that is not counted."""
    act()
    samples = []
    for _ in range(runs):
        start = spent()
        act()
        samples.append((spent() - start) * 1000)
    return samples


def main() -> None:
    """Print minimum, median and maximum of each."""
    with tempfile.TemporaryDirectory() as folder:
        acts = {
            "check of prod's cluster": (checking(Path(folder)), 200),
            "schema read": (loading, 20),
            "provider's process until it serves": (starting, 5),
        }
        sys.stdout.write("| simulated Azure, CPU | min ms | median ms | max ms |\n|---|--:|--:|--:|\n")
        for name, (act, runs) in acts.items():
            found = measured(act, runs)
            shown = " | ".join(f"{one:.1f}" for one in (min(found), statistics.median(found), max(found)))
            sys.stdout.write(f"| {name} | {shown} |\n")


if __name__ == "__main__":
    main()
