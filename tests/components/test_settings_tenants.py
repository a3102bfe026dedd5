"""What a stack may decide about its tenants."""

import json
from typing import TYPE_CHECKING, Any

import pulumi
import pytest
from pulumi.runtime import config as runtime_config

from components.admission.rendering import Mode
from components.kubernetes.access import ClusterAccess
from components.network.egress_allow_list import telemetry_hosts
from components.settings import tenants
from components.settings.load import load
from tests.components.recorder import PROJECT, Configure, Run, stack_config
from tests.components.settings_values import GITHUB, IMAGES, SIGNATURES, refusal

if TYPE_CHECKING:
    from components.settings.stack import Settings

TEAM = {
    "name": "shop",
    "operators": "3b1f6c52-8d0e-4f7a-9c3b-2a5d7e9f1c04",
    "developers": "5c2e7d63-9e1f-4a8b-8d4c-3b6e8f0a2d15",
}
OTHER = {
    "name": "bank",
    "operators": "6d3f8e74-0f2a-4b9c-9e5d-4c7f9a1b3e27",
    "developers": "7e4a9f85-1a3b-4c0d-8f6e-5d8a0b2c4f38",
}
REPOSITORY = "https://github.com/example/platform"
REFUSED: dict[str, tuple[str, dict[str, Any], str]] = {
    "one name": ("teams", {"teams": [TEAM, {**OTHER, "name": "shop"}]}, "more than one team 'shop'; give each its own"),
    "one group": (
        "teams",
        {"teams": [TEAM, {**OTHER, "developers": TEAM["operators"]}]},
        f"group {TEAM['operators']} stands for 2 personas; give each a group of its own",
    ),
    "the system's namespace": ("teams", {"teams": [{**TEAM, "name": "default"}]}, "'default' is the cluster's own"),
    "no size": ("teams[0].quota", {"teams": [{**TEAM, "quota": "huge"}]}, "'small', 'medium' or 'large'"),
    "a secret of two": (
        "teams",
        {"teams": [{**TEAM, "secrets": ["db"]}, {**OTHER, "secrets": ["DB"]}]},
        "secret 'db' stands 2 times among the teams' secrets; give it to one",
    ),
    "a path for a secret": ("teams[0].secrets[0]", {"teams": [{**TEAM, "secrets": ["a/b"]}]}, "should match pattern"),
    "an address for a host": (
        "teams[0].egressHosts[0]",
        {"teams": [{**TEAM, "egressHosts": ["https://a.example"]}]},
        "'https://a.example' is not a host name such as api.github.com",
    ),
    "no port": (
        "teams[0].egressHosts[0]",
        {"teams": [{**TEAM, "egressHosts": ["db.example.com:70000"]}]},
        "'db.example.com:70000' has no port from 1 to 65535",
    ),
    "a port of nobody": (
        "teams[0].egressHosts[0]",
        {"teams": [{**TEAM, "egressHosts": ["db.example.com:"]}]},
        "'db.example.com:' is not a host name such as api.github.com",
    ),
    "pipelines of images without roles by repository": (
        "teams",
        {"teams": [{**TEAM, "images": IMAGES}]},
        "shop: images needs roles by repository; set registry.access to abac or remove it",
    ),
    "one pipeline that pushes and releases": (
        "teams",
        {
            "registry": {"access": "abac"},
            "teams": [{**TEAM, "images": {**IMAGES, "releaseSubject": IMAGES["pushSubject"]}}],
        },
        f"{IMAGES['pushSubject']} stands for 2 pipelines; give each its own environment",
    ),
    "a pipeline of images that deploys the platform": (
        "teams",
        {
            "registry": {"access": "abac"},
            "teams": [{**TEAM, "images": IMAGES}],
            "clusterAccess": "none",
            "identity": {"github": {**GITHUB, "deploySubject": IMAGES["pushSubject"]}},
        },
        f"{IMAGES['pushSubject']} stands for 2 pipelines; give each its own environment",
    ),
    "one pipeline for both": (
        "identity",
        {"clusterAccess": "azure", "identity": {"github": {**GITHUB, "previewSubject": GITHUB["deploySubject"]}}},
        "previewSubject and deploySubject are one; give each pipeline its own environment",
    ),
    "a pipeline in the cluster": (
        "clusterAccess",
        {"clusterAccess": "direct", "identity": {"github": GITHUB}},
        "direct is for a person; pipelines (identity.github) need render, azure or none",
    ),
    "hosts without a way out": (
        "teams",
        {
            "teams": [{**TEAM, "egressHosts": ["a.example"]}],
            "network": {"egress": "isolated", "privateMonitoring": True},
        },
        "shop: egressHosts cannot be reached with egress: isolated; remove them",
    ),
    "no such access": ("clusterAccess", {"clusterAccess": "kubectl"}, "'none', 'azure', 'direct' or 'render'"),
    "files nobody fetches": (
        "manifests",
        {"clusterAccess": "render"},
        "clusterAccess: render needs repository, such as https://github.com/example/platform",
    ),
    "a repository without files": (
        "manifests",
        {"clusterAccess": "direct", "manifests": {"repository": REPOSITORY}},
        "clusterAccess: direct writes no files; remove repository or set clusterAccess: render",
    ),
    "files that cannot be fetched": (
        "clusterAccess",
        {
            "clusterAccess": "render",
            "manifests": {"repository": REPOSITORY},
            "network": {"egress": "isolated", "privateMonitoring": True},
        },
        "egress: isolated leaves render no way to the repository; set azure or direct",
    ),
    "a folder elsewhere": ("manifests.folder", {"manifests": {"folder": "../other"}}, "should match pattern"),
    "a repository with a password": (
        "manifests.repository",
        {"manifests": {"repository": "https://user:token@git.example/platform"}},
        "should match pattern",
    ),
    "no such mode": ("admission.mode", {"admission": {"mode": "Warn"}}, "'Audit' or 'Deny'"),
    "nobody who verifies": (
        "admission",
        {"admission": {"signatures": SIGNATURES}},
        "signatures needs somebody who installs Ratify; set clusterAccess: direct or render",
    ),
    "a certificate of a team": (
        "admission",
        {
            "admission": {"signatures": SIGNATURES},
            "clusterAccess": "direct",
            "teams": [{**TEAM, "secrets": ["Pipeline"]}],
        },
        "signatures: certificate 'pipeline' is a team's secret; name one of the platform's",
    ),
    "a team called as who verifies": (
        "teams",
        {
            "admission": {"signatures": SIGNATURES},
            "clusterAccess": "direct",
            "teams": [{**TEAM, "name": "ratify"}],
        },
        "namespace 'ratify' is that of signatures; choose another name",
    ),
    "proxies that nobody signed": (
        "admission",
        {"admission": {"signatures": SIGNATURES}, "clusterAccess": "direct", "cluster": {"mesh": True}},
        "signatures would refuse the mesh's proxies, which others sign; remove it or cluster.mesh",
    ),
    "signatures that nobody can ask for": (
        "admission",
        {
            "admission": {"signatures": SIGNATURES},
            "clusterAccess": "direct",
            "network": {"egress": "isolated", "privateMonitoring": True},
        },
        "signatures: with egress: isolated Ratify cannot sign in to Entra; choose another egress",
    ),
    "everybody is trusted": (
        "admission.signatures.trustedIdentities[0]",
        {"admission": {"signatures": {**SIGNATURES, "trustedIdentities": ["*"]}}, "clusterAccess": "direct"},
        "'*' names no C, ST, O; write C=NL, ST=Utrecht, O=Example, CN=pipeline",
    ),
    "who verifies is named by a tag": (
        "admission.signatures.image",
        {"admission": {"signatures": {**SIGNATURES, "image": "platform/ratify:v1.4.6"}}, "clusterAccess": "direct"},
        "should match pattern",
    ),
    "no authority for the time": (
        "admission.signatures.timestampRoot",
        {
            "admission": {"signatures": {name: SIGNATURES[name] for name in SIGNATURES if name != "timestampRoot"}},
            "clusterAccess": "direct",
        },
        "this part is missing",
    ),
    "an authority by its address": (
        "admission.signatures.timestampRoot",
        {"admission": {"signatures": {**SIGNATURES, "timestampRoot": "http://a.example"}}, "clusterAccess": "direct"},
        "this is no certificate in PEM form; write what `base64 -w0 ca.pem` prints",
    ),
    "revoked certificates by address": (
        "admission.signatures.revocationHosts[0]",
        {
            "admission": {"signatures": {**SIGNATURES, "revocationHosts": ["http://a.example"]}},
            "clusterAccess": "direct",
        },
        "'http://a.example' is not a host name",
    ),
    "no certificate": (
        "admission.signatures.certificates",
        {"admission": {"signatures": {**SIGNATURES, "certificates": []}}, "clusterAccess": "direct"},
        "at least 1 item",
    ),
}


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
