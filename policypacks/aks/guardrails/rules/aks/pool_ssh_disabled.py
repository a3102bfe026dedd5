"""Nodes must not accept SSH."""

from guardrails.checks import must_be_one_of, on_linux, where
from guardrails.frameworks import azure_policy, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import AGENT_POOL

GUARDRAIL = Guardrail(
    title="Nodes accept no SSH with local users",
    applies_to=AGENT_POOL,
    severity=Severity.MEDIUM,
    why="By default every pod of the cluster reaches the SSH service of its node, and one key opens all nodes.",
    fix='Set security_profile.ssh_access="Disabled" on the pool; the subscription needs the feature DisableSSHPreview.',
    link="https://learn.microsoft.com/azure/aks/manage-ssh-node-access",
    absent="Azure lets local users in, so absent fails; Windows nodes cannot turn it off and pass.",
    requirements=("002-13",),
    controls=(mcsb("NS-2"), azure_policy("28257686-e9db-403e-b9e2-a5eecbe03da9")),
    check=where(on_linux, must_be_one_of("securityProfile.sshAccess", ("Disabled", "EntraId"))),
    passing={
        "SSH is off": {"securityProfile": {"sshAccess": "Disabled"}},
        "only Entra users": {"securityProfile": {"sshAccess": "EntraId"}},
        "a Windows pool": {"osType": "Windows"},
    },
    failing={
        "local users": {"securityProfile": {"sshAccess": "LocalUser"}},
        "it is left at Azure's default": {"count": 3},
    },
)
