"""An application gateway must have a web application firewall."""

from guardrails.checks import must_be
from guardrails.frameworks import azure_policy, checkov, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.subjects import APPLICATION_GATEWAY


def check(gateway: Props) -> Problems:
    """The older webApplicationFirewallConfiguration is no substitute: Microsoft asks to migrate it to a policy."""
    yield from decided(must_be("sku.tier", "WAF_v2"), gateway)
    if not gateway.has("firewallPolicy.id"):
        yield "must set firewallPolicy"


GUARDRAIL = Guardrail(
    title="The application gateway has a web application firewall",
    applies_to=APPLICATION_GATEWAY,
    severity=Severity.HIGH,
    why="Without it injection and scripting attacks on whatever stands behind the gateway pass unseen.",
    fix="Set sku={'tier': 'WAF_v2', 'name': 'WAF_v2'} and firewall_policy={'id': policy.id} on the ApplicationGateway.",
    link="https://learn.microsoft.com/azure/web-application-firewall/ag/ag-overview",
    absent="A gateway has no firewall of its own accord, so absent fails.",
    requirements=("002-2",),
    controls=(
        mcsb("NS-6"),
        azure_policy("564feb30-bf6a-4854-b4bb-0d2d2d1e6c66"),
        checkov("CKV_AZURE_120"),
        psrule("Azure.AppGw.UseWAF"),
        psrule("Azure.AppGw.WAFEnabled"),
        psrule("Azure.AppGw.MigrateWAFPolicy"),
    ),
    check=check,
    passing={
        "tier and policy are set": {"sku": {"tier": "WAF_v2"}, "firewallPolicy": {"id": "policy"}},
    },
    failing={
        "the tier has no firewall": {"sku": {"tier": "Standard_v2"}, "firewallPolicy": {"id": "policy"}},
        "there is no policy": {"sku": {"tier": "WAF_v2"}},
        "there is only the older configuration": {
            "sku": {"tier": "WAF_v2"},
            "webApplicationFirewallConfiguration": {"enabled": True, "firewallMode": "Prevention"},
        },
        "the tier is left out": {"firewallPolicy": {"id": "policy"}},
    },
)
