"""A web application firewall must read the bodies of requests."""

from guardrails.checks import must_not_be
from guardrails.frameworks import azure_policy, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import WEB_FIREWALL_POLICY

GUARDRAIL = Guardrail(
    title="The web application firewall inspects request bodies",
    applies_to=WEB_FIREWALL_POLICY,
    severity=Severity.LOW,
    why="Forms and API calls carry their data in the body: an attack there is never seen.",
    fix="Leave out request_body_check in policy_settings, or set it to True.",
    link="https://learn.microsoft.com/azure/web-application-firewall/ag/application-gateway-waf-request-size-limits",
    absent="Azure inspects bodies, so absent passes.",
    requirements=(),
    controls=(mcsb("NS-6"), azure_policy("ca85ef9a-741d-461d-8b7a-18c2da82c666")),
    check=must_not_be("policySettings.requestBodyCheck", False),  # noqa: FBT003 - the value that is refused
    remedy={"policySettings.requestBodyCheck": True},
    passing={
        "bodies are inspected": {"policySettings": {"requestBodyCheck": True}},
        "inspection is left at Azure's default": {"policySettings": {"state": "Enabled"}},
    },
    failing={"bodies are not inspected": {"policySettings": {"requestBodyCheck": False}}},
)
