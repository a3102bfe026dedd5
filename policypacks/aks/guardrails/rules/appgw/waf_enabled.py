"""An application gateway must have a web application firewall."""

from functools import partial

from guardrails.checks import must_be, number, place
from guardrails.frameworks import azure_policy, checkov, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity, Values
from guardrails.props import Problems, Props, decided
from guardrails.references import last_name
from guardrails.subjects import APPLICATION_GATEWAY


def check(gateway: Props) -> Problems:
    """The older webApplicationFirewallConfiguration is no substitute: Microsoft asks to migrate it to a policy."""
    yield from decided(must_be("sku.tier", "WAF_v2"), gateway)
    if not gateway.has("firewallPolicy.id"):
        yield "must set firewallPolicy"
    yield from gateway.each("listeners", lambda one: gateway.each("frontendPorts", partial(_unseen, one)))


def _unseen(listener: Props, port: Props) -> Problems:
    """The firewall looks into no TCP or TLS listener; what is no port of the web needs none."""
    name = last_name(listener.text("frontendPort.id"))
    if number(port, "port") in _WEB and port.text("name").lower() == name:
        yield f"must serve ports of the web by httpListeners, which the firewall sees{place(listener)}"


_WEB = frozenset({80, 443, 8080, 8443})
_WATCHED = {"sku": {"tier": "WAF_v2"}, "firewallPolicy": {"id": "policy"}}
_PORTS = "/subscriptions/one/resourceGroups/edge/providers/Microsoft.Network/applicationGateways/edge/frontendPorts"


def _layer_4(port: int, name: str = "In") -> Values:
    return {
        **_WATCHED,
        "frontendPorts": [{"name": "other", "port": 443}, {"name": "in", "port": port}],
        "listeners": [{"name": "wire", "protocol": "Tls", "frontendPort": {"id": f"{_PORTS}/{name}"}}],
    }


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
        "tier and policy are set": _WATCHED,
        "a database is served over TLS": _layer_4(1433),
    },
    failing={
        "the tier has no firewall": {"sku": {"tier": "Standard_v2"}, "firewallPolicy": {"id": "policy"}},
        "there is no policy": {"sku": {"tier": "WAF_v2"}},
        "there is only the older configuration": {
            "sku": {"tier": "WAF_v2"},
            "webApplicationFirewallConfiguration": {"enabled": True, "firewallMode": "Prevention"},
        },
        **{f"port {port} is served past the firewall": _layer_4(port) for port in (80, 443, 8080, 8443)},
        "a port is served past the firewall, by an id that ends in a slash": _layer_4(443, "In/"),
        "the tier is left out": {"firewallPolicy": {"id": "policy"}},
    },
)
