"""Secrets should come from the vault."""

from collections.abc import Callable
from functools import partial

from guardrails.examples import ExampleResource
from guardrails.frameworks import cis_aks, kyverno, mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.kinds import SECRET_PROVIDER_CLASS, WORKLOAD
from guardrails.pods import pod_of
from guardrails.props import Problems, all_of, select
from guardrails.selectors import a_deployment, a_namespace, an_object, named, own_namespace, same_namespace
from guardrails.stack import Resource, Stack

_DRIVER = "secrets-store.csi.k8s.io"


def check(workload: Resource, stack: Stack) -> Problems:
    """A class that another stack makes, with the namespace, cannot be looked for."""
    for volume in pod_of(workload).objects("spec.volumes"):
        secret = volume.text("secret.secretName")
        if secret and not _classes(workload, stack, partial(_syncs, secret)):
            yield f"must mount the secret {secret} from Key Vault, by the driver {_DRIVER}"
        name = volume.text("csi.volumeAttributes.secretProviderClass")
        ours = volume.get("csi.driver") == _DRIVER and own_namespace(workload, stack) is not None
        if ours and not _classes(workload, stack, partial(_is_named, name)):
            yield f"must name a SecretProviderClass of its namespace: there is no {name or 'name'}"


def _classes(workload: Resource, stack: Stack, holds: Callable[[Resource], bool]) -> list[Resource]:
    return select(
        stack.all(SECRET_PROVIDER_CLASS),
        lambda one: all_of(lambda: holds(one), lambda: same_namespace(one, workload)),
    )


def _is_named(name: str, provider: Resource) -> bool:
    return named(provider, name)


def _syncs(secret: str, provider: Resource) -> bool:
    return any(one.get("secretName") == secret for one in provider.objects("spec.secretObjects"))


def _mounts(name: str) -> ExampleResource:
    attributes = {"secretProviderClass": name}
    return a_deployment(volumes=[{"name": "vault", "csi": {"driver": _DRIVER, "volumeAttributes": attributes}}])


_CLASS = an_object(SECRET_PROVIDER_CLASS.token, "vault", spec={"secretObjects": [{"secretName": "tls"}]})

GUARDRAIL = StackGuardrail(
    title="Workloads mount secrets from Key Vault",
    applies_to=WORKLOAD,
    severity=Severity.LOW,
    why="What comes from the vault is rotated, logged and owned; a Secret object is a copy that nobody follows.",
    fix="Mount a csi volume of secrets-store.csi.k8s.io with a SecretProviderClass in the same namespace.",
    link="https://learn.microsoft.com/azure/aks/csi-secrets-store-driver",
    absent="A workload without secrets needs none, so absent passes.",
    requirements=("001-14", "004-7"),
    controls=(cis_aks("4.5.2"), mcsb("PV-2"), kyverno("disallow-all-secrets")),
    check=check,
    passing={
        "from the vault": {"shop": a_namespace(), "class": _CLASS, "web": _mounts("vault")},
        "a copy that the driver makes": {
            "class": _CLASS,
            "web": a_deployment(volumes=[{"name": "tls", "secret": {"secretName": "tls"}}]),
        },
        "another stack makes the namespace": {"web": _mounts("vault")},
        "one of several copies that the driver makes": {
            "class": an_object(
                SECRET_PROVIDER_CLASS.token,
                "vault",
                spec={"secretObjects": [{"secretName": "db"}, {"secretName": "tls"}]},
            ),
            "web": a_deployment(volumes=[{"name": "tls", "secret": {"secretName": "tls"}}]),
        },
        "another driver": {
            "shop": a_namespace(),
            "web": a_deployment(volumes=[{"name": "files", "csi": {"driver": "file.csi.azure.com"}}]),
        },
    },
    failing={
        "a Secret object": {"web": a_deployment(volumes=[{"name": "db", "secret": {"secretName": "db"}}])},
        "a class that does not exist": {"shop": a_namespace(), "class": _CLASS, "web": _mounts("valut")},
    },
)
