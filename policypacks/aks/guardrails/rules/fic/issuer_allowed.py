"""Only known issuers must be able to sign an identity in."""

from collections.abc import Mapping
from typing import Any

from guardrails.frameworks import azure_policy, mcsb
from guardrails.guardrail import Guardrail, Severity, UnknownMeans
from guardrails.issuers import comes_from
from guardrails.props import Problems, Props
from guardrails.subjects import FEDERATED_CREDENTIAL


def check(credential: Props, values: Mapping[str, Any]) -> Problems:
    """An issuer that only looks like an allowed one fails."""
    issuer = credential.text("issuer")
    if not any(comes_from(issuer, str(host)) for host in values["hosts"]):
        yield f"must set issuer to https of one of {', '.join(str(host) for host in values['hosts'])}"


GUARDRAIL = Guardrail(
    title="Federated credentials trust issuers that are allowed",
    applies_to=FEDERATED_CREDENTIAL,
    severity=Severity.HIGH,
    why="Whoever runs a trusted issuer can sign tokens for the identity and holds all its rights in Azure.",
    fix="Set issuer to the cluster's oidc_issuer_profile.issuer_url or to https://token.actions.githubusercontent.com, "
    "or allow the issuer's host in the pack's configuration.",
    link="https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations",
    absent="Azure refuses a credential without an issuer; absent fails.",
    requirements=("001-2",),
    controls=(
        mcsb("IM-3"),
        azure_policy("2571b7c3-3056-4a61-b00a-9bc5232234f5"),
        azure_policy("ae62c456-33de-4dc8-b100-7ce9028a7d99"),
    ),
    parameters={
        "hosts": {
            "type": "array",
            "items": {"type": "string"},
            "default": ["*.oic.prod-aks.azure.com", "token.actions.githubusercontent.com"],
            "description": "Hosts whose tokens may be trusted; *. stands for any host below.",
        }
    },
    # The issuer of a cluster of the same stack is known once that stands: the update judges it before the credential.
    unknown=UnknownMeans.IGNORE,
    check=check,
    passing={
        "a cluster issues": {"issuer": "https://westeurope.oic.prod-aks.azure.com/tenant/cluster/"},
        "GitHub Actions issue": {"issuer": "https://token.actions.githubusercontent.com"},
        "an enterprise's GitHub Actions issue": {"issuer": "https://token.actions.githubusercontent.com/example"},
    },
    failing={
        "someone else issues": {"issuer": "https://accounts.example.com"},
        "the allowed host is only in the path": {"issuer": "https://example.com/a.oic.prod-aks.azure.com/tenant/"},
        "the allowed host is only the beginning": {"issuer": "https://token.actions.githubusercontent.com.example.com"},
        "the issuer is not encrypted": {"issuer": "http://token.actions.githubusercontent.com"},
        "no issuer is given": {"subject": "system:serviceaccount:shop:api"},
        "the allowed host is only the end": {"issuer": "https://exampleoic.prod-aks.azure.com/tenant/"},
        "the issuer is an encrypted nobody": {"issuer": "https:///tenant"},
        "the issuer is no address": {"issuer": "https://["},
    },
)
