"""Diagnostic settings."""

from typing import Any

from simulator.azure import ids
from simulator.azure.arm import Request, siblings
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, verified
from simulator.azure.values import Props

CATEGORIES = {
    "microsoft.containerservice/managedclusters": (
        "cloud-controller-manager",
        "cluster-autoscaler",
        "csi-azuredisk-controller",
        "csi-azurefile-controller",
        "csi-snapshot-controller",
        "fleet-mcs-controller-manager",
        "fleet-member-agent",
        "fleet-member-net-controller-manager",
        "guard",
        "kube-apiserver",
        "kube-audit",
        "kube-audit-admin",
        "kube-controller-manager",
        "kube-scheduler",
    ),
    "microsoft.containerregistry/registries": ("ContainerRegistryLoginEvents", "ContainerRegistryRepositoryEvents"),
    "microsoft.keyvault/vaults": ("AuditEvent", "AzurePolicyEvaluationDetails"),
    "microsoft.network/networksecuritygroups": ("NetworkSecurityGroupEvent", "NetworkSecurityGroupRuleCounter"),
    "microsoft.network/publicipaddresses": (
        "DDoSMitigationFlowLogs",
        "DDoSMitigationReports",
        "DDoSProtectionNotifications",
    ),
    "microsoft.network/virtualnetworks": ("VMProtectionAlerts",),
    "microsoft.storage/storageaccounts/blobservices": ("StorageDelete", "StorageRead", "StorageWrite"),
}
"""The logs that some types have; of others any name is taken:
https://learn.microsoft.com/azure/azure-monitor/reference/logs-index."""
UNMEASURED = frozenset({"microsoft.network/networksecuritygroups"})
"""Types without metrics."""
SINKS = ("workspaceId", "storageAccountId", "eventHubAuthorizationRuleId", "serviceBusRuleId", "marketplacePartnerId")
LIMIT = 5


def at_most_five(request: Request) -> ArmError | None:
    """A resource has up to five settings."""
    if len(list(siblings(request, request.resource.kind))) < LIMIT:
        return None
    message = (
        f"The limit of {LIMIT} diagnostic settings was reached. To create new setting '{ids.name(request.id)}', delete"
        " an existing one."
    )
    return ArmError(409, "Conflict", message)


def categories_exist(request: Request) -> ArmError | None:
    """A setting names logs and metrics that its resource has."""
    kind = ids.arm_type(ids.parent(request.id))
    for entry in _entries(request, "metrics"):
        if kind in UNMEASURED or entry.get("category", "AllMetrics") != "AllMetrics":
            return ArmError(400, "BadRequest", f"Metric category '{entry.get('category')}' is not supported.")
    for entry in _entries(request, "logs"):
        if "category" in entry and entry["category"] not in CATEGORIES.get(kind, (entry["category"],)):
            return ArmError(400, "BadRequest", f"Category '{entry['category']}' is not supported.")
    return None


def sink_is_not_used_twice(request: Request) -> ArmError | None:
    """Two settings of one resource send no category to the same place."""
    for other in siblings(request, request.resource.kind):
        for sink in SINKS:
            mine, theirs = request.text(sink), str(other.get(sink, ""))
            shared = _categories(request.inputs) & _categories(other)
            if mine and mine.lower() == theirs.lower() and shared:
                message = (
                    f"Data sink '{mine}' is already used in diagnostic setting '{other['name']}' for category"
                    f" '{min(shared)}'. Data sinks can't be reused in different settings on the same category for the"
                    " same resource."
                )
                return ArmError(409, "Conflict", message)
    return None


def _entries(request: Request, listed_in: str) -> list[Props]:
    listed: Any = request.get(listed_in)
    return listed or []


def _categories(setting: Props) -> set[str]:
    entries = [*(setting.get("logs") or []), *(setting.get("metrics") or [])]
    return {entry.get("category") or entry.get("categoryGroup") or "" for entry in entries if entry.get("enabled")} - {
        ""
    }


EVIDENCE: Rules = {
    at_most_five: verified("https://github.com/hashicorp/terraform-provider-azurerm/pull/27801", "Conflict"),
    sink_is_not_used_twice: verified("https://github.com/Azure/bicep-registry-modules/issues/3407", "Conflict"),
    categories_exist: verified("https://github.com/MicrosoftDocs/azure-docs/issues/69798", "BadRequest"),
}
