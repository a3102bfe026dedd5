"""An application gateway must speak HTTPS to what stands behind it."""

from guardrails.checks import place
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import APPLICATION_GATEWAY


def check(gateway: Props) -> Problems:
    """Each set of backend settings is judged."""

    def settings(one: Props) -> Problems:
        if one.text("protocol").lower() != "https":
            yield f"must set protocol to Https{place(one)}"

    yield from gateway.each("backendHttpSettingsCollection", settings)


_SECURE = {"name": "secure", "port": 443, "protocol": "Https"}

GUARDRAIL = Guardrail(
    title="The application gateway encrypts towards its backends",
    applies_to=APPLICATION_GATEWAY,
    severity=Severity.MEDIUM,
    why="TLS that ends at the gateway leaves sessions and answers in the clear on the way to the pods.",
    fix="Set protocol='Https' in every entry of backend_http_settings_collection.",
    link="https://learn.microsoft.com/azure/application-gateway/ssl-overview",
    absent="A gateway without backend settings passes; settings without a protocol are not known to be HTTPS and fail.",
    requirements=(),
    controls=(mcsb("DP-3"),),
    check=check,
    passing={
        "all settings are HTTPS": {"backendHttpSettingsCollection": [_SECURE]},
        "there are no settings": {"sku": {"tier": "WAF_v2"}},
    },
    failing={
        "one of the settings is HTTP": {
            "backendHttpSettingsCollection": [_SECURE, {"name": "plain", "port": 80, "protocol": "Http"}]
        },
        "the protocol is left out": {"backendHttpSettingsCollection": [{"name": "any", "port": 443}]},
    },
)
