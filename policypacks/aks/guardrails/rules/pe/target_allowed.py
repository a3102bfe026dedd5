"""A private endpoint must not ask strangers for a connection."""

from collections.abc import Sequence
from functools import partial

from guardrails.checks import place
from guardrails.frameworks import mcsb
from guardrails.guardrail import Example, Guardrail, Severity, Values
from guardrails.props import Problems, Props
from guardrails.subjects import PRIVATE_ENDPOINT


def check(endpoint: Props, values: Values) -> Problems:
    """A connection that its owner must approve by hand is one to a resource of somebody else."""
    yield from endpoint.each("manualPrivateLinkServiceConnections", partial(_connection, values["subscriptions"]))


def _connection(subscriptions: Sequence[str], connection: Props) -> Problems:
    target = "privateLinkServiceId"
    if not any(connection.text(target).lower().startswith(f"/subscriptions/{one}/".lower()) for one in subscriptions):
        yield f"must not ask for a connection outside the listed subscriptions{place(connection)}"


_OTHER = "/subscriptions/other/resourceGroups/data/providers/Microsoft.Storage/storageAccounts/data"

GUARDRAIL = Guardrail(
    title="Private endpoints lead to known subscriptions only",
    applies_to=PRIVATE_ENDPOINT,
    severity=Severity.LOW,
    why="An endpoint to a stranger's service carries data out of the network past every firewall.",
    fix="Use private_link_service_connections for resources of your own, or add the other party's subscription to the "
    "parameter subscriptions.",
    link="https://learn.microsoft.com/azure/private-link/private-endpoint-overview",
    absent="Without manual connections every target is one that the deployment itself may approve, so absent passes.",
    requirements=("004-2",),
    controls=(mcsb("NS-2"),),
    parameters={
        "subscriptions": {
            "type": "array",
            "items": {"type": "string"},
            "default": [],
            "description": "Subscription ids (GUIDs) that manual connections may lead to.",
        }
    },
    check=check,
    passing={
        "the connection is approved by the deployment": {
            "privateLinkServiceConnections": [{"name": "main", "privateLinkServiceId": _OTHER}]
        },
        "the list of manual connections is empty": {"manualPrivateLinkServiceConnections": []},
        "there are no connections": {},
        "the owner of a listed subscription must approve": Example(
            {"manualPrivateLinkServiceConnections": [{"name": "main", "privateLinkServiceId": _OTHER}]},
            settings={"subscriptions": ["hub", "Other"]},
        ),
    },
    failing={
        "a stranger must approve": {
            "manualPrivateLinkServiceConnections": [{"name": "main", "privateLinkServiceId": _OTHER}]
        },
        "a service with an alias must approve": {
            "manualPrivateLinkServiceConnections": [
                {"name": "main", "privateLinkServiceId": "shop.0000.westeurope.azure.privatelinkservice"}
            ]
        },
        "the owner of a subscription that is not listed must approve": Example(
            {"manualPrivateLinkServiceConnections": [{"name": "main", "privateLinkServiceId": _OTHER}]},
            settings={"subscriptions": ["oth"]},
        ),
    },
)
