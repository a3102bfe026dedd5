"""The kinds that Ratify is told by, as of 1.4: every one must exist before it starts, also those that are not used.

https://github.com/notaryproject/ratify/tree/v1.4.6/charts/ratify/crds
"""

from typing import Any

from components.kubernetes.manifest import Manifest, metadata

GROUP = "config.ratify.deislabs.io"
API = f"{GROUP}/v1beta1"

_TEXT = {"type": "string"}
_ANYTHING: dict[str, Any] = {"type": "object", "x-kubernetes-preserve-unknown-fields": True}
_PLUGIN = {
    "address": _TEXT,
    "name": _TEXT,
    "parameters": _ANYTHING,
    "source": {"type": "object", "properties": {"artifact": _TEXT, "authProvider": _ANYTHING}},
    "version": _TEXT,
}
_PROVIDER = {"parameters": _ANYTHING, "refreshInterval": {"type": "string", "default": ""}, "type": _TEXT}
_CLUSTER_WIDE = {
    "KeyManagementProvider": ("keymanagementproviders", _PROVIDER, []),
    "Policy": ("policies", {"parameters": _ANYTHING, "type": _TEXT}, []),
    "Store": ("stores", _PLUGIN, ["name"]),
    "Verifier": ("verifiers", {**_PLUGIN, "artifactTypes": _TEXT}, ["artifactTypes", "name"]),
}
KINDS = {
    **{kind: ("Cluster", *rest) for kind, rest in _CLUSTER_WIDE.items()},
    **{f"Namespaced{kind}": ("Namespaced", f"namespaced{rest[0]}", *rest[1:]) for kind, rest in _CLUSTER_WIDE.items()},
    "CertificateStore": ("Namespaced", "certificatestores", {"parameters": _ANYTHING, "provider": _TEXT}, []),
}
"""Kind -> scope, plural, properties of its specification, and those of them that are required."""
PLURALS = sorted(plural for _, plural, *_ in KINDS.values())


def definitions() -> list[Manifest]:
    """Return the definition of every kind."""
    return [_definition(kind, *about) for kind, about in KINDS.items()]


def _definition(kind: str, scope: str, plural: str, properties: dict[str, Any], required: list[str]) -> Manifest:
    spec = {"type": "object", "properties": properties, **({"required": required} if required else {})}
    names = {"kind": kind, "listKind": f"{kind}List", "plural": plural, "singular": kind.lower()}
    version = {
        "name": "v1beta1",
        "served": True,
        "storage": True,
        "schema": {"openAPIV3Schema": {"type": "object", "properties": {"spec": spec, "status": _ANYTHING}}},
        "subresources": {"status": {}},
    }
    return {
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": metadata(f"{plural}.{GROUP}"),
        "spec": {"group": GROUP, "scope": scope, "names": names, "versions": [version]},
    }
