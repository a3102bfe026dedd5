"""A firewall policy must answer DNS for its clients."""

from guardrails.checks import must_be
from guardrails.frameworks import azure_policy, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import FIREWALL_POLICY

GUARDRAIL = Guardrail(
    title="The firewall is the DNS proxy of its clients",
    applies_to=FIREWALL_POLICY,
    severity=Severity.LOW,
    why="Network rules by name need client and firewall to see the same address; without the proxy they differ.",
    fix="Set dns_settings={'enable_proxy': True} on the FirewallPolicy.",
    link="https://learn.microsoft.com/azure/firewall/dns-details",
    absent="Azure leaves the proxy off, so absent fails.",
    requirements=(),
    controls=(mcsb("NS-10"), azure_policy("3f84c9b0-8b64-4208-98d4-6ada96bb49c3")),
    check=must_be("dnsSettings.enableProxy", expected=True),
    passing={"the proxy is on": {"dnsSettings": {"enableProxy": True}}},
    failing={
        "the proxy is off": {"dnsSettings": {"enableProxy": False}},
        "the proxy is left at Azure's default": {"threatIntelMode": "Deny"},
    },
)
