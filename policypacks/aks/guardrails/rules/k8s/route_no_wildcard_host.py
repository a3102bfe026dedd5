"""A route must say for whom it answers."""

from functools import partial
from typing import Any

from guardrails.guardrail import Guardrail, Severity
from guardrails.hosts import is_in_full, namespace_of, redirections
from guardrails.kinds import ROUTE
from guardrails.props import Problems, Props, all_of, decided
from guardrails.selectors import DEFAULT_NAMESPACE


def check(route: Props) -> Problems:
    """A route to a service, within the mesh, is known by the service instead."""
    for path in ("spec.hostnames", "spec.hosts"):
        yield from route.each_value(path, partial(_host, path))
        yield from route.each_value(path, partial(_service, route))
    yield from decided(_all_hosts, route)


def _host(path: str, host: object) -> Problems:
    if not is_in_full(str(host)):
        yield f"must name hosts in full in {path}, without *"


def _service(route: Props, host: object) -> Problems:
    """Calls to a service obey the routes of every namespace that export theirs, which all do by default."""
    namespace = namespace_of(str(host))
    if namespace and all_of(
        lambda: route.texts("spec.exportTo") != ["."],
        lambda: route.text("metadata.namespace", DEFAULT_NAMESPACE) != namespace,
    ):
        yield f"must not answer for {host}, a service of another namespace, or set spec.exportTo to [.]"


def _all_hosts(route: Props) -> Problems:
    gateways = [one for one in route.objects("spec.parentRefs") if one.text("kind") != "Service"]
    if gateways and not route.has("spec.hostnames") and not _only_adds_tls(gateways, route):
        yield "must set spec.hostnames"


def _only_adds_tls(gateways: list[Props], route: Props) -> bool:
    """Tell whether it sends everybody, from listeners that it names, to HTTPS on the host that was asked for."""
    found = redirections(route)
    kept = bool(found) and not any(one.has("requestRedirect.hostname") for one in found)
    return kept and all(one.has("sectionName") for one in gateways)


def _route(*hosts: str, rules: list[dict[str, Any]] | None = None, **parent: str) -> dict[str, Any]:
    return {"spec": {"parentRefs": [{"name": "edge", **parent}], "hostnames": [*hosts], "rules": rules or []}}


def _to(**redirection: str) -> dict[str, Any]:
    return {"filters": [{"type": "RequestRedirect", "requestRedirect": redirection}]}


_ON = _to(scheme="https")


def _virtual_service(*hosts: str) -> dict[str, Any]:
    return {"spec": {"gateways": ["edge"], "hosts": [*hosts]}}


def _within(host: str, *namespaces: str) -> dict[str, Any]:
    """Return what the namespace `crew` says of calls within the mesh, to the namespaces that it exports it to."""
    spec = {"hosts": [host], "exportTo": [*namespaces], "http": [{"route": [{"destination": {"host": "mine"}}]}]}
    return {"metadata": {"name": "web", "namespace": "crew"}, "spec": spec}


GUARDRAIL = Guardrail(
    title="Every route names its hosts",
    applies_to=ROUTE,
    severity=Severity.MEDIUM,
    why="A route without a host, or with a star, answers for hosts of other teams; in a mesh a star takes every call, "
    "and a VirtualService for a service of another namespace takes that one's, from everywhere.",
    fix="Set hostnames of a route, or hosts of a VirtualService, in full; exportTo ['.'] for a service of others.",
    link="https://gateway-api.sigs.k8s.io/reference/spec/#httproutespec",
    absent="A route then answers for every host of its gateway, so absent fails, unless it only redirects a listener "
    "that it names to HTTPS; a VirtualService without hosts is part of another.",
    requirements=("002-2",),
    controls=(),
    check=check,
    passing={
        "a host": _route("shop.example.com"),
        "a service of the mesh": _route(kind="Service"),
        "it only redirects to HTTPS": _route(sectionName="http", rules=[_ON]),
        "a host, by Istio": _virtual_service("shop.example.com"),
        "a service of its own": _within("web"),
        "a service of its own, in full": _within("web.crew.svc.cluster.local"),
        "a service of others, for itself": _within("web.shop.svc.cluster.local", "."),
        "a part of another": {"spec": {"http": [{"route": [{"destination": {"host": "shop"}}]}]}},
    },
    failing={
        "none": _route(),
        "none, of a gateway by its kind": _route(kind="Gateway"),
        "it redirects what listens for HTTPS, too": _route(rules=[_ON]),
        "it redirects what listens for HTTPS at one of two gateways": {
            "spec": {"parentRefs": [{"name": "edge", "sectionName": "http"}, {"name": "inner"}], "rules": [_ON]}
        },
        "it redirects to HTTP": _route(sectionName="http", rules=[_to(scheme="http")]),
        "it redirects to another host": _route(sectionName="http", rules=[_to(scheme="https", hostname="example.org")]),
        "it redirects some to another host": _route(
            sectionName="http", rules=[_ON, _to(scheme="https", hostname="example.org")]
        ),
        "it redirects, and serves": _route(sectionName="http", rules=[_ON, {"filters": []}]),
        "a star": _route("shop.example.com", "*.example.com"),
        "a star in the mesh": _route("*", kind="Service"),
        **{
            f"a service of others, as {host}": _within(host)
            for host in ("web.shop.svc", "Web.Shop.svc.cluster.local", "web.shop.svc.clusterset.local.")
        },
        "a service of others, for itself and more": _within("web.shop.svc.cluster.local", ".", "shop"),
        "a service of others, from the default namespace": _virtual_service("web.shop.svc"),
        "every host, by Istio": _virtual_service("*"),
    },
)
