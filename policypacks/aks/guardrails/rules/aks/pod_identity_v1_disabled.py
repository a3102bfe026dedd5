"""Pods must not use the retired pod identity."""

from guardrails.checks import must_be
from guardrails.frameworks import cis_aks, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import MANAGED_CLUSTER

GUARDRAIL = Guardrail(
    title="The retired pod identity add-on is off",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.MEDIUM,
    why="Nobody maintains it since September 2025, and its daemon hands tokens of the node's network to "
    "whoever intercepts them.",
    fix="Remove pod_identity_profile; give pods identities by security_profile.workload_identity.",
    link="https://learn.microsoft.com/azure/aks/workload-identity-migrate-from-pod-identity",
    absent="Azure leaves it off, so absent passes.",
    requirements=("001-14",),
    controls=(cis_aks("5.2.1"), mcsb("IM-3")),
    check=must_be("podIdentityProfile.enabled", expected=False, absent=False),
    remedy={"podIdentityProfile.enabled": False},
    passing={
        "it is off": {"podIdentityProfile": {"enabled": False}},
        "it is left at Azure's default": {},
    },
    failing={
        "it is on": {"podIdentityProfile": {"enabled": True}},
    },
)
