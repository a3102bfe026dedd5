"""The configurator and the program agree: on what is refused, on addresses, on the stack file."""

import json
from collections.abc import Iterator
from ipaddress import IPv4Network
from pathlib import Path
from typing import Any

import pytest
import yaml
from selenium.webdriver.common.by import By

from components.network import addressing
from components.settings import checks
from components.settings.load import load
from components.settings.pools import SystemPool, UserPool
from components.settings.stack import Settings
from tests.components import refused_settings, refused_tenants, test_settings_operations, test_settings_stamps
from tests.components.recorder import PROJECT, ROOT, Configure, Run
from tests.components.settings_values import POOL, SYSTEM
from tests.docs.configuring import PRESETS, Open, content, told, written
from tests.engine import Engine
from tests.stack.conftest import PACK, beside_the_calendar

SIMPLEST = PRESETS["simplest"]["values"]
LOCATION = "azure-native:location"
DEFAULTS = {
    key: spec["default"]
    for key, spec in yaml.safe_load((ROOT / "Pulumi.yaml").read_text("utf-8"))["config"].items()
    if "default" in spec
}
NO_KEYS = {
    "misspelt key",
    "strange key",
    "location of the project",
    "key under a misspelt project",
    "another project's key",
}
"""Cases of keys that are no settings: the page has a field for each setting, and none else."""
RANGES = (
    *("10.0.0.0/8", "10.20.0.0/20", "10.20.0.0/22", "10.20.0.0/23", "172.16.0.0/14", "192.168.252.0/22"),
    "100.127.0.0/16",
)
TEXTS = (
    *RANGES,
    *("", "ten", "10.20.0.0", "10.20.1.0/20", "10.20.0.0/33", "10.20.0.0/-1", "10.20.0.0/020", "10.020.0.0/20"),
    *("10.20.0.0/255.255.240.0", "10.20.0.0/0.0.15.255", "10.20.0.0/255.0.255.0", "10.20.0.0/20/1", "10.20.0/20"),
    *("8.8.0.0/16", "172.32.0.0/16", "172.16.0.0/11", "0.0.0.0/0", "255.255.255.255/32", "256.0.0.0/8", "fd00::/8"),
    *("172.30.0.0/16", "172.31.4.0/22", "172.16.0.0/12", "169.254.0.0/16", "192.0.2.0/24", "100.128.0.0/16", "1e1.0/8"),
)


def settings(values: dict[str, Any], run: Run, configure: Configure) -> Settings:
    """Return settings by key as the program reads them, defaults of Pulumi.yaml filled in."""
    filled = {key if key == LOCATION else f"{PROJECT}:{key}": value for key, value in (DEFAULTS | values).items()}
    configure({key: value if isinstance(value, str) else json.dumps(value) for key, value in filled.items()})
    loaded: list[Settings] = []
    run(lambda: loaded.append(load()))
    return loaded[0]


@pytest.mark.parametrize("name", PRESETS)
def test_the_file_of_a_preset_is_what_the_program_takes(
    opened: Open, run: Run, configure: Configure, under_a_pack: None, name: str
) -> None:
    """Nothing is lost on the way into the file, and nothing in it repeats a default."""
    del under_a_pack
    file = written(opened(f"#{name}"))
    given = {LOCATION if key == "location" else key: value for key, value in PRESETS[name]["values"].items()}

    assert settings(file, run, configure) == settings(given, run, configure)
    assert [key for key, value in file.items() if DEFAULTS.get(key) == value] == []


