"""An identity with a tag by a setting, and its role, which azure-native cannot promise to keep."""

import pulumi
from pulumi_azure_native import authorization, managedidentity, resources

TAGS = {"owner": pulumi.Config().get("owner") or "platform", "costCenter": "1"}
group = resources.ResourceGroup("one", resource_group_name="rg-one", tags={"owner": "platform", "costCenter": "1"})
identity = managedidentity.UserAssignedIdentity(
    "reader", resource_name_="id-reader", resource_group_name=group.name, tags=TAGS
)
authorization.RoleAssignment(
    "reads",
    principal_id=identity.principal_id,
    principal_type=authorization.PrincipalType.SERVICE_PRINCIPAL,
    role_definition_id="/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7",
    scope=group.id,
    description="Reads what is in the group.",
)
