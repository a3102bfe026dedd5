"""Reading the configuration: what is right is typed, what is wrong is told with its key and its remedy."""

import json
from base64 import b64encode
from pathlib import Path
from typing import Any

import pulumi
import pytest
import yaml

from components.settings import checks, cluster, identity, network, registry, tenants
from components.settings.stack import ALREADY_EXPLAINED, Settings, Tier, full_key, load, load_or_stop
from tests.components.recorder import PROJECT, ROOT, Configure, Run, stack_config

POOL = {"name": "apps", "vmSize": "Standard_D4ds_v5", "minCount": 1, "maxCount": 3}
SYSTEM = {"vmSize": "Standard_D4ds_v5", "minCount": 3, "maxCount": 5}
TAGS = {"owner": "platform-team", "costCenter": "1000"}
HUB_GROUP = "/subscriptions/0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d/resourceGroups/hub"
HUB = {
    "networkId": f"{HUB_GROUP}/providers/Microsoft.Network/virtualNetworks/vnet-hub",
    "nextHop": "10.0.0.4",
    "zoneGroupId": HUB_GROUP,
}
WINDOW = {"day": "Sunday", "start": "01:00", "utcOffset": "+00:00", "hours": 8}

GROUP = "3b1f6c52-8d0e-4f7a-9c3b-2a5d7e9f1c04"

