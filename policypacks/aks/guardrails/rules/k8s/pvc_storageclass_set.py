"""A claim should say which storage it means."""

from guardrails.checks import must_be_present
from guardrails.frameworks import gatekeeper, kyverno
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import VOLUME_CLAIM

GUARDRAIL = Guardrail(
    title="Volume claims name their storage class",
    applies_to=VOLUME_CLAIM,
    severity=Severity.LOW,
    why="What the default class is changes with the cluster, and with it encryption, zones and what becomes of "
    "the data.",
    fix="Set storage_class_name in the claim's spec.",
    link="https://learn.microsoft.com/azure/aks/concepts-storage",
    absent="The cluster's default decides, so absent fails.",
    requirements=(),
    controls=(gatekeeper("storageclass"), kyverno("require-storageclass")),
    check=must_be_present("spec.storageClassName"),
    passing={
        "a class": {"spec": {"storageClassName": "managed-csi-premium", "accessModes": ["ReadWriteOnce"]}},
    },
    failing={
        "none": {"spec": {"accessModes": ["ReadWriteOnce"]}},
    },
)
