"""A gateway must say for whom it answers."""

from typing import Any

from guardrails.checks import number, placed, where
from guardrails.guardrail import Guardrail, Severity
from guardrails.hosts import HOST_PROTOCOLS, HTTPS_PORT, MESH, is_in_full
from guardrails.kinds import GATEWAY
from guardrails.props import Problems, Props, any_of


def check(gateway: Props) -> Problems:
    """Listeners are of the Gateway API, servers are Istio's."""
    yield from gateway.each("spec.listeners", lambda one: placed(_listener, one))
    yield from gateway.each("spec.servers", lambda one: placed(_server, one))


def _hostname(listener: Props) -> Problems:
    if not is_in_full(listener.text("hostname")):
        yield "must set hostname, without *"


def _hosts(server: Props) -> Problems:
    """Istio writes the namespace whose services may answer before the host."""

    def judge(host: object) -> Problems:
        name = str(host).rpartition("/")[2]
        if not is_in_full(name) and not (name == MESH and server.text("tls.mode") == "AUTO_PASSTHROUGH"):
            yield "must name hosts in full, without *"

    yield from server.each_value("hosts", judge)


def _serves_hosts(one: Props, protocol: str, port: str) -> bool:
    return any_of(lambda: one.text(protocol).upper() in HOST_PROTOCOLS, lambda: number(one, port) == HTTPS_PORT)


_listener = where(lambda one: _serves_hosts(one, "protocol", "port"), _hostname)
_server = where(lambda one: _serves_hosts(one, "port.protocol", "port.number"), _hosts)


def _listening(protocol: str, port: int = 5432, **host: str) -> dict[str, Any]:
    return {"spec": {"listeners": [{"name": "main", "port": port, "protocol": protocol, **host}]}}


def _serving(protocol: str, *hosts: str, port: int = 5432, **tls: str) -> dict[str, Any]:
    return {"spec": {"servers": [{"port": {"number": port, "protocol": protocol}, "hosts": [*hosts], "tls": tls}]}}


GUARDRAIL = Guardrail(
    title="Every listener of a gateway names its host",
    applies_to=GATEWAY,
    severity=Severity.MEDIUM,
    why="A listener without a host, or with a star, lets whoever attaches a route answer for hosts of other teams.",
    fix="Set hostname in every listener of a Gateway, or hosts in every server of Istio's, in full.",
    link="https://gateway-api.sigs.k8s.io/reference/spec/#listener",
    absent="The Gateway API answers for every host, so a listener without hostname fails; Istio asks for hosts.",
    requirements=("002-2",),
    controls=(),
    check=check,
    passing={
        "a host": _listening("HTTPS", hostname="shop.example.com"),
        "no host of what knows none": _listening("TCP"),
        "a host, by Istio": _serving("HTTPS", "shop.example.com", "shop/www.example.com"),
        "every host of what knows none, by Istio": _serving("TCP", "*"),
        "the mesh of another cluster": _serving("TLS", "*.local", mode="AUTO_PASSTHROUGH"),
    },
    failing={
        "none": _listening("HTTPS"),
        "a star": _listening("TLS", hostname="*.example.com"),
        "every host, by Istio": _serving("http", "*"),
        "every host, between clusters": _serving("TLS", "*", mode="AUTO_PASSTHROUGH"),
        "the mesh, for whoever comes with TLS": _serving("TLS", "*.local", mode="PASSTHROUGH"),
        **{
            f"every host of one namespace, by Istio, over {protocol}": _serving(protocol, "shop.example.com", "shop/*")
            for protocol in ("GRPC", "GRPC-Web", "HTTP2", "HTTP_PROXY", "HTTPS", "TLS")
        },
        "none, by HTTP": _listening("HTTP"),
        "none, as bytes": _listening("TCP", 443),
        **{f"every host, by Istio, as {one}": _serving(one, "*", port=443) for one in ("MONGO", "TCP")},
    },
)