REFUSED: dict[str, tuple[str, Any, str]] = {
    "no mask": ("addressSpace", "10.20.0.0", "'10.20.0.0' has no mask, which says how large the range is"),
    "nonsense for a range": ("addressSpace", "ten", "'ten' is not a CIDR range such as 10.20.0.0/20"),
    "host bits in a range": ("addressSpace", "10.20.1.0/20", "write 10.20.0.0/20"),
    "public range": ("addressSpace", "8.8.0.0/16", "8.8.0.0/16 is public; choose from 10.0.0.0/8"),
    "reserved range": ("podCidr", "172.30.0.0/16", "overlaps 172.30.0.0/16, which AKS keeps for itself"),
    "small network": ("addressSpace", "10.20.0.0/23", "10.20.0.0/23 is too small: use a /22 or larger"),
    "pods over network": ("podCidr", "10.20.0.0/16", "10.20.0.0/16 overlaps 10.20.0.0/20; choose another range"),
    "services over pods": ("serviceCidr", "100.64.0.0/20", "overlaps 100.64.0.0/16; choose another range"),
    "few pods": ("podCidr", "100.64.0.0/22", "holds 4 nodes, an upgrade needs 11; choose a /20 or larger"),
    "tiny pods": ("podCidr", "100.64.0.0/28", "holds 0 nodes, an upgrade needs 11; choose a /20 or larger"),
    "few nodes": ("addressSpace", "10.20.0.0/22", "holds 251 nodes, an upgrade needs"),
    "large services": ("serviceCidr", "10.96.0.0/12", "10.96.0.0/12 has a wrong size; choose a /13 to /27"),
    "unknown way out": ("network", {"egress": "proxy"}, "network.egress: Input should be 'firewall', 'hub'"),
    "misspelt part of the network": ("network", {"egres": "hub"}, "network.egres: there is no such part"),
    "hub without its data": ("network", {"egress": "hub"}, "network.hub: egress: hub needs it; give networkId"),
    "unused hub": ("network", {"egress": "firewall", "hub": HUB}, "network.hub: egress: firewall uses no hub; remove"),
    "hub by name": ("network", {"egress": "hub", "hub": HUB | {"networkId": "hub"}}, "network.hub.networkId: String"),
    "public next hop": ("network", {"egress": "hub", "hub": HUB | {"nextHop": "8.8.8.8"}}, "8.8.8.8 is public; choose"),
    "hosts without a firewall": (
        "network",
        {"allowedHosts": ["a.example"]},
        "network.allowedHosts: egress: natGateway",
    ),
    "every host": ("network", {"egress": "firewall", "allowedHosts": ["*"]}, "'*' is not a host name such as"),
    "isolated and public": ("network", {"egress": "isolated"}, "network.privateMonitoring: egress: isolated needs it"),
    "two private link scopes": (
        "network",
        {"egress": "hub", "hub": HUB, "privateMonitoring": True},
        "network.privateMonitoring: egress: hub shares the hub's private link scope",
    ),
    "operators from everywhere": ("network", {"bastionFrom": ["0.0.0.0/0"]}, "0.0.0.0/0 is too wide; name ranges of"),
    "operators from nowhere": ("network", {"bastionFrom": ["office"]}, "'office' is not an address range such as"),
    "DDoS plan by name": ("network", {"ddosPlan": "standard"}, "network.ddosPlan: String should match pattern"),
    "torn list": ("userPools", "[{name: apps", "userPools: Input should be a valid list, not '[{name: apps'"),
    "text that begins like an object": ("workload", "{shop", "workload: String should match pattern"),
    "old version": ("kubernetesVersion", "1.34", "'1.34' is not supported; choose one of 1.35, 1.36, 1.37"),
    "patch version": ("kubernetesVersion", "1.36.2", "'1.36.2' is not supported; choose one of"),
    "free tier": ("clusterTier", "Free", "Input should be 'Standard' or 'Premium', not 'Free'"),
    "one zone": ("availabilityZones", ["1"], "is not two or three different zones"),
    "unknown zone": ("availabilityZones", ["1", "4"], "is not two or three different zones"),
    "repeated zone": ("availabilityZones", ["1", "1"], "is not two or three different zones"),
    "two system nodes": ("systemPool", SYSTEM | {"minCount": 2}, "systemPool.minCount: Input should be greater than"),
    "weak system nodes": ("systemPool", SYSTEM | {"vmSize": "Standard_D2ds_v5"}, "too weak; choose 4 or more CPUs"),
    "burstable system": ("systemPool", SYSTEM | {"vmSize": "Standard_B4s_v2"}, "not of the B series"),
    "system counts": ("systemPool", SYSTEM | {"minCount": 9}, "pool system: minCount 9 exceeds maxCount 5"),
    "misspelt part": ("systemPool", SYSTEM | {"maxcount": 5}, "systemPool.maxcount: there is no such part"),
    "missing part": (
        "systemPool",
        {"vmSize": "Standard_D4ds_v5", "maxCount": 5},
        "systemPool.minCount: this part is missing",
    ),
    "text for an object": ("systemPool", "large", "Nodes of the cluster's own add-ons"),
    "Arm nodes": (
        "userPools",
        [POOL | {"vmSize": "Standard_D4pds_v5"}],
        "userPools[0].vmSize: Standard_D4pds_v5 has an",
    ),
    "plain disks": ("userPools", [POOL | {"vmSize": "Standard_D4d_v5"}], "takes no premium disks; choose one with s"),
    "no machine": ("userPools", [POOL | {"vmSize": "large"}], "not a size of the form Standard_D4ds_v5"),
    "no pools": ("userPools", [], "List should have at least 1 item"),
    "long pool name": (
        "userPools",
        [POOL | {"name": "applications1"}],
        "userPools[0].name: String should match pattern",
    ),
    "pool counts": ("userPools", [POOL | {"minCount": 4}], "pool apps: minCount 4 exceeds maxCount 3; raise maxCount"),
    "same pool twice": ("userPools", [POOL, POOL], "more than one pool named 'apps'; give each its own name"),
    "system pool twice": ("userPools", [POOL | {"name": "system"}], "more than one pool named 'system'"),
    "bad taint": ("userPools", [POOL | {"taints": ["batch"]}], "userPools[0].taints[0]: String should match pattern"),
    "no group": ("adminGroupIds", [], "List should have at least 1 item"),
    "group by name": ("adminGroupIds", ["operators"], "adminGroupIds[0]: Input should be a valid UUID"),
    "deployer": ("deployerType", "Robot", "Input should be 'ServicePrincipal' or 'User'"),
    "short retention": (
        "logRetentionDays",
        7,
        "greater than or equal to 30, not '7'. Days logs can be queried: 30 to 730.",
    ),
    "words for days": ("logRetentionDays", "a while", "Input should be a valid integer"),
    "no boolean": ("protectData", "perhaps", "Input should be a valid boolean"),
    "no owner": ("tags", {"costCenter": "1000"}, "tags.owner: this part is missing"),
    "empty cost centre": (
        "tags",
        TAGS | {"costCenter": ""},
        "tags.costCenter: String should have at least 1 character",
    ),
    "window day": ("maintenance", WINDOW | {"day": "sunday"}, "maintenance.day: Input should be 'Monday'"),
    "short window": (
        "maintenance",
        WINDOW | {"hours": 2},
        "maintenance.hours: Input should be greater than or equal to 4",
    ),
    "backward freeze": (
        "maintenance",
        WINDOW | {"freezes": [{"start": "2027-01-04", "end": "2026-12-18"}]},
        "maintenance.freezes[0]: end 2026-12-18 is before start 2027-01-04; swap them",
    ),
    "no day": (
        "maintenance",
        WINDOW | {"freezes": [{"start": "Christmas", "end": "2026-12-18"}]},
        "maintenance.freezes[0].start: Input should be a valid date",
    ),
    "unknown profile": (
        "userPools",
        [POOL | {"profile": "gpu"}],
        "userPools[0].profile: Input should be 'standard', 'sandboxed', 'spot' or 'fips'",
    ),
    "sandboxes in weak machines": (
        "userPools",
        [POOL | {"profile": "sandboxed", "vmSize": "Standard_B4s_v2"}],
        "pool apps: Standard_B4s_v2 runs no sandboxes; choose a D, E or F size of version 3 or later",
    ),
    "spot alone": ("userPools", [POOL | {"profile": "spot"}], "every pool is of profile spot"),
    "unknown scaling": ("cluster", {"nodeScaling": "manual"}, "cluster.nodeScaling: Input should be 'autoscaler'"),
    "no safeguards": ("cluster", {"safeguards": "Off"}, "cluster.safeguards: Input should be 'Warn' or 'Enforce'"),
    "private key": (
        "cluster",
        {"certificateAuthorities": [b64encode(b"-----BEGIN PRIVATE KEY-----").decode()]},
        "cluster.certificateAuthorities[0]: this is no certificate in PEM form; write what `base64 -w0 ca.pem` prints",
    ),
    "copy at home": (
        "registry",
        {"replicaRegions": ["West Europe"]},
        "the registry is in westeurope already; remove it",
    ),
    "copy on the moon": ("registry", {"replicaRegions": ["moon"]}, "'moon' is not a region with availability zones"),
    "copy twice": (
        "registry",
        {"replicaRegions": ["northeurope", "northeurope"]},
        "a region stands there twice; remove one",
    ),
    "copy and soft delete": (
        "registry",
        {"replicaRegions": ["northeurope"], "cleanup": "softDelete"},
        "a replicated registry has no soft delete; set cleanup to retention or empty replicaRegions",
    ),
    "anonymous at Docker Hub": (
        "registry",
        {"mirrors": [{"upstream": "docker.io/library/*"}]},
        "registry.mirrors[0]: Docker Hub needs credentials; name usernameSecret and passwordSecret",
    ),
    "mirror of nobody": (
        "registry",
        {"mirrors": [{"upstream": "example.com/library/*"}]},
        "registry.mirrors[0].upstream: 'example.com' cannot be mirrored; choose from docker.io",
    ),
    "mirror of half a name": (
        "registry",
        {"mirrors": [{"upstream": "quay.io/argo*"}]},
        "names no repository; write such as quay.io/library/nginx or quay.io/library/*",
    ),
    "mirrors over each other": (
        "registry",
        {"mirrors": [{"upstream": "quay.io/argoproj/*"}, {"upstream": "quay.io/argoproj/argocd"}]},
        "quay.io/argoproj/* and quay.io/argoproj/argocd overlap; keep one of them",
    ),
    "one group, two personas": (
        "teams",
        [{"name": "shop", "operators": GROUP, "developers": GROUP}],
        f"group {GROUP} stands for 2 personas; give each a group of its own",
    ),
    "anybody's pull request": (
        "identity",
        {"github": {"previewSubject": "repo:a/b:pull_request", "deploySubject": "repo:a/b:environment:prod"}},
        "identity.github.previewSubject: String should match pattern",
    ),
    "one pipeline for both": (
        "identity",
        {"github": {"previewSubject": "repo:a/b:environment:x", "deploySubject": "repo:a/b:environment:x"}},
        "previewSubject and deploySubject are one; give each pipeline its own environment",
    ),
    "window start": ("maintenance", WINDOW | {"start": "24:00"}, "maintenance.start: String should match pattern"),
    "capital letters": ("workload", "Shop", "What the platform is for: 2 to 12 lower-case letters and digits."),
    "long names": ("workload", "warehousing", "shorten workload, environment or nameSuffix"),
    "suffix": ("nameSuffix", "x-7", "nameSuffix: String should match pattern"),
    "unknown region": ("azure-native:location", "atlantis", "'atlantis' is not a region with availability zones"),
    "misspelt key": ("adressSpace", "10.0.0.0/16", f"there is no such setting; did you mean {PROJECT}:addressSpace?"),
    "strange key": ("hue", "red", f"there is no such setting; remove it with: pulumi config rm {PROJECT}:hue"),
}


