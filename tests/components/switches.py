"""Every switch of the stack with its positions, and configurations in which each two positions meet."""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from itertools import combinations, product
from typing import Any

from tests.components.settings_values import GITHUB, HUB, IMAGES, POOL, SIGNATURES, SYSTEM

Choice = Mapping[str, str]
"""Switch -> position."""
Pair = frozenset[tuple[str, str]]
"""Two positions of different switches."""

_GROUPS = [f"{number}b1f6c52-8d0e-4f7a-9c3b-2a5d7e9f1c04" for number in range(1, 5)]
_TEAM = {"name": "shop", "operators": _GROUPS[0], "developers": _GROUPS[1], "secrets": ["db"], "exposed": True}
_PEOPLE = {
    "platformOperators": _GROUPS[2],
    "securityReaders": _GROUPS[3],
}
_REBUILDS = [{"image": "shop/web", "context": "https://github.com/example/web.git#main"}]
_MIRRORS = [
    {"upstream": "docker.io/library/*", "credentials": {"usernameSecret": "user", "passwordSecret": "token"}},
    {"upstream": "registry.k8s.io/*"},
]
_PROFILES = [{**POOL, "name": one, "profile": one} for one in ("standard", "sandboxed", "spot", "fips")]
_FREEZE = {"freezes": [{"start": "2026-12-18", "end": "2027-01-04"}]}
_WINDOW = {"day": "Sunday", "start": "01:00", "utcOffset": "+00:00", "hours": 8}
_STAMP = {
    "name": "neu",
    "location": "northeurope",
    "addressSpace": "10.21.0.0/20",
    "availabilityZones": ["1", "2"],
    "systemPool": SYSTEM,
    "userPools": [{**POOL, "profile": "fips"}],
}
_SECOND_HUB = {
    "networkId": HUB["networkId"] + "-neu",
    "nextHop": "10.1.0.4",
    "zoneGroupId": HUB["zoneGroupId"] + "-neu",
}
_CERTIFICATE = b64encode(b"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n").decode()
_REPOSITORY = {"repository": "https://github.com/example/platform"}

SWITCHES: dict[str, dict[str, dict[str, Any]]] = {
    "egress": {
        "firewall": {"network.egress": "firewall"},
        "hub": {"network.egress": "hub", "network.hub": HUB},
        "natGateway": {},
        "isolated": {"network.egress": "isolated"},
    },
    "access": {
        "none": {"clusterAccess": "none"},
        "azure": {"clusterAccess": "azure"},
        "direct": {"clusterAccess": "direct"},
        "render": {"clusterAccess": "render", "manifests": _REPOSITORY},
    },
    "metrics": {one: {"monitoring.metrics": one} for one in ("none", "prometheus", "grafana")},
    "people": {
        "none": {},
        "held": {f"identity.{one}": group for one, group in _PEOPLE.items()},
        "eligible": {f"identity.{one}": of for one, of in {**_PEOPLE, "eligibleFrom": "2026-12-01"}.items()},
    },
    "pipelines": {"none": {}, "both": {"identity.github": GITHUB}},
    "private monitoring": {"off": {}, "on": {"network.privateMonitoring": True}},
    "hosts": {"off": {}, "on": {"network.allowedHosts": ["api.example.com"]}},
    "bastion": {"off": {}, "on": {"network.bastionFrom": ["198.51.100.0/28"]}},
    "DDoS plan": {"off": {}, "own": {"network.ddosPlan": "own"}},
    "build agents": {"off": {}, "on": {"registry.buildAgents": True, "registry.rebuilds": _REBUILDS}},
    "roles": {"registry": {}, "repositories": {"registry.access": "abac"}},
    "cleanup": {"retention": {}, "softDelete": {"registry.cleanup": "softDelete"}},
    "replicas": {"off": {}, "on": {"registry.replicaRegions": ["swedencentral"]}},
    "mirrors": {"off": {}, "on": {"registry.mirrors": _MIRRORS}},
    "stamps": {"one": {}, "two": {"stamps": [_STAMP]}},
    "nodes": {"autoscaler": {}, "provisioner": {"cluster.nodeScaling": "provisioner"}},
    "pools": {"standard": {}, "profiles": {"userPools": _PROFILES}},
    "mesh": {"off": {}, "on": {"cluster.mesh": True}},
    "backup": {"off": {}, "on": {"cluster.backup": True}},
    "safeguards": {"Enforce": {}, "Warn": {"cluster.safeguards": "Warn"}},
    "authorities": {"off": {}, "own": {"cluster.certificateAuthorities": [_CERTIFICATE]}},
    "tier": {"Standard": {}, "Premium": {"clusterTier": "Premium"}},
    "freezes": {"off": {}, "on": {"maintenance": _WINDOW | _FREEZE}},
    "teams": {
        "off": {"teams": []},
        "on": {"teams": [_TEAM]},
        "with pipelines": {"teams": [_TEAM | {"images": IMAGES, "quota": "large"}]},
    },
    "admission": {"Deny": {}, "Audit": {"admission.mode": "Audit", "admission.allowShells": True}},
    "signatures": {"off": {}, "on": {"admission.signatures": SIGNATURES}},
    "container logs": {one: {"monitoring.containerLogPlan": one} for one in ("Analytics", "Basic")},
    "daily cap": {"off": {}, "on": {"monitoring.dailyCapGb": 5}},
    "reads": {"off": {}, "on": {"monitoring.auditReads": True}},
    "Sentinel": {"off": {}, "on": {"monitoring.sentinel": True}},
    "policies": {"Deny": {}, "Audit": {"governance.policies": "Audit"}},
    "locks": {"off": {}, "on": {"governance.lockData": True}},
    "types": {"off": {}, "restricted": {"governance.restrictTypes": True}},
    "budget": {"off": {}, "on": {"governance.budget": {"amount": 1000, "start": "2026-12-01"}}},
    "subscription": {"shared": {}, "owned": {"ownsSubscription": True}},
    "protection": {"off": {}, "on": {"protectData": True}},
    "deployer": {"ServicePrincipal": {}, "User": {"deployerType": "User"}},
    "guardrails": {"asked": {}, "required": {"requireGuardrails": True}},
}
"""Switch -> position -> the settings that it stands for, parts of a section by their path."""

