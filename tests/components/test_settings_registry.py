"""What the registry's settings ask of the rest."""

import json
from typing import Any

import pytest

from tests.components.recorder import PROJECT, Configure, Run
from tests.components.settings_values import changed, refusal

GIT = {"image": "shop/web", "context": "https://github.com/example/web.git#main"}


def test_build_agents_are_where_azure_has_them(run: Run, configure: Configure) -> None:
    """The message says where that is."""
    configure(changed("registry", {"buildAgents": True}) | {"azure-native:location": "swedencentral"})

    (problem,) = refusal(run)

    assert "buildAgents are not offered in swedencentral, only in canadacentral" in problem


@pytest.mark.parametrize(
    ("agents", "rebuilds", "message"),
    [
        (False, [GIT], "rebuilds run on machines in the network; set buildAgents to true"),
        (
            True,
            [GIT, GIT | {"image": "shop-web"}],
            "rebuilds: there is more than one task 'rebuild-shop-web'; remove one",
        ),
        (
            True,
            [GIT | {"context": "https://token@github.com/example/web.git"}],
            "is no place to read sources from without a token; write such as https://github.com",
        ),
        (
            True,
            [GIT | {"context": "http://github.com/example/web.git"}],
            "is no place to read sources from without a token; write such as https://github.com",
        ),
    ],
    ids=["no agents", "two of a name", "a token in it", "in clear"],
)
def test_rebuilds_that_cannot_be_are_refused(
    run: Run, configure: Configure, agents: bool, rebuilds: Any, message: str
) -> None:
    """A context has no token: whoever reads the stack's settings would have it."""
    configure(changed("registry", {"buildAgents": agents, "rebuilds": rebuilds}))

    (problem,) = refusal(run)

    assert message in problem


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
