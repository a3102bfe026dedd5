"""An application gateway must answer plain HTTP with a redirect to HTTPS only."""

from functools import partial

from guardrails.checks import place
from guardrails.frameworks import checkov, cis_aks, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity, Values
from guardrails.props import Problems, Props, all_of, any_of
from guardrails.references import last_name
from guardrails.subjects import APPLICATION_GATEWAY


def check(gateway: Props) -> Problems:
    """A listener without a routing rule serves nothing."""
    yield from gateway.each("requestRoutingRules", partial(_rule, gateway))
    yield from gateway.each("routingRules", partial(_layer_4, gateway))


def _layer_4(gateway: Props, rule: Props) -> Problems:
    """What a TCP listener takes is handed on as it comes, HTTP among it."""
    if _is_plain(gateway, _name(rule, "listener"), "listeners", "tcp"):
        yield f"must lead no TCP listener on, but TLS{place(rule)}"


def _rule(gateway: Props, rule: Props) -> Problems:
    if all_of(
        lambda: _is_plain(gateway, _name(rule, "httpListener")),
        lambda: not any_of(lambda: _redirects(gateway, rule, "redirectConfiguration"), lambda: _map(gateway, rule)),
    ):
        yield f"must only redirect the HTTP listener to HTTPS{place(rule)}"


def _map(gateway: Props, rule: Props) -> bool:
    """Tell whether the rule's path map redirects by default and for every path."""
    maps = [one for one in gateway.objects("urlPathMaps") if _is_called(one, _name(rule, "urlPathMap"))]
    return any(
        _redirects(gateway, one, "defaultRedirectConfiguration")
        and all(_redirects(gateway, path, "redirectConfiguration") for path in one.objects("pathRules"))
        for one in maps
    )


def _redirects(gateway: Props, owner: Props, prop: str) -> bool:
    name = _name(owner, prop)
    for one in gateway.objects("redirectConfigurations"):
        if name and _is_called(one, name):
            url = one.text("targetUrl").lower()
            return url.startswith("https://") if url else not _is_plain(gateway, _name(one, "targetListener"))
    return False


def _is_plain(gateway: Props, listener: str, listeners: str = "httpListeners", protocol: str = "http") -> bool:
    return any(
        one.text("protocol").lower() == protocol for one in gateway.objects(listeners) if _is_called(one, listener)
    )


def _is_called(part: Props, name: str) -> bool:
    """Tell whether a part of the gateway has the name, in lower case."""
    return part.text("name").lower() == name


def _name(owner: Props, prop: str) -> str:
    """Return the name, in lower case, at the end of a reference to another part of the gateway."""
    return last_name(owner.text(f"{prop}.id"))


_LISTENERS = [{"name": "plain", "protocol": "Http"}, {"name": "secure", "protocol": "Https"}]
_GATEWAY = "/subscriptions/one/resourceGroups/edge/providers/Microsoft.Network/applicationGateways/edge"


def _to(kind: str, name: str) -> dict[str, str]:
    return {"id": f"{_GATEWAY}/{kind}/{name}"}


def _gateway(rule: Values, **parts: object) -> Values:
    return {
        "httpListeners": _LISTENERS,
        "requestRoutingRules": [{"name": "main", "httpListener": _to("httpListeners", "plain"), **rule}],
        **parts,
    }


def _layer_4_gateway(protocol: str) -> Values:
    return {
        "listeners": [{"name": "wire", "protocol": protocol}, {"name": "other", "protocol": "Tls"}],
        "routingRules": [{"name": "main", "listener": _to("listeners", "wire")}],
    }


_REDIRECT = {"redirectConfiguration": _to("redirectConfigurations", "upgrade")}
_BY_PATH = {"ruleType": "PathBasedRouting", "urlPathMap": _to("urlPathMaps", "paths")}
_UPGRADE = {"name": "upgrade", "targetListener": _to("httpListeners", "secure")}


def _paths(path: Values) -> list[Values]:
    default = _to("redirectConfigurations", "upgrade")
    return [{"name": "paths", "defaultRedirectConfiguration": default, "pathRules": [{"paths": ["/api/*"], **path}]}]


