"""A registry must serve layers under its own name."""

from guardrails.checks import must_be
from guardrails.frameworks import checkov, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import REGISTRY


def check(registry: Props) -> Problems:
    """A registry without public access is reached by private endpoints alone, and those bring data endpoints along."""
    if registry.has("dataEndpointEnabled") or registry.text("publicNetworkAccess").lower() != "disabled":
        yield from must_be("dataEndpointEnabled", expected=True, absent=False)(registry)


GUARDRAIL = Guardrail(
    title="The registry serves layers from an address of its own",
    applies_to=REGISTRY,
    severity=Severity.MEDIUM,
    why="Otherwise clients fetch layers from *.blob.core.windows.net, and a firewall that allows it lets "
    "data out to every storage account.",
    fix="Set data_endpoint_enabled=True on the Registry (Premium tier).",
    link="https://learn.microsoft.com/azure/container-registry/container-registry-dedicated-data-endpoints",
    absent="Azure leaves dedicated data endpoints off unless the registry has private endpoints, so absent passes "
    "only without public access.",
    requirements=("000-6",),
    controls=(mcsb("NS-2"), checkov("CKV_AZURE_237")),
    check=check,
    passing={
        "data endpoints are on": {"dataEndpointEnabled": True},
        "private endpoints bring them": {"publicNetworkAccess": "Disabled"},
    },
    failing={
        "data endpoints are off": {"dataEndpointEnabled": False},
        "data endpoints are off, without public access": {
            "publicNetworkAccess": "Disabled",
            "dataEndpointEnabled": False,
        },
        "data endpoints are left at Azure's default, with public access": {"publicNetworkAccess": "Enabled"},
        "data endpoints are left at Azure's default": {"sku": {"name": "Premium"}},
    },
)
