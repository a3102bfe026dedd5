"""What travels in clear is read on the way, whatever lets it in."""

from components.admission.examples import SUFFIX, gateway, istio_gateway
from components.admission.hosts import GATEWAYS, LISTENERS, PLAIN
from components.admission.policy import AdmissionPolicy

_HOST = f"web.{SUFFIX}"

POLICY = AdmissionPolicy(
    title="No listener of a gateway serves plain HTTP.",
    fix="Use HTTPS with a certificate, or let Istio redirect by tls.httpsRedirect.",
    controls=("002-2",),
    link="https://gateway-api.sigs.k8s.io/guides/tls/",
    match=GATEWAYS,
    variables=LISTENERS,
    offending="variables.listeners.filter(l, l.protocol.upperAscii() == 'HTTP').map(l, l.name)"
    f" + variables.servers.filter(v, v.port.protocol.upperAscii() in {PLAIN}"
    " && v.?tls.?httpsRedirect.orValue(false) != true).map(v, v.hosts.join(', '))",
    passing=(
        gateway("with a certificate", "HTTPS", _HOST),
        istio_gateway("with a certificate, by Istio", "HTTPS", _HOST, mode="SIMPLE", credentialName="web"),
        istio_gateway("a redirection", "HTTP", _HOST, httpsRedirect=True),
    ),
    failing=(
        gateway("plain HTTP", "HTTP", _HOST),
        *(
            istio_gateway(f"plain {one}, by Istio", one, _HOST)
            for one in ("HTTP", "http2", "HTTP_PROXY", "GRPC", "GRPC-Web")
        ),
        istio_gateway("no redirection", "HTTP", _HOST, httpsRedirect=False),
    ),
)
