"""What an ARM template makes is judged like any other resource, and what cannot be read of it is told."""

from collections.abc import Mapping
from typing import Any

import pytest
from guardrails.catalog import catalog
from guardrails.examples import ExampleResource, Seen
from guardrails.run import NOTICES
from guardrails.templates import CARRIERS, made_by
from guardrails.testing import Judged, analyze_request, analyzer_of, judge_example, stack_request
from guardrails.tokens import GENERIC
from guardrails.values import UNKNOWN, Secret

DEPLOYMENT = "azure-native:resources:Deployment"
AT_SUBSCRIPTION = "azure-native:resources:DeploymentAtSubscriptionScope"
OPEN_REGISTRY = {
    "type": "Microsoft.ContainerRegistry/registries",
    "apiVersion": "2023-07-01",
    "name": "images",
    "properties": {"AdminUserEnabled": True},
}


def _template(*resources: Any) -> dict[str, Any]:
    return {"properties": {"mode": "Incremental", "template": {"resources": list(resources)}}}


def _said(values: Mapping[str, Any], token: str = DEPLOYMENT, name: str = "acr-admin-user-disabled") -> list[str]:
    """Return what the guardrail says of the template, and the notices of the run."""
    analyzer = analyzer_of(catalog())
    found = analyzer.Analyze(analyze_request(token, values, "made"), None).diagnostics  # type: ignore[arg-type]
    whole = analyzer.AnalyzeStack(stack_request({}, Seen.STATE), None).diagnostics  # type: ignore[arg-type]
    return [
        *(one.message for one in found if one.policyName == name),
        *(one.message for one in whole if one.policyName == NOTICES and "templates" in one.message),
    ]


@pytest.mark.parametrize(
    ("token", "values"),
    [
        (DEPLOYMENT, _template(OPEN_REGISTRY)),
        (DEPLOYMENT, {"properties": Secret(_template(OPEN_REGISTRY)["properties"])}),
        ("azure-native:resources/v20240301:DeploymentAtSubscriptionScope", _template(OPEN_REGISTRY)),
        ("azure-native:resources:DeploymentStackAtResourceGroup", {"template": {"resources": [OPEN_REGISTRY]}}),
        (DEPLOYMENT, {"properties": {"template": {"resources": {"symbol": OPEN_REGISTRY}}}}),
        (DEPLOYMENT, _template({"type": "Microsoft.Resources/deployments", **_template(OPEN_REGISTRY)})),
        (
            GENERIC,
            {
                "resourceProviderNamespace": "Microsoft.Resources",
                "resourceType": "deployments",
                **_template(OPEN_REGISTRY),
            },
        ),
        (DEPLOYMENT, {"properties": {"template": {"Resources": [OPEN_REGISTRY]}}}),
        (DEPLOYMENT, {"properties": {"template": {"resources": Secret([OPEN_REGISTRY])}}}),
        (DEPLOYMENT, _template({key.capitalize(): value for key, value in OPEN_REGISTRY.items()})),
        (DEPLOYMENT, _template({"type": "Microsoft.Resources/deploymentStacks", **_template(OPEN_REGISTRY)})),
        (
            GENERIC,
            {
                "resourceProviderNamespace": Secret("Microsoft.Resources"),
                "resourceType": "/deploymentStacks",
                "properties": {"Template": {"resources": [OPEN_REGISTRY]}},
            },
        ),
    ],
    ids=[
        "a template",
        "a secret",
        "a subscription's",
        "a stack's",
        "named resources",
        "nested",
        "generic",
        "a section in capitals",
        "a secret list",
        "names in capitals",
        "a nested stack",
        "a generic stack",
    ],
)
def test_what_a_template_makes_is_judged(token: str, values: Mapping[str, Any]) -> None:
    problem, notice = _said(values, token)

    assert "Microsoft.ContainerRegistry/registries in the template made must set adminUserEnabled to false" in problem
    assert "made: Microsoft.ContainerRegistry/registries" in notice  # whether it has an endpoint, say


