"""What holds for every resource of a stack."""

from collections import Counter

import pytest

from tests.components.recorder import Program
from tests.components.test_program import AZURE


def test_names_are_unique_in_their_type(program: Program) -> None:
    """The engine refuses two resources of one type and name below parents of one type."""
    registered = program("prod").registered

    assert [urn for urn, count in Counter(resource.urn for resource in registered).items() if count > 1] == []


def test_every_taggable_resource_is_tagged(program: Program) -> None:
    """Owner and cost centre are known of whatever Azure lets carry tags."""
    untaggable = {
        "authorization:PolicyAssignment",
        "authorization:RoleAssignment",
        "containerregistry:ScopeMap",
        "containerregistry:Token",
        "containerservice:DeploymentSafeguard",
        "containerservice:MaintenanceConfiguration",
        "eventgrid:SystemTopicEventSubscription",
        "keyvault:Key",
        "managedidentity:FederatedIdentityCredential",
        "monitor:DataCollectionRuleAssociation",
        "monitor:DiagnosticSetting",
        "network:PrivateDnsZoneGroup",
        "network:Subnet",
        "operationalinsights:Query",
        "storage:BlobServiceProperties",
    }
    untagged = {
        resource.kind.removeprefix("azure-native:")
        for resource in program("dev").registered
        if resource.kind.startswith(AZURE)
        and not {"owner", "costCenter", "environment"} <= set(resource.inputs.get("tags", {}))
    }

    assert untagged == untaggable


@pytest.mark.parametrize("stack", ["dev", "prod"])
def test_every_resource_that_logs_is_logged(program: Program, stack: str) -> None:
    """Whatever has log categories has a setting that sends them to the workspace.

    Categories: https://learn.microsoft.com/azure/azure-monitor/reference/logs-index. Left out are components of
    Application Insights, which write to the workspace by themselves, and data collection rules, which log what their
    transformations and the ingestion API refuse; these rules have neither.
    """
    logging = {
        "containerregistry:Registry",
        "containerservice:ManagedCluster",
        "dashboard:Grafana",
        "dataprotection:BackupVault",
        "eventgrid:SystemTopic",
        "keyvault:Vault",
        "network:AzureFirewall",
        "network:BastionHost",
        "network:NetworkSecurityGroup",
        "network:PublicIPAddress",
        "network:VirtualNetwork",
        "operationalinsights:Workspace",
        "storage:BlobServiceProperties",
    }
    recorder = program(stack)
    settings = [one.inputs for one in recorder.registered if one.kind == f"{AZURE}:monitor:DiagnosticSetting"]
    logged = {one["resourceUri"] for one in settings if one["workspaceId"] and one["logs"]}
    asked = [one for one in recorder.registered if one.kind.removeprefix(f"{AZURE}:") in logging]

    assert asked
    assert [one for one in asked if one.id not in logged] == []
