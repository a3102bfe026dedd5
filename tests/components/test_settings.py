"""Reading the configuration: what is right is typed, what is wrong is told with its key and its remedy."""

import json
import re
from pathlib import Path

import pulumi
import pytest
import yaml

from components.settings import checks, cluster, identity, network, registry, stamps, tenants
from components.settings.load import ALREADY_EXPLAINED, full_key, load, load_or_stop
from components.settings.stack import Settings, Tier
from tests.components.recorder import PROJECT, ROOT, Configure, Run, stack_config
from tests.components.refused_settings import REFUSED
from tests.components.settings_values import HUB, SYSTEM, changed, refusal
from tests.engine import EXAMPLES


@pytest.mark.parametrize("case", REFUSED)
def test_wrong_value_is_refused(run: Run, configure: Configure, case: str) -> None:
    """One line that begins with the key as the stack file has it, and says what to do."""
    key, value, message = REFUSED[case]
    configure(changed(key, value))

    (problem,) = refusal(run)

    assert problem.startswith(key if ":" in key else f"{PROJECT}:{key}")
    assert message in problem


@pytest.mark.parametrize("key", ["environment", "addressSpace", "userPools", "adminGroupIds", "tags"])
def test_missing_value_is_refused(run: Run, configure: Configure, key: str) -> None:
    """The message shows the command that sets it."""
    config = stack_config("dev")
    del config[f"{PROJECT}:{key}"]
    configure(config)

    (problem,) = refusal(run)

    assert problem.startswith(f"{PROJECT}:{key}: is not set; pulumi config set {PROJECT}:{key} <value>.")


def test_all_problems_are_told_at_once(run: Run, configure: Configure) -> None:
    """Wrong values, wrong combinations, missing and unknown keys, sorted."""
    config = changed("podCidr", "10.20.0.0/16") | {
        f"{PROJECT}:logRetentionDays": "7",
        f"{PROJECT}:colour": "red",
        f"{PROJECT}:systemPool": json.dumps(SYSTEM | {"minCount": 9}),
    }
    del config["azure-native:location"]
    configure(config)

    keys = [problem.split(": ")[0] for problem in refusal(run)]

    assert keys == [
        "azure-native:location",
        f"{PROJECT}:colour",
        f"{PROJECT}:logRetentionDays",
        f"{PROJECT}:podCidr",
        f"{PROJECT}:systemPool",
    ]


