"""The vault must know the workload, not the node."""

from guardrails.checks import must_be_present
from guardrails.frameworks import cis_aks
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import SECRET_PROVIDER_CLASS
from guardrails.props import Problems, Props, decided

_TRUE = {"1", "t", "true"}
"""Texts that the driver takes for true, as strconv.ParseBool of Go does."""


def check(provider: Props) -> Problems:
    """Parameters are texts."""
    if provider.get("spec.provider", "azure") != "azure":
        return
    yield from decided(must_be_present("spec.parameters.clientID"), provider)
    for name in ("usePodIdentity", "useVMManagedIdentity"):
        yield from decided(_must_be_off, f"spec.parameters.{name}", provider)


def _must_be_off(path: str, provider: Props) -> Problems:
    if provider.get(path) is True or provider.text(path).strip().lower() in _TRUE:
        yield f"must not set {path} to true"


GUARDRAIL = Guardrail(
    title="Secret provider classes use workload identity",
    applies_to=SECRET_PROVIDER_CLASS,
    severity=Severity.MEDIUM,
    why="With the node's identity every pod on the node reads the vault; pod identity is retired.",
    fix='Set clientID in parameters, and usePodIdentity and useVMManagedIdentity to "false".',
    link="https://learn.microsoft.com/azure/aks/csi-secrets-store-identity-access",
    absent="Without clientID nobody signs in, so absent fails; other providers pass.",
    requirements=("001-14",),
    controls=(cis_aks("5.2.1"),),
    check=check,
    passing={
        "workload identity": {
            "spec": {
                "provider": "azure",
                "parameters": {"clientID": "00000000-0000-4000-8000-000000000001", "usePodIdentity": "false"},
            }
        },
        "another provider": {"spec": {"provider": "vault"}},
    },
    failing={
        "nobody": {"spec": {"provider": "azure", "parameters": {"keyvaultName": "example"}}},
        "the node": {
            "spec": {
                "provider": "azure",
                "parameters": {"clientID": "00000000-0000-4000-8000-000000000001", "useVMManagedIdentity": "true"},
            }
        },
        **{
            f"the node, by {switch!r}": {
                "spec": {
                    "provider": "azure",
                    "parameters": {"clientID": "00000000-0000-4000-8000-000000000001", "useVMManagedIdentity": switch},
                }
            }
            for switch in ("1", "t", "TRUE", " true ")
        },
        "nobody, and the provider is left at its default": {"spec": {"parameters": {"keyvaultName": "example"}}},
        "the pods of old": {
            "spec": {
                "provider": "azure",
                "parameters": {"clientID": "00000000-0000-4000-8000-000000000001", "usePodIdentity": "true"},
            }
        },
        "the node, by a switch that is no text": {
            "spec": {
                "provider": "azure",
                "parameters": {"clientID": "00000000-0000-4000-8000-000000000001", "useVMManagedIdentity": True},
            }
        },
    },
)
