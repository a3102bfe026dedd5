"""Guardrails on a file of resources, without an engine: the pack's share of the comparison with OPA.

`judge_file.py FILE [GUARDRAIL ...]` prints pairs of guardrail and URN; without names, of all guardrails.
"""

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "policypacks" / "aks"))

from guardrails.catalog import catalog
from guardrails.guardrail import Guardrail
from guardrails.run import NO_DOCUMENTS, Run
from guardrails.testing import TODAY


def main(file: str, *names: str) -> None:
    """Print what the guardrails about single resources find."""
    chosen = [one for one in catalog() if isinstance(one, Guardrail) and (not names or one.name in names)]
    run = Run(chosen, NO_DOCUMENTS, "", TODAY)
    resources: list[dict[str, Any]] = json.loads(Path(file).read_bytes())
    found = [
        (finding.guardrail, finding.urn)
        for one in resources
        for finding in run.resource(one["type"], one["properties"], one["urn"], one["urn"].rpartition("::")[2])
    ]
    sys.stdout.write(json.dumps(found))


main(*sys.argv[1:])
