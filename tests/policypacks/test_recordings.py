"""What is recorded of previews, which tests/stack/test_preview.py compares with what the engine asks today."""

from tests.policypacks import recordings


def test_every_recording_is_of_something_that_exists() -> None:
    stored = {path.stem for path in recordings.RECORDINGS.iterdir()}

    assert stored == set(recordings.NAMES_OF_RECORDINGS)
