"""Every switch previews on the real engine under the guardrails: told what only reports, nothing undecided."""

import json

import pytest
import yaml

from tests.components.test_switch_pairs import exempted_for_signatures, reporting
from tests.engine import ROOT, Engine
from tests.stack.conftest import PACK, beside_the_calendar
from tests.stack.switches import HUB, NETWORKS, PLATFORM, PREVIEWS, counted


def test_every_switch_is_in_a_preview() -> None:
    assert sorted(one for switches in PREVIEWS.values() for one in switches) == sorted(PLATFORM)
    assert PREVIEWS.keys() == NETWORKS.keys()
    for switches in PREVIEWS.values():
        keys = [key for one in switches for key in PLATFORM[one][0]]
        assert len(keys) == len(set(keys)), switches


def exempting(engine: Engine, pairs: set[tuple[str, str]]) -> dict[str, str]:
    """Write the pack's exemptions with some more, each a guardrail and a resource, and return the environment."""
    file = engine.folder / "exemptions.yaml"
    exemptions = yaml.safe_load((PACK / "exemptions.yaml").read_text("utf-8"))
    for guardrail, resource in sorted(pairs):
        (first, *_) = exemptions["exemptions"]
        exemptions["exemptions"].append({**first, "guardrail": guardrail, "resource": f"urn:pulumi:*::{resource}"})
    file.write_text(json.dumps(exemptions, default=str))  # YAML too, and without aliases
    return {"GUARDRAILS_EXEMPTIONS": str(file)}


def listing(engine: Engine, network: str) -> dict[str, str]:
    """Name the hub's network to the pack, as docs/egress.md asks where it forwards, and return the environment."""
    file = engine.folder / "guardrails.yaml"
    listed = {"vnet-peering-restricted": {"parameters": {"networks": [HUB["networkId"]]}}}
    file.write_text(json.dumps({"guardrails": listed}))
    return {"GUARDRAILS_CONFIG": str(file)} if "forwards" in network else {}


@pytest.mark.engine
@pytest.mark.parametrize("network", PREVIEWS)
def test_switches_add_what_they_say(engine: Engine, network: str) -> None:
    """Where signatures are verified, the security team has exempted two objects, as docs/tenants.md asks."""
    switches = PREVIEWS[network]
    wanted = {kind: count for one in switches for kind, count in PLATFORM[one][1].items()}
    exempted = exempted_for_signatures("", "neu-") if "signatures in two clusters" in switches else set()
    env = exempting(engine, exempted) | listing(engine, network)
    switched = {key: one for each in switches for key, one in PLATFORM[each][0].items()}
    config = {"network": NETWORKS[network], **switched}

    run = engine.preview(ROOT, "dev", policy_packs=[PACK], config=config, env=env)

    told = [one for one in run.violations if one["message"] in beside_the_calendar(run)]
    silent = reporting(
        policies=any("policies that audit" in one for one in switches),
        admission=any("admission that warn" in one for one in switches),
    )
    direct = {"rbac-no-direct-user-assignment"} if any("a person who deploys" in one for one in switches) else set()
    advised = [one for one in told if one["policyName"] in silent | direct]
    assert {one["policyName"] for one in advised} == silent | direct
    others = [one for one in told if one not in advised]
    assert {(one["policyName"], one["resourceUrn"].rpartition("::")[2]) for one in others} == exempted
    assert all("\nExempted: " in one["message"] for one in others)
    assert run.diagnostics("error") == []
    assert set(run.operations.values()) == {"create"}
    assert "❌" not in run.output
    assert counted(run, wanted) == wanted
