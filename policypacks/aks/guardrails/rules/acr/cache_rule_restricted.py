"""A cache must fetch from known registries only."""

from collections.abc import Mapping
from typing import Any

from guardrails.checks import must_be_present
from guardrails.frameworks import azure_policy, cis_aks, mcsb
from guardrails.guardrail import Example, Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import CACHE_RULE

_PUBLISHED_BY_ANYBODY = ("docker.io", "ghcr.io", "public.ecr.aws", "quay.io")


def check(rule: Props, values: Mapping[str, Any]) -> Problems:
    """The registry is what stands before the first slash."""
    upstream, _, path = rule.text("sourceRepository").lower().partition("/")
    if upstream not in values["registries"]:
        yield f"must set sourceRepository to one in {', '.join(values['registries'])}"
    if upstream in _PUBLISHED_BY_ANYBODY and path == "*":
        yield f"must set sourceRepository to what one publisher has, such as {upstream}/library/*"
    if upstream == "docker.io":
        yield from must_be_present("credentialSetResourceId")(rule)


_LOGIN = (
    "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/example"
    "/providers/Microsoft.ContainerRegistry/registries/example/credentialSets/hub"
)

GUARDRAIL = Guardrail(
    title="The cache rule fetches from a publisher that is trusted",
    applies_to=CACHE_RULE,
    severity=Severity.MEDIUM,
    why="What a cache rule fetches is pulled under the registry's own name, past every rule about foreign"
    " images; Docker Hub is cached with a login only.",
    fix="Let source_repository start with a trusted registry and, where anybody publishes, with one publisher there;"
    " give credential_set_resource_id for docker.io.",
    link="https://learn.microsoft.com/azure/container-registry/artifact-cache-overview",
    absent="Azure requires a source, so absent fails.",
    requirements=("002-3",),
    controls=(cis_aks("5.1.4"), mcsb("DS-2"), azure_policy("84497762-32b6-4ab3-80b6-732ea48b85a2")),
    check=check,
    parameters={
        "registries": {
            "type": "array",
            "items": {"type": "string"},
            "default": ["docker.io", "mcr.microsoft.com", "registry.k8s.io"],
            "description": "The registries that may be cached, in lower case.",
        }
    },
    passing={
        "Microsoft's registry": {"sourceRepository": "mcr.microsoft.com/dotnet/runtime"},
        "all of Microsoft's registry": {"sourceRepository": "mcr.microsoft.com/*"},
        "Docker Hub with a login": {"sourceRepository": "docker.io/library/nginx", "credentialSetResourceId": _LOGIN},
        "a publisher of Docker Hub": {"sourceRepository": "docker.io/library/*", "credentialSetResourceId": _LOGIN},
    },
    failing={
        "an unknown registry": {"sourceRepository": "registry.example.com/tools/build"},
        "Docker Hub without a login": {"sourceRepository": "docker.io/library/nginx"},
        "all of Docker Hub": {"sourceRepository": "docker.io/*", "credentialSetResourceId": _LOGIN},
        **{
            f"all of {host}, which a stack trusts": Example(
                {"sourceRepository": f"{host}/*"}, settings={"registries": [host.lower()]}
            )
            for host in ("ghcr.io", "public.ecr.aws", "Quay.io")
        },
        "no source": {"targetRepository": "nginx"},
    },
)
