"""Nobody must run commands in a cluster past its network."""

from guardrails.checks import must_be
from guardrails.frameworks import azure_policy, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import MANAGED_CLUSTER

GUARDRAIL = Guardrail(
    title="The run command (command invoke) is disabled",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.HIGH,
    why="It runs any command as a cluster administrator from anywhere, past the private network and past the "
    "cluster's own logs of who did it.",
    fix="Set disable_run_command=True in api_server_access_profile.",
    link="https://learn.microsoft.com/azure/aks/access-private-cluster",
    absent="Azure leaves the run command on, so absent fails.",
    requirements=("002-13",),
    controls=(
        mcsb("PA-7"),
        azure_policy("89f2d532-c53c-4f8f-9afa-4927b1114a0d"),
        azure_policy("1b708b0a-3380-40e9-8b79-821f9fa224cc"),
    ),
    check=must_be("apiServerAccessProfile.disableRunCommand", expected=True),
    remedy={"apiServerAccessProfile.disableRunCommand": True},
    passing={
        "the run command is off": {"apiServerAccessProfile": {"disableRunCommand": True}},
    },
    failing={
        "the run command is on": {"apiServerAccessProfile": {"disableRunCommand": False}},
        "the run command is left at Azure's default": {"apiServerAccessProfile": {"enablePrivateCluster": True}},
        "there is no access profile": {},
    },
)
