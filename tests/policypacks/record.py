"""Records what the engine asks about stacks and samples, and what the pack finds in samples: `make recordings`."""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[2] / "policypacks" / "aks"))

from tests.engine import ROOT, Engine
from tests.policypacks import recordings
from toolchain import local


def main(names: list[str]) -> None:
    """Record the stacks and samples named, or all."""
    for name in names or recordings.NAMES_OF_RECORDINGS:
        sample = recordings.SAMPLES / name
        project, (stack, config) = (sample, ("dev", {})) if sample.exists() else (ROOT, recordings.STACKS[name])
        with TemporaryDirectory() as folder:
            engine = Engine(Path(folder), local.environment(ROOT, Path(folder), os.environ))
            run, asked = recordings.preview(engine, project, stack, config)
        if not run.of("summaryEvent") and not run.violations:
            sys.exit(f"{name} has not been previewed:\n{run.output}")
        recordings.write(name, asked)
        if sample.exists():
            recordings.write_expected(name, recordings.of_run(run))
        sys.stdout.write(f"{name}: {len(asked.splitlines())} requests\n")


if __name__ == "__main__":
    main(sys.argv[1:])
