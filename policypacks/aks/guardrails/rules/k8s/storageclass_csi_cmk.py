"""Disks of the cluster must be encrypted with our key."""

from guardrails.examples import ExampleResource
from guardrails.frameworks import azure_policy, gatekeeper, kyverno
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.kinds import STORAGE_CLASS
from guardrails.props import Problems
from guardrails.selectors import an_object
from guardrails.stack import Resource, Stack
from guardrails.subjects import DISK_ENCRYPTION_SET


def check(storage: Resource, stack: Stack) -> Problems:
    """Names of parameters are taken in any case."""
    provisioner = storage.text("provisioner")
    if provisioner.startswith("kubernetes.io/") and provisioner != "kubernetes.io/no-provisioner":
        yield "must set provisioner to that of a CSI driver"
    keyed = provisioner == "disk.csi.azure.com" and any(stack.all(DISK_ENCRYPTION_SET))
    if keyed and "diskencryptionsetid" not in {name.lower() for name in storage.names("parameters")}:
        yield "must set parameters.diskEncryptionSetID"


def _class(provisioner: str, **parameters: str) -> ExampleResource:
    return an_object(STORAGE_CLASS.token, "disks", "", provisioner=provisioner, parameters=parameters)


_SET = ExampleResource(DISK_ENCRYPTION_SET.token)

GUARDRAIL = StackGuardrail(
    title="Storage classes use CSI drivers, and the stack's disk encryption set",
    applies_to=STORAGE_CLASS,
    severity=Severity.MEDIUM,
    why="The drivers inside Kubernetes are gone; a class without the set makes disks with a key of Microsoft's in "
    "a stack that has its own.",
    fix='Set provisioner="disk.csi.azure.com" and diskEncryptionSetID in parameters.',
    link="https://learn.microsoft.com/azure/aks/azure-disk-customer-managed-keys",
    absent="Azure takes its own key, so absent fails where the stack has a disk encryption set.",
    requirements=("004-3",),
    controls=(
        azure_policy("4f3823b6-6dac-4b5a-9c61-ce1afb829f17"),
        gatekeeper("storageclass"),
        kyverno("restrict-storageclass"),
    ),
    check=check,
    passing={
        "with the stack's key": {
            "set": _SET,
            "class": _class("disk.csi.azure.com", diskEncryptionSetID="/subscriptions/x"),
        },
        "the stack has no key": {"class": _class("disk.csi.azure.com", skuName="Premium_ZRS")},
        "files": {"set": _SET, "class": _class("file.csi.azure.com")},
        "disks that somebody makes by hand": {"set": _SET, "class": _class("kubernetes.io/no-provisioner")},
    },
    failing={
        "with a key of Microsoft's": {"set": _SET, "class": _class("disk.csi.azure.com", skuName="Premium_ZRS")},
        "the driver of old": {"class": _class("kubernetes.io/azure-disk")},
    },
)
