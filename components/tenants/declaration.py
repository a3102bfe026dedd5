"""What a team says about itself, and the house all of them live in; everything else follows from it."""

from collections.abc import Sequence
from typing import TypedDict

from components.admission.rendering import Mode
from components.kubernetes.access import ClusterAccess
from components.kubernetes.manifest import Manifest
from components.signatures.trust import Signing
from components.tenants.delivery import Repository
from components.tenants.quota import QuotaClass


class Declaration(TypedDict):
    """One team."""

    name: str
    """2 to 12 lower-case letters and digits: its namespace, its identity and its part of the registry."""
    operators: str
    """Object id of the Entra group that keeps its workloads running."""
    developers: str
    """Object id of the Entra group that looks at them."""
    quota: QuotaClass
    """Its share of the cluster."""
    secrets: list[str]
    """Names of its secrets in the applications' vault; nobody else's identity reads them."""
    egress_hosts: list[str]
    """Hosts its pods may call by HTTPS, or at the port behind a colon."""
    exposed: bool
    """Whether clients outside its namespace may reach pods that say so."""


class Tenancy(TypedDict):
    """What a stack decides about its tenants."""

    teams: Sequence[Declaration]
    """The teams."""
    access: ClusterAccess
    """Who makes objects inside the cluster."""
    mesh: bool
    """Whether the cluster has the mesh."""
    entrance: Manifest
    """Where the clients of exposed pods come from, a peer of a network policy."""
    folder: str
    """Where objects are written as files."""
    repository: Repository | None
    """Where Flux finds these files."""
    mode: Mode
    """What admission does about what offends."""
    allow_shells: bool
    """Whether everybody with the right to may open shells in pods."""
    host_suffixes: Sequence[str]
    """Domains that teams may serve hosts of."""
    operators: Sequence[str]
    """Object ids of the Entra groups that operate the platform."""
    signing: Signing | None
    """Whose signatures images must have, None where nobody looks."""
    protect_data: bool
    """Whether the teams' namespaces are kept from deletion."""
    spared_namespaces: Sequence[str]
    """Namespaces that Azure fills, which admission leaves alone."""