@pytest.fixture
def under_a_pack(configure: Configure, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Name a policy pack, for stacks that run only under one."""
    del configure  # it takes Pulumi's variables away first
    (tmp_path / "PulumiPolicy.yaml").write_text("runtime: python\n")
    monkeypatch.setenv("PULUMI_OPTION_POLICY_PACK", str(tmp_path))


def cases() -> Iterator[tuple[str, dict[str, Any], str, str]]:
    """Yield what the program refuses: name, changed settings, key, sentence; the tables of its own tests."""
    for name, (key, value, message) in refused_settings.REFUSED.items():
        changes = {"location" if key == "azure-native:location" else key: value}
        if name == "few nodes":
            changes["userPools"] = [POOL | {"maxCount": 185}]
        if name == "long names":
            changes["environment"] = "acceptance"
        if name not in NO_KEYS:
            yield name, changes, key, message
    for name, (key, of, message) in test_settings_operations.REFUSED.items():
        yield name, {key.split(".")[0]: of}, key, message
    for name, (stamps, further, message) in test_settings_stamps.REFUSED.items():
        yield name, {"stamps": stamps, **further}, "stamps", message
    for name, (key, of, message) in refused_tenants.REFUSED.items():
        yield name, of, key, message


def test_the_page_refuses_what_the_program_refuses(opened: Open) -> None:
    """Each case in one line that begins with the same key and has the same sentence."""
    page = opened()
    base = SIMPLEST | {"teams": [], "clusterAccess": "none", "manifests": {}}
    wrong = {}
    for name, changes, key, message in cases():
        found = told(page, base | changes)
        full = key if ":" in key else f"{PROJECT}:{key}"
        # What was given is a text to the program always, to the page also a number.
        if len(found) != 1 or not found[0].startswith(full) or message.split(", not '")[0] not in found[0]:
            wrong[name] = (message, found)

    assert wrong == {}, "port the check to docs/configurator/read.js or rules.js"


def test_the_page_reads_ranges_as_the_program_does(opened: Open) -> None:
    """The same range, or the same sentence that refuses it."""

    def here(text: str) -> str:
        try:
            return str(checks.cidr(text))
        except ValueError as error:
            return str(error)

    script = "return arguments[0].map((one) => String(CHECKS['checks.cidr'](one)).replace(/^Error: /, ''))"
    there = opened().execute_script(script, TEXTS)

    assert dict(zip(TEXTS, there, strict=True)) == {text: here(text) for text in TEXTS}


def test_the_page_cuts_a_space_as_the_program_does(opened: Open) -> None:
    """Subnet by subnet; what is too small it does not cut."""
    script = """
        const cut = (one) => { const found = plan(Range.read(one)); return found && Object.entries(found); };
        return arguments[0].map((one) => cut(one)?.map(([key, range]) => [key, String(range)]) ?? null);
    """
    there = dict(zip(RANGES, opened().execute_script(script, RANGES), strict=True))
    cuts = {one: vars(addressing.plan(IPv4Network(one))) for one in RANGES if one != "10.20.0.0/23"}

    assert there.pop("10.20.0.0/23") is None
    assert there == {one: [[key, str(of)] for key, of in cut.items()] for one, cut in cuts.items()}


@pytest.mark.parametrize(
    ("most", "space", "pods"),
    [
        (180, "10.20.0.0/22", "100.64.0.0/16"),
        (184, "10.20.0.0/22", "100.64.0.0/16"),
        (185, "10.20.0.0/22", "100.64.0.0/15"),
        (186, "10.20.0.0/21", "100.64.0.0/16"),
        (187, "10.20.0.0/21", "100.64.0.0/17"),
        (4, "10.20.0.0/22", "100.64.0.0/28"),
    ],
)
def test_the_page_counts_nodes_as_the_program_does(opened: Open, most: int, space: str, pods: str) -> None:
    """An upgrade needs a third more nodes than there are; each takes an address and a /24 of the pods."""
    pool = POOL | {"maxCount": most}
    values = {"address_space": IPv4Network(space), "pod_cidr": IPv4Network(pods)}
    pools = {"system_pool": SystemPool.model_validate(SYSTEM), "user_pools": [UserPool.model_validate(pool)]}
    here = [problem for _, problem in checks.nodes_fit({**values, **pools})]

    there = told(opened(), SIMPLEST | {"addressSpace": space, "podCidr": pods, "userPools": [pool]})

    assert [one.split(": ", 1)[1] for one in there] == here


@pytest.mark.engine
def test_the_engine_previews_what_the_page_writes(opened: Open, engine: Engine) -> None:
    """The file itself, of the preset that no stack of the project has, under the guardrails."""
    page = opened("#isolated")
    file = engine.folder / "written.yaml"
    file.write_text(content(page, "yaml"), "utf-8")

    preview = engine.run("preview", ROOT, "isolated", policy_packs=[PACK], flags=("--config-file", str(file)))

    assert page.find_element(By.ID, "verdict").text == "✓ The program will accept this"
    assert preview.diagnostics("error") == []
    assert beside_the_calendar(preview) == []
    kinds = {urn.split("::")[2].split("$")[-1].split(":")[-1] for urn in preview.operations}
    assert "ManagedCluster" in kinds
    assert kinds.isdisjoint({"AzureFirewall", "NatGateway"})
