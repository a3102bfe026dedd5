"""A gateway must encrypt."""

from typing import Any

from guardrails.checks import must_not_be, placed
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.hosts import PLAIN_PROTOCOLS
from guardrails.kinds import GATEWAY
from guardrails.props import Problems, Props

_listener = must_not_be("protocol", "HTTP")


def check(gateway: Props) -> Problems:
    """Listeners are of the Gateway API, servers are Istio's."""
    yield from gateway.each("spec.listeners", lambda one: placed(_listener, one))
    yield from gateway.each("spec.servers", lambda one: placed(_server, one))


def _server(server: Props) -> Problems:
    protocol = server.text("port.protocol")
    if protocol.upper() in PLAIN_PROTOCOLS and server.get("tls.httpsRedirect") is not True:
        yield f"must not serve {protocol}, or set tls.httpsRedirect to true"


def _listening(protocol: str) -> dict[str, Any]:
    return {"spec": {"listeners": [{"name": "main", "port": 443, "protocol": protocol}]}}


def _serving(protocol: str, **tls: Any) -> dict[str, Any]:
    return {"spec": {"servers": [{"port": {"number": 443, "protocol": protocol}, "tls": tls}]}}


GUARDRAIL = Guardrail(
    title="No listener of a gateway serves plain HTTP",
    applies_to=GATEWAY,
    severity=Severity.HIGH,
    why="Without TLS passwords and cookies travel in the clear, and anybody on the way may change what is served.",
    fix="Set protocol to HTTPS with a certificate; a server of Istio's may also redirect by tls.httpsRedirect. Exempt "
    "a gateway of the Gateway API that redirects by a route.",
    link="https://gateway-api.sigs.k8s.io/guides/tls/",
    absent="Both kinds ask for the protocol; a server of Istio's redirects nobody unless told to, so absent fails.",
    requirements=(),
    controls=(mcsb("DP-3"),),
    check=check,
    passing={
        "a certificate": _listening("HTTPS"),
        "no HTTP": _listening("TCP"),
        "a certificate, by Istio": _serving("HTTPS", mode="SIMPLE", credentialName="shop"),
        "it redirects": _serving("HTTP", httpsRedirect=True),
    },
    failing={
        "plain": _listening("HTTP"),
        **{f"plain {one}, by Istio": _serving(one) for one in ("HTTP", "http2", "HTTP_PROXY", "GRPC", "GRPC-Web")},
        "it does not redirect": _serving("HTTP", httpsRedirect=False),
    },
)