def test_children_belong_to_their_owner() -> None:
    rule = {"type": "securityRules", "name": "ssh", "properties": {"access": "Allow"}}
    group = {"type": "Microsoft.Network/networkSecurityGroups", "name": "rules", "resources": [rule]}
    alone = {"type": "Microsoft.Network/networkSecurityGroups/securityRules", "name": "rules/ssh", "properties": {}}
    unknown = {**alone, "name": "[concat(parameters('group'), '/ssh')]"}
    spelt = {"Type": "Microsoft.Network/networkSecurityGroups", "Name": "others", "Resources": [rule]}
    small = {**alone, "type": "microsoft.network/networksecuritygroups/securityrules", "name": "more/ssh"}

    found = made_by(DEPLOYMENT, _template(group, alone, unknown, spelt, small))
    made = [one.values for one in found if one.values is not None]

    owners = [one.get("networkSecurityGroupName") for one in made]
    assert owners == ["rules", UNKNOWN, "rules", UNKNOWN, "others", UNKNOWN, "more"]
    assert not any("resources" in map(str.lower, one) for one in made)
    assert made[1].get("access") == "Allow"


def test_a_condition_does_not_hold_for_what_stands_within() -> None:
    """Source: https://learn.microsoft.com/azure/azure-resource-manager/templates/conditional-resource-deployment."""
    rule = {"type": "securityRules", "name": "ssh", "properties": {"access": "Allow"}}
    group = {"type": "Microsoft.Network/networkSecurityGroups", "name": "rules", "resources": [rule]}

    [made] = made_by(DEPLOYMENT, _template({**group, "condition": False}))
    assert made.token == "azure-native:network:SecurityRule"
    assert len(list(made_by(DEPLOYMENT, _template({**group, "condition": "[parameters('has')]"})))) == 2


def test_expressions_are_unknown_and_loops_hold_one() -> None:
    rule = {"name": "[concat('rule', copyIndex())]", "properties": {"access": "Allow", "priority": "[[no expression]"}}
    group = {
        "type": "Microsoft.Network/networkSecurityGroups",
        "name": "[parameters('name')]",
        "properties": {"copy": [{"name": "securityRules", "count": 3, "input": rule}]},
    }

    [made] = made_by(DEPLOYMENT, _template(group))

    assert made.values is not None
    assert made.values["name"] is UNKNOWN
    assert made.values["securityRules"] == [{"name": UNKNOWN, "access": "Allow", "priority": "[no expression]"}]


@pytest.mark.parametrize(
    ("token", "values"),
    [
        ("azure-native:resources:AzureCliScript", {"scriptContent": "az acr update"}),
        (DEPLOYMENT, {"properties": {"templateLink": {"uri": "https://example.com/template.json"}}}),
        (DEPLOYMENT, {"properties": {"template": UNKNOWN}}),
        (DEPLOYMENT, {"properties": {"template": {"resources": UNKNOWN}}}),
        (DEPLOYMENT, _template({"type": UNKNOWN})),
        (DEPLOYMENT, _template({"type": "Microsoft.Resources/deploymentScripts", "name": "script"})),
        (DEPLOYMENT, _template({"type": "Microsoft.Resources/deployments", "properties": {"templateLink": {}}})),
    ],
    ids=["script", "linked", "unknown", "unknown list", "unknown type", "script inside", "linked inside"],
)
def test_what_cannot_be_read_is_told(token: str, values: Mapping[str, Any]) -> None:
    [notice] = _said(values, token)

    assert notice.startswith("What these templates and scripts make is not evaluated in full, on its own at most: made")


@pytest.mark.parametrize(
    "resource",
    [
        {"type": "Microsoft.Web/sites", "name": "site"},
        {**OPEN_REGISTRY, "existing": True},
        {**OPEN_REGISTRY, "condition": False},
        {"type": "Microsoft.OperationalInsights/workspaces/tables", "name": "one/two", "properties": {}},
        {"type": "Microsoft.Security/automations", "name": "export", "properties": {}},
        {"type": "nothing", "name": "nothing"},
    ],
    ids=[
        "a type that nobody judges",
        "a reference",
        "what is never made",
        "a type that is judged alone",
        "a type that is judged with the rest",
        "no type",
    ],
)
def test_nothing_is_said_of_what_there_is_nothing_to_say_of(resource: Mapping[str, Any]) -> None:
    assert _said(_template(resource)) == []


PLAN = {"type": "Microsoft.Security/pricings", "name": "Arm", "properties": {"pricingTier": "Free"}}
CONTACT = {"type": "Microsoft.Security/securityContacts", "name": "default", "properties": {"isEnabled": False}}


