"""What documents tell a person to type or to write works where it is typed, and is as the program has it."""

import re

import yaml

from components import naming
from tests.engine import ROOT

DOCS = ROOT / "docs"
PAGES = (ROOT / "README.md", ROOT / ".envrc", DOCS / "configurator" / "page.js", *DOCS.rglob("*.md"))


def test_the_pack_is_named_by_its_whole_path() -> None:
    """The engine looks for it from the folder of the program, and bootstrap/ is another one."""
    exported = {
        (page.relative_to(ROOT).as_posix(), value)
        for page in PAGES
        for value in re.findall(r"export PULUMI_OPTION_POLICY_PACK=([^\s`]+)", page.read_text("utf-8"))
    }

    assert {page for page, value in exported if not value.startswith("$PWD/")} == set()
    assert {page for page, _ in exported} >= {"README.md", ".envrc", "docs/runbooks/state-and-secrets.md"}


def test_the_first_deployment_names_every_setting_that_has_no_default() -> None:
    schema = yaml.safe_load((ROOT / "Pulumi.yaml").read_text("utf-8"))["config"]
    needed = {key for key, spec in schema.items() if "default" not in spec} | {"azure-native:location"}
    (step,) = re.findall(
        r"^1\. Write (.*?)^2\. ",
        (DOCS / "runbooks" / "first-deployment.md").read_text("utf-8"),
        re.MULTILINE | re.DOTALL,
    )

    assert set(re.findall(r"`([\w:-]+)`", step)) == needed


def test_the_registry_of_the_example_is_called_as_the_program_calls_it() -> None:
    name = naming.name(naming.Kind.REGISTRY, naming.stem("platform", "prod", "weu", "x7k2"))

    assert f"registry: {name}\n" in (DOCS / "delivery.md").read_text("utf-8")
