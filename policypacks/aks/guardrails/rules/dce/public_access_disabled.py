"""A collection endpoint must be reached privately where the profile asks for it."""

from guardrails.checks import must_be_one_of
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import COLLECTION_ENDPOINT

GUARDRAIL = Guardrail(
    title="The data collection endpoint takes nothing over public networks",
    applies_to=COLLECTION_ENDPOINT,
    severity=Severity.LOW,
    why="Agents that reach the endpoint over public networks need a way out to the Internet, which data can "
    "leave by too.",
    fix="Set network_acls with public_network_access='Disabled' on the DataCollectionEndpoint, once a "
    "PrivateLinkScope holds it.",
    link="https://learn.microsoft.com/azure/azure-monitor/data-collection/data-collection-endpoint-overview",
    absent="Azure enables public access by default, so absent fails.",
    requirements=(),
    controls=(mcsb("NS-2"),),
    check=must_be_one_of("networkAcls.publicNetworkAccess", {"Disabled", "SecuredByPerimeter"}),
    passing={
        "public access is off": {"networkAcls": {"publicNetworkAccess": "Disabled"}},
        "a network security perimeter decides": {"networkAcls": {"publicNetworkAccess": "SecuredByPerimeter"}},
    },
    failing={
        "public access is on": {"networkAcls": {"publicNetworkAccess": "Enabled"}},
        "public access is left at Azure's default": {"location": "westeurope"},
    },
)
