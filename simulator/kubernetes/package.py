"""The package's schema as the engine's `GetSchema` answers it: what languages without an SDK of their own read."""

from collections.abc import Iterable

from simulator.azure.values import Props
from simulator.kubernetes.options import KNOWN
from simulator.kubernetes.schema import schema


def package(version: str) -> Props:
    """Return the provider's options and Kubernetes' own kinds; what a field may hold is Check's business.

    Its form: https://www.pulumi.com/docs/iac/using-pulumi/extending-pulumi/schema
    """
    content = schema()
    return {
        "name": "kubernetes",
        "version": version,
        "provider": {"inputProperties": _anything(KNOWN - {"version", "pluginDownloadURL"})},
        "resources": {
            _token(kind): {
                "inputProperties": _anything(content["types"][entry["type"]]["properties"]),
                "properties": _anything(content["types"][entry["type"]]["properties"]),
            }
            for kind, entry in content["kinds"].items()
        },
    }


def _token(kind: str) -> str:
    """Return `apps/v1/Deployment` or `v1/Pod` as a token of the package."""
    version, _, name = kind.rpartition("/")
    return f"kubernetes:{version if '/' in version else f'core/{version}'}:{name}"


def _anything(names: Iterable[str]) -> Props:
    return {name: {"$ref": "pulumi.json#/Any"} for name in sorted(names)}
