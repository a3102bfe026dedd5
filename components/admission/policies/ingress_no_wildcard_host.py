"""A team answers for hosts that are its own."""

from components.admission.examples import SUFFIX, ingress
from components.admission.policy import AdmissionPolicy, Match

POLICY = AdmissionPolicy(
    title="Hosts of an ingress are named in full and end as the platform's do.",
    fix="Name one host below a suffix of the platform.",
    controls=("002-2",),
    link="https://kubernetes.io/docs/concepts/services-networking/ingress/#hostname-wildcards",
    match=(Match("networking.k8s.io", ("ingresses",)),),
    variables={"hosts": "has(object.spec.rules) ? object.spec.rules.map(r, has(r.host) ? r.host : '') : ['']"},
    offending="variables.hosts.filter(h, h.startsWith('*') || !variables.suffixes.exists(s, h.endsWith('.' + s)))"
    ".map(h, h == '' ? 'all hosts' : h)",
    passing=(ingress("a host of the platform", f"web.{SUFFIX}", tls=(f"web.{SUFFIX}",)),),
    failing=(
        ingress("every host", "", tls=(f"web.{SUFFIX}",)),
        ingress("a wildcard", f"*.{SUFFIX}", tls=(f"*.{SUFFIX}",)),
        ingress("somebody else's host", "web.example.org", tls=("web.example.org",)),
        ingress("a suffix that only looks alike", f"evil{SUFFIX}", tls=(f"evil{SUFFIX}",)),
    ),
)
