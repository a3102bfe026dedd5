"""A URN is taken apart at its first three `::`; what comes after is the name."""

import json
from pathlib import Path

import pytest
from guardrails.previous import read_previous
from guardrails.references import denotes_itself
from guardrails.urns import name_of, type_of

START = "urn:pulumi:dev::p::"
VAULT = "azure-native:keyvault:Vault"


@pytest.mark.parametrize(
    ("urn", "token", "name"),
    [
        (f"{START}{VAULT}::keys", VAULT, "keys"),
        (f"{START}my:index:Keys$my:index:Key${VAULT}::team::a$b", VAULT, "team::a$b"),
        (f"{START}{VAULT}::", VAULT, ""),
        ("all 5", "", "all 5"),
        ("", "", ""),
    ],
)
def test_a_urn_is_taken_apart(urn: str, token: str, name: str) -> None:
    assert (type_of(urn), name_of(urn)) == (token, name)


def test_the_type_is_not_read_from_the_name(tmp_path: Path) -> None:
    """A script's output may be anything, and is not the script because its name says so."""
    script = f"{START}azure-native:resources:AzurePowerShellScript::a::{VAULT}::b"
    state = tmp_path / "state.json"
    state.write_text(json.dumps({"deployment": {"resources": [{"urn": script, "type": "a:b:C"}]}}))

    assert not denotes_itself(script)
    assert read_previous(state).resources[script].record.name == f"a::{VAULT}::b"
