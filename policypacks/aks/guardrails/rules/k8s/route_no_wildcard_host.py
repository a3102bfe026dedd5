"""A route must say for whom it answers."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from guardrails.guardrail import Example, Guardrail, Severity
from guardrails.hosts import is_in_full, is_service_of, redirections
from guardrails.kinds import ROUTE
from guardrails.props import Problems, Props, all_of, any_of, decided
from guardrails.selectors import DEFAULT_NAMESPACE


def check(route: Props, values: Mapping[str, Any]) -> Problems:
    """A route to a service, within the mesh, is known by the service instead."""
    for path in ("spec.hostnames", "spec.hosts"):
        yield from route.each_value(path, partial(_host, path))
        yield from route.each_value(path, partial(_call, route, tuple(f".{one}" for one in values["suffixes"])))
    yield from decided(_all_hosts, route)


def _host(path: str, host: object) -> Problems:
    if not is_in_full(str(host)):
        yield f"must name hosts in full in {path}, without *"


def _call(route: Props, suffixes: tuple[str, ...], host: object) -> Problems:
    """Calls within the mesh obey what every namespace exports, which all do by default."""
    name = str(host)
    if all_of(
        lambda: not name.endswith(suffixes),
        lambda: not _is_served(route),
        lambda: route.texts("spec.exportTo") != ["."],
        lambda: "." in name or route.text("kind") == "ServiceEntry",
        lambda: not is_service_of(route.text("metadata.namespace", DEFAULT_NAMESPACE), name),
    ):
        yield f"must not answer for {name}, which is none of its namespace's services, or set spec.exportTo to [.]"


def _is_served(route: Props) -> bool:
    """Tell whether gateways alone have it: the mesh has what names none."""

    def by_istio() -> bool:
        gateways = route.texts("spec.gateways")
        return bool(gateways) and "mesh" not in gateways

    return any_of(lambda: any(one.text("kind") != "Service" for one in route.objects("spec.parentRefs")), by_istio)


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


def _entry(host: str, *namespaces: str) -> dict[str, Any]:
    spec = {"hosts": [host], "exportTo": [*namespaces]}
    return {"kind": "ServiceEntry", "metadata": {"name": "web", "namespace": "crew"}, "spec": spec}


def _within(host: str, *namespaces: str) -> dict[str, Any]:
    """Return what the namespace `crew` says of calls within the mesh, to the namespaces that it exports it to."""
    spec = {"hosts": [host], "exportTo": [*namespaces], "http": [{"route": [{"destination": {"host": "mine"}}]}]}
    return {"metadata": {"name": "web", "namespace": "crew"}, "spec": spec}


GUARDRAIL = Guardrail(
    title="Every route names its hosts",
    applies_to=ROUTE,
    severity=Severity.MEDIUM,
    why="A route without a host, or with a star, answers for hosts of other teams; in a mesh a star takes every call, "
    "and a VirtualService or ServiceEntry for a service of another namespace, or for a host outside, takes that one's.",
    fix="Set hostnames of a route, or hosts of a VirtualService, in full; exportTo ['.'] for what is not yours.",
    link="https://gateway-api.sigs.k8s.io/reference/spec/#httproutespec",
    absent="A route then answers for every host of its gateway, so absent fails, unless it only redirects a listener "
    "that it names to HTTPS; a VirtualService without hosts is part of another.",
    requirements=("002-2",),
    controls=(),
    parameters={
        "suffixes": {
            "type": "array",
            "items": {"type": "string"},
            "default": [],
            "description": "Domains of the platform, whose hosts a route for calls within the mesh may name.",
        },
    },
    check=check,
    passing={
        "a host": _route("shop.example.com"),
        "a service of the mesh": _route(kind="Service"),
        "it only redirects to HTTPS": _route(sectionName="http", rules=[_ON]),
        "a host, by Istio": _virtual_service("shop.example.com"),
        "a service of its own": _within("web"),
        **{
            f"a service of its own, as {host}": _within(host)
            for host in ("web.crew", "Web.Crew.svc", "web.crew.svc.cluster.local", "web.crew.svc.clusterset.local.")
        },
        "a host of the platform": Example(_within("web.example.com"), settings={"suffixes": ["example.com"]}),
        "a service of its own, by an entry": _entry("web.crew.svc"),
        "somebody else's host, by an entry for itself": _entry("login.example.org", "."),
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
            for host in ("web.shop", "web.shop.svc", "Web.Shop.svc.cluster.local", "web.shop.svc.clusterset.local.")
        },
        "a service of others, for itself and more": _within("web.shop.svc.cluster.local", ".", "shop"),
        "a service of others, from the default namespace": {"spec": {"gateways": ["mesh"], "hosts": ["web.shop.svc"]}},
        "a host of others": _within("login.example.org"),
        "a host of others, of a gateway too": {"spec": {"gateways": ["edge", "mesh"], "hosts": ["login.example.org"]}},
        "a host that ends alike": Example(_within("webexample.com"), settings={"suffixes": ["example.com"]}),
        "a host of others, by a route to a service": _route("login.example.org", kind="Service"),
        "a host of others, by an entry": _entry("login.example.org"),
        "what everybody calls a service of theirs, by an entry": _entry("web"),
        "every host, by Istio": _virtual_service("*"),
    },
)
