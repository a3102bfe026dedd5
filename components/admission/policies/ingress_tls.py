"""What travels in clear is read on the way."""

from components.admission.examples import SUFFIX, ingress
from components.admission.policy import AdmissionPolicy, Match

POLICY = AdmissionPolicy(
    title="Every host of an ingress has a certificate.",
    fix="List the host under spec.tls.",
    controls=("002-2",),
    link="https://kubernetes.io/docs/concepts/services-networking/ingress/#tls",
    match=(Match("networking.k8s.io", ("ingresses",)),),
    variables={
        "certified": "has(object.spec.tls) ? object.spec.tls.filter(t, has(t.hosts)).map(t, t.hosts) : []",
        "hosts": "has(object.spec.rules) ? object.spec.rules.map(r, has(r.host) ? r.host : '') : []",
    },
    # A certificate for *.example.com is one for shop.example.com.
    offending="(has(object.spec.tls) ? [] : ['spec.tls']) + variables.hosts.filter(h, !variables.certified"
    ".exists(hosts, h in hosts || (h.contains('.') && '*' + h.substring(h.indexOf('.')) in hosts)))"
    ".map(h, h == '' ? 'all hosts' : h)",
    passing=(
        ingress("with a certificate", f"web.{SUFFIX}", tls=(f"web.{SUFFIX}",)),
        ingress("with a certificate of the domain", f"web.{SUFFIX}", tls=(f"*.{SUFFIX}",)),
    ),
    failing=(
        ingress("no certificate", f"web.{SUFFIX}"),
        ingress("the certificate of another", f"web.{SUFFIX}", tls=(f"shop.{SUFFIX}",)),
        ingress("every host", "", tls=(f"web.{SUFFIX}",)),
    ),
)
