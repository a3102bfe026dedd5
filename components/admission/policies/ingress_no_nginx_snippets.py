"""A snippet runs in the controller, which reads the certificates of every team (CVE-2021-25742)."""

from components.admission.examples import SUFFIX, ingress
from components.admission.policy import AdmissionPolicy, Match

_HOST = f"web.{SUFFIX}"

POLICY = AdmissionPolicy(
    title="No ingress writes configuration of the server.",
    fix="Remove the annotations that end in -snippet or -snippets.",
    controls=(),
    link="https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#configuration-snippet",
    match=(Match("networking.k8s.io", ("ingresses",)),),
    variables={"annotations": "has(object.metadata.annotations) ? object.metadata.annotations : {}"},
    offending="variables.annotations.map(k, k).filter(k, k.matches('^nginx[.].*-snippets?$'))",
    passing=(
        ingress(
            "another annotation",
            _HOST,
            tls=(_HOST,),
            annotations={"nginx.ingress.kubernetes.io/ssl-redirect": "true", "example.com/server-snippet": "of others"},
        ),
    ),
    failing=tuple(
        ingress(f"the annotation {key}", _HOST, tls=(_HOST,), annotations={key: "return 200;"})
        for key in (
            "nginx.ingress.kubernetes.io/server-snippet",
            "nginx.ingress.kubernetes.io/configuration-snippet",
            "nginx.org/server-snippets",
        )
    ),
)
