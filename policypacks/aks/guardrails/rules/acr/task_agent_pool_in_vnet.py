"""Build agents must stand in a network of one's own."""

from guardrails.checks import must_be_present
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import REGISTRY_AGENT_POOL

_SUBNET = (
    "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/example"
    "/providers/Microsoft.Network/virtualNetworks/example/subnets/build"
)

GUARDRAIL = Guardrail(
    title="The registry's build agents stand in a subnet",
    applies_to=REGISTRY_AGENT_POOL,
    severity=Severity.LOW,
    why="Agents outside the virtual network reach a private registry only through an exception, and reach"
    " the internet past every firewall.",
    fix="Set virtual_network_subnet_resource_id on the AgentPool of the registry.",
    link="https://learn.microsoft.com/azure/container-registry/tasks-agent-pools",
    absent="Azure runs the agents in a network of Microsoft's, so absent fails.",
    requirements=("000-6",),
    controls=(mcsb("NS-1"),),
    check=must_be_present("virtualNetworkSubnetResourceId"),
    passing={
        "the agents stand in a subnet": {"virtualNetworkSubnetResourceId": _SUBNET},
    },
    failing={
        "the network is left at Azure's default": {"tier": "S1"},
        "the subnet is empty": {"virtualNetworkSubnetResourceId": ""},
    },
)
