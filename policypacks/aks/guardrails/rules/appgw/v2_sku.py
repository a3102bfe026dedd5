"""An application gateway must be of the second version."""

from datetime import date

from guardrails.checks import must_be_one_of
from guardrails.frameworks import psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import APPLICATION_GATEWAY

GUARDRAIL = Guardrail(
    title="The application gateway is of version 2",
    applies_to=APPLICATION_GATEWAY,
    severity=Severity.MEDIUM,
    why="Version 1 was retired on 2026-04-28: Azure makes no new ones, and stops and deletes those that are left.",
    fix="Set sku={'tier': 'WAF_v2', 'name': 'WAF_v2'} on the ApplicationGateway.",
    link="https://learn.microsoft.com/azure/application-gateway/v1-retirement",
    absent="Azure refuses a gateway without a tier; absent fails.",
    requirements=(),
    controls=(psrule("Azure.AppGw.MigrateV2"),),
    retires=date(2026, 4, 28),
    check=must_be_one_of("sku.tier", ("Basic", "Standard_v2", "WAF_v2")),
    passing={
        "the tier is WAF_v2": {"sku": {"tier": "WAF_v2"}},
        "the tier is Standard_v2": {"sku": {"tier": "Standard_v2"}},
        "the tier is Basic": {"sku": {"tier": "Basic"}},
    },
    failing={
        "the tier is WAF": {"sku": {"tier": "WAF"}},
        "the tier is Standard": {"sku": {"tier": "Standard"}},
        "the tier is left out": {"zones": ["1", "2", "3"]},
    },
)
