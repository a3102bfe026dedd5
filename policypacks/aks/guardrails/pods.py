"""Checks of pods: of the spec, or of each of its containers. Shared by the guardrails on what runs in a cluster."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from guardrails.checks import is_present, placed, some_text
from guardrails.kinds import POD_PATHS
from guardrails.props import LeftOut, Problems, Props, any_of, decided
from guardrails.stack import Resource

CONTAINERS = ("containers", "initContainers", "ephemeralContainers")
WITH_IMAGES = (*CONTAINERS, "volumes")
"""What may name an image: a volume may be one."""
WITH_RESOURCES = ("containers", "initContainers")
"""The containers that may ask for resources."""
LONG_RUNNING = ("containers",)
"""The containers that run for as long as the pod does."""

PodCheck = Callable[..., Problems]
"""Takes a pod, and the values of parameters where the guardrail has some."""


def in_pod(check: Callable[..., Problems]) -> PodCheck:
    """The check holds of the pod's spec."""

    def judge(pod: Props, *settings: object) -> Problems:
        yield from pod.each_within("spec", lambda spec: placed(check, spec, *settings))

    return judge


def in_containers(check: Callable[..., Problems], lists: Sequence[str] = CONTAINERS) -> PodCheck:
    """The check holds of every container in the `lists` of the pod's spec, which may be volumes as well."""
    return in_containers_of_pod(lambda container, _, *settings: check(container, *settings), lists)


def in_containers_of_pod(check: Callable[..., Problems], lists: Sequence[str] = CONTAINERS) -> PodCheck:
    """As `in_containers`; the check takes the container and the pod's spec, whose settings containers inherit."""

    def judge(pod: Props, *settings: object) -> Problems:
        def of_spec(spec: Props) -> Problems:
            for name in lists:
                yield from spec.each(name, lambda container: placed(check, container, spec, *settings))

        yield from pod.each_within("spec", of_spec)

    return judge


def everywhere(check: Callable[..., Problems]) -> PodCheck:
    """The check holds of the pod's spec and of every container: both have a security context."""

    def judge(pod: Props, *settings: object) -> Problems:
        yield from decided(in_pod(check), pod, *settings)
        yield from in_containers(check)(pod, *settings)

    return judge


def unless_windows(check: PodCheck) -> PodCheck:
    """As `check`, but not for pods that name Windows as their system: it does not have what is asked for."""
    return _unless("spec.os.name", "windows", check)


def unless_of_pod(check: PodCheck, *paths: str) -> PodCheck:
    """As `check`, but not for pods that set one of the `paths` in their spec, for all containers together."""

    def judge(pod: Props, *settings: object) -> Problems:
        found = list(check(pod, *settings))
        if found and not any_of(*(partial(is_present, pod, f"spec.{path}") for path in paths)):
            yield from found

    return judge


def unless_own_users(check: PodCheck) -> PodCheck:
    """As `check`, but not for pods with a user namespace of their own, in which root is nobody on the node."""
    return _unless("spec.hostUsers", False, check)  # noqa: FBT003 - a value


def unless_finishing(check: PodCheck) -> PodCheck:
    """As `check`, but not for pods that are not started anew when they have finished: they serve nobody."""
    return _unless("spec.restartPolicy", "Never", _unless("spec.restartPolicy", "OnFailure", check))


def in_volumes(check: Callable[[Props], Problems]) -> Callable[[Props], Problems]:
    """The check, one of the pod's spec, holds of every volume."""
    return lambda spec: spec.each("volumes", check)


def in_ports(check: Callable[[Props], Problems]) -> Callable[[Props], Problems]:
    """The check, one of a container, holds of every port that it lists."""
    return lambda container: container.each("ports", check)


def must_not_be_true(path: str) -> Callable[[Props], Problems]:
    """The switch at `path` is not on; absent passes."""

    def check(props: Props) -> Problems:
        if props.get(path) is True:
            yield f"must not set {path} to true"

    return check


def must_list(path: str, *wanted: str) -> Callable[[Props], Problems]:
    """The list at `path` holds one of the wanted texts; absent holds none."""

    def check(props: Props) -> Problems:
        if not some_text(props, lambda text: text in wanted, path):
            yield f"must list {' or '.join(wanted)} in {path}"

    return check


def must_not_add(*capabilities: str) -> Callable[[Props], Problems]:
    """The container is given none of the capabilities, nor all: containerd reads their names in any case."""
    path = "securityContext.capabilities.add"
    refused = {"ALL", *capabilities, *(f"CAP_{one}" for one in capabilities)}

    def judge(element: object) -> Problems:
        if str(element).upper() in refused:
            yield f"must not list {element} in {path}"

    return lambda container: container.each_value(path, judge)


def inherited(container: Props, spec: Props, path: str) -> Any:
    """Return the container's value at `path`, or the pod's where it has none; raises as `get`."""
    own = container.get(path)
    return spec.get(path) if own is None else own


def pod_of(workload: Resource) -> Props:
    """Return the pod that a workload declares; raises as `get`."""
    path = POD_PATHS[workload.token]
    pod = workload.get(path) if path else workload
    return pod if isinstance(pod, Props) else Props({}, path)


def account_of(pod: Props) -> str:
    """Return the name of the account that a pod runs as; it may stand in the field of old. Raises as `get`."""
    return pod.text("spec.serviceAccountName") or pod.text("spec.serviceAccount") or "default"


def containers_of(workload: Resource, lists: Sequence[str] = CONTAINERS) -> list[Props]:
    """Return the containers that a workload declares; raises as `get`."""
    pod = pod_of(workload)
    return [container for name in lists for container in pod.objects(f"spec.{name}")]


def pod_with(**spec: Any) -> dict[str, Any]:
    """Return an example: a pod with this in its spec."""
    return {"spec": spec}


def container_with(**properties: Any) -> dict[str, Any]:
    """Return an example: a pod with one container of these properties."""
    return pod_with(containers=[{"name": "app", **properties}])


def _unless(path: str, value: object, check: PodCheck) -> PodCheck:
    def judge(pod: Props, *settings: object) -> Problems:
        found = list(check(pod, *settings))
        if found and not _is(pod, path, value):
            yield from found

    return judge


def _is(pod: Props, path: str, value: object) -> bool:
    try:
        return bool(pod.get(path) == value)
    except LeftOut:  # a patch that sets what is wrong does not say that it may
        return False
