"""Where the platform's own parts must reach on the Internet, by the add-ons that are on; nothing else gets out.

Source: https://learn.microsoft.com/azure/aks/outbound-rules-control-egress
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NotRequired, TypedDict


class AddOn(StrEnum):
    """What reaches out of a cluster, by the names AKS gives its add-ons and profiles."""

    CORE = "core"
    """Kubelets, the control plane's agents, Entra sign-in; always on."""
    POLICY = "azurepolicy"
    DEFENDER = "defender"
    LOGS = "omsagent"
    """Container logs and Kubernetes inventory."""
    METRICS = "azureMonitorMetrics"
    """Managed Prometheus."""
    COST_ANALYSIS = "costAnalysis"
    EXTENSIONS = "extensions"
    """Cluster extensions, such as backup and GitOps."""
    APPLICATIONS = "applications"
    """What workloads tell Application Insights about themselves."""


class Destinations(TypedDict):
    """Hosts that one add-on asks by HTTPS, or by HTTP where it says so."""

    name: str
    """The add-on, or `workloads`."""
    fqdns: list[str]
    """Host names, `*.` in front for all below a name."""
    tag: str
    """Azure Firewall's own name for them, kept current by Microsoft; empty where it has none."""
    port: NotRequired[int]
    """Where they are asked by HTTP: lists of revoked certificates are, and are signed themselves."""


_HOSTS: dict[AddOn, tuple[str, ...]] = {
    AddOn.CORE: (
        "mcr.microsoft.com",
        "*.data.mcr.microsoft.com",
        "mcr-0001.mcr-msedge.net",
        "management.azure.com",
        "login.microsoftonline.com",
        "packages.microsoft.com",
        # In the place of acs-mirror.azureedge.net: https://github.com/Azure/AKS/issues/4792
        "packages.aks.azure.com",
    ),
    AddOn.POLICY: ("data.policy.core.windows.net", "store.policy.core.windows.net", "dc.services.visualstudio.com"),
    AddOn.DEFENDER: (
        "*.ods.opinsights.azure.com",
        "*.oms.opinsights.azure.com",
        "login.microsoftonline.com",
        # https://learn.microsoft.com/azure/defender-for-cloud/defender-for-containers-network-access
        "*.cloud.defender.microsoft.com",
    ),
    AddOn.LOGS: (
        "dc.services.visualstudio.com",
        "*.ods.opinsights.azure.com",
        "*.oms.opinsights.azure.com",
        "*.monitoring.azure.com",
        "{location}.handler.control.monitor.azure.com",
        "global.handler.control.monitor.azure.com",
    ),
    AddOn.METRICS: (
        "*.{location}.metrics.ingest.monitor.azure.com",
        "{location}.handler.control.monitor.azure.com",
        "global.handler.control.monitor.azure.com",
    ),
    AddOn.COST_ANALYSIS: ("management.azure.com", "login.microsoftonline.com"),
    AddOn.EXTENSIONS: (
        "{location}.dp.kubernetesconfiguration.azure.com",
        "mcr.microsoft.com",
        "*.data.mcr.microsoft.com",
        "*.ingestion.msftcloudes.com",
        "*.microsoftmetrics.com",
    ),
    # https://learn.microsoft.com/azure/azure-monitor/fundamentals/azure-monitor-network-access; which of a region's
    # numbered hosts takes a component's telemetry is known once Azure has made it.
    AddOn.APPLICATIONS: (
        "*.in.applicationinsights.azure.com",
        "{location}.livediagnostics.monitor.azure.com",
    ),
}
_TAGS = {AddOn.CORE: "AzureKubernetesService"}
_PRIVATE_WITH_SCOPE = (".opinsights.azure.com", ".monitor.azure.com", ".in.applicationinsights.azure.com")
"""Names that resolve to the private link scope of Azure Monitor where there is one."""


def allow_list(
    locations: Sequence[str],
    add_ons: Iterable[AddOn],
    *,
    private_monitoring: bool = False,
    further: Iterable[str] = (),
    revocation: Iterable[str] = (),
) -> list[Destinations]:
    """Return what may be reached from the nodes, one entry an add-on, the core first.

    Args:
        locations: Azure regions of the nodes, part of some hosts' names.
        add_ons: What is on in the cluster.
        private_monitoring: Whether Azure Monitor is reached through a private link scope and not on the Internet.
        further: Hosts the workloads need, `*.` in front for all below a name.
        revocation: Hosts that say which certificates are revoked.

    """
    found = [
        _destinations(add_on.value, _hosts(add_on, locations, private=private_monitoring), _TAGS.get(add_on, ""))
        for add_on in AddOn
        if add_on is AddOn.CORE or add_on in set(add_ons)
    ]
    lists: Destinations = {**_destinations("revocation", revocation), "port": 80}
    return [one for one in (*found, _destinations("workloads", further), lists) if one["fqdns"]]


def telemetry_hosts(location: str) -> list[str]:
    """Return where workloads in a region send their telemetry, by private endpoint or not."""
    return [host.format(location=location) for host in _HOSTS[AddOn.APPLICATIONS]]


def hosts(destinations: Iterable[Destinations]) -> list[str]:
    """Return every host once, in order, for the rules of a firewall that others own."""
    return sorted({host for one in destinations for host in one["fqdns"]})


def _destinations(name: str, fqdns: Iterable[str], tag: str = "") -> Destinations:
    return {"name": name, "fqdns": list(fqdns), "tag": tag}


def _hosts(add_on: AddOn, locations: Sequence[str], *, private: bool) -> Iterator[str]:
    for host in _HOSTS[add_on]:
        if not (private and host.endswith(_PRIVATE_WITH_SCOPE)):
            yield from dict.fromkeys(host.format(location=location) for location in locations)
