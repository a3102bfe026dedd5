"""Every Azure name is composed here, of one stem, and fits what Azure allows for its kind.

Limits: https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
Prefixes: https://learn.microsoft.com/azure/cloud-adoption-framework/ready/azure-best-practices/resource-abbreviations
"""

import re
from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True)
class NameRule:
    """What Azure allows in the names of one kind of resource."""

    prefix: str
    minimum: int
    maximum: int
    separator: str = "-"


class Kind(Enum):
    """The kinds of resources that carry a composed name."""

    # Vaults of keys and of applications differ by their prefix: a role at the end would leave no room in 24 characters.
    APPLICATION_VAULT = NameRule("kva", 3, 24, separator="")
    BACKUP_STORAGE = NameRule("stb", 3, 24, separator="")
    BACKUP_VAULT = NameRule("bvault", 2, 50)
    ACTION_GROUP = NameRule("ag", 1, 260)
    ALERT_RULE = NameRule("ar", 1, 260)
    APPLICATION_INSIGHTS = NameRule("appi", 1, 255)
    BASTION = NameRule("bas", 1, 80)
    BUDGET = NameRule("budget", 1, 63)
    CLUSTER = NameRule("aks", 1, 63)
    DATA_COLLECTION_ENDPOINT = NameRule("dce", 3, 44)
    DATA_COLLECTION_RULE = NameRule("dcr", 3, 64)
    DDOS_PLAN = NameRule("ddos", 1, 80)
    DISK_ENCRYPTION_SET = NameRule("des", 1, 80)
    EVENT_TOPIC = NameRule("evgt", 3, 50)
    FIREWALL = NameRule("afw", 1, 56)
    FIREWALL_POLICY = NameRule("afwp", 1, 80)
    FLOW_LOG = NameRule("fl", 1, 80)
    # The usual prefix amg would leave too little for the stem.
    GRAFANA = NameRule("g", 2, 23, separator="")
    IDENTITY = NameRule("id", 3, 128)
    KEY_VAULT = NameRule("kv", 3, 24, separator="")
    MONITOR_WORKSPACE = NameRule("amw", 4, 63)
    NAT_GATEWAY = NameRule("ng", 1, 80)
    NETWORK_INTERFACE = NameRule("nic", 1, 80)
    NETWORK_SECURITY_GROUP = NameRule("nsg", 1, 80)
    PRIVATE_ENDPOINT = NameRule("pep", 2, 64)
    PRIVATE_LINK_SCOPE = NameRule("pls", 1, 255)
    PROMETHEUS_RULE_GROUP = NameRule("prg", 1, 260)
    PUBLIC_IP = NameRule("pip", 1, 80)
    QUERY_PACK = NameRule("pack", 1, 255)
    REGISTRY = NameRule("cr", 5, 50, separator="")
    # Azure allows more, but an overlay cluster takes at most 63:
    # https://learn.microsoft.com/azure/aks/azure-cni-overlay#limitations-with-azure-cni-overlay
    RESOURCE_GROUP = NameRule("rg", 1, 63)
    ROUTE_TABLE = NameRule("rt", 1, 80)
    STORAGE_ACCOUNT = NameRule("st", 3, 24, separator="")
    SUBNET = NameRule("snet", 1, 63)
    VIRTUAL_NETWORK = NameRule("vnet", 2, 63)
    WORKSPACE = NameRule("log", 4, 63)


def stem(workload: str, environment: str, region: str, suffix: str) -> str:
    """Return what all names of a stack have in common, such as `shop-dev-weu-x7`."""
    return f"{workload}-{environment}-{region}-{suffix}"


def name(kind: Kind, stem: str, role: str = "") -> str:
    """Return the name of a resource: prefix, stem and, where a stack has several of the kind, their role.

    Raises:
        ValueError: the name is not one that Azure takes; the message says how to change the stem.

    """
    rule = kind.value
    parts = [part for part in (rule.prefix, *stem.split("-"), role) if part]
    composed = rule.separator.join(parts)
    if not re.fullmatch(r"[a-z][a-z0-9-]*[a-z0-9]", composed):
        raise ValueError(f"the name {composed!r} may only have lower-case letters, digits and single hyphens inside it")
    if not rule.minimum <= len(composed) <= rule.maximum:
        raise ValueError(
            f"the name {composed!r} has {len(composed)} characters, Azure takes {rule.minimum} to {rule.maximum}: "
            "shorten workload, environment or nameSuffix"
        )
    return composed
