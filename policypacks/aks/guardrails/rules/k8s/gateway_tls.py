"""A gateway must encrypt."""

from functools import partial
from typing import Any

from guardrails.checks import must_not_be, number, placed, where
from guardrails.examples import ExampleResource
from guardrails.frameworks import mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.hosts import HTTP_PORTS, PLAIN_PROTOCOLS, UNREAD_PROTOCOLS, redirections
from guardrails.kinds import GATEWAY, HTTP_ROUTE
from guardrails.props import Problems, Props, all_of, any_of, doubt, sift
from guardrails.selectors import an_object, same_namespace
from guardrails.stack import Resource, Stack


def check(gateway: Resource, stack: Stack) -> Problems:
    """Listeners are of the Gateway API, whose routes redirect; servers are Istio's, which do so themselves."""
    plain = where(lambda one: not _only_redirects(gateway, stack, one), must_not_be("protocol", "HTTP"))
    yield from gateway.each("spec.listeners", lambda one: placed(plain, one))
    yield from gateway.each("spec.listeners", lambda one: placed(_bytes, one, "protocol", "port"))
    yield from gateway.each("spec.servers", lambda one: placed(_server, one))
    yield from gateway.each("spec.servers", lambda one: placed(_bytes, one, "port.protocol", "port.number"))


def _only_redirects(gateway: Resource, stack: Stack, listener: Props) -> bool:
    """Tell whether the listener has routes, from its own namespace alone, and each leads to HTTPS."""
    routes, unknown = sift(stack.all(HTTP_ROUTE), partial(_is_attached, gateway, listener))

    def some() -> bool:
        if unknown:
            raise doubt(unknown)
        return bool(routes)

    return all_of(
        lambda: listener.text("allowedRoutes.namespaces.from", "Same") == "Same",
        *(partial(_redirects, route) for route in routes),
        some,
    )


def _redirects(route: Props) -> bool:
    return bool(redirections(route))


def _is_attached(gateway: Resource, listener: Props, route: Resource) -> bool:
    parents = (partial(_means, gateway, listener, one) for one in route.objects("spec.parentRefs"))
    return all_of(partial(any_of, *parents), partial(same_namespace, route, gateway))


def _means(gateway: Resource, listener: Props, parent: Props) -> bool:
    """Tell whether a route's parent is the listener; what names no listener means each."""
    return all_of(
        lambda: parent.text("kind", "Gateway") == gateway.token.rpartition(":")[2],
        lambda: parent.text("name") == gateway.text("metadata.name"),
        lambda: parent.text("sectionName") in {"", listener.text("name")},
        lambda: number(parent, "port") in {0, number(listener, "port")},
    )


def _server(server: Props) -> Problems:
    protocol = server.text("port.protocol")
    if protocol.upper() in PLAIN_PROTOCOLS and server.get("tls.httpsRedirect") is not True:
        yield f"must not serve {protocol}, or set tls.httpsRedirect to true"


def _bytes(one: Props, protocol: str, port: str) -> Problems:
    """What passes for bytes at HTTP's ports is HTTP; of Istio's servers those that have tls end it."""
    if all_of(
        lambda: one.text(protocol).upper() in UNREAD_PROTOCOLS,
        lambda: number(one, port) in HTTP_PORTS,
        lambda: not one.has("tls"),
    ):
        yield f"must not serve {one.text(protocol)} at port {number(one, port)}, which is plain HTTP's"


def _listening(protocol: str, port: int = 80, **more: Any) -> ExampleResource:
    return _edge({"listeners": [{"name": "main", "port": port, "protocol": protocol, **more}]})


def _edge(spec: dict[str, Any], kind: str = "Gateway") -> ExampleResource:
    return an_object(f"kubernetes:gateway.networking.k8s.io/v1:{kind}", "edge", spec=spec)


def _serving(protocol: str, port: int = 443, **tls: Any) -> dict[str, ExampleResource]:
    server = {"port": {"number": port, "protocol": protocol}, "tls": tls}
    return {"edge": an_object("kubernetes:networking.istio.io/v1:Gateway", "edge", spec={"servers": [server]})}


