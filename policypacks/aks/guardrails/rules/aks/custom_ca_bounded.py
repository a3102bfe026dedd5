"""Nodes must trust only the authorities that Azure trusts."""

from guardrails.checks import must_be_unset
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import MANAGED_CLUSTER

GUARDRAIL = Guardrail(
    title="No certificate authorities are added to the nodes",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.LOW,
    why="Whoever holds the key of an added authority can read and replace what nodes fetch, images included.",
    fix="Remove security_profile.custom_ca_trust_certificates, or exempt the cluster with the reason.",
    link="https://learn.microsoft.com/azure/aks/custom-certificate-authority",
    absent="Azure adds none, so absent passes.",
    requirements=(),
    controls=(mcsb("DP-3"),),
    check=must_be_unset("securityProfile.customCATrustCertificates"),
    passing={
        "none": {"securityProfile": {"customCATrustCertificates": []}},
        "it is left at Azure's default": {},
    },
    failing={
        "one is added": {"securityProfile": {"customCATrustCertificates": ["LS0tLS1CRUdJTg=="]}},
    },
)
