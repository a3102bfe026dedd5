"""A bastion must not carry data in or out, nor let strangers in by a link."""

from guardrails.checks import must_be, must_be_one_of, must_not_be
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.subjects import BASTION

_CHECKS = (
    must_be_one_of("sku.name", ("Standard", "Premium"), absent="Basic"),
    must_be("disableCopyPaste", expected=True),
    must_not_be("enableFileCopy", True),  # noqa: FBT003 - the value that is refused
    must_not_be("enableShareableLink", True),  # noqa: FBT003 - as above
)


def check(bastion: Props) -> Problems:
    """Only the tiers Standard and Premium can switch copy and paste off."""
    for one in _CHECKS:
        yield from decided(one, bastion)


_HARD = {"sku": {"name": "Standard"}, "disableCopyPaste": True}

GUARDRAIL = Guardrail(
    title="The bastion carries no files, no clipboard and no links",
    applies_to=BASTION,
    severity=Severity.MEDIUM,
    why="Clipboard and file copy take data out of a private network; a shareable link admits whoever has it.",
    fix="Set disable_copy_paste=True and sku={'name': 'Standard'}; leave out file copy and shareable links.",
    link="https://learn.microsoft.com/azure/bastion/configuration-settings",
    absent="Azure allows copy and paste and takes Basic, so absent fails for both; file copy and links are off.",
    requirements=(),
    controls=(mcsb("PA-6"),),
    check=check,
    passing={
        "nothing is carried": _HARD,
        "nothing is carried, in so many words": {**_HARD, "enableFileCopy": False, "enableShareableLink": False},
        "the tier is Premium": {**_HARD, "sku": {"name": "Premium"}},
    },
    failing={
        "copy and paste is left at Azure's default": {"sku": {"name": "Standard"}},
        "copy and paste is on": {**_HARD, "disableCopyPaste": False},
        "files are copied": {**_HARD, "enableFileCopy": True},
        "links are shared": {**_HARD, "enableShareableLink": True},
        "the tier is Basic": {**_HARD, "sku": {"name": "Basic"}},
        "the tier is left at Azure's default": {"disableCopyPaste": True},
    },
)
