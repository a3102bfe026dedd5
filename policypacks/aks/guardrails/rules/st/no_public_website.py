"""A storage account must not serve a website to everyone."""

from guardrails.checks import must_be_closed_by_default
from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.props import Problems, Undecided, decided, select
from guardrails.stack import Resource, Stack
from guardrails.subjects import STATIC_WEBSITE, STORAGE_ACCOUNT

_closed = must_be_closed_by_default("publicNetworkAccess", "networkRuleSet.defaultAction")


def check(website: Resource, stack: Stack) -> Problems:
    """The account's network is all that keeps readers out: no setting against anonymous access holds for a website."""
    accounts = select(
        stack.pointed_at(STORAGE_ACCOUNT, website, "accountName"), lambda one: website.points_at("accountName", one)
    )
    for account in accounts:
        for found in decided(_closed, account):
            yield found if isinstance(found, Undecided) else f"must not serve the account {account.name}: it {found}"
    if not accounts:
        yield "must not serve an account that is none of the stack, for its network may be open"


def _website(account: str | Output) -> ExampleResource:
    return ExampleResource(STATIC_WEBSITE.token, {"accountName": account, "indexDocument": "index.html"})


_OPEN = ExampleResource(STORAGE_ACCOUNT.token, {"allowBlobPublicAccess": False})
_CLOSED = ExampleResource(STORAGE_ACCOUNT.token, {"publicNetworkAccess": "Disabled"})

GUARDRAIL = StackGuardrail(
    title="No storage account serves a website to everyone",
    applies_to=STATIC_WEBSITE,
    severity=Severity.HIGH,
    why="Everyone reads what is in the container $web, also where the account allows no public access to blobs.",
    fix="Set public_network_access='Disabled' on the StorageAccount and reach its website through a private endpoint, "
    "or serve the files from elsewhere; exempt the website that is meant for everyone.",
    link="https://learn.microsoft.com/azure/storage/blobs/storage-blob-static-website",
    absent="An account serves no website unless a StorageAccountStaticWebsite says so, so absent passes.",
    requirements=(),
    controls=(mcsb("NS-2"),),
    check=check,
    passing={
        "an account without a website": {"account": _OPEN},
        "a website for one's own networks": {"account": _CLOSED, "website": _website(Output("account", "name"))},
        "a website for listed networks": {
            "account": ExampleResource(STORAGE_ACCOUNT.token, {"networkRuleSet": {"defaultAction": "Deny"}}),
            "website": _website(Output("account", "name")),
        },
        "beside an open account": {
            "open": ExampleResource(STORAGE_ACCOUNT.token, {"accountName": "open"}),
            "account": _CLOSED,
            "website": _website(Output("account", "name")),
        },
    },
    failing={
        "a website of an open account": {"account": _OPEN, "website": _website(Output("account", "name"))},
        "a website of another stack's account": {"account": _CLOSED, "website": _website("another")},
    },
)
