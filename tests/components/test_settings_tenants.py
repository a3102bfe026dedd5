"""What a stack may decide about its tenants."""

import json
from typing import TYPE_CHECKING, Any

import pulumi
import pytest
from pulumi.runtime import config as runtime_config

from components.admission.rendering import Mode
from components.kubernetes.access import ClusterAccess
from components.network.egress_allow_list import AddOn, allow_list, telemetry_hosts
from components.settings import tenants
from components.settings.load import load
from tests.components.recorder import PROJECT, Configure, Run, stack_config
from tests.components.refused_tenants import OTHER, REFUSED, REPOSITORY, TEAM
from tests.components.settings_values import SIGNATURES, refusal

if TYPE_CHECKING:
    from components.settings.stack import Settings


@pytest.mark.parametrize("case", REFUSED)
def test_wrong_tenant_is_refused(run: Run, configure: Configure, case: str) -> None:
    """One line, which begins with the path in the stack file and says what to do."""
    path, values, message = REFUSED[case]
    none = {"teams": [], "clusterAccess": "none", "manifests": {}}
    configure(stack_config("dev") | {f"{PROJECT}:{key}": _text(value) for key, value in {**none, **values}.items()})

    with pytest.raises(pulumi.RunError) as error:
        run(load)
    _, problem = str(error.value).splitlines()

    assert problem.startswith(f"{PROJECT}:{path}: ")
    assert message in problem


def test_only_https_leads_outside(run: Run, configure: Configure) -> None:
    """What is asked for at another port is inside, where nodes reach its private endpoint."""
    hosts = ["api.example.com", "web.example.com:443", "db.example.com:5432", "cache.example.com:6380"]
    changes = {
        "teams": [{**TEAM, "egressHosts": hosts}, {**OTHER, "egressHosts": ["db.example.com:5432"]}],
        "network": {"egress": "firewall"},
    }
    configure(stack_config("dev") | {f"{PROJECT}:{key}": _text(value) for key, value in changes.items()})
    loaded: list[Settings] = []
    run(lambda: loaded.append(load()))

    (stack,) = loaded
    assert stack.destinations[-1]["fqdns"] == ["api.example.com", "web.example.com"]
    assert stack.endpoint_ports == ["5432", "6380"]


def test_who_knows_revoked_certificates_is_asked_by_http(run: Run, configure: Configure) -> None:
    """The one way out that is not HTTPS, and only where signatures are verified."""
    changes = {"admission": {"signatures": SIGNATURES}, "network": {"egress": "firewall"}, "clusterAccess": "direct"}
    configure(stack_config("dev") | {f"{PROJECT}:{key}": _text(value) for key, value in changes.items()})
    loaded: list[Settings] = []
    run(lambda: loaded.append(load()))

    (stack,) = loaded
    *others, lists = stack.destinations
    assert lists == {"name": "revocation", "fqdns": ["crl.example.com"], "tag": "", "port": 80}
    assert not any("port" in one for one in others)


def test_databases_inside_are_reached_without_a_way_out(run: Run, configure: Configure) -> None:
    """By a private endpoint."""
    changes = {
        "teams": [{**TEAM, "egressHosts": ["db.example.com:5432"]}],
        "network": {"egress": "isolated", "privateMonitoring": True},
        "clusterAccess": "none",
    }
    configure(stack_config("dev") | {f"{PROJECT}:{key}": _text(value) for key, value in changes.items()})

    run(load)


PRIVATE = {"clusterAccess": "render", "manifests": {"repository": REPOSITORY, "token": "t0ken"}}


def test_a_token_is_taken_from_what_pulumi_has_encrypted_alone(run: Run, configure: Configure) -> None:
    """Whoever reads the stack's file in clear has what opens the repository; no message repeats it."""
    key = f"{PROJECT}:manifests"
    configure(stack_config("dev") | {f"{PROJECT}:{name}": _text(value) for name, value in PRIVATE.items()})
    problem, *none = refusal(run)

    assert none == []
    assert problem.startswith(f"{key}.token: it stands in clear; revoke it and set a new one")
    assert "t0ken" not in problem

    runtime_config.set_all_config(dict(runtime_config.CONFIG.get()), [key])
    loaded: list[Settings] = []
    run(lambda: loaded.append(load()))
    assert "t0ken" not in repr(loaded)


def test_decisions_become_a_tenancy(run: Run, configure: Configure) -> None:
    """Groups that operate the platform are admission's too; Flux's namespace is spared where Flux is."""
    changes = {
        "teams": [{**TEAM, "quota": "medium", "egressHosts": ["api.example.com"]}],
        "clusterAccess": "render",
        "manifests": {"repository": REPOSITORY, "folder": "manifests/dev"},
        "admission": {"mode": "Audit", "hostSuffixes": ["apps.example.com"]},
        "identity": {"platformOperators": OTHER["operators"]},
        "adminGroupIds": [OTHER["developers"]],
        "cluster": {"mesh": True},
        "protectData": True,
    }
    configure(stack_config("dev") | {f"{PROJECT}:{key}": _text(value) for key, value in changes.items()})
    loaded: list[Settings] = []
    run(lambda: loaded.append(load()))

    (stack,) = loaded
    (first,) = stack.plans
    tenancy = stack.tenancy(first)
    assert (tenancy["access"], tenancy["mode"], tenancy["allow_shells"]) == (ClusterAccess.RENDER, Mode.AUDIT, False)
    assert tenancy["repository"] == {"url": REPOSITORY, "branch": "main", "path": "manifests/dev", "token": None}
    assert tenancy["operators"] == [OTHER["operators"], OTHER["developers"]]
    assert (tenancy["mesh"], tenancy["entrance"]) == (True, tenants.MESH_GATEWAY)
    assert tenancy["protect_data"]
    assert tenancy["teams"][0]["egress_hosts"] == ["api.example.com", *telemetry_hosts("westeurope")]
    assert tenancy["spared_namespaces"] == [
        *tenants.SYSTEM_NAMESPACES,
        "aks-istio-system",
        "aks-istio-ingress",
        "flux-system",
    ]
    assert tenants.hosts(stack.teams, stack.manifests) == ["api.example.com", "github.com"]


@pytest.mark.parametrize(("access", "namespaces"), [("none", ["shop"]), ("azure", ["shop"]), ("direct", [])])
def test_azure_gives_roles_where_the_program_gives_none(
    run: Run, configure: Configure, access: str, namespaces: list[str]
) -> None:
    """In a namespace of our own making, the team's roles are our own."""
    configure(stack_config("dev") | {f"{PROJECT}:teams": json.dumps([TEAM]), f"{PROJECT}:clusterAccess": access})
    loaded: list[Settings] = []
    run(lambda: loaded.append(load()))

    (stack,) = loaded
    (team,) = tenants.people(stack.teams, stack.cluster_access)
    assert team["namespaces"] == namespaces


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def test_endings_are_those_of_the_platforms_hosts() -> None:
    """Everything that its add-ons ask for on the Internet ends so."""
    asked = {host for one in allow_list(["westeurope"], AddOn) for host in one["fqdns"]}

    assert {host.rpartition(".")[2] for host in asked} <= {*tenants.ENDINGS}
