"""A virtual network must have a flow log."""

from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import azure_policy, mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.props import Problems, select
from guardrails.stack import Resource, Stack
from guardrails.subjects import FLOW_LOG, SECURITY_GROUP, VIRTUAL_NETWORK


def check(network: Resource, stack: Stack) -> Problems:
    """Flow logs of security groups are being retired and can no longer be made."""
    if not select(stack.all(FLOW_LOG), lambda log: log.points_at("targetResourceId", network)):
        yield "must have a FlowLog whose target_resource_id names it"


_NETWORK = ExampleResource(VIRTUAL_NETWORK.token)


def _log(target: str) -> ExampleResource:
    return ExampleResource(FLOW_LOG.token, {"targetResourceId": Output(target), "enabled": True})


GUARDRAIL = StackGuardrail(
    title="Every virtual network has a flow log",
    applies_to=VIRTUAL_NETWORK,
    severity=Severity.MEDIUM,
    why="After an incident nobody can tell who spoke to whom, or what left the network.",
    fix="Add a FlowLog to the region's network watcher with target_resource_id=network.id and enabled=True.",
    link="https://learn.microsoft.com/azure/network-watcher/vnet-flow-logs-overview",
    absent="Azure logs no flows of its own accord, so a missing log fails; exempt networks that a policy covers.",
    requirements=("004-8",),
    controls=(mcsb("LT-4"), azure_policy("4c3c6c5f-0d47-4402-99b8-aa543dd8bcee")),
    check=check,
    passing={
        "the network has a flow log": {"network": _NETWORK, "log": _log("network")},
    },
    failing={
        "there is no flow log": {"network": _NETWORK},
        "the flow log is another network's": {"network": _NETWORK, "other": _NETWORK, "log": _log("other")},
        "the flow log is a security group's": {
            "network": _NETWORK,
            "group": ExampleResource(SECURITY_GROUP.token),
            "log": _log("group"),
        },
    },
)
