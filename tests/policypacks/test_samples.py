"""Programs as users write them, through the real engine: the pack finds what each sample's expected.yaml lists."""

import pytest
from guardrails.catalog import catalog
from guardrails.testing import analyzer_of

from tests.engine import Engine
from tests.policypacks import recordings
from tests.policypacks.recordings import SAMPLES, Recording

NAMES = sorted(path.name for path in SAMPLES.iterdir())


@pytest.mark.engine
@pytest.mark.parametrize("sample", NAMES)
def test_the_pack_finds_what_is_expected(engine: Engine, sample: str) -> None:
    run, asked = recordings.preview(engine, SAMPLES / sample, "dev")

    assert recordings.of_run(run) == recordings.expected(sample), run.output
    assert asked == recordings.read(sample), "the engine asks something else now: `make recordings`"
    assert "hunter2" not in run.output


@pytest.mark.parametrize("sample", NAMES)
def test_what_was_recorded_is_judged_the_same(sample: str) -> None:
    """The same findings without an engine: those of a guardrail that has changed since are noticed in a second."""
    found = recordings.of_analyzer(analyzer_of(catalog()), Recording.stored(sample))

    assert found == recordings.expected(sample)
