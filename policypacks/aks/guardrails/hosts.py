"""What something at the edge answers for, and how. Shared by the guardrails on ingresses, gateways and routes."""

import re
from typing import Final

from guardrails.props import Props

PLAIN_PROTOCOLS: Final = frozenset({"GRPC", "GRPC-WEB", "HTTP", "HTTP2", "HTTP_PROXY"})
"""Protocols that Istio serves as HTTP without TLS, in capitals; its page does not name the last one, but it takes it.

Source: https://github.com/istio/istio/blob/master/pkg/config/protocol/instance.go.
"""
HOST_PROTOCOLS: Final = PLAIN_PROTOCOLS | {"HTTPS", "TLS"}
"""Protocols that say which host is meant, in capitals.

Source: https://gateway-api.sigs.k8s.io/reference/spec/#protocoltype and
https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/.
"""
UNREAD_PROTOCOLS: Final = frozenset({"MONGO", "MYSQL", "REDIS", "TCP"})
"""Protocols that are bytes to a gateway, in capitals, so that whatever it is sent passes by them.

Source: https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/.
"""
HTTPS_PORT: Final = 443
"""A gateway that is shared serves the hosts of all here; what reads none, by Istio, takes every one of them."""
HTTP_PORTS: Final = frozenset({80, 8080})
"""Ports of plain HTTP, whatever is said of their protocol.

Source: https://www.iana.org/assignments/service-names-port-numbers/service-names-port-numbers.xhtml.
"""
MESH: Final = "*.local"
"""Every service of the mesh, as a gateway between clusters names them in the mode AUTO_PASSTHROUGH.

It passes on by the SNI what proxies of the mesh have encrypted for one another, and opens none of it. Source:
https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings-TLSmode.
"""
_OF_SERVICE = re.compile(r"[^.]+[.]([^.]+)([.]svc([.]cluster(set)?[.]local)?)?[.]?")
_IN_FULL = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")


def is_in_full(host: str) -> bool:
    """Tell whether the name is one host's, no pattern."""
    return bool(_IN_FULL.fullmatch(host))


def is_service_of(namespace: str, host: str) -> bool:
    """Tell whether the name is that of a service of the namespace, in any spelling that says which one.

    Source: https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/.
    """
    service = _OF_SERVICE.fullmatch(host.lower())
    return service is not None and service[1] == namespace


def redirections(route: Props) -> list[Props]:
    """Return what leads to HTTPS in a route whose every rule does so; nothing where one does not. Raises as `get`.

    Source: https://gateway-api.sigs.k8s.io/guides/http-redirect-rewrite/.
    """
    found = [
        [one for one in rule.objects("filters") if one.text("requestRedirect.scheme") == "https"]
        for rule in route.objects("spec.rules")
    ]
    return [one for each in found for one in each] if all(found) else []
