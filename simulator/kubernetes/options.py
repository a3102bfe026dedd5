"""The provider's own configuration: which API server, and how to treat it."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.azure.values import UNKNOWN, Props
from simulator.kubernetes import kubeconfig
from simulator.kubernetes.client import Client
from simulator.kubernetes.errors import KubernetesError
from simulator.kubernetes.replacement import MUTABLE

KNOWN = frozenset(
    {
        "cluster",
        "clusterIdentifier",
        "context",
        "deleteUnreachable",
        "enablePatchForce",
        "enableServerSideApply",
        "enableConfigMapMutable",
        "enableSecretMutable",
        "kubeconfig",
        "namespace",
        "renderYamlToDirectory",
        "suppressDeprecationWarnings",
        "suppressHelmHookWarnings",
        "upsertExistingObjects",
        "version",
        "pluginDownloadURL",
    }
)


@dataclass(frozen=True, kw_only=True)
class Options:
    """What the program has set on the provider."""

    client: Client | None = None
    """None while the kubeconfig is only known after the update, and where manifests are rendered."""
    namespace: str = ""
    """Where objects go that name no namespace; empty for the kubeconfig's own, or `default`."""
    render: Path | None = None
    """Folder to write manifests to, in place of any cluster; in the simulated repository where there is one."""
    force: bool = False
    upsert: bool = False
    forget_unreachable: bool = False
    mutable: frozenset[str] = frozenset()
    """Kinds that are changed in place though the official provider replaces them."""

    @property
    def default_namespace(self) -> str:
        """The namespace of objects that name none."""
        return self.namespace or (self.client.access.namespace if self.client else "") or "default"


def failures(config: Props) -> list[str]:
    """Return what is wrong with a configuration before anything is asked of a cluster."""
    found = [f"the offline provider for Kubernetes knows no option '{key}'" for key in sorted(config.keys() - KNOWN)]
    if _flag(config, "enableServerSideApply") is False:
        found.append("enableServerSideApply is false, and the offline provider for Kubernetes knows no other way")
    return found


def configured(config: Props) -> Options:
    """Return the options of a configuration.

    Raises:
        KubernetesError: The kubeconfig cannot be used.

    """
    render = config.get("renderYamlToDirectory")
    return Options(
        client=None if render else _client(config),
        namespace=config.get("namespace") or "",
        render=Path(os.environ.get("SIMULATED_REPOSITORY", ""), render) if render else None,
        force=bool(_flag(config, "enablePatchForce")),
        upsert=bool(_flag(config, "upsertExistingObjects")),
        forget_unreachable=bool(_flag(config, "deleteUnreachable")),
        mutable=frozenset(kind for kind, option in MUTABLE.items() if _flag(config, option)),
    )


def replaces(old: Props, new: Props) -> bool:
    """Tell whether another configuration means another cluster, on which everything is made anew."""
    if "clusterIdentifier" in {*old, *new}:
        return old.get("clusterIdentifier") != new.get("clusterIdentifier")
    if old.get("renderYamlToDirectory") != new.get("renderYamlToDirectory"):
        return True
    return UNKNOWN not in (old.get("kubeconfig"), new.get("kubeconfig")) and _server(old) != _server(new)


def _client(config: Props) -> Client | None:
    text = config.get("kubeconfig")
    if text == UNKNOWN:
        return None
    if not text:
        raise KubernetesError(
            "the offline provider for Kubernetes uses no cluster but the one that the program names: give a Provider "
            "with a kubeconfig, or set kubernetes:kubeconfig"
        )
    return Client(kubeconfig.read(text, config.get("context"), config.get("cluster")))


def _server(config: Props) -> str | None:
    try:
        client = _client(config)
    except KubernetesError:
        return None
    return client.access.server if client else None


def _flag(config: Mapping[str, Any], name: str) -> bool | None:
    """Return a switch, which comes as JSON."""
    value = config.get(name)
    return bool(json.loads(value)) if isinstance(value, str) and value in ("true", "false") else value
