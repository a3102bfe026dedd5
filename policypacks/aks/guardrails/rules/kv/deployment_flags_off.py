"""A vault must not hand secrets to deployments."""

from guardrails.checks import must_be
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.subjects import VAULT

_FLAGS = ("enabledForDeployment", "enabledForTemplateDeployment", "enabledForDiskEncryption")


def check(vault: Props) -> Problems:
    """Azure Disk Encryption needs its flag; disk encryption sets do not."""
    for flag in _FLAGS:
        yield from decided(must_be(f"properties.{flag}", expected=False, absent=False), vault)


GUARDRAIL = Guardrail(
    title="The vault hands nothing to virtual machines, templates or disk encryption",
    applies_to=VAULT,
    severity=Severity.MEDIUM,
    why="Each flag lets an Azure service read from the vault on behalf of whoever deploys, though that "
    "person has no access of his own.",
    fix="Leave enabled_for_deployment, enabled_for_template_deployment and enabled_for_disk_encryption "
    "out of the properties of the Vault.",
    link="https://learn.microsoft.com/azure/key-vault/general/manage-with-cli2",
    absent="Azure leaves the flags off, so absent passes.",
    requirements=("004-7",),
    controls=(mcsb("DP-8"),),
    check=check,
    remedy={f"properties.{flag}": False for flag in _FLAGS},
    passing={
        "the flags are off": {
            "properties": {
                "enabledForDeployment": False,
                "enabledForTemplateDeployment": False,
                "enabledForDiskEncryption": False,
            }
        },
        "the flags are left at Azure's default": {"properties": {"enableRbacAuthorization": True}},
    },
    failing={
        "virtual machines may fetch": {"properties": {"enabledForDeployment": True}},
        "templates may fetch": {"properties": {"enabledForTemplateDeployment": True}},
        "disk encryption may fetch": {"properties": {"enabledForDiskEncryption": True}},
    },
)
