"""A private endpoint must register its addresses in the private DNS zone of its service."""

from functools import partial

from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import azure_policy, mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.links import zone_groups
from guardrails.props import Problems, select
from guardrails.references import last_name
from guardrails.stack import Resource, Stack
from guardrails.subjects import PRIVATE_DNS_ZONE, PRIVATE_DNS_ZONE_GROUP, PRIVATE_ENDPOINT

_CONNECTIONS = ("privateLinkServiceConnections", "manualPrivateLinkServiceConnections")
# How the zone's name begins, the same in every cloud; groups that are not listed may use any zone.
_ZONES = {
    "azuremonitor": "privatelink.monitor.",
    "blob": "privatelink.blob.",
    "dfs": "privatelink.dfs.",
    "file": "privatelink.file.",
    "managedhsm": "privatelink.managedhsm.",
    "queue": "privatelink.queue.",
    "registry": "privatelink.azurecr.",
    "table": "privatelink.table.",
    "vault": "privatelink.vaultcore.",
    "web": "privatelink.web.",
}


def check(endpoint: Resource, stack: Stack) -> Problems:
    """Endpoints to a private link service of one's own have no group id and no zone of Azure's."""
    groups = [name for prop in _CONNECTIONS for one in endpoint.objects(prop) for name in one.texts("groupIds")]
    if not groups:
        return
    registered = zone_groups(endpoint, stack)
    if not registered:
        yield "must have a PrivateDnsZoneGroup, or names resolve to the public address"
        return
    for group in groups:
        start = _ZONES.get(group.lower(), "")
        if not select(registered, partial(_registers_in, start, stack=stack)):
            yield f"must name a zone {start}* in its PrivateDnsZoneGroup, the one for {group}"


def _registers_in(start: str, group: Resource, stack: Stack) -> bool:
    """Tell whether the group names a zone that begins so, of the stack or elsewhere."""
    configs = group.objects("privateDnsZoneConfigs")
    named = select(
        stack.pointed_at(PRIVATE_DNS_ZONE, group, "privateDnsZoneConfigs"),
        lambda zone: group.points_at("privateDnsZoneConfigs", zone),
    )
    found = select(named, lambda zone: _begins(zone.text("privateZoneName") or zone.text("name"), start))
    # With fewer zones of the stack than entries some are elsewhere, and only their ids tell which.
    elsewhere = configs if len(named) < len(configs) else []
    return bool(found or select(elsewhere, lambda one: _begins(last_name(one.text("privateDnsZoneId")), start)))


def _begins(zone: str, start: str) -> bool:
    return zone.lower().startswith(start)


_ELSEWHERE = "/subscriptions/hub/resourceGroups/dns/providers/Microsoft.Network/privateDnsZones/privatelink.azurecr.io"


def _endpoint(**connection: list[str]) -> ExampleResource:
    return ExampleResource(
        PRIVATE_ENDPOINT.token,
        {"privateLinkServiceConnections": [{"name": "main", "privateLinkServiceId": "service", **connection}]},
    )


def _zone(name: str) -> ExampleResource:
    return ExampleResource(PRIVATE_DNS_ZONE.token, {"privateZoneName": name})


def _zone_group(zone: object, endpoint: str = "endpoint") -> ExampleResource:
    return ExampleResource(
        PRIVATE_DNS_ZONE_GROUP.token,
        {
            "privateEndpointName": Output(endpoint, "name"),
            "privateDnsZoneConfigs": [{"name": "main", "privateDnsZoneId": zone}],
        },
    )