@pytest.mark.parametrize(
    ("name", "resource", "problem"),
    [
        (
            "defender-no-downgrade-to-free",
            PLAN,
            "pricings in the template made must not set pricingTier of the plan Arm",
        ),
        ("defender-security-contact", CONTACT, "securityContacts in the template made must set isEnabled to true"),
    ],
)
def test_what_a_subscription_s_template_says_of_it_is_judged(name: str, resource: dict[str, Any], problem: str) -> None:
    said = "\n".join(_said(_template(resource), AT_SUBSCRIPTION, name))

    assert problem in said


def _together(name: str, *templates: Mapping[str, Any], token: str = AT_SUBSCRIPTION) -> Judged:
    (guardrail,) = (one for one in catalog() if one.name == name)
    return judge_example(guardrail, {f"t{n}": ExampleResource(token, one) for n, one in enumerate(templates)})


@pytest.mark.parametrize("token", [DEPLOYMENT, AT_SUBSCRIPTION, GENERIC])
def test_plans_of_all_templates_are_judged_together(token: str) -> None:
    kind = {"resourceProviderNamespace": "Microsoft.Resources", "resourceType": "deployments"}
    of = kind if token == GENERIC else {}
    vaults = {**PLAN, "name": "KeyVaults", "properties": {"pricingTier": "Standard"}}

    alone = _together("defender-arm", {**of, **_template(vaults, vaults)}, token=token)
    beside = _together("defender-arm", {**of, **_template(vaults)}, {**of, **_template(PLAN)}, token=token)

    assert alone.problems == ("must not be without a Pricing 'Arm' beside it",), "once, though each plan says so"
    assert beside.problems == ("must set pricingTier of the plan Arm to Standard",)


def test_a_template_is_no_output_of_its_deployment() -> None:
    analyzer, token = analyzer_of(catalog()), DEPLOYMENT
    vaults = {**PLAN, "name": "KeyVaults", "properties": {"pricingTier": "Standard"}}
    analyzer.Analyze(analyze_request(token, _template(vaults), "made"), None)  # type: ignore[arg-type]
    answered = ExampleResource(token, {"properties": {"mode": "Incremental", "provisioningState": "Succeeded"}})

    response = analyzer.AnalyzeStack(stack_request({"made": answered}, Seen.STATE), None)  # type: ignore[arg-type]

    assert any("must not be without a Pricing 'Arm'" in one.message for one in response.diagnostics)
    assert "defender-keyvault" not in {one.policy_name for one in response.not_applicable}


def test_a_plan_may_be_in_a_template_that_cannot_be_read() -> None:
    vaults = {**PLAN, "name": "KeyVaults", "properties": {"pricingTier": "Standard"}}
    unread = {"properties": {"templateLink": {"uri": "https://example.com/template.json"}}}

    of_subscription = _together("defender-arm", _template(vaults), unread)
    of_group = _together("defender-arm", _template(vaults), unread, token=DEPLOYMENT)

    assert of_subscription.problems == ()
    assert all("properties.template known only then" in one for one in of_subscription.undecided)
    assert len(of_subscription.undecided) == len(("the plans", "the stack"))
    assert of_group.problems == ("must not be without a Pricing 'Arm' beside it",)


def test_a_template_of_a_subscription_that_cannot_be_read_is_told_and_no_more() -> None:
    analyzer = analyzer_of(catalog())
    unread = {"properties": {"templateLink": {"uri": "https://example.com/budget.json"}}}
    analyzer.Analyze(analyze_request(AT_SUBSCRIPTION, unread, "budget"), None)  # type: ignore[arg-type]
    request = stack_request({"budget": ExampleResource(AT_SUBSCRIPTION, unread)}, Seen.PREVIEW)

    whole = analyzer.AnalyzeStack(request, None)  # type: ignore[arg-type]

    [notice] = whole.diagnostics
    assert notice.message.startswith("What these templates and scripts make is not evaluated in full")
    assert "defender-arm" in {one.policy_name for one in whole.not_applicable}


def test_the_carriers_exist() -> None:
    from pulumi_azure_native import resources  # noqa: PLC0415 - seconds

    assert all(hasattr(resources, token.rpartition(":")[2]) for token in CARRIERS)
