"""What listens at the edge answers for hosts of the platform."""

from components.admission.examples import SUFFIX, gateway, istio_gateway
from components.admission.hosts import GATEWAYS, HTTPS_PORT, LISTENERS, SERVES_HOSTS, is_foreign
from components.admission.policy import AdmissionPolicy

_HOST = f"web.{SUFFIX}"
_HOSTNAME = "l.?hostname.orValue('')"
_AFTER_NAMESPACE = "h.substring(h.lastIndexOf('/') + 1)"
"""Istio writes the namespace whose services may answer before the host."""
_BETWEEN_CLUSTERS = f"(v.?tls.?mode.orValue('') == 'AUTO_PASSTHROUGH' && {_AFTER_NAMESPACE} == '*.local')"
"""Proxies of the mesh have encrypted it for one another."""

POLICY = AdmissionPolicy(
    title="Hosts of a gateway are named in full and end as the platform's do.",
    fix="Name one host below a suffix of the platform in each listener or server.",
    controls=("002-2",),
    link="https://gateway-api.sigs.k8s.io/reference/spec/#listener",
    match=GATEWAYS,
    variables=LISTENERS,
    offending=f"variables.listeners.filter(l, (l.protocol.upperAscii() in {SERVES_HOSTS} || l.port == {HTTPS_PORT})"
    f" && {is_foreign(_HOSTNAME)}).map(l, l.name)"
    f" + variables.servers.filter(v, (v.port.protocol.upperAscii() in {SERVES_HOSTS} || v.port.number == {HTTPS_PORT})"
    f" && v.hosts.exists(h, {is_foreign(_AFTER_NAMESPACE)} && !{_BETWEEN_CLUSTERS})).map(v, v.hosts.join(', '))",
    passing=(
        gateway("a host of the platform", "HTTPS", _HOST),
        gateway("what knows no host", "TCP", port=5432),
        istio_gateway("a host of the platform, by Istio", "HTTPS", _HOST, f"shop/shop.{SUFFIX}"),
        istio_gateway("what knows no host, by Istio", "TCP", "*", port=5432),
        istio_gateway("the mesh of another cluster", "TLS", "*.local", mode="AUTO_PASSTHROUGH"),
    ),
    failing=(
        gateway("every host", "HTTPS"),
        gateway("a wildcard", "TLS", f"*.{SUFFIX}"),
        gateway("somebody else's host", "HTTPS", "web.example.org"),
        gateway("every host, as bytes", "TCP"),
        istio_gateway("every host, by Istio", "HTTPS", "*"),
        istio_gateway("every host, as bytes, by Istio", "MONGO", "*"),
        istio_gateway("every host, between clusters", "TLS", "*", mode="AUTO_PASSTHROUGH"),
        istio_gateway("the mesh, for whoever comes with TLS", "TLS", "*.local", mode="PASSTHROUGH"),
        istio_gateway("every host of a proxy, by Istio", "HTTP_PROXY", "*"),
        istio_gateway("every host of a namespace, by Istio", "https", _HOST, "shop/*"),
        istio_gateway("somebody else's host, by Istio", "TLS", "./web.example.org"),
    ),
)
