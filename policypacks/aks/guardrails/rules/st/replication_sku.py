"""Stored data must survive the loss of a zone."""

from guardrails.frameworks import mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import STORAGE_ACCOUNT


def check(account: Props) -> Problems:
    """Every name of a locally redundant SKU, standard or premium, ends alike."""
    if account.text("sku.name").upper().endswith("_LRS"):
        yield "must set sku.name to a zone-redundant or geo-redundant SKU"


GUARDRAIL = Guardrail(
    title="The storage account keeps copies in several zones or regions",
    applies_to=STORAGE_ACCOUNT,
    severity=Severity.LOW,
    why="Locally redundant data is gone, or out of reach, when its one datacenter is.",
    fix="Set sku to {'name': 'Standard_ZRS'}, or to a geo-redundant one.",
    link="https://learn.microsoft.com/azure/storage/common/storage-redundancy",
    absent="Azure refuses an account without a SKU, so absent says nothing.",
    requirements=(),
    controls=(
        mcsb("BR-1"),
        psrule("Azure.Storage.UseReplication"),
    ),
    check=check,
    passing={
        "copies in several zones": {"sku": {"name": "Standard_ZRS"}},
        "copies in another region": {"sku": {"name": "Standard_RAGZRS"}},
        "no SKU is given": {"kind": "StorageV2"},
    },
    failing={
        "copies in one datacenter": {"sku": {"name": "Standard_LRS"}},
        "premium copies in one datacenter": {"sku": {"name": "Premium_LRS"}},
    },
)
