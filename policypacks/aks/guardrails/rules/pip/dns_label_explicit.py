"""A public DNS label must not be free for others once the address is gone."""

from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import PUBLIC_ADDRESS


def check(address: Props) -> Problems:
    """A scope puts a hash of its owner into the name."""
    if address.get("dnsSettings.domainNameLabel") and not address.has("dnsSettings.domainNameLabelScope"):
        yield "must set dnsSettings.domainNameLabelScope beside domainNameLabel"


GUARDRAIL = Guardrail(
    title="Public DNS labels cannot be taken over",
    applies_to=PUBLIC_ADDRESS,
    severity=Severity.LOW,
    why="Once the address is deleted anybody may claim its label, and with it every name that still points there.",
    fix="Set dns_settings with domain_name_label_scope='TenantReuse', which Azure takes only for a new address, or "
    "leave out domain_name_label.",
    link="https://learn.microsoft.com/azure/virtual-network/ip-services/public-ip-addresses",
    absent="Without a label there is no public name, so absent passes; a label without a scope is the bare word.",
    requirements=(),
    check=check,
    passing={
        "the label has a scope": {"dnsSettings": {"domainNameLabel": "edge", "domainNameLabelScope": "TenantReuse"}},
        "there is no label": {"sku": {"name": "Standard"}},
        "there is only a reverse name": {"dnsSettings": {"reverseFqdn": "edge.example.com"}},
    },
    failing={"the label has no scope": {"dnsSettings": {"domainNameLabel": "edge"}}},
)
