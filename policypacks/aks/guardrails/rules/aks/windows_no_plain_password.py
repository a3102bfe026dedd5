"""The password of Windows nodes must be a secret."""

from guardrails.checks import must_be_secret
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import MANAGED_CLUSTER
from guardrails.values import Secret

GUARDRAIL = Guardrail(
    title="The administrator password of Windows nodes is a Pulumi secret",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.CRITICAL,
    why="A password in plain text lies readable in the state file, in every preview and in the program's history.",
    fix="Give windows_profile.admin_password a secret: config.require_secret(...), "
    "random.RandomPassword(...).result or pulumi.Output.secret(...).",
    link="https://learn.microsoft.com/azure/aks/learn/quick-windows-container-deploy-cli",
    absent="AKS generates a password that nobody sees, so absent passes.",
    requirements=("000-1",),
    controls=(mcsb("IM-8"),),
    check=must_be_secret("windowsProfile.adminPassword"),
    passing={
        "the password is a secret": {"windowsProfile": {"adminUsername": "node", "adminPassword": Secret("example")}},
        "AKS generates the password": {"windowsProfile": {"adminUsername": "node"}},
        "there are no Windows nodes": {},
    },
    failing={
        "the password is plain text": {"windowsProfile": {"adminUsername": "node", "adminPassword": "example"}},
    },
)
