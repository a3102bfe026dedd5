"""Hosts that a team may answer for, in CEL."""

from components.admission.policy import Match

IN_FULL = "^[A-Za-z0-9][A-Za-z0-9.-]*$"
PLAIN = ["GRPC", "GRPC-WEB", "HTTP", "HTTP2", "HTTP_PROXY"]
"""Protocols that Istio serves as HTTP without TLS; it takes the last one, too, though its page names it nowhere.

https://github.com/istio/istio/blob/master/pkg/config/protocol/instance.go
"""
HTTP_PORTS = [80, 8080]
"""Ports of plain HTTP, whatever is said of their protocol."""
UNREAD = ["MONGO", "MYSQL", "REDIS", "TCP"]
"""Protocols that are bytes to a gateway, so that whatever it is sent passes by them."""
HTTPS_PORT = 443
"""A gateway that is shared serves the hosts of all here; what reads none, by Istio, takes every one of them."""
SERVES_HOSTS = [*PLAIN, "HTTPS", "TLS"]
"""Protocols that say which host is meant."""
GATEWAYS = (
    Match("gateway.networking.k8s.io", ("gateways", "listenersets"), version="*"),
    Match("networking.istio.io", ("gateways",), version="*"),
)
"""What listens at the edge."""
# The kinds of the Gateway API and of Istio share names, and a cluster may have neither.
LISTENERS = {
    "listeners": "dyn(object).spec.?listeners.orValue([])",
    "servers": "dyn(object).spec.?servers.orValue([])",
}
"""What a gateway of the Gateway API listens by, and one of Istio's."""


def is_own_service(host: str) -> str:
    """Return CEL that is true where the expression is the name of a service of the object's namespace, in any spelling.

    Between the service and the end of the cluster's names only the namespace has to be said.
    """
    ends = "([.]svc([.]cluster(set)?[.]local)?)?[.]?$"
    return f"{host}.lowerAscii().matches('^[^.]+[.]' + object.metadata.namespace + '{ends}')"


def is_foreign(host: str) -> str:
    """Return CEL that is true where the expression is no host below a suffix of the platform, named in full."""
    return f"(!{host}.matches('{IN_FULL}') || !variables.suffixes.exists(s, {host}.endsWith('.' + s)))"
