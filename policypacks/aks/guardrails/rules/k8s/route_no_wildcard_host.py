"""A route must say for whom it answers."""

from functools import partial
from typing import Any

from guardrails.guardrail import Guardrail, Severity
from guardrails.hosts import is_in_full
from guardrails.kinds import ROUTE
from guardrails.props import Problems, Props, decided


def check(route: Props) -> Problems:
    """A route to a service, within the mesh, is known by the service instead."""
    for path in ("spec.hostnames", "spec.hosts"):
        yield from route.each_value(path, partial(_host, path))
    yield from decided(_all_hosts, route)


def _host(path: str, host: object) -> Problems:
    if not is_in_full(str(host)):
        yield f"must name hosts in full in {path}, without *"


def _all_hosts(route: Props) -> Problems:
    parents = route.objects("spec.parentRefs")
    if any(one.text("kind") != "Service" for one in parents) and not route.has("spec.hostnames"):
        yield "must set spec.hostnames"


def _route(*hosts: str, **parent: str) -> dict[str, Any]:
    return {"spec": {"parentRefs": [{"name": "edge", **parent}], "hostnames": [*hosts]}}


def _virtual_service(*hosts: str) -> dict[str, Any]:
    return {"spec": {"gateways": ["edge"], "hosts": [*hosts]}}


GUARDRAIL = Guardrail(
    title="Every route names its hosts",
    applies_to=ROUTE,
    severity=Severity.MEDIUM,
    why="A route without a host, or with a star, answers for hosts of other teams; in a mesh a star takes every call.",
    fix="Set hostnames of a route, or hosts of a VirtualService, in full.",
    link="https://gateway-api.sigs.k8s.io/reference/spec/#httproutespec",
    absent="A route then answers for every host of its gateway, so absent fails; a VirtualService without hosts is "
    "part of another.",
    requirements=("002-2",),
    controls=(),
    check=check,
    passing={
        "a host": _route("shop.example.com"),
        "a service of the mesh": _route(kind="Service"),
        "a host, by Istio": _virtual_service("shop.example.com"),
        "a part of another": {"spec": {"http": [{"route": [{"destination": {"host": "shop"}}]}]}},
    },
    failing={
        "none": _route(),
        "none, of a gateway by its kind": _route(kind="Gateway"),
        "a star": _route("shop.example.com", "*.example.com"),
        "a star in the mesh": _route("*", kind="Service"),
        "every host, by Istio": _virtual_service("*"),
    },
)
