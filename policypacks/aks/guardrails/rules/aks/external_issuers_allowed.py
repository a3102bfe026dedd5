"""A cluster must not sign users in by tokens of just anyone."""

from guardrails.frameworks import mcsb
from guardrails.guardrail import Example, Guardrail, Severity, Values
from guardrails.issuers import comes_from
from guardrails.props import Problems, Props
from guardrails.subjects import JWT_AUTHENTICATOR


def check(authenticator: Props, values: Values) -> Problems:
    """Without hosts of one's own every issuer fails: Entra is integrated by aadProfile, never by an authenticator."""
    issuer = authenticator.text("properties.issuer.url")
    if issuer and not any(comes_from(issuer, str(host)) for host in values["hosts"]):
        yield "must not make the API server trust the tokens of another issuer than Microsoft Entra ID"


def _issuer(url: str) -> Values:
    return {"properties": {"issuer": {"url": url, "audiences": ["cluster"]}}}


GUARDRAIL = Guardrail(
    title="The API server trusts no issuer of tokens beside Microsoft Entra ID",
    applies_to=JWT_AUTHENTICATOR,
    severity=Severity.HIGH,
    why="Whoever holds the issuer's keys signs in as any user he likes, past conditional access and the reviews of "
    "Entra groups; the feature is a preview that is not meant for production.",
    fix="Remove the JWTAuthenticator and give people access by Entra groups, or allow the issuer's host in the pack's "
    "configuration.",
    link="https://learn.microsoft.com/azure/aks/external-identity-provider-authentication-overview",
    absent="Azure refuses an authenticator without an issuer, so absent says nothing.",
    requirements=("000-8",),
    controls=(mcsb("IM-1"),),
    parameters={
        "hosts": {
            "type": "array",
            "items": {"type": "string"},
            "default": [],
            "description": "Hosts whose tokens the API server may trust; *. stands for any host below.",
        }
    },
    check=check,
    passing={
        "no issuer is given": {"properties": {}},
        "an issuer that is allowed": Example(
            _issuer("https://login.example.com/tenant"), settings={"hosts": ["*.example.com"]}
        ),
    },
    failing={
        "GitHub Actions sign in": _issuer("https://token.actions.githubusercontent.com"),
        "someone else signs in": _issuer("https://accounts.example.com"),
        "an issuer beside the allowed one": Example(
            _issuer("https://token.actions.githubusercontent.com"), settings={"hosts": ["*.example.com"]}
        ),
        "an issuer that only ends like the allowed one": Example(
            _issuer("https://example-example.com"), settings={"hosts": ["*.example.com"]}
        ),
    },
)
