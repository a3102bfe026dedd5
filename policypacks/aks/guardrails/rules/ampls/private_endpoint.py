"""A private link scope must be reachable through an endpoint that resolves all its names."""

from functools import partial

from guardrails.examples import ExampleResource, Output, private_endpoint
from guardrails.frameworks import azure_policy, mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.links import endpoint_problems
from guardrails.props import Problems, any_of, select, sift
from guardrails.stack import Resource, Stack
from guardrails.subjects import MONITOR_PRIVATE_LINK, PRIVATE_DNS_ZONE, PRIVATE_DNS_ZONE_GROUP, PRIVATE_ENDPOINT

_ZONES = (
    "privatelink.monitor.azure.com",
    "privatelink.oms.opinsights.azure.com",
    "privatelink.ods.opinsights.azure.com",
    "privatelink.agentsvc.azure-automation.net",
    "privatelink.blob.core.windows.net",
)


def check(scope: Resource, stack: Stack) -> Problems:
    """Azure Monitor answers under five zones; which is which is only known after the update, so they are counted."""
    problems = list(endpoint_problems(scope, stack, "azuremonitor"))
    yield from problems
    if problems:
        return
    endpoints = select(
        stack.all(PRIVATE_ENDPOINT), lambda endpoint: endpoint.points_at("privateLinkServiceConnections", scope)
    )
    groups, unknown = sift(
        stack.all(PRIVATE_DNS_ZONE_GROUP),
        lambda group: any_of(*(partial(group.points_at, "privateEndpointName", one) for one in endpoints)),
    )
    if select(groups, lambda group: group.count("privateDnsZoneConfigs") >= len(_ZONES)):
        return
    yield from unknown  # they may hold the zones
    if groups and not unknown:
        yield f"must have the zones {', '.join(_ZONES)} in the PrivateDnsZoneGroup of its endpoint"


_SCOPE = ExampleResource(MONITOR_PRIVATE_LINK.token)
_ENDPOINT = ExampleResource(
    PRIVATE_ENDPOINT.token,
    {
        "privateLinkServiceConnections": [
            {"name": "monitor", "groupIds": ["azuremonitor"], "privateLinkServiceId": Output("scope")}
        ]
    },
)
_NETWORK = {
    f"zone-{index}": ExampleResource(PRIVATE_DNS_ZONE.token, {"privateZoneName": zone})
    for index, zone in enumerate(_ZONES)
}


def _zone_group(count: int) -> ExampleResource:
    configs = [{"name": f"zone-{index}", "privateDnsZoneId": Output(f"zone-{index}")} for index in range(count)]
    return ExampleResource(
        PRIVATE_DNS_ZONE_GROUP.token,
        {"privateEndpointName": Output("endpoint", "name"), "privateDnsZoneConfigs": configs},
    )


GUARDRAIL = StackGuardrail(
    title="The private link scope has a private endpoint with all five zones of Azure Monitor",
    applies_to=MONITOR_PRIVATE_LINK,
    severity=Severity.LOW,
    why="Without the endpoint, or one of the zones, agents send logs over public addresses, or not at all where those "
    "are closed.",
    fix="Add a PrivateEndpoint with group_ids=['azuremonitor'] for the PrivateLinkScope, and a PrivateDnsZoneGroup "
    "with the five zones of Azure Monitor.",
    link="https://learn.microsoft.com/azure/azure-monitor/fundamentals/private-link-configure",
    absent="A scope has no endpoint of its own accord, so a missing one fails.",
    requirements=(),
    controls=(mcsb("NS-2"), azure_policy("0fc55270-f8bf-4feb-b7b8-5e7e7eacc6a6")),
    check=check,
    passing={
        "an endpoint with all zones": {
            "scope": _SCOPE,
            "endpoint": _ENDPOINT,
            **_NETWORK,
            "zones": _zone_group(len(_ZONES)),
        },
        "an endpoint whose records somebody else writes": {"scope": _SCOPE, "endpoint": _ENDPOINT},
        "two groups, of which one has all zones": {
            "scope": _SCOPE,
            "endpoint": _ENDPOINT,
            **_NETWORK,
            "some": _zone_group(1),
            "zones": _zone_group(len(_ZONES)),
        },
    },
    failing={
        "no endpoint": {"scope": _SCOPE},
        "a zone is missing": {
            "scope": _SCOPE,
            "endpoint": _ENDPOINT,
            **_NETWORK,
            "zones": _zone_group(len(_ZONES) - 1),
        },
        "the endpoint is another scope's": {
            "scope": ExampleResource(MONITOR_PRIVATE_LINK.token),
            "other": ExampleResource(MONITOR_PRIVATE_LINK.token),
            "endpoint": private_endpoint("other", "azuremonitor"),
        },
    },
)
