"""A private link service must say whose it is to use."""

from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.subjects import PRIVATE_LINK_SERVICE


def check(service: Props) -> Problems:
    """A star stands for every subscription of every tenant."""
    for way in ("visibility", "autoApproval"):
        yield from decided(_named, service, f"{way}.subscriptions")


def _named(service: Props, path: str) -> Problems:
    def judge(one: object) -> Problems:
        if one == "*":
            yield f"must name subscriptions in {path}, not *"

    yield from service.each_value(path, judge)


GUARDRAIL = Guardrail(
    title="A private link service names the subscriptions that may use it",
    applies_to=PRIVATE_LINK_SERVICE,
    severity=Severity.HIGH,
    why="With a star anybody with an Azure subscription who learns the alias may ask for a connection, or has one at "
    "once: a way into the network that no firewall sees.",
    fix="List subscriptions in visibility and auto_approval, or leave them out and approve each connection.",
    link="https://learn.microsoft.com/azure/private-link/private-link-service-overview#control-service-exposure",
    absent="Then only those with a role on it may ask, and a person approves, so absent passes.",
    requirements=("002-2", "004-6"),
    controls=(mcsb("NS-2"),),
    check=check,
    passing={
        "one subscription": {
            "visibility": {"subscriptions": ["11111111-1111-1111-1111-111111111111"]},
            "autoApproval": {"subscriptions": ["11111111-1111-1111-1111-111111111111"]},
        },
        "no list": {"location": "westeurope"},
    },
    failing={
        "everybody is approved": {"autoApproval": {"subscriptions": ["*"]}},
        "everybody may ask": {"visibility": {"subscriptions": ["11111111-1111-1111-1111-111111111111", "*"]}},
    },
)
