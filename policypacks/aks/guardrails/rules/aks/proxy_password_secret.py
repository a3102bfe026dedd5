"""The password for a proxy must be a secret."""

from functools import partial

from guardrails.checks import must_be_secret, where
from guardrails.clear_text import looks_secret
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.subjects import MANAGED_CLUSTER
from guardrails.values import Secret

_PROXIES = ("httpProxyConfig.httpProxy", "httpProxyConfig.httpsProxy")


def check(cluster: Props) -> Problems:
    """An address holds a password as `user:password@`."""
    for path in _PROXIES:
        yield from decided(where(partial(_signs_in, path), must_be_secret(path)), cluster)


def _signs_in(path: str, cluster: Props) -> bool:
    return looks_secret(cluster.get(path))


def _through(proxy: object, name: str = "httpProxy") -> dict[str, object]:
    return {"httpProxyConfig": {name: proxy, "noProxy": ["localhost"]}}


GUARDRAIL = Guardrail(
    title="The cluster's password for a proxy is a Pulumi secret",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.HIGH,
    why="An address with a password in plain text lies readable in the state file, in every preview and in the "
    "program's history.",
    fix="Give http_proxy and https_proxy of http_proxy_config a secret: config.require_secret(...) or "
    "pulumi.Output.secret(...); better, let the proxy know the nodes by their addresses.",
    link="https://learn.microsoft.com/azure/aks/http-proxy",
    absent="Then there is no proxy, so absent passes.",
    requirements=("000-1",),
    controls=(mcsb("IM-8"),),
    check=check,
    passing={
        "the address is a secret": _through(Secret("http://nodes:hunter2@proxy.example.com:3128")),
        "the address holds no password": _through("http://proxy.example.com:3128", "httpsProxy"),
        "there is no proxy": {},
    },
    failing={
        "a password in plain text": _through("http://nodes:hunter2@proxy.example.com:3128"),
        "a password in plain text, for HTTPS": _through("https://nodes:hunter2@proxy.example.com", "httpsProxy"),
    },
)
