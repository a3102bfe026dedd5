"""Whoever takes what nobody else serves takes the hosts of others before they are there."""

from components.admission.examples import SUFFIX, ingress
from components.admission.policy import AdmissionPolicy, Match

_EVERYTHING = {"service": {"name": "web", "port": {"number": 443}}}

POLICY = AdmissionPolicy(
    title="No ingress catches all requests.",
    fix="Remove defaultBackend and write rules.",
    controls=(),
    link="https://kubernetes.io/docs/concepts/services-networking/ingress/#default-backend",
    match=(Match("networking.k8s.io", ("ingresses",)),),
    offending="has(object.spec.defaultBackend) ? ['defaultBackend'] : []",
    passing=(ingress("rules", f"web.{SUFFIX}", tls=(f"web.{SUFFIX}",)),),
    failing=(
        ingress("every other host beside its own", f"web.{SUFFIX}", tls=(f"web.{SUFFIX}",), defaultBackend=_EVERYTHING),
        ingress("every host", tls=(f"web.{SUFFIX}",), defaultBackend=_EVERYTHING),
    ),
)
