"""An application gateway must refuse TLS older than 1.2."""

from guardrails.checks import place
from guardrails.frameworks import checkov, cis_aks, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, any_of, decided
from guardrails.subjects import APPLICATION_GATEWAY

_POLICIES = frozenset({"appgwsslpolicy20170401s", "appgwsslpolicy20220101", "appgwsslpolicy20220101s"})
_VERSIONS = frozenset({"tlsv1_2", "tlsv1_3"})


def check(gateway: Props) -> Problems:
    """A listener's own profile replaces the gateway's policy, so each is judged."""
    yield from decided(_policy, gateway)
    yield from gateway.each("sslProfiles", _policy)


def _policy(owner: Props) -> Problems:
    if owner.has("sslPolicy") and not any_of(
        lambda: owner.text("sslPolicy.policyName").lower() in _POLICIES,
        lambda: owner.text("sslPolicy.minProtocolVersion").lower() in _VERSIONS,
    ):
        yield f"must set sslPolicy to TLS 1.2 or newer{place(owner)}"


GUARDRAIL = Guardrail(
    title="The application gateway speaks TLS 1.2 or newer",
    applies_to=APPLICATION_GATEWAY,
    severity=Severity.HIGH,
    why="TLS 1.0 and 1.1 allow ciphers that are broken; a client or an attacker on the way can ask for them.",
    fix="Set ssl_policy={'policy_type': 'Predefined', 'policy_name': 'AppGwSslPolicy20220101S'}.",
    link="https://learn.microsoft.com/azure/application-gateway/application-gateway-ssl-policy-overview",
    absent="At the API version of azure-native 3 (2023-02-01 or newer) Azure takes AppGwSslPolicy20220101, so absent "
    "passes.",
    requirements=(),
    controls=(cis_aks("5.4.5"), mcsb("DP-3"), checkov("CKV_AZURE_218"), psrule("Azure.AppGw.SSLPolicy")),
    check=check,
    passing={
        "a predefined policy of 2022": {
            "sslPolicy": {"policyType": "Predefined", "policyName": "AppGwSslPolicy20220101S"}
        },
        "a policy of one's own": {"sslPolicy": {"policyType": "CustomV2", "minProtocolVersion": "TLSv1_2"}},
        "the policy is left at Azure's default": {"sku": {"tier": "WAF_v2"}},
        "a profile without a policy": {"sslProfiles": [{"name": "clients"}]},
        "a predefined policy of 2017": {
            "sslPolicy": {"policyType": "Predefined", "policyName": "AppGwSslPolicy20170401S"}
        },
        "another predefined policy of 2022": {
            "sslPolicy": {"policyType": "Predefined", "policyName": "AppGwSslPolicy20220101"}
        },
        "TLS 1.3 alone": {"sslPolicy": {"policyType": "CustomV2", "minProtocolVersion": "TLSv1_3"}},
    },
    failing={
        "a predefined policy of 2015": {
            "sslPolicy": {"policyType": "Predefined", "policyName": "AppGwSslPolicy20150501"}
        },
        "a policy of one's own allows TLS 1.1": {
            "sslPolicy": {"policyType": "Custom", "minProtocolVersion": "TLSv1_1"}
        },
        "a policy of one's own names no version": {"sslPolicy": {"disabledSslProtocols": ["TLSv1_0"]}},
        "one profile allows TLS 1.0": {
            "sslPolicy": {"policyType": "Predefined", "policyName": "AppGwSslPolicy20220101"},
            "sslProfiles": [{"name": "old", "sslPolicy": {"policyType": "Custom", "minProtocolVersion": "TLSv1_0"}}],
        },
    },
)
