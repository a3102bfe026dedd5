"""What else the stack runs must be watched too."""

from guardrails.defender import IN_A_TEMPLATE, plan_problems
from guardrails.examples import ExampleResource
from guardrails.frameworks import azure_policy, checkov, cis_azure, mcsb, psrule
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.props import Problems
from guardrails.stack import Resource, Stack
from guardrails.subjects import DEFENDER_PLAN

_NEEDED_BY = {
    "Api": {"azure-native:apimanagement:ApiManagementService"},
    "AI": {"azure-native:cognitiveservices:Account"},
    "AppServices": {"azure-native:web:WebApp"},
    "CosmosDbs": {"azure-native:cosmosdb:DatabaseAccount"},
    "OpenSourceRelationalDatabases": {"azure-native:dbformysql:Server", "azure-native:dbforpostgresql:Server"},
    "SqlServers": {"azure-native:sql:Server"},
    "SqlServerVirtualMachines": {"azure-native:sqlvirtualmachine:SqlVirtualMachine"},
}


def check(plan: Resource, stack: Stack) -> Problems:
    """Each plan is asked for only where the stack has something for it to watch."""
    for name, kinds in _NEEDED_BY.items():
        yield from plan_problems(plan, stack, name, needed_by=kinds)


def _plan(name: str, tier: str = "Standard") -> ExampleResource:
    return ExampleResource(DEFENDER_PLAN.token, {"pricingName": name, "pricingTier": tier})


_SERVER = ExampleResource("azure-native:sql:Server")

GUARDRAIL = StackGuardrail(
    title="Defender plans are on for the databases, web applications and interfaces of the stack",
    applies_to=DEFENDER_PLAN,
    severity=Severity.LOW,
    why="An attacker takes the way that nobody watches: a database beside a watched cluster is one.",
    fix=f"Set the plan that the message names to the tier Standard {IN_A_TEMPLATE}.",
    link="https://learn.microsoft.com/azure/defender-for-cloud/defender-for-cloud-introduction",
    absent="Plans belong to the subscription: a stack without any leaves them to another, one that sets any must set "
    "those of what it runs.",
    requirements=(),
    controls=(
        cis_azure("3.1.6.1"),
        cis_azure("3.1.7.1"),
        cis_azure("3.1.7.2"),
        cis_azure("3.1.7.3"),
        cis_azure("3.1.7.4"),
        mcsb("LT-1"),
        azure_policy("2913021d-f2fd-4f3d-b958-22354e2bdbcb"),
        azure_policy("7fe3b40f-802b-4cdd-8bd4-fd799c948cc2"),
        azure_policy("6581d072-105e-4418-827f-bd446d56421b"),
        azure_policy("0a9fbe0d-c5c4-4da8-87d8-f4fd77338835"),
        azure_policy("adbe85b5-83e6-4350-ab58-bf3a4f736e5e"),
        azure_policy("7926a6d1-b268-4586-8197-e8ae90c877d7"),
        checkov("CKV_AZURE_61"),
        checkov("CKV_AZURE_69"),
        checkov("CKV_AZURE_79"),
        psrule("Azure.Defender.AppServices"),
        psrule("Azure.Defender.SQL"),
        psrule("Azure.Defender.SQLOnVM"),
        psrule("Azure.Defender.OssRdb"),
        psrule("Azure.Defender.CosmosDb"),
        psrule("Azure.Defender.Api"),
    ),
    check=check,
    passing={
        "the plan for the database is on": {"server": _SERVER, "plan": _plan("SqlServers")},
        **{
            f"the plan {name} watches it": {"watched": ExampleResource(kind), "plan": _plan(name)}
            for name, kind in (
                ("Api", "azure-native:apimanagement:ApiManagementService"),
                ("AI", "azure-native:cognitiveservices:Account"),
                ("AppServices", "azure-native:web:WebApp"),
                ("CosmosDbs", "azure-native:cosmosdb:DatabaseAccount"),
                ("OpenSourceRelationalDatabases", "azure-native:dbforpostgresql:Server"),
                ("SqlServerVirtualMachines", "azure-native:sqlvirtualmachine:SqlVirtualMachine"),
            )
        },
        "nothing asks for another plan": {"containers": _plan("Containers"), "unused": _plan("CosmosDbs", "Free")},
        "the stack sets no plans": {"server": _SERVER},
    },
    failing={
        "the plan for the database is missing": {"server": _SERVER, "containers": _plan("Containers")},
        **{
            f"{kind.partition(':')[2]} is not watched": {
                "watched": ExampleResource(kind),
                "containers": _plan("Containers"),
            }
            for kind in (
                "azure-native:apimanagement:ApiManagementService",
                "azure-native:cognitiveservices:Account",
                "azure-native:web:WebApp",
                "azure-native:cosmosdb:DatabaseAccount",
                "azure-native:dbformysql:Server",
                "azure-native:dbforpostgresql:Server",
                "azure-native:sqlvirtualmachine:SqlVirtualMachine",
            )
        },
        "the plan for the database is Free": {"server": _SERVER, "plan": _plan("SqlServers", "Free")},
    },
)