def test_a_wrong_configuration_ends_the_program_with_one_error(
    configure: Configure, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(pulumi.log, "error", told.append)
    configure(stack_config("dev") | {"hardened-aks:nameSuffix": "UPPER"})

    with pytest.raises(SystemExit) as end:
        load_or_stop()

    assert end.value.code == ALREADY_EXPLAINED
    assert [message.count("hardened-aks:nameSuffix") for message in told] == [1]


def test_values_are_typed(run: Run, configure: Configure) -> None:
    """Production as its file says it."""
    configure(stack_config("prod") | {f"{PROJECT}:requireGuardrails": "false"})
    loaded: list[Settings] = []

    run(lambda: loaded.append(load()))

    (stack,) = loaded
    assert stack.cluster_tier is Tier.PREMIUM
    assert (stack.log_retention_days, stack.owns_subscription) == (365, True)
    assert [pool.size["taints"] for pool in stack.user_pools] == [[], ["workload=memory:NoSchedule"]]
    assert stack.system_pool.size["taints"] == ["CriticalAddonsOnly=true:NoSchedule"]
    assert stack.maintenance.window == {
        "day": "Sunday",
        "start": "01:00",
        "utc_offset": "+00:00",
        "hours": 8,
        "freezes": [{"start": "2026-12-18", "end": "2027-01-04"}],
    }
    assert stack.plans[0].stem == "platform-prod-weu-x7k2"
    assert stack.all_tags == {
        "owner": "platform-team",
        "costCenter": "1000",
        "dataClassification": "confidential",
        "workload": "platform",
        "environment": "prod",
        "managedBy": "pulumi",
    }


def test_a_system_pool_of_another_name_takes_its_place(run: Run, configure: Configure) -> None:
    """The name that a user pool has is none for it."""
    configure(changed("systemPool", SYSTEM | {"name": "system2"}))
    loaded: list[Settings] = []

    run(lambda: loaded.append(load()))

    assert loaded[0].system_pool.size["name"] == "system2"
    configure(changed("systemPool", SYSTEM | {"name": loaded[0].user_pools[0].name}))
    told = f"{PROJECT}:userPools: there is more than one pool named 'apps'; give each its own name"
    assert refusal(run) == [told]


def test_a_provider_s_keys_are_its_own(run: Run, configure: Configure) -> None:
    """Also where they are called as a setting of ours."""
    theirs = {"azure-native:environment": "public", "pulumi:tags": "{}", "kubernetes:teams": "x"}
    # An environment of Pulumi's that several projects share.
    theirs |= {"azure:location": "westeurope", "azure:environment": "public", "azuread:environment": "global"}
    theirs |= {"google:tags": "{}"}
    configure(stack_config("dev") | theirs)
    loaded: list[Settings] = []

    run(lambda: loaded.append(load()))

    assert loaded[0].environment == "dev"


def test_documents_show_settings_for_any_project() -> None:
    """As stack files do: without the project, whose name is another one in a copy."""
    pages = [*(ROOT / "docs").glob("*.md"), *(ROOT / "docs" / "runbooks").glob("*.md")]
    shown = [line for page in pages for line in page.read_text("utf-8").splitlines() if line.startswith(f"{PROJECT}:")]

    assert shown == []


def test_numbers_serve_as_text(run: Run, configure: Configure) -> None:
    """Unquoted zones and cost centres of a stack file mean what they say."""
    configure(
        stack_config("dev")
        | {
            f"{PROJECT}:availabilityZones": "[3, 1]",
            f"{PROJECT}:tags": '{"owner": "a", "costCenter": 1000, "floor": 3}',
        }
    )
    loaded: list[Settings] = []

    run(lambda: loaded.append(load()))

    assert loaded[0].availability_zones == ["1", "3"]
    assert loaded[0].all_tags["costCenter"] == "1000"
    assert loaded[0].all_tags["floor"] == "3"


@pytest.mark.parametrize("packs", ["", "missing", "missing,{empty}"])
def test_guardrails_may_be_required(
    run: Run, configure: Configure, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, packs: str
) -> None:
    """A stack that asks for a policy pack refuses to run without one, and says how to name it."""
    configure(changed("requireGuardrails", value=True))
    monkeypatch.setenv("PULUMI_OPTION_POLICY_PACK", packs.format(empty=tmp_path))

    (problem,) = refusal(run)

    assert problem.startswith(f"{PROJECT}:requireGuardrails: this stack runs only under guardrails, but ")
    assert "run with PULUMI_OPTION_POLICY_PACK=$PWD/policypacks/aks" in problem


def test_any_policy_pack_will_do(
    run: Run, configure: Configure, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Several packs may be named; one of them has to be there."""
    (tmp_path / "PulumiPolicy.yaml").write_text("runtime: python\n")
    configure(changed("requireGuardrails", value=True))
    monkeypatch.setenv("PULUMI_OPTION_POLICY_PACK", f"missing, {tmp_path}")
    loaded: list[Settings] = []

    run(lambda: loaded.append(load()))

    assert loaded[0].require_guardrails


def test_project_file_and_settings_agree(run: Run) -> None:
    """Every setting stands in Pulumi.yaml with the same sentence, and nothing else does."""
    schema = yaml.safe_load((ROOT / "Pulumi.yaml").read_text())["config"]
    described: dict[str, str | None] = {}

    def describe() -> None:
        for field, info in Settings.model_fields.items():
            described[full_key(field).removeprefix(f"{PROJECT}:")] = info.description

    run(describe)

    described.pop("azure-native:location")  # the engine lets a provider's key have no type or description
    assert {key: spec["description"] for key, spec in schema.items()} == described


@pytest.mark.parametrize("field", ["address_space", "pod_cidr", "service_cidr", "network", "availability_zones"])
def test_what_a_stack_that_stands_keeps_is_chosen_once(field: str) -> None:
    """Azure refuses another value, or Pulumi replaces the cluster for it."""
    assert "chosen once" in str(Settings.model_fields[field].description)


def test_template_asks_for_known_settings() -> None:
    """What `pulumi new` asks for is a setting, with the sentence of its setting."""
    project = yaml.safe_load((ROOT / "Pulumi.yaml").read_text())
    asked = set(project["template"]["config"]) - {"azure-native:location"}

    assert asked <= set(project["config"])


@pytest.mark.parametrize("stack", ["dev", "prod"])
def test_examples_are_the_stacks_until_somebody_makes_them_their_own(stack: str) -> None:
    """Whoever deploys chooses a suffix, since names are unique in the world; from then on the file is theirs."""
    file, example = ROOT / f"Pulumi.{stack}.yaml", (EXAMPLES / f"{stack}.yaml").read_text("utf-8")
    own = file.read_text("utf-8") if file.exists() else ""
    (suffix,) = re.findall(r"^ +nameSuffix: (\w+)$", example, re.MULTILINE)

    assert own == example or not re.search(rf"nameSuffix: {suffix}\b", own), "choose nameSuffix, or change the example"


@pytest.mark.parametrize("stack", ["dev", "prod"])
def test_stack_files_set_only_what_differs(stack: str) -> None:
    """A value that repeats the default would hide the default's next change."""
    project = yaml.safe_load((ROOT / "Pulumi.yaml").read_text())["config"]
    values = yaml.safe_load((EXAMPLES / f"{stack}.yaml").read_text())["config"]
    repeated = [key for key, value in values.items() if project.get(key, {}).get("default", object()) == value]

    assert repeated == []


def test_every_check_is_run() -> None:
    """A check that nobody calls would be worse than none."""
    for module, run_of_it in (
        (checks, checks.CHECKS),
        (cluster, cluster.CHECKS),
        (identity, identity.CHECKS),
        (network, network.NETWORK_CHECKS),
        (registry, registry.CHECKS),
        (tenants, tenants.CHECKS),
        (stamps, stamps.CHECKS),
    ):
        decorated = {check for check in vars(module).values() if hasattr(check, "__wrapped__")}

        assert set(run_of_it) == decorated


def test_backups_are_where_copies_have_a_second_region(run: Run, configure: Configure) -> None:
    """Azure pairs the regions; some stand alone."""
    configure(changed("cluster", {"backup": True}) | {"azure-native:location": "polandcentral"})

    (problem,) = refusal(run)

    assert "backup: polandcentral has no paired region for the copies; set backup to false or another region" in problem


def test_hub_answers_dns_where_nobody_else_is_named(run: Run, configure: Configure) -> None:
    """Its firewall is the DNS server of its spokes."""
    configure(changed("network", {"egress": "hub", "hub": HUB}))
    loaded: list[Settings] = []

    run(lambda: loaded.append(load()))

    hub = loaded[0].plans[0].existing_hub
    assert hub is not None
    assert (hub["next_hop"], hub["dns_servers"]) == ("10.0.0.4", ["10.0.0.4"])
