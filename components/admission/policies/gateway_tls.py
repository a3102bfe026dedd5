"""What travels in clear is read on the way, whatever lets it in."""

from components.admission.examples import SUFFIX, gateway, istio_gateway
from components.admission.hosts import GATEWAYS, HTTP_PORTS, LISTENERS, PLAIN, UNREAD
from components.admission.policy import AdmissionPolicy

_HOST = f"web.{SUFFIX}"

POLICY = AdmissionPolicy(
    title="No listener of a gateway serves plain HTTP.",
    fix="Use HTTPS with a certificate, or let Istio redirect by tls.httpsRedirect.",
    controls=("002-2",),
    link="https://gateway-api.sigs.k8s.io/guides/tls/",
    match=GATEWAYS,
    variables=LISTENERS,
    offending="variables.listeners.filter(l, l.protocol.upperAscii() == 'HTTP'"
    f" || (l.protocol.upperAscii() == 'TCP' && l.port in {HTTP_PORTS})).map(l, l.name)"
    f" + variables.servers.filter(v, (v.port.protocol.upperAscii() in {PLAIN}"
    " && v.?tls.?httpsRedirect.orValue(false) != true)"
    f" || (v.port.protocol.upperAscii() in {UNREAD} && v.port.number in {HTTP_PORTS}"
    " && size(v.?tls.orValue({})) == 0)).map(v, v.hosts.join(', '))",
    passing=(
        gateway("with a certificate", "HTTPS", _HOST),
        istio_gateway("with a certificate, by Istio", "HTTPS", _HOST, mode="SIMPLE", credentialName="web"),
        gateway("no HTTP", "TCP", port=5432),
        istio_gateway("no HTTP, by Istio", "TCP", "*", port=5432),
        istio_gateway("TLS that Istio ends", "TCP", "*", port=8080, mode="SIMPLE", credentialName="web"),
        istio_gateway("a redirection", "HTTP", _HOST, httpsRedirect=True),
    ),
    failing=(
        gateway("plain HTTP", "HTTP", _HOST),
        gateway("plain HTTP, as TCP", "TCP", port=80),
        istio_gateway("plain HTTP, as TCP, by Istio", "TCP", "*", port=8080),
        *(
            istio_gateway(f"plain HTTP, as {one}, by Istio", one, "*", port=80)
            for one in ("MONGO", "mysql", "REDIS", "TCP")
        ),
        *(
            istio_gateway(f"plain {one}, by Istio", one, _HOST)
            for one in ("HTTP", "http2", "HTTP_PROXY", "GRPC", "GRPC-Web")
        ),
        istio_gateway("no redirection", "HTTP", _HOST, httpsRedirect=False),
    ),
)
