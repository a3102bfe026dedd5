"""The stacks preview on the real engine with the guardrails on: nothing violated, nothing undecided, nothing new."""

from collections import defaultdict
from collections.abc import Iterable

import pytest
import yaml

from tests.engine import ROOT, Engine
from tests.policypacks import recordings
from tests.stack.conftest import beside_the_calendar

GOLDEN = ROOT / "tests" / "stack" / "golden"


def _by_type(urns: Iterable[str]) -> dict[str, list[str]]:
    """Return the names of the resources under their type, both sorted, as a reviewer reads them."""
    names = defaultdict(list)
    for urn in urns:
        *_, chain, name = urn.split("::")
        names[chain.rsplit("$", 1)[-1]].append(name)
    return {kind: sorted(found) for kind, found in sorted(names.items())}


@pytest.mark.engine
@pytest.mark.parametrize("name", recordings.STACKS)
def test_preview_is_clean_and_as_reviewed(engine: Engine, name: str, request: pytest.FixtureRequest) -> None:
    """And what the engine has asked the pack is what is recorded."""
    run, asked = recordings.preview(engine, ROOT, *recordings.STACKS[name])

    assert beside_the_calendar(run) == []
    assert run.diagnostics("error") == []
    assert set(run.operations.values()) == {"create"}
    assert "❌" not in run.output

    golden, updating = GOLDEN / f"{name}.yaml", request.config.getoption("--update-golden")
    if updating:
        golden.write_text(yaml.safe_dump(_by_type(run.operations), width=120))
    assert yaml.safe_load(golden.read_text()) == _by_type(run.operations), "review the difference, then `make golden`"
    same = asked == recordings.read(name)  # not in the assertion: to tell a difference of this size takes minutes
    assert same or updating, f"review the change of the stack, then `make recordings ARGS={name}`"


@pytest.mark.engine
def test_production_refuses_to_run_without_guardrails(engine: Engine) -> None:
    run = engine.preview(ROOT, "prod", check=False)

    assert run.exit_code != 0
    assert "PULUMI_OPTION_POLICY_PACK" in run.output
    assert "requireGuardrails" in run.output
    assert "Traceback" not in run.output
    assert "unhandled error" not in run.output


@pytest.mark.engine
def test_a_wrong_setting_names_its_key_and_the_fix(engine: Engine) -> None:
    config = {"hardened-aks:addressSpace": "10.0.0.0/28", "hardened-aks:nameSuffix": "UPPER"}
    run = engine.preview(ROOT, "dev", config=config, check=False)

    assert run.exit_code != 0
    assert "hardened-aks:addressSpace" in run.output
    assert "hardened-aks:nameSuffix" in run.output
    assert "Traceback" not in run.output
