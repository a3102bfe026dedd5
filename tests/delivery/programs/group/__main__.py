"""The smallest thing that can drift: a resource group with a tag, and a second one by a setting."""

import pulumi
from pulumi_azure_native import resources

resources.ResourceGroup("one", resource_group_name="rg-one", tags={"owner": "platform", "costCenter": "1"})
if pulumi.Config().get_bool("second"):
    resources.ResourceGroup("two", resource_group_name="rg-two", tags={"owner": "platform", "costCenter": "1"})