def _route(scheme: str = "", of: str = "HTTPRoute", namespace: str = "shop", **parent: Any) -> ExampleResource:
    """Return a route that redirects, or serves where it is given no scheme."""
    serves = {"backendRefs": [{"name": "web", "port": 80}]}
    rule = {"filters": [{"type": "RequestRedirect", "requestRedirect": {"scheme": scheme}}]} if scheme else serves
    spec = {"parentRefs": [{"name": "edge", **parent}], "rules": [rule]}
    return an_object(f"kubernetes:gateway.networking.k8s.io/v1:{of}", "web", namespace, spec=spec)


_HTTP = {"name": "plain", "port": 80, "protocol": "HTTP"}
_BOTH = _edge({"listeners": [_HTTP, {"name": "main", "port": 443, "protocol": "HTTPS"}]})
_SET = _edge({"listeners": [_HTTP]}, "ListenerSet")
_PLAIN = _listening("HTTP")
_TO_TLS = _route("https", sectionName="main")

GUARDRAIL = StackGuardrail(
    title="No listener of a gateway serves plain HTTP",
    applies_to=GATEWAY,
    severity=Severity.HIGH,
    why="Without TLS passwords and cookies travel in the clear, and anybody on the way may change what is served.",
    fix="Set protocol to HTTPS with a certificate, or attach routes that only redirect to HTTPS; a server of Istio's "
    "redirects by tls.httpsRedirect.",
    link="https://gateway-api.sigs.k8s.io/guides/tls/",
    absent="Both kinds ask for the protocol; without a route nobody is redirected, nor by Istio unless told to, and "
    "absent fails. A listener that says nothing else takes routes of its own namespace.",
    requirements=(),
    controls=(mcsb("DP-3"),),
    check=check,
    passing={
        "a certificate": {"edge": _listening("HTTPS")},
        "no HTTP": {"edge": _listening("TCP", 5432)},
        "no HTTP, by Istio": _serving("TCP", 5432),
        "TLS that Istio ends": _serving("TCP", 8080, mode="SIMPLE", credentialName="shop"),
        "a route redirects": {"edge": _PLAIN, "upgrade": _route("https")},
        "a route of the listener redirects, the other's serves": {
            "edge": _BOTH,
            "upgrade": _route("https", sectionName="plain"),
            "web": _route(sectionName="main"),
        },
        "a route of the port redirects, the other's serves": {
            "edge": _BOTH,
            "upgrade": _route("https", port=80),
            "web": _route(port=443),
        },
        "a route redirects, of a set of listeners": {"edge": _SET, "upgrade": _route("https", kind="ListenerSet")},
        "others serve elsewhere": {
            "edge": _PLAIN,
            "upgrade": _TO_TLS,
            "namespace": _route(namespace="other"),
            "gateway": _route(name="inner"),
            "service": _route(kind="Service"),
        },
        "a certificate, by Istio": _serving("HTTPS", mode="SIMPLE", credentialName="shop"),
        "it redirects": _serving("HTTP", httpsRedirect=True),
    },
    failing={
        "plain": {"edge": _PLAIN},
        "plain, as TCP": {"edge": _listening("TCP")},
        "plain, as TCP at the other port": {"edge": _listening("TCP", 8080)},
        **{f"plain, as {one}, by Istio": _serving(one, 80) for one in ("MONGO", "mysql", "REDIS", "TCP")},
        "plain, of a set of listeners": {"edge": _SET, "upgrade": _route("https")},
        "plain, one of two": {"edge": _BOTH, "upgrade": _TO_TLS},
        "a route redirects to HTTP": {"edge": _PLAIN, "upgrade": _route("http")},
        "a route redirects, another serves": {"edge": _PLAIN, "upgrade": _TO_TLS, "web": _route()},
        "a route redirects, another serves GRPC": {"edge": _PLAIN, "upgrade": _TO_TLS, "web": _route(of="GRPCRoute")},
        "a route redirects in another namespace": {"edge": _PLAIN, "upgrade": _route("https", namespace="other")},
        "routes of other namespaces may serve": {
            "edge": _listening("HTTP", allowedRoutes={"namespaces": {"from": "All"}}),
            "upgrade": _TO_TLS,
        },
        **{f"plain {one}, by Istio": _serving(one) for one in ("HTTP", "http2", "HTTP_PROXY", "GRPC", "GRPC-Web")},
        "it does not redirect": _serving("HTTP", httpsRedirect=False),
    },
)
