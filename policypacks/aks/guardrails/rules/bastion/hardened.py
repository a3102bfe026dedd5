"""A bastion must not carry data in or out, nor let strangers in by a link."""

from guardrails.checks import must_be, must_be_one_of, must_not_be
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.subjects import BASTION

_CHECKS = (
    must_be_one_of("sku.name", ("Standard", "Premium")),
    must_be("disableCopyPaste", expected=True),
    must_not_be("enableFileCopy", True),  # noqa: FBT003 - the value that is refused
    must_not_be("enableShareableLink", True),  # noqa: FBT003 - as above
)


def check(bastion: Props) -> Problems:
    """Other tiers cannot switch copy and paste off. No property tells where a tunnel leads: to an API server it may."""
    for one in _CHECKS:
        yield from decided(one, bastion)


_HARD = {"sku": {"name": "Standard"}, "disableCopyPaste": True}

GUARDRAIL = Guardrail(
    title="The bastion has no clipboard in the browser, no file copy and no links",
    applies_to=BASTION,
    severity=Severity.MEDIUM,
    why="Clipboard and file copy take data out of a private network; a shareable link admits whoever has it. A tunnel "
    "to a machine carries both, whatever is set here.",
    fix="Set disable_copy_paste=True and sku={'name': 'Standard'}; leave out file copy and shareable links, and "
    "enable_tunneling too, unless operators reach the API server of a private cluster by it.",
    link="https://learn.microsoft.com/azure/bastion/bastion-sku-comparison",
    absent="Azure allows copy and paste, and documents no tier for a bastion without a sku, so absent fails for both; "
    "file copy and links are off.",
    requirements=(),
    controls=(mcsb("PA-6"),),
    check=check,
    passing={
        "nothing is carried": _HARD,
        "nothing is carried, in so many words": {**_HARD, "enableFileCopy": False, "enableShareableLink": False},
        "the tier is Premium": {**_HARD, "sku": {"name": "Premium"}},
        "operators reach the API server by a tunnel": {**_HARD, "enableTunneling": True},
    },
    failing={
        "copy and paste is left at Azure's default": {"sku": {"name": "Standard"}},
        "copy and paste is on": {**_HARD, "disableCopyPaste": False},
        "files are copied": {**_HARD, "enableFileCopy": True},
        "links are shared": {**_HARD, "enableShareableLink": True},
        "the tier is Basic": {**_HARD, "sku": {"name": "Basic"}},
        "no tier is named": {"disableCopyPaste": True},
        "the tier is Developer": {**_HARD, "sku": {"name": "Developer"}},
    },
)
