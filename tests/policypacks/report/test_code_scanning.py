"""What GitHub's code scanning makes of a result."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from guardrails.report.formats import WRITERS, github
from guardrails.report.locations import within_repository
from guardrails.report.model import Location, Result
from guardrails.report.options import Form

from tests.policypacks.report.made import result, told


def test_sarif_says_what_code_scanning_asks_for() -> None:
    (run,) = json.loads(WRITERS[Form.SARIF].write(result(exempting=True)))["runs"]
    suppressed = [one for one in run["results"] if one["suppressions"]]
    severities = {one["id"]: one["properties"]["security-severity"] for one in run["tool"]["driver"]["rules"]}

    assert [one["ruleId"] for one in suppressed] == ["aks-run-command-disabled"]
    assert "platform-team until 2027-01-31" in suppressed[0]["suppressions"][0]["justification"]
    assert severities["aks-run-command-disabled"] == "8.0"
    assert run["automationDetails"]["id"] == "guardrails/dicts/dev/"
    (place,) = run["results"][0]["locations"]
    assert place["physicalLocation"] == {"artifactLocation": {"uri": "__main__.py"}, "region": {"startLine": 16}}
    assert place["logicalLocations"][0]["fullyQualifiedName"].endswith("ManagedCluster::blue")


def test_a_project_in_a_folder_of_its_repository_is_found_by_those_who_show_sources(tmp_path: Path) -> None:
    project = tmp_path / "infra" / "platform"
    project.mkdir(parents=True)
    assert within_repository(project) == ""
    (tmp_path / ".git").mkdir()
    assert within_repository(tmp_path) == ""
    assert within_repository(project) == "infra/platform/"

    of = replace(result(), folder="infra/platform/")
    (run,) = json.loads(WRITERS[Form.SARIF].write(of))["runs"]
    (place,) = run["results"][0]["locations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "infra/platform/__main__.py"
    assert next(github.annotations(of)).startswith("::error file=infra/platform/__main__.py,line=16,")


def test_code_scanning_takes_the_file_whatever_is_found_and_wherever() -> None:
    """GitHub refuses more than 20 tags of a rule; a path is told as a URI."""
    place = Location("infra code/größe #1.py", 3)
    found = result().findings[0]
    of = replace(
        result(), findings=tuple(replace(found, guardrail=one.name, location=place) for one in result().guardrails)
    )

    (run,) = json.loads(WRITERS[Form.SARIF].write(of))["runs"]

    assert len(run["tool"]["driver"]["rules"]) == len(of.guardrails)
    for rule in run["tool"]["driver"]["rules"]:
        assert len(rule["properties"]["tags"]) <= 20
    uri = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert (uri.isascii(), set(" #") & set(uri), unquote(uri)) == (True, set(), place.file)


def test_sarif_compares_all_results_with_the_baseline_or_none() -> None:
    of = result()
    compared = replace(of, findings=(*(replace(one, known=True) for one in of.findings[:2]), *of.findings[2:]))

    def states(of: Result) -> Counter[str]:
        (run,) = json.loads(WRITERS[Form.SARIF].write(of))["runs"]
        return Counter(one.get("baselineState", "") for one in run["results"])

    assert states(of) == {"": len(told(of))}
    assert states(compared) == {"unchanged": 2, "new": len(told(of)) - 2}
