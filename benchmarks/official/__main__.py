"""The guardrails as a policy pack of `pulumi_policy`, by the pack's own adapter: what the pack is compared with."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "policypacks" / "aks"))

from guardrails.adapter import policies
from guardrails.catalog import catalog
from pulumi_policy import PolicyPack

PolicyPack("hardened-aks", policies(catalog()))
