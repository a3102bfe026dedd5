"""The command `guardrails`: what there is, why a setting is as it is, which exemptions end. Never part of the pack."""
