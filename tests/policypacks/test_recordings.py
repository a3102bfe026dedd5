"""What is recorded is what the engine asks today."""

import pytest

from tests.engine import ROOT, Engine
from tests.policypacks import recordings


@pytest.mark.engine
@pytest.mark.parametrize("stack", ["dev", "prod"])
def test_the_stacks_are_recorded_as_they_are(engine: Engine, stack: str) -> None:
    _, asked = recordings.preview(engine, ROOT, stack)

    same = asked == recordings.read(stack)  # not in the assertion: to tell a difference of this size takes minutes
    assert same, f"review the change of the stack, then `make recordings ARGS={stack}`"


def test_every_recording_is_of_something_that_exists() -> None:
    stored = {path.stem for path in recordings.RECORDINGS.iterdir()}

    assert stored == set(recordings.NAMES_OF_RECORDINGS)
