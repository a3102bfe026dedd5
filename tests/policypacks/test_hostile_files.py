"""Files that somebody wrote to hurt whoever reads them: each is refused in a moment, by a text that says what it is."""

import json
import os
import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from guardrails import previous
from guardrails.analyzer import Analyzer
from guardrails.catalog import catalog
from guardrails.report.analysis import analyze
from guardrails.run import Documents
from guardrails.schemas import ConfigurationError
from guardrails.surroundings import read_documents
from pulumi.runtime.proto import analyzer_pb2 as proto

from tests.hostile import HOSTILE

FILES = ["GUARDRAILS_CONFIG", "GUARDRAILS_EXEMPTIONS"]
SECONDS = 20
"""On a machine that does much else; each takes a fraction of one."""

WRONG: Mapping[str, list[Any]] = {
    "GUARDRAILS_CONFIG": [
        {"profile": ["baseline"]},
        {"profile": {"baseline": None}},
        {"guardrails": ["acr-sku-premium"]},
        {"guardrails": {"acr-sku-premium": {"level": {"x": 1}}}},
        {"guardrails": {"acr-sku-premium": None}},
        {"stacks": {"*": 1}},
        {"resources": {"resource": "*"}},
        {"resources": [{"resource": 1, "guardrails": {}}]},
    ],
    "GUARDRAILS_EXEMPTIONS": [
        {"exemptions": {"a": "b"}},
        {"exemptions": "all"},
        {"exemptions": [None]},
        {"exemptions": [["acr-sku-premium"]]},
        {"exemptions": [{"guardrail": {"a": 1}}]},
        {"exemptions": [{"guardrail": "acr-sku-premium", "expires": 5}]},
        {"exempt": []},
    ],
}


class Context:
    """The engine's side of a call."""

    def abort(self, _: Any, text: str) -> None:
        raise ConfigurationError(text)


def run(documents: Documents) -> None:
    """Start the pack on a stack with these files."""
    analyzer = Analyzer(catalog(), documents, date(2026, 11, 21))
    asked: Any = Context()
    analyzer.ConfigureStack(proto.AnalyzerStackConfigureRequest(stack="dev", project="p"), asked)


def read(variable: str, file: Path) -> None:
    """Start the pack with a file, which must fail in time."""
    began = time.monotonic()
    try:
        run(read_documents({variable: str(file)}))
    finally:
        assert time.monotonic() - began < SECONDS


@pytest.mark.parametrize("variable", FILES)
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_file_is_refused(variable: str, text: str, tmp_path: Path) -> None:
    file = tmp_path / "file.yaml"
    file.write_text(text, "utf-8")

    with pytest.raises(ConfigurationError) as refused:
        read(variable, file)

    assert HOSTILE[text] in str(refused.value)
    assert str(file) in str(refused.value)
    assert len(str(refused.value)) < 1_000


@pytest.mark.parametrize("variable", FILES)
def test_values_of_another_kind_are_refused(variable: str, tmp_path: Path) -> None:
    file = tmp_path / "file.yaml"
    for document in WRONG[variable]:
        file.write_text(json.dumps(document), "utf-8")
        with pytest.raises(ConfigurationError, match=r"file\.yaml"):
            read(variable, file)


@pytest.mark.parametrize("variable", FILES)
def test_only_a_file_is_read(variable: str, tmp_path: Path) -> None:
    """Code owners guard a file, not what a link leads to; and a pipe or a device has no end."""
    secret, link, pipe = tmp_path / "secret", tmp_path / "link.yaml", tmp_path / "pipe.yaml"
    secret.write_text("token-of-somebody: [", "utf-8")
    link.symlink_to(secret)
    os.mkfifo(pipe)
    for file, told in ((link, "is a link"), (pipe, "is no file"), (tmp_path, "is no file")):
        with pytest.raises(ConfigurationError, match=told) as refused:
            read(variable, file)
        assert "token-of-somebody" not in str(refused.value)
    link.unlink()
    link.symlink_to(tmp_path / "nowhere")
    with pytest.raises(ConfigurationError, match="is a link"):
        read(variable, link)


@pytest.mark.parametrize("glob", ["*a" * 40 + "b", "*" * 5_000 + "b", "[a-z]*" * 60 + "!", "[" * 5_000, "(a+)+$"])
def test_no_glob_takes_long(glob: str) -> None:
    """Globs stand in both files and meet every name."""
    name = f"urn:pulumi:dev::p::azure-native:containerregistry:Registry::{'a' * 5_000}"
    layer = {"resource": glob, "guardrails": {"acr-sku-premium": {"level": "disabled"}}}
    exemption = {
        "guardrail": "acr-sku-premium",
        "resource": glob,
        "property": glob,
        "category": "waiver",
        "reason": "as a trap for readers",
        "owner": "somebody",
        "expires": "2027-01-31",
    }
    documents = Documents({"resources": [layer], "stacks": {glob: {}}}, {"exemptions": [exemption]})
    analyzer = Analyzer(catalog(), documents, date(2026, 11, 21))
    asked: Any = Context()
    analyzer.ConfigureStack(proto.AnalyzerStackConfigureRequest(stack="a" * 200, project="p"), asked)
    request = proto.AnalyzeRequest(urn=name, name="a" * 5_000, type="azure-native:containerregistry:Registry")
    request.properties.update({"sku": {"name": "Basic"}})
    began = time.monotonic()

    found = analyzer.Analyze(request, asked).diagnostics

    assert "acr-sku-premium" in {one.policyName for one in found}
    assert time.monotonic() - began < SECONDS


STATES = {
    "nothing": "",
    "another kind": "[]",
    "no deployment": '{"deployment": 5}',
    "resources of another kind": '{"deployment": {"resources": [1, null]}}',
    "a resource without a name": '{"deployment": {"resources": [{"type": "a:b:C"}]}}',
    "a name of another kind": '{"deployment": {"resources": [{"urn": {}, "type": 1}]}}',
    "without end": '{"deployment": ' + "[" * 200_000,
    "deep": '{"deployment": {"resources": ' + "[" * 50_000 + "]" * 50_000 + "}}",
    "no text": "\udcff",
}


@pytest.mark.parametrize("state", STATES)
def test_a_hostile_state_is_refused(state: str, tmp_path: Path) -> None:
    file = tmp_path / "state.json"
    file.write_bytes(STATES[state].encode("utf-8", "surrogateescape"))

    with pytest.raises(ValueError, match=r"state\.json is no state: give the output of `pulumi stack export`"):
        analyze(file, "dev", tmp_path, {"PATH": ""})
    with pytest.raises(ConfigurationError, match="must name a file that `pulumi stack export` has written"):
        previous.read_previous(file)