GUARDRAIL = StackGuardrail(
    title="Every private endpoint registers in its private DNS zone",
    applies_to=PRIVATE_ENDPOINT,
    severity=Severity.MEDIUM,
    why="Without the record clients in the network resolve the public name and fail, or go out to the Internet. "
    "In landing zones Azure Policy often adds the zone group once the endpoint stands.",
    fix="Add a PrivateDnsZoneGroup with private_endpoint_name and private_dns_zone_configs for the service's zone.",
    link="https://learn.microsoft.com/azure/private-link/private-endpoint-dns",
    absent="An endpoint registers nowhere of its own accord, so a missing zone group fails; where Azure Policy adds "
    "it, which no program shows, disable this guardrail.",
    requirements=("004-2",),
    controls=(
        mcsb("NS-2"),
        mcsb("NS-10"),
        azure_policy("e9585a95-5b8c-4d03-b193-dc7eb5ac4c32"),
        azure_policy("ac673a9a-f77d-4846-b2d8-a57f8e1c01d4"),
    ),
    check=check,
    passing={
        "a zone of the stack": {
            "endpoint": _endpoint(groupIds=["registry"]),
            "zone": _zone("privatelink.azurecr.io"),
            "group": _zone_group(Output("zone")),
        },
        **{
            f"{group} in {zone}": {
                "endpoint": _endpoint(groupIds=[group]),
                "zone": _zone(zone),
                "group": _zone_group(Output("zone")),
            }
            for group, zone in (
                ("azuremonitor", "privatelink.monitor.azure.com"),
                ("blob", "privatelink.blob.core.windows.net"),
                ("dfs", "privatelink.dfs.core.windows.net"),
                ("file", "privatelink.file.core.windows.net"),
                ("managedhsm", "privatelink.managedhsm.azure.net"),
                ("queue", "privatelink.queue.core.windows.net"),
                ("table", "privatelink.table.core.windows.net"),
                ("vault", "privatelink.vaultcore.azure.net"),
                ("web", "privatelink.web.core.windows.net"),
            )
        },
        "a zone outside the stack": {
            "endpoint": _endpoint(groupIds=["registry"]),
            "group": _zone_group(_ELSEWHERE),
        },
        "a zone outside the stack, by an id that ends in a slash": {
            "endpoint": _endpoint(groupIds=["registry"]),
            "group": _zone_group(f"{_ELSEWHERE}/"),
        },
        "one zone of the stack, the other outside": {
            "endpoint": _endpoint(groupIds=["registry"]),
            "zone": _zone("privatelink.example.com"),
            "group": ExampleResource(
                PRIVATE_DNS_ZONE_GROUP.token,
                {
                    "privateEndpointName": Output("endpoint", "name"),
                    "privateDnsZoneConfigs": [
                        {"name": "own", "privateDnsZoneId": Output("zone")},
                        {"name": "main", "privateDnsZoneId": _ELSEWHERE},
                    ],
                },
            ),
        },
        "any zone for a service that is not listed": {
            "endpoint": _endpoint(groupIds=["searchService"]),
            "zone": _zone("privatelink.search.windows.net"),
            "group": _zone_group(Output("zone")),
        },
        "a private link service of one's own": {"endpoint": _endpoint()},
    },
    failing={
        "no zone group": {"endpoint": _endpoint(groupIds=["vault"])},
        "the zone group is another endpoint's": {
            "endpoint": _endpoint(groupIds=["vault"]),
            "other": _endpoint(groupIds=["vault"]),
            "zone": _zone("privatelink.vaultcore.azure.net"),
            "group": _zone_group(Output("zone"), "other"),
        },
        **{
            f"the zone of {group} is another service's": {
                "endpoint": _endpoint(groupIds=[group]),
                "zone": _zone("privatelink.example.com"),
                "group": _zone_group(Output("zone")),
            }
            for group in ("azuremonitor", "dfs", "file", "managedhsm", "queue", "registry", "table", "web")
        },
        "the zone is another service's": {
            "endpoint": _endpoint(groupIds=["vault"]),
            "zone": _zone("privatelink.azurecr.io"),
            "group": _zone_group(Output("zone")),
        },
        "the zone outside the stack is another service's": {
            "endpoint": _endpoint(groupIds=["blob"]),
            "group": _zone_group(_ELSEWHERE),
        },
        "no zone group, and somebody must approve": {
            "endpoint": ExampleResource(
                PRIVATE_ENDPOINT.token,
                {"manualPrivateLinkServiceConnections": [{"name": "main", "groupIds": ["vault"]}]},
            )
        },
    },
)
