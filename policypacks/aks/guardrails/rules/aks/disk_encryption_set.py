"""The disks of nodes and volumes must be encrypted with a key of your own."""

from guardrails.checks import must_be_present
from guardrails.frameworks import azure_policy, checkov, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import MANAGED_CLUSTER
from guardrails.values import UNKNOWN

GUARDRAIL = Guardrail(
    title="Disks are encrypted with a customer-managed key",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.MEDIUM,
    why="With Azure's key alone you cannot withdraw access to the data or prove who could read it.",
    fix="Set disk_encryption_set_id on the ManagedCluster to a DiskEncryptionSet; it is chosen at creation.",
    link="https://learn.microsoft.com/azure/aks/azure-disk-customer-managed-keys",
    absent="Azure encrypts with its own key, so absent fails.",
    requirements=("004-3",),
    controls=(
        mcsb("DP-5"),
        azure_policy("7d7be79c-23ba-4033-84dd-45e2a5ccdd67"),
        checkov("CKV_AZURE_117"),
    ),
    check=must_be_present("diskEncryptionSetID"),
    passing={
        "a disk encryption set": {"diskEncryptionSetID": "/subscriptions/example"},
        "one that is known after the update": {"diskEncryptionSetID": UNKNOWN},
    },
    failing={
        "the key is left to Azure": {},
    },
)
