"""A policy pack that tells what it was given, and refuses what the stack's settings ask it to refuse."""
# ruff: noqa: T201  what it prints is what is tested

import json
import sys

import pulumi
from pulumi_policy import EnforcementLevel, PolicyPack, ReportViolation, StackValidationArgs, StackValidationPolicy

config = pulumi.Config("tells")
given = {
    "project": pulumi.get_project(),
    "stack": pulumi.get_stack(),
    "organization": pulumi.get_organization(),
    "dry_run": pulumi.runtime.is_dry_run(),
    "greeting": config.get("greeting"),
    "key_length": len(config.get("key") or ""),
}
print("pack:", json.dumps(given), file=sys.stderr)


def judge(_stack: StackValidationArgs, report: ReportViolation) -> None:
    """Refuse the greeting that is wrong."""
    print("the pack's other stream")
    if config.get("greeting") == "wrong":
        report("the greeting must not be wrong", None)


PolicyPack(
    name="pack",
    enforcement_level=EnforcementLevel.MANDATORY,
    policies=[StackValidationPolicy(name="greeting", description="Greetings are right.", validate=judge)],
)
