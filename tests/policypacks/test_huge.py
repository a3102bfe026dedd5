"""Stacks of a size that nobody writes by hand, and objects deeper than any of Azure's."""

import time
from typing import Any

from guardrails.catalog import catalog
from guardrails.testing import analyze_request, analyzer_of, wire
from guardrails.values import UNKNOWN, Secret
from pulumi.runtime.proto import analyzer_pb2 as proto

from tests.policypacks.recordings import Recording

COPIES = 8
"""Of the stack dev, which has about 150 resources."""
DEEPEST = 30
"""Levels of objects: protobuf in Python reads a hundred messages deep, and each level is three."""
SECONDS = 60
"""For a thousand resources, on any machine; 4 were measured on two busy cores."""


def test_a_thousand_resources_are_judged_like_each_of_them() -> None:
    once = Recording.stored("dev")
    copies = [once.copied(number) for number in range(COPIES)]
    stack = proto.AnalyzeStackRequest(resources=[one for copy in copies for one in copy.stack.resources])
    many = Recording(tuple(one for copy in copies for one in copy.resources), stack)

    began = time.perf_counter()
    found = many.ask(analyzer_of(catalog()))
    took = time.perf_counter() - began

    assert len(many.resources) > 1000
    alone = {(one.policyName, one.urn) for one in once.ask(analyzer_of(catalog())) if one.urn}
    assert {(one.policyName, one.urn) for one in found if one.urn} == {
        (name, f"{urn}-{number}") for name, urn in alone for number in range(COPIES)
    }
    assert took < SECONDS


def test_a_deep_and_a_broad_object_are_read() -> None:
    deep: Any = Secret({"end": UNKNOWN})
    for _ in range(DEEPEST - 2):
        deep = {"inside": deep}
    values = {"adminUserEnabled": True, "tags": deep, "networkRuleSet": {"ipRules": [{"value": "10.0.0.1"}] * 5000}}
    request = analyze_request("azure-native:containerregistry:Registry", values)

    received = proto.AnalyzeRequest.FromString(request.SerializeToString())
    found = analyzer_of(catalog()).Analyze(received, None)  # type: ignore[arg-type]

    assert "acr-admin-user-disabled" in {one.policyName for one in found.diagnostics}
    assert [one.message for one in found.diagnostics if "itself failed" in one.message] == []
    assert received.properties == wire(values)
