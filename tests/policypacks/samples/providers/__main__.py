"""A hub and a workload in subscriptions of their own; both have a registry of the same name."""

import pulumi
import pulumi_azure_native as azure
from pulumi_azure_native import authorization, containerregistry, managedidentity, resources

HUB = "00000000-0000-0000-0000-0000000000aa"
WORKLOAD = "00000000-0000-0000-0000-0000000000bb"
PULL = "7f951dda-4ed3-4680-a7ca-43fe172d538d"

hub = azure.Provider("hub", subscription_id=HUB, location="westeurope")
workload = azure.Provider("workload", subscription_id=WORKLOAD, location="northeurope")


class Images(pulumi.ComponentResource):
    """A registry wherever the provider is."""

    def __init__(self, name: str, *, public: bool, opts: pulumi.ResourceOptions) -> None:
        super().__init__("two:index:Images", name, {}, opts)
        mine = pulumi.ResourceOptions(parent=self)
        group = resources.ResourceGroup(f"{name}-group", resource_group_name="images", opts=mine)
        self.registry = containerregistry.Registry(
            f"{name}-registry",
            resource_group_name=group.name,
            registry_name="images",
            sku={"name": "Premium"},
            admin_user_enabled=False,
            anonymous_pull_enabled=False,
            public_network_access="Enabled" if public else "Disabled",
            opts=mine,
        )
        self.register_outputs({})


shared = Images("shared", public=False, opts=pulumi.ResourceOptions(providers=[hub]))
own = Images("own", public=True, opts=pulumi.ResourceOptions(providers={"azure-native": workload}))

identity = managedidentity.UserAssignedIdentity(
    "builder", resource_group_name="images", opts=pulumi.ResourceOptions(provider=workload, depends_on=[own])
)
authorization.RoleAssignment(
    "builder-pulls",
    role_assignment_name="3b0a1a3e-52b5-4f1c-9a86-0d6b0a5f7c11",
    principal_id=identity.principal_id,
    principal_type="ServicePrincipal",
    role_definition_id=f"/subscriptions/{HUB}/providers/Microsoft.Authorization/roleDefinitions/{PULL}",
    scope=shared.registry.id,
    opts=pulumi.ResourceOptions(provider=hub),
)
