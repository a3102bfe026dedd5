"""The calendar: what Azure will no longer serve is advised in the year before its day, and blocks from then on."""

from datetime import date, timedelta
from typing import Any

import pytest
from guardrails.analyzer import Analyzer
from guardrails.catalog import catalog
from guardrails.examples import Seen
from guardrails.generic import resolve
from guardrails.guardrail import Guardrail, StackGuardrail
from guardrails.testing import analyze_request, stack_request
from guardrails.values import UNKNOWN
from pulumi.runtime.proto import analyzer_pb2 as proto

from docs.generate import documents

CALENDAR = [one for one in catalog() if one.retires]
VAULT = "azure-native:keyvault:Vault"


def _levels(guardrail: Guardrail | StackGuardrail, today: date) -> set[int]:
    """Return the levels of what the guardrail finds in its failing examples on a day."""
    analyzer = Analyzer([guardrail], None, today)
    found: list[proto.AnalyzeDiagnostic] = []
    for example in guardrail.failing.values():
        if isinstance(guardrail, Guardrail):
            request = analyze_request(guardrail.applies_to.token, example)
            found += analyzer.Analyze(request, None).diagnostics  # type: ignore[arg-type]
        else:
            stack = stack_request(example, Seen.STATE)
            found += analyzer.AnalyzeStack(stack, None).diagnostics  # type: ignore[arg-type]
    assert all(f"Ends: {guardrail.retires}" in one.message for one in found)
    return {one.enforcementLevel for one in found}


def test_every_rule_of_the_calendar_has_its_day() -> None:
    assert {one.name for one in CALENDAR} >= {one.name for one in catalog() if one.name.startswith("retired-")}
    assert len(CALENDAR) >= 20


@pytest.mark.parametrize("guardrail", CALENDAR, ids=lambda one: one.name)
def test_silent_then_advisory_then_mandatory(guardrail: Guardrail | StackGuardrail) -> None:
    assert guardrail.retires

    assert _levels(guardrail, guardrail.retires - timedelta(days=366)) == set()
    assert _levels(guardrail, guardrail.retires - timedelta(days=365)) == {proto.ADVISORY}
    assert _levels(guardrail, guardrail.retires - timedelta(days=1)) == {proto.ADVISORY}
    assert _levels(guardrail, guardrail.retires) == {proto.MANDATORY}


@pytest.mark.parametrize(
    ("token", "values", "version"),
    [
        (VAULT, {}, None),
        (VAULT, {"azureApiVersion": "2024-11-01"}, "2024-11-01"),
        ("azure-native:keyvault/v20260201:Vault", {}, "2026-02-01"),
        ("azure-native_keyvault_v20260301preview:keyvault:Vault", {}, "2026-03-01-preview"),
        ("azure-native:resources:Resource", {"apiVersion": "2026-02-01"}, "2026-02-01"),
        ("azure-native:resources:Resource", {"apiVersion": UNKNOWN}, UNKNOWN),
    ],
)
def test_the_api_version_is_that_of_type_or_generic_resource(token: str, values: dict[str, Any], version: Any) -> None:
    assert resolve(token, values)[1].get("azureApiVersion") == version


@pytest.mark.parametrize(
    ("token", "values", "found"),
    [
        (VAULT, {}, 1),
        ("azure-native:keyvault/v20250501:Key", {}, 1),
        ("azure-native_keyvault_v20260201:keyvault:Vault", {}, 0),
        (
            "azure-native:resources:Resource",
            {"resourceProviderNamespace": "Microsoft.KeyVault", "resourceType": "vaults", "apiVersion": "2023-07-01"},
            1,
        ),
        (
            "azure-native:resources:Resource",
            {"resourceProviderNamespace": "Microsoft.KeyVault", "resourceType": "vaults", "apiVersion": "2026-02-01"},
            0,
        ),
    ],
)
def test_old_versions_of_key_vault_are_found_however_they_are_asked_for(
    token: str, values: dict[str, Any], found: int
) -> None:
    analyzer = Analyzer([one for one in CALENDAR if one.name == "retired-key-vault-api"], None, date(2027, 2, 27))

    assert len(analyzer.Analyze(analyze_request(token, values), None).diagnostics) == found  # type: ignore[arg-type]


def test_the_page_lists_the_calendar_by_day() -> None:
    [page] = [text for path, text in documents().items() if path.name == "retirements.md"]
    days = [line.split(" | ")[0].strip("| ") for line in page.splitlines() if line.startswith("| 20")]

    assert days == sorted(str(one.retires) for one in CALENDAR)
