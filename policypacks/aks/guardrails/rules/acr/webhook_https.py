"""A webhook must call out encrypted, and keep its credentials secret."""

from guardrails.checks import must_be_secret
from guardrails.frameworks import checkov, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.subjects import WEBHOOK
from guardrails.values import Secret

_CREDENTIALS = ("authorization", "api-key", "apikey", "cookie", "token", "secret")


def check(webhook: Props) -> Problems:
    """Headers are told by their names."""
    yield from decided(_address, webhook)
    for header in webhook.names("customHeaders"):
        if any(word in header.lower() for word in _CREDENTIALS):
            yield from decided(must_be_secret(f"customHeaders.{header}"), webhook)


def _address(webhook: Props) -> Problems:
    if not webhook.text("serviceUri").lower().startswith("https://"):
        yield "must set serviceUri to an address that starts with https://"


_ADDRESS = "https://ci.example.com/hook"

GUARDRAIL = Guardrail(
    title="The webhook calls an HTTPS address and its credentials are Pulumi secrets",
    applies_to=WEBHOOK,
    severity=Severity.MEDIUM,
    why="Over HTTP the credentials in the headers, and what is pushed where, can be read and changed on "
    "the way; a plain header lies readable in the state file.",
    fix="Give service_uri an https:// address, and pass credentials in custom_headers as Output.secret().",
    link="https://learn.microsoft.com/azure/container-registry/container-registry-webhook",
    absent="Azure requires an address, so absent fails; without headers there is nothing to keep.",
    requirements=(),
    controls=(mcsb("DP-3"), checkov("CKV2_AZURE_30")),
    check=check,
    passing={
        "an encrypted address": {"serviceUri": _ADDRESS},
        "credentials that are secrets": {
            "serviceUri": Secret(_ADDRESS),
            "customHeaders": {"Authorization": Secret("Basic c2VjcmV0")},
        },
        "a header that is no credential": {"serviceUri": _ADDRESS, "customHeaders": {"X-Team": "shop"}},
    },
    failing={
        "a plain address": {"serviceUri": "http://ci.example.com/hook"},
        "no address": {"status": "enabled"},
        "credentials in the open": {"serviceUri": _ADDRESS, "customHeaders": {"Authorization": "Basic c2VjcmV0"}},
        **{
            f"{header} in the open": {"serviceUri": _ADDRESS, "customHeaders": {header: "k3y"}}
            for header in ("X-Api-Key", "X-ApiKey", "Cookie", "X-Token", "X-Secret")
        },
    },
)
