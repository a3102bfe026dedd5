"""A program that tells what it was given."""
# ruff: noqa: T201  what it prints is what is tested

import json
import sys

import pulumi

config = pulumi.Config()
given = {
    "project": pulumi.get_project(),
    "stack": pulumi.get_stack(),
    "organization": pulumi.get_organization(),
    "dry_run": pulumi.runtime.is_dry_run(),
    "greeting": config.get("greeting"),
    "key_length": len(config.get("key") or ""),
    "key_is_secret": pulumi.runtime.is_config_secret("tells:key"),
}
print("program:", json.dumps(given))
print("the program's other stream", file=sys.stderr)
pulumi.export("key", config.require_secret("key"))