def changed(key: str, value: Any) -> dict[str, str]:
    """Return the development stack's configuration with one value changed."""
    full = key if ":" in key else f"{PROJECT}:{key}"
    config = stack_config("dev") | {full: value if isinstance(value, str) else json.dumps(value)}
    if key == "addressSpace" and value == "10.20.0.0/22":
        config |= {f"{PROJECT}:userPools": json.dumps([POOL | {"maxCount": 185}])}
    if key == "workload" and value == "warehousing":
        config |= {f"{PROJECT}:environment": "acceptance"}
    return config


def refusal(run: Run) -> list[str]:
    """Load the configuration and return the problems it reports, a line each."""
    with pytest.raises(pulumi.RunError) as error:
        run(load)
    head, *problems = str(error.value).splitlines()

    assert head == "stack dev cannot run as configured:"
    return problems


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
    assert stack.stem == "platform-prod-weu-x7k2"
    assert stack.all_tags == {
        "owner": "platform-team",
        "costCenter": "1000",
        "dataClassification": "confidential",
        "workload": "platform",
        "environment": "prod",
        "managedBy": "pulumi",
    }


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
    assert "run with PULUMI_OPTION_POLICY_PACK=policypacks/aks" in problem


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


def test_template_asks_for_known_settings() -> None:
    """What `pulumi new` asks for is a setting, with the sentence of its setting."""
    project = yaml.safe_load((ROOT / "Pulumi.yaml").read_text())
    asked = set(project["template"]["config"]) - {"azure-native:location"}

    assert asked <= set(project["config"])