APART: frozenset[Pair] = frozenset(
    frozenset({(one, position), (other, against)})
    for one, position, others in (
        ("egress", "isolated", {"private monitoring": "off", "access": "render", "backup": "on", "build agents": "on"}),
        ("egress", "isolated", {"hosts": "on"}),
        ("access", "direct", {"pipelines": "both"}),
        ("egress", "hub", {"private monitoring": "on", "hosts": "on"}),
        ("egress", "natGateway", {"hosts": "on"}),
        ("egress", "firewall", {"build agents": "on"}),
        ("hosts", "on", {"build agents": "on"}),
        ("signatures", "on", {"mesh": "on", "access": "none"}),
        ("signatures", "on", {"access": "azure", "egress": "isolated"}),
        ("roles", "repositories", {"cleanup": "softDelete", "build agents": "on"}),
        ("teams", "with pipelines", {"roles": "registry", "cleanup": "softDelete", "build agents": "on"}),
        ("cleanup", "softDelete", {"replicas": "on", "stamps": "two"}),
        ("Sentinel", "on", {"daily cap": "on"}),
    )
    for other, against in others.items()
)
"""What the settings refuse together."""


def pairs() -> set[Pair]:
    """Return every two positions of different switches that go together."""
    return {
        frozenset({(one, position), (other, against)})
        for one, other in combinations(SWITCHES, 2)
        for position, against in product(SWITCHES[one], SWITCHES[other])
    } - APART


def met(choice: Choice) -> set[Pair]:
    """Return the pairs that meet in a configuration."""
    return {frozenset(two) for two in combinations(choice.items(), 2)}


def covering() -> Iterator[Choice]:
    """Yield configurations, each meeting as many further pairs as it can, switch by switch, until all have met."""
    left = pairs()
    while left:
        first = min(left, key=sorted)
        choice = _completed(dict(first), left)
        assert choice, f"{sorted(first)} go together with no position of another switch"
        left -= met(choice)
        yield choice


def settings(choice: Choice) -> dict[str, Any]:
    """Return what a stack's file has for it, as differences from the development stack's."""
    config: dict[str, Any] = {"monitoring": {"alertEmails": ["platform-team@example.com"]}}
    for switch, position in choice.items():
        for path, value in SWITCHES[switch][position].items():
            key, _, part = path.partition(".")
            if part:
                config.setdefault(key, {})[part] = value
            else:
                config[key] = value
    if choice.get("egress") == "hub" and "stamps" in config:
        config["stamps"] = [{**_STAMP, "hub": _SECOND_HUB}]
    return config


def _completed(choice: dict[str, str], left: set[Pair]) -> dict[str, str] | None:
    """Return a configuration with these positions, None where some switch has none that goes with the others'."""
    switch = next((one for one in SWITCHES if one not in choice), None)
    if switch is None:
        return choice
    gains = {
        position: len({frozenset({(switch, position), one}) for one in choice.items()} & left)
        for position in SWITCHES[switch]
        if not any(frozenset({(switch, position), one}) in APART for one in choice.items())
    }
    for position in sorted(gains, key=lambda one: -gains[one]):
        if completed := _completed({**choice, switch: position}, left):
            return completed
    return None
