"""Telemetry must not name the users' addresses."""

from guardrails.checks import must_be
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import APPLICATION_INSIGHTS

GUARDRAIL = Guardrail(
    title="Application Insights masks the addresses of clients",
    applies_to=APPLICATION_INSIGHTS,
    severity=Severity.LOW,
    why="Addresses are personal data; unmasked, everyone who reads telemetry holds them, for as long as it is kept.",
    fix="Set disable_ip_masking=False on the Component, or leave it out.",
    link="https://learn.microsoft.com/azure/azure-monitor/app/ip-collection",
    absent="Azure masks addresses by default, so absent passes.",
    requirements=(),
    controls=(mcsb("DP-2"),),
    check=must_be("disableIpMasking", expected=False, absent=False),
    remedy={"disableIpMasking": False},
    passing={
        "addresses are masked": {"disableIpMasking": False},
        "masking is left at Azure's default": {"kind": "web"},
    },
    failing={"addresses are kept": {"disableIpMasking": True}},
)
