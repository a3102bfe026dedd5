"""What a stack may decide about its cluster beyond sizes: how nodes come, and which add-ons stand."""

from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from components import regions
from components.cluster.node_hardening import NodeScaling, PoolProfile
from components.cluster.options import BACKUP_NAMESPACE, MESH_NAMESPACES
from components.cluster.vm_size import parse
from components.settings.checks import Check, Problem, needs
from components.settings.network import NetworkSetting
from components.settings.pools import UserPool
from components.settings.section import Section

NESTED = frozenset({"D", "E", "F"})
"""Families of machines that run machines of their own, from version 3 on, as sandboxes need:
https://learn.microsoft.com/azure/aks/use-pod-sandboxing."""
NESTED_FROM = 3


class Safeguards(StrEnum):
    """What deployments against best practice meet with."""

    WARN = "Warn"
    ENFORCE = "Enforce"


def certificate(value: str) -> str:
    """Pass a certificate in PEM form, encoded once more in base64 as AKS takes it.

    Raises:
        ValueError: it is none; a private key above all.

    """
    try:
        text = b64decode(value, validate=True).decode("ascii")
    except (Base64Error, UnicodeDecodeError):
        text = ""
    if not text.startswith("-----BEGIN CERTIFICATE-----") or "PRIVATE KEY" in text:
        raise ValueError("this is no certificate in PEM form; write what `base64 -w0 ca.pem` prints")
    return value


Certificate = Annotated[str, AfterValidator(certificate)]


class ClusterSetting(Section):
    """How nodes come, and which add-ons stand."""

    node_scaling: NodeScaling = NodeScaling.AUTOSCALER
    mesh: bool = False
    backup: bool = False
    safeguards: Safeguards = Safeguards.ENFORCE
    certificate_authorities: Annotated[list[Certificate], Field(default_factory=list, max_length=10)]

    @property
    def unguarded_namespaces(self) -> list[str]:
        """Namespaces that add-ons fill, against what the safeguards ask for."""
        mesh = MESH_NAMESPACES if self.mesh else ()
        backup = (BACKUP_NAMESPACE,) if self.backup else ()
        return [*mesh, *backup]


@needs("user_pools")
def pools_fit_their_profile(pools: list[UserPool]) -> Iterator[Problem]:
    """Weigh each pool's machines against what its nodes are for."""
    for pool in pools:
        size = parse(pool.vm_size)
        nested = size.family[0] in NESTED and size.version >= NESTED_FROM
        if pool.profile is PoolProfile.SANDBOXED and not nested:
            yield (
                "user_pools",
                f"pool {pool.name}: {pool.vm_size} runs no sandboxes; choose a D, E or F size of version 3 or later",
            )


@needs("user_pools")
def some_pool_is_reliable(pools: list[UserPool]) -> Iterator[Problem]:
    """Spot machines may all go at once."""
    if pools and all(pool.profile is PoolProfile.SPOT for pool in pools):
        yield "user_pools", "every pool is of profile spot, which Azure may take back; add one of profile standard"


@needs("cluster", "network")
def backup_has_a_way_out(cluster: ClusterSetting, network: NetworkSetting) -> Iterator[Problem]:
    """Extensions come from the Internet: https://learn.microsoft.com/azure/aks/concepts-network-isolated."""
    if cluster.backup and network.isolated:
        yield "cluster", "backup: an isolated network takes no extension; set backup to false or another egress"


@needs("cluster", "location")
def backup_has_a_second_region(cluster: ClusterSetting, location: str) -> Iterator[Problem]:
    """Copies go to the paired region.

    See https://learn.microsoft.com/azure/backup/tutorial-restore-aks-backups-across-regions.
    """
    if cluster.backup and location in regions.UNPAIRED:
        yield (
            "cluster",
            f"backup: {location} has no paired region for the copies; set backup to false or another region",
        )


CHECKS: tuple[Check, ...] = (
    pools_fit_their_profile,
    some_pool_is_reliable,
    backup_has_a_way_out,
    backup_has_a_second_region,
)
