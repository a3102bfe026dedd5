"""A storage account must be reachable through a private endpoint."""

from guardrails.examples import ExampleResource, Output, private_endpoint
from guardrails.frameworks import azure_policy, checkov, cis_azure, mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.links import endpoint_problems
from guardrails.props import Problems
from guardrails.stack import Resource, Stack
from guardrails.subjects import PRIVATE_ENDPOINT, STORAGE_ACCOUNT

_SERVICES = ("blob", "dfs", "file", "queue", "table", "web")


def check(account: Resource, stack: Stack) -> Problems:
    """Which of its services an account serves cannot be seen, so an endpoint to one of them is enough."""
    yield from endpoint_problems(account, stack, *_SERVICES)


_ACCOUNT = ExampleResource(STORAGE_ACCOUNT.token)

GUARDRAIL = StackGuardrail(
    title="The storage account has a private endpoint",
    applies_to=STORAGE_ACCOUNT,
    severity=Severity.MEDIUM,
    why="Without an endpoint in the virtual network data travels over the account's public address.",
    fix="Add a PrivateEndpoint with group_ids=['blob'], or the service in use, for the StorageAccount.",
    link="https://learn.microsoft.com/azure/storage/common/storage-private-endpoints",
    absent="An account has no endpoint of its own accord, so a missing one fails.",
    requirements=(),
    controls=(
        cis_azure("4.9"),
        mcsb("NS-2"),
        azure_policy("6edd7eda-6dd8-40f7-810d-67160c639cd9"),
        checkov("CKV2_AZURE_33"),
    ),
    check=check,
    passing={
        **{
            f"an endpoint to {service}": {"account": _ACCOUNT, "endpoint": private_endpoint("account", service)}
            for service in ("blob", "dfs", "file", "queue", "table", "web")
        },
        "an endpoint that somebody approves by hand": {
            "account": _ACCOUNT,
            "endpoint": ExampleResource(
                PRIVATE_ENDPOINT.token,
                {
                    "manualPrivateLinkServiceConnections": [
                        {"name": "main", "groupIds": ["blob"], "privateLinkServiceId": Output("account")}
                    ]
                },
            ),
        },
        "an endpoint to something else as well": {
            "account": _ACCOUNT,
            "endpoint": ExampleResource(
                PRIVATE_ENDPOINT.token,
                {
                    "privateLinkServiceConnections": [
                        {"name": "other", "groupIds": ["vault"], "privateLinkServiceId": "/subscriptions/other"},
                        {"name": "main", "groupIds": ["blob"], "privateLinkServiceId": Output("account")},
                    ]
                },
            ),
        },
    },
    failing={
        "no endpoint": {"account": _ACCOUNT},
        "the endpoint is another account's": {
            "account": _ACCOUNT,
            "other": _ACCOUNT,
            "endpoint": private_endpoint("other", "blob"),
        },
    },
)
