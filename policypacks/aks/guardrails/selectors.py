"""Labels, selectors and namespaces: which objects of Kubernetes mean one another."""

from collections.abc import Callable
from functools import partial

from guardrails.examples import ExampleResource
from guardrails.kinds import AUTOSCALER, NAMESPACE, WORKLOAD
from guardrails.pods import pod_of
from guardrails.props import Props, Undecided, all_of, select
from guardrails.stack import Resource, Stack

DEFAULT_NAMESPACE = "default"


def label(key: str) -> str:
    """Return the path of a label."""
    return f'metadata.labels["{key}"]'


def label_of(namespace: Props, key: str) -> str:
    """Return the path of a label of a namespace, also of one that Azure makes."""
    return f'properties.labels["{key}"]' if "properties" in namespace.raw else label(key)


def annotation(key: str) -> str:
    """Return the path of an annotation."""
    return f'metadata.annotations["{key}"]'


def same_namespace(one: Resource, other: Resource) -> bool:
    """Tell whether two objects stand in one namespace.

    Raises:
        Undecided: when the namespace of one is unknown and nothing says which it is.

    """
    return _same(one, _namespace_of(one), _namespace_of(other))


def own_namespace(thing: Resource, stack: Stack) -> Resource | None:
    """Return the Namespace of the stack that the object stands in, None when another stack makes it.

    Raises:
        Undecided: when it is not certain.

    """
    return next(iter(select(stack.all(NAMESPACE), lambda namespace: stands_in(thing, namespace))), None)


def stands_in(thing: Resource, namespace: Resource) -> bool:
    """Tell whether the object stands in the Namespace; raises as `same_namespace`."""
    return _same(thing, _namespace_of(thing), _identity(namespace))


def selects(selector: Props, pod: Props) -> bool:
    """Tell whether a label selector means the pod; an empty one means every pod.

    Raises:
        Undecided: when it depends on a value that is unknown.

    """
    return all_of(
        lambda: map_selects(selector, "matchLabels", pod),
        *(partial(_satisfies, one, pod) for one in selector.objects("matchExpressions")),
    )


def selects_pod(thing: Resource, path: str, pod: Props) -> bool:
    """Tell whether the selector at `path` means the pod; none means no pod. Raises as `selects`."""
    selector = thing.get(path)
    return isinstance(selector, Props) and selects(selector, pod)


def means_all_pods(policy: Props) -> bool:
    """Tell whether a network policy is for every pod of its namespace; raises as `is_empty_selector`."""
    return is_empty_selector(policy, "spec.podSelector")


def is_empty_selector(holder: Props, path: str) -> bool:
    """Tell whether the label selector at `path` asks for nothing, or is absent; raises as `all_of`."""
    return all_of(lambda: not holder.names(f"{path}.matchLabels"), lambda: not holder.count(f"{path}.matchExpressions"))


def map_selects(holder: Props, path: str, pod: Props) -> bool:
    """Tell whether the pod has all labels of the map at `path`; raises as `selects`."""

    def has(key: str) -> bool:
        return bool(pod.get(label(key)) == holder.get(f'{path}["{key}"]'))

    return all_of(*(partial(has, key) for key in holder.names(path)))


def workloads_meant(thing: Resource, stack: Stack, means: Callable[[Props], bool]) -> list[Resource]:
    """Return the workloads in the object's namespace whose pods it means; raises as `selects`."""
    return select(
        stack.all(WORKLOAD),
        lambda workload: all_of(lambda: same_namespace(thing, workload), lambda: means(pod_of(workload))),
    )


def scalers_of(workload: Resource, stack: Stack) -> list[Resource]:
    """Return the autoscalers of the stack that aim at the workload; raises as `select`."""
    kind = workload.token.rpartition(":")[2]
    return select(
        stack.all(AUTOSCALER),
        lambda scaler: all_of(
            lambda: scaler.text("spec.scaleTargetRef.kind") == kind,
            lambda: scaler.text("spec.scaleTargetRef.name") == workload.text("metadata.name"),
            lambda: same_namespace(scaler, workload),
        ),
    )


def named(thing: Resource, name: str) -> bool:
    """Tell whether the object has the name; raises as `get`."""
    return thing.text("metadata.name") == name


def an_object(token: str, name: str, namespace: str = "shop", **properties: object) -> ExampleResource:
    """Return an object of an example stack; its metadata may be given in full."""
    metadata = {"name": name, **({"namespace": namespace} if namespace else {})}
    return ExampleResource(token, {"metadata": metadata, **properties})


def a_deployment(name: str = "web", *, replicas: int = 2, namespace: str = "shop", **spec: object) -> ExampleResource:
    """Return a Deployment of an example stack: its pods have the label `app` and this in their spec."""
    pod = {"metadata": {"labels": {"app": name}}, "spec": spec}
    return an_object(WORKLOAD.token, name, namespace, spec={"replicas": replicas, "template": pod})


def a_namespace(name: str = "shop") -> ExampleResource:
    """Return a Namespace of an example stack."""
    return an_object(NAMESPACE.token, name, "")


def _satisfies(expression: Props, pod: Props) -> bool:
    value, values = pod.get(label(expression.text("key"))), expression.texts("values")
    operator = expression.text("operator")
    if operator in {"Exists", "DoesNotExist"}:
        return (value is not None) is (operator == "Exists")
    return (value in values) is (operator == "In")


def _namespace_of(thing: Resource) -> str:
    """Return the name of the namespace; where it is an output of a Namespace, that one's identity."""
    try:
        return thing.text("metadata.namespace", DEFAULT_NAMESPACE)
    except Undecided:
        source = thing.only_source("metadata")
        if source is None or source.token != NAMESPACE.token:
            raise
        return _identity(source)


def _identity(namespace: Resource) -> str:
    """Return the Namespace's name, or its URN where Kubernetes is still to choose the name."""
    try:
        return namespace.text("metadata.name") or namespace.urn
    except Undecided:
        return namespace.urn


def _same(thing: Resource, one: str, other: str) -> bool:
    if len({text.startswith("urn:") for text in (one, other)}) > 1:
        raise Undecided(f"{thing.path}.metadata.namespace".lstrip("."))
    return one == other
