"""An ingress should lead somewhere."""

from guardrails.examples import ExampleResource
from guardrails.frameworks import kube_linter
from guardrails.guardrail import Severity, StackGuardrail, Values
from guardrails.kinds import INGRESS, SERVICE
from guardrails.props import Problems, Props, all_of, decided, select
from guardrails.selectors import an_object, named, same_namespace
from guardrails.stack import Resource, Stack


def check(ingress: Resource, stack: Stack) -> Problems:
    """Backends of old versions name the service in one property."""
    for rule in ingress.objects("spec.rules"):
        for path in rule.objects("http.paths"):
            name = path.text("backend.service.name") or path.text("backend.serviceName")
            if name:
                yield from decided(_backend, ingress, path, name, stack)


def _backend(ingress: Resource, path: Props, name: str, stack: Stack) -> Problems:
    services = select(
        stack.all(SERVICE), lambda one: all_of(lambda: named(one, name), lambda: same_namespace(one, ingress))
    )
    if not services:
        yield f"must lead to a service of its namespace: there is no {name}"
        return
    wanted = path.get("backend.service.port.number") or path.get("backend.service.port.name")
    ports = [port for service in services for port in service.objects("spec.ports")]
    if wanted and wanted not in [value for port in ports for value in (port.get("port"), port.get("name"))]:
        yield f"must lead to a port that {name} has, not to {wanted}"


def _ingress(service: str, **port: int | str) -> ExampleResource:
    return _leading({"service": {"name": service, "port": port}}, INGRESS.token)


def _leading(backend: Values, kind: str = "kubernetes:extensions/v1beta1:Ingress") -> ExampleResource:
    rule = {"host": "shop.example.com", "http": {"paths": [{"pathType": "Prefix", "backend": backend}]}}
    return an_object(kind, "web", spec={"rules": [rule]})


_SERVICE = an_object(SERVICE.token, "web", spec={"ports": [{"name": "http", "port": 80}]})

GUARDRAIL = StackGuardrail(
    title="Services that an ingress leads to exist",
    applies_to=INGRESS,
    severity=Severity.LOW,
    why="A missing service answers 503, and waits for whoever takes its name.",
    fix="Mend the backend's service, or remove the rule.",
    link="https://kubernetes.io/docs/concepts/services-networking/ingress/",
    absent="Kubernetes asks for a backend; a resource as backend passes.",
    requirements=(),
    controls=(kube_linter("dangling-ingress"),),
    check=check,
    passing={
        "it exists": {"service": _SERVICE, "ingress": _ingress("web", number=80)},
        "its port has a name": {"service": _SERVICE, "ingress": _ingress("web", name="http")},
        "it exists, for an ingress of an old version": {
            "service": _SERVICE,
            "ingress": _leading({"serviceName": "web", "servicePort": 80}),
        },
    },
    failing={
        "it does not": {"service": _SERVICE, "ingress": _ingress("wbe", number=80)},
        "it has another port": {"service": _SERVICE, "ingress": _ingress("web", number=8080)},
        "its port has another name": {"service": _SERVICE, "ingress": _ingress("web", name="https")},
        "it does not, for an ingress of an old version": {
            "service": _SERVICE,
            "ingress": _leading({"serviceName": "wbe", "servicePort": 80}),
        },
    },
)
