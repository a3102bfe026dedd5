"""The components that programs in other languages use, and how what these send becomes a component's args."""

import inspect
import sys
import types
import typing
from typing import Any

from pulumi import Inputs
from pulumi.provider import main
from pulumi.provider.experimental.analyzer import ComponentDefinition
from pulumi.provider.experimental.component import ComponentProvider

from components.alerts.action_group import ActionGroup
from components.cluster.cluster import Cluster
from components.cluster.cluster_identities import ClusterIdentities
from components.cluster.node_pool import NodePool
from components.keys.disk_encryption import DiskEncryption
from components.keys.encryption_key import EncryptionKey
from components.keys.key_vault import KeyVault
from components.monitoring.log_tables import LogTables
from components.monitoring.monitoring import Monitoring
from components.network.flow_logs import FlowLogs
from components.network.network import Network
from components.network.private_endpoint import PrivateEndpoint
from components.registry.registry import Registry
from components.tenants.team import Team
from components.tenants.team_identity import TeamIdentity

PACKAGE = "hardened-aks"
"""Also the first part of every component's type."""

SERVED = [
    ActionGroup,
    Cluster,
    ClusterIdentities,
    DiskEncryption,
    EncryptionKey,
    FlowLogs,
    KeyVault,
    LogTables,
    Monitoring,
    Network,
    NodePool,
    PrivateEndpoint,
    Registry,
    Team,
    TeamIdentity,
]
"""All that a registry, a cluster and a team need; each has its place in examples/components-yaml."""


class Components(ComponentProvider):
    """Makes the components for other programs, from args as their annotations say."""

    def map_inputs(self, inputs: Inputs, component_def: ComponentDefinition) -> Inputs:
        """Return a component's args."""
        mapped = super().map_inputs(inputs, component_def)
        kind = inspect.get_annotations(self._components[component_def.name].__init__)["args"]
        args: Inputs = shaped(mapped, kind)
        return args


def shaped(value: Any, kind: Any) -> Any:
    """Return what the wire has made of a value as its annotation has it.

    Whole numbers arrive as floats, and what may be None does not arrive at all.
    """
    if kind is int and isinstance(value, float):
        return int(value)
    if typing.is_typeddict(kind) and isinstance(value, dict):
        given = value.keys() | kind.__required_keys__
        return {key: shaped(value.get(key), one) for key, one in inspect.get_annotations(kind).items() if key in given}
    if isinstance(value, list) and typing.get_origin(kind) is list:
        (item,) = typing.get_args(kind)
        return [shaped(one, item) for one in value]
    if typing.get_origin(kind) in (typing.Union, types.UnionType, typing.NotRequired):
        for one in typing.get_args(kind):
            value = shaped(value, one)
    return value


def serve(version: str) -> None:
    """Serve the components until the engine no longer wants them."""
    main(Components(list(SERVED), PACKAGE, None, version), sys.argv[1:])
