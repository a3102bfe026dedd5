"""An ingress must encrypt."""

from guardrails.checks import placed
from guardrails.frameworks import azure_policy, cis_aks, gatekeeper, kyverno, mcsb, polaris
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import INGRESS
from guardrails.props import Problems, Props


def check(ingress: Props) -> Problems:
    """A wildcard of one label covers its hosts."""
    covered = [host for entry in ingress.objects("spec.tls") for host in entry.texts("hosts")]

    def judge(rule: Props) -> Problems:
        host = rule.text("host")
        if host not in covered and f"*.{host.partition('.')[2]}" not in covered:
            yield f"must list {host or 'its host'} in spec.tls"

    if not ingress.objects("spec.tls"):
        yield "must set spec.tls"
    yield from ingress.each("spec.rules", lambda rule: placed(judge, rule))


GUARDRAIL = Guardrail(
    title="Every host of an ingress has a certificate",
    applies_to=INGRESS,
    severity=Severity.HIGH,
    why="Without TLS passwords and cookies travel in the clear, and anybody on the way may change what is served.",
    fix="List every host of the rules in tls, with the secret of its certificate.",
    link="https://kubernetes.io/docs/concepts/services-networking/ingress/#tls",
    absent="Kubernetes serves HTTP, so absent fails.",
    requirements=(),
    controls=(
        cis_aks("5.4.5"),
        mcsb("DP-3"),
        azure_policy("1a5b4dca-0b6f-4cf5-907c-56316bc1bf3d"),
        gatekeeper("httpsonly"),
        kyverno("require-ingress-https"),
        kyverno("ingress-host-match-tls"),
        polaris("tlsSettingsMissing"),
    ),
    check=check,
    passing={
        "its host": {
            "spec": {
                "rules": [{"host": "shop.example.com"}],
                "tls": [{"hosts": ["shop.example.com"], "secretName": "tls"}],
            }
        },
        "a wildcard": {
            "spec": {
                "rules": [{"host": "shop.example.com"}],
                "tls": [{"hosts": ["*.example.com"], "secretName": "tls"}],
            }
        },
    },
    failing={
        "none": {"spec": {"rules": [{"host": "shop.example.com"}]}},
        "another host": {"spec": {"rules": [{"host": "shop.example.com"}], "tls": [{"hosts": ["www.example.com"]}]}},
        "whatever the host": {"spec": {"defaultBackend": {"service": {"name": "web", "port": {"number": 80}}}}},
    },
)