@pytest.mark.parametrize("stack", ["dev", "prod"])
def test_stack_files_set_only_what_differs(stack: str) -> None:
    """A value that repeats the default would hide the default's next change."""
    project = yaml.safe_load((ROOT / "Pulumi.yaml").read_text())["config"]
    values = yaml.safe_load((ROOT / f"Pulumi.{stack}.yaml").read_text())["config"]
    repeated = [
        key for key, value in values.items() if project.get(key.split(":")[1], {}).get("default", object()) == value
    ]

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
    ):
        decorated = {check for check in vars(module).values() if hasattr(check, "__wrapped__")}

        assert set(run_of_it) == decorated


def test_build_agents_are_where_azure_has_them(run: Run, configure: Configure) -> None:
    """The message says where that is."""
    configure(changed("registry", {"buildAgents": True}) | {"azure-native:location": "swedencentral"})

    (problem,) = refusal(run)

    assert "buildAgents are not offered in swedencentral, only in canadacentral" in problem


@pytest.mark.parametrize(
    ("network", "registry", "message"),
    [
        (
            {"egress": "firewall"},
            {"buildAgents": True},
            "buildAgents have no way out with egress firewall; set natGateway or hub, or false",
        ),
        (
            {"egress": "isolated", "privateMonitoring": True},
            {"mirrors": [{"upstream": "mcr.microsoft.com/dotnet/*"}]},
            "an isolated network mirrors mcr.microsoft.com already; remove it",
        ),
    ],
    ids=["agents behind the firewall", "a second bootstrap"],
)
def test_registry_suits_the_network(run: Run, configure: Configure, network: Any, registry: Any, message: str) -> None:
    """What needs a way out is refused where there is none for it."""
    configure(changed("network", network) | {f"{PROJECT}:registry": json.dumps(registry)})

    (problem,) = refusal(run)

    assert problem.startswith(f"{PROJECT}:registry: ")
    assert message in problem


def test_hub_answers_dns_where_nobody_else_is_named(run: Run, configure: Configure) -> None:
    """Its firewall is the DNS server of its spokes."""
    configure(changed("network", {"egress": "hub", "hub": HUB}))
    loaded: list[Settings] = []

    run(lambda: loaded.append(load()))

    hub = loaded[0].network.existing_hub
    assert hub is not None
    assert (hub["next_hop"], hub["dns_servers"]) == ("10.0.0.4", ["10.0.0.4"])
