"""An editor says of a stack's file what the program would say."""

import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
import yaml

from docs.stack_schema import schema
from tests.engine import EXAMPLES, ROOT

VALIDATOR = jsonschema.Draft202012Validator(schema())


def faults(config: dict[str, Any]) -> Iterator[str]:
    """Yield where an editor underlines something."""
    yield from (".".join(map(str, fault.path)) for fault in VALIDATOR.iter_errors({"config": config}))


@pytest.mark.parametrize("stack", ["dev", "prod"])
def test_files_name_the_schema_and_meet_it(stack: str) -> None:
    text = (EXAMPLES / f"{stack}.yaml").read_text("utf-8")
    first, named = text.partition("\n")[0].split("$schema=")
    config = yaml.safe_load(text)["config"]

    assert first == "# yaml-language-server: "
    assert json.loads((ROOT / named).read_text("utf-8"))["title"] == "Settings of a stack"
    assert list(faults(config)) == []


@pytest.mark.parametrize(
    ("config", "where"),
    [
        ({"adressSpace": "10.0.0.0/16"}, "config"),
        ({"monitoring": {"alertEmails": ["a@example.com"], "auditRead": True}}, "config.monitoring"),
        ({"monitoring": {"metrics": "grafana"}}, "config.monitoring"),
        ({"network": {"egress": "internet"}}, "config.network.egress"),
        ({"logRetentionDays": 7}, "config.logRetentionDays"),
        ({"manifests": {"repository": "https://github.com/a/b", "token": "ghp_x"}}, "config.manifests.token"),
    ],
)
def test_what_the_program_refuses_is_underlined(config: dict[str, Any], where: str) -> None:
    assert list(faults(config)) == [where]


@pytest.mark.parametrize(
    "config",
    [
        {"azure-native:location": "westeurope", "pulumi:tags": {}, "my-platform:environment": "dev"},
        {"manifests": {"repository": "https://github.com/a/b", "token": {"secure": "v1:x"}}},
        {},
    ],
)
def test_what_the_program_takes_is_not(config: dict[str, Any]) -> None:
    assert list(faults(config)) == []
