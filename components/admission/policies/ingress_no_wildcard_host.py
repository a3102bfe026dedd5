"""A team answers for hosts that are its own."""

from components.admission.examples import SUFFIX, ingress
from components.admission.hosts import is_foreign
from components.admission.policy import AdmissionPolicy, Match

_HOST = f"web.{SUFFIX}"
ALIASES = ("nginx.ingress.kubernetes.io/server-alias", "appgw.ingress.kubernetes.io/hostname-extension")
"""Annotations that give an ingress further hosts, of NGINX and of Application Gateway."""

POLICY = AdmissionPolicy(
    title="Hosts of an ingress are named in full and end as the platform's do.",
    fix="Name one host below a suffix of the platform.",
    controls=("002-2",),
    link="https://kubernetes.io/docs/concepts/services-networking/ingress/#hostname-wildcards",
    match=(Match("networking.k8s.io", ("ingresses",)),),
    variables={
        "aliases": f"{[*ALIASES]}.map(k, object.metadata.?annotations[?k].orValue('')).join(',').split(',')"
        ".map(h, h.trim()).filter(h, h != '')",
        "hosts": "(has(object.spec.rules) ? object.spec.rules.map(r, has(r.host) ? r.host : '') : [''])"
        " + variables.aliases",
    },
    # An alias may also be a regular expression.
    offending=f"variables.hosts.filter(h, {is_foreign('h')}).map(h, h == '' ? 'all hosts' : h)",
    passing=(
        ingress("a host of the platform", f"web.{SUFFIX}", tls=(f"web.{SUFFIX}",)),
        *(
            ingress("hosts of the platform", _HOST, tls=(_HOST,), annotations={key: f"shop.{SUFFIX}, www.{SUFFIX}"})
            for key in ALIASES
        ),
    ),
    failing=(
        ingress("every host", "", tls=(f"web.{SUFFIX}",)),
        ingress("a wildcard", f"*.{SUFFIX}", tls=(f"*.{SUFFIX}",)),
        ingress("somebody else's host", "web.example.org", tls=("web.example.org",)),
        ingress("a suffix that only looks alike", f"evil{SUFFIX}", tls=(f"evil{SUFFIX}",)),
        *(
            ingress(f"{alias} by {key}", _HOST, tls=(_HOST,), annotations={key: f"shop.{SUFFIX}, {alias}"})
            for key in ALIASES
            for alias in ("bank.example.org", f"*.{SUFFIX}", f"~bank|x.{SUFFIX}", f".{SUFFIX}")
        ),
    ),
)
