"""A cluster must not sign users in with applications of its own."""

from guardrails.checks import must_be_unset
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.subjects import MANAGED_CLUSTER


def check(cluster: Props) -> Problems:
    """Each of the three belongs to the integration that AKS no longer manages."""
    for name in ("serverAppID", "serverAppSecret", "clientAppID"):
        yield from decided(must_be_unset(f"aadProfile.{name}"), cluster)


GUARDRAIL = Guardrail(
    title="The legacy Entra applications are unset",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.HIGH,
    why="The legacy integration stores an application's password in the cluster; AKS retired it and its "
    "clusters stop working when the password expires.",
    fix="Remove server_app_id, server_app_secret and client_app_id from aad_profile and set managed=True.",
    link="https://learn.microsoft.com/azure/aks/enable-authentication-microsoft-entra-id",
    absent="Azure needs no application, so absent passes.",
    requirements=("000-8",),
    controls=(mcsb("IM-1"),),
    check=check,
    passing={
        "AKS manages the integration": {"aadProfile": {"managed": True, "enableAzureRBAC": True}},
        "there is no Entra profile": {},
    },
    failing={
        "a server application is set": {"aadProfile": {"serverAppID": "00000000-0000-0000-0000-000000000001"}},
        "its password is set": {"aadProfile": {"managed": True, "serverAppSecret": "example"}},
        "a client application is set": {"aadProfile": {"clientAppID": "00000000-0000-0000-0000-000000000001"}},
    },
)
