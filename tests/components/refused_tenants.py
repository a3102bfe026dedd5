"""Settings of tenants that are refused: what is set, and what is said."""

from typing import Any

from tests.components.settings_values import GITHUB, IMAGES, SIGNATURES

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
    "the end of Azure's hosts": (
        "teams",
        {"teams": [{**TEAM, "name": "com"}]},
        "namespace 'com' would answer for hosts that end in .com; choose another name",
    ),
    "the end of services' names": (
        "teams",
        {"teams": [{**TEAM, "name": "svc"}]},
        "namespace 'svc' would answer for hosts that end in .svc; choose another name",
    ),
    "the end of another team's host": (
        "teams",
        {"teams": [TEAM, {**OTHER, "egressHosts": ["db.example.shop:5432"]}]},
        "namespace 'shop' would answer for hosts that end in .shop; choose another name",
    ),
    "the end of the repository's host": (
        "teams",
        {
            "teams": [{**TEAM, "name": "org"}],
            "clusterAccess": "render",
            "manifests": {"repository": "https://git.example.org/platform"},
        },
        "namespace 'org' would answer for hosts that end in .org; choose another name",
    ),
    "the end of the platform's host": (
        "teams",
        {"teams": [{**TEAM, "name": "org"}], "network": {"egress": "firewall", "allowedHosts": ["*.example.org"]}},
        "namespace 'org' would answer for hosts that end in .org; choose another name",
    ),
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