GUARDRAIL = Guardrail(
    title="The application gateway serves HTTPS only",
    applies_to=APPLICATION_GATEWAY,
    severity=Severity.HIGH,
    why="Over plain HTTP anyone on the way reads sessions and changes answers.",
    fix="Give the HTTP listener's rule in request_routing_rules a redirect_configuration to an HTTPS listener, and "
    "listeners the protocol 'Tls'.",
    link="https://learn.microsoft.com/azure/application-gateway/redirect-overview",
    absent="A gateway without HTTP and TCP listeners or without rules for them passes.",
    requirements=(),
    controls=(cis_aks("5.4.5"), mcsb("DP-3"), checkov("CKV_AZURE_217"), psrule("Azure.AppGw.UseHTTPS")),
    check=check,
    passing={
        "the listener is HTTPS": _gateway({"httpListener": _to("httpListeners", "secure")}),
        "the HTTP listener redirects to the HTTPS one": _gateway(_REDIRECT, redirectConfigurations=[_UPGRADE]),
        "the HTTP listener redirects to an HTTPS address": _gateway(
            _REDIRECT, redirectConfigurations=[{"name": "upgrade", "targetUrl": "https://example.com"}]
        ),
        "every path redirects": _gateway(_BY_PATH, redirectConfigurations=[_UPGRADE], urlPathMaps=_paths(_REDIRECT)),
        "there are no rules": {"httpListeners": _LISTENERS, "listeners": [{"name": "wire", "protocol": "Tcp"}]},
        "TLS ends at the gateway": _layer_4_gateway("Tls"),
        "the rule names a listener that does not exist": _gateway({"httpListener": _to("httpListeners", "gone")}),
    },
    failing={
        "the HTTP listener serves a backend": _gateway(
            {"backendAddressPool": _to("backendAddressPools", "pods"), "ruleType": "Basic"}
        ),
        "the HTTP listener, named in another case, serves a backend": _gateway(
            {"httpListener": _to("httpListeners", "PLAIN"), "backendAddressPool": _to("backendAddressPools", "pods")}
        ),
        "the HTTP listener, named by an id that ends in a slash, serves a backend": _gateway(
            {"httpListener": _to("httpListeners", "plain/"), "backendAddressPool": _to("backendAddressPools", "pods")}
        ),
        "TCP is handed on": _layer_4_gateway("Tcp"),
        "the HTTP listener redirects to HTTP": _gateway(
            _REDIRECT, redirectConfigurations=[{"name": "upgrade", "targetUrl": "http://example.com"}]
        ),
        "the HTTP listener redirects to itself": _gateway(
            _REDIRECT,
            redirectConfigurations=[{"name": "upgrade", "targetListener": _to("httpListeners", "plain")}],
        ),
        "one path serves a backend": _gateway(
            _BY_PATH,
            redirectConfigurations=[_UPGRADE],
            urlPathMaps=_paths({"backendAddressPool": _to("backendAddressPools", "pods")}),
        ),
        "the redirect has no name": _gateway(
            {"backendAddressPool": _to("backendAddressPools", "pods")},
            redirectConfigurations=[{"targetUrl": "https://example.com"}],
        ),
        "the HTTP listener redirects by the second redirect, to HTTP": _gateway(
            {"redirectConfiguration": _to("redirectConfigurations", "plain")},
            redirectConfigurations=[_UPGRADE, {"name": "plain", "targetUrl": "http://example.com"}],
        ),
        "paths redirect, the rest is served": _gateway(
            _BY_PATH,
            redirectConfigurations=[_UPGRADE],
            urlPathMaps=[{"name": "paths", "pathRules": [{"paths": ["/api/*"], **_REDIRECT}]}],
        ),
        "one of two paths serves a backend": _gateway(
            _BY_PATH,
            redirectConfigurations=[_UPGRADE],
            urlPathMaps=[
                {
                    "name": "paths",
                    "defaultRedirectConfiguration": _to("redirectConfigurations", "upgrade"),
                    "pathRules": [
                        {"paths": ["/old/*"], **_REDIRECT},
                        {"paths": ["/api/*"], "backendAddressPool": _to("backendAddressPools", "pods")},
                    ],
                }
            ],
        ),
    },
)
