"""A load balancer must not be of the basic kind."""

from datetime import date

from guardrails.checks import must_be_one_of
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import LOAD_BALANCER

GUARDRAIL = Guardrail(
    title="The load balancer is not of the basic kind",
    applies_to=LOAD_BALANCER,
    severity=Severity.HIGH,
    why="Azure retired the basic load balancer on 2025-09-30: no new ones, no support for those that are left.",
    fix="Set sku={'name': 'Standard'} on the LoadBalancer.",
    link="https://learn.microsoft.com/azure/load-balancer/load-balancer-basic-upgrade-guidance",
    absent="Azure takes Basic, so absent fails.",
    requirements=("002-2",),
    retires=date(2025, 9, 30),
    check=must_be_one_of("sku.name", ("Standard", "Gateway"), absent="Basic"),
    passing={
        "the kind is standard": {"sku": {"name": "Standard"}},
        "the kind is for appliances": {"sku": {"name": "Gateway"}},
    },
    failing={
        "the kind is basic": {"sku": {"name": "Basic"}},
        "the kind is left at Azure's default": {"loadBalancerName": "front"},
    },
)
