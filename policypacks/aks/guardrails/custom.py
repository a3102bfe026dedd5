"""What no guardrail knows by its type: pods in custom resources are found by their shape, the rest is told of."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from guardrails.kinds import CUSTOM, EVERY_OBJECT, is_kubernetes
from guardrails.values import UNKNOWN, Secret, Unknown

BEARER: Final = "kubernetes:apps/v1:ReplicaSet"
"""What a custom resource with a pod is judged as: the kind that has replicas and a pod, and nothing else to judge."""
_HARMLESS: Final = frozenset(
    {
        "autoscaling.k8s.io",
        "azmonitoring.coreos.com",
        "config.ratify.deislabs.io",
        "constraints.gatekeeper.sh",
        "externaldata.gatekeeper.sh",
        "snapshot.storage.k8s.io",
        "templates.gatekeeper.sh",
    }
)
"""Groups whose kinds run nothing and let nobody in: they measure, keep copies, or refuse."""
_NO_OBJECTS: Final = frozenset({"helm.sh", "kustomize", "meta", "yaml"})
"""Groups of the SDK's own: components, whose children are objects, and Helm's releases."""
_PROGRAMS: Final = re.compile(r"(command|docker|docker-build):|pulumi-[a-z]+:dynamic[/:]")
"""Source: https://www.pulumi.com/docs/iac/concepts/providers/dynamic-providers/ and both providers' schemas."""


@cache
def is_custom(token: str) -> bool:
    """Tell whether the type is a kind of Kubernetes that the pack does not know."""
    module, _, kind = token.removeprefix("kubernetes:").rpartition(":")
    group, _, version = module.partition("/")
    if not (is_kubernetes(token) and version) or group in _NO_OBJECTS:
        return False
    single = kind.removesuffix("List").removesuffix("Patch")
    return token not in EVERY_OBJECT.tokens and f"kubernetes:{module}:{single}" not in CUSTOM


def is_opaque(token: str) -> bool:
    """Tell whether nothing judges what the resource makes or runs, and it may do harm."""
    group = token.removeprefix("kubernetes:").partition("/")[0]
    return (is_custom(token) and group not in _HARMLESS) or bool(_PROGRAMS.match(token))


def with_its_pods(token: str, values: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """Return a custom resource that holds pods as the workload, or the list of workloads, that it is.

    Argo's Rollout, KEDA's ScaledJob and Knative's Service hold a pod, with `metadata` and `spec`, somewhere in their
    own `spec`. Containers without an image are none: an operator lays them over its own. Unknown ones may be any.
    """
    pods = list(_pods(values.get("spec"))) if is_custom(token) else []
    if not pods:
        return token, values
    replicas = _plain(values["spec"]).get("replicas", UNKNOWN)  # an autoscaler of its own may decide
    workloads = [
        {"apiVersion": "apps/v1", "metadata": values.get("metadata"), "spec": {"replicas": replicas, "template": one}}
        for one in pods
    ]
    if len(workloads) > 1:
        return f"{BEARER}List", {"apiVersion": "apps/v1", "items": workloads}
    return f"{BEARER}Patch" if token.endswith("Patch") else BEARER, workloads[0]


def _pods(value: Any) -> Iterator[Any]:
    if isinstance(value, Secret):
        yield from (Secret(one) for one in _pods(value.value))
    elif isinstance(value, Mapping) and _bears_containers(_plain(value.get("spec"))):
        yield value
    elif isinstance(value, Mapping | list):
        for one in value.values() if isinstance(value, Mapping) else value:
            yield from _pods(one)


def _bears_containers(spec: Any) -> bool:
    containers = _plain(spec.get("containers")) if isinstance(spec, Mapping) else None
    return isinstance(containers, Unknown) or (
        isinstance(containers, list) and any(map(_is_container, map(_plain, containers)))
    )


def _is_container(value: Any) -> bool:
    return isinstance(value, Unknown) or (isinstance(value, Mapping) and value.get("image") is not None)


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Secret) else value
