"""What a test does to registries, and to who pulls from them, in the simulated Azure."""

from typing import Any

from simulator.azure.roles import Role
from tests.simulator.acts import GROUP, Act, cluster

BY_REPOSITORY = "AbacRepositoryPermissions"


def registry(platform: Any, *, by_repository: bool = True) -> Any:
    """Create a registry."""
    mode = {"roleAssignmentMode": BY_REPOSITORY} if by_repository else {}
    inputs = {**GROUP, "registryName": "plain", "sku": {"name": "Premium"}, **mode}
    return platform.create("containerregistry:Registry", **inputs)


def started(*held: Role, by_repository: bool) -> Act:
    """Create a cluster whose nodes start from a registry, on which the kubelet holds these roles."""

    def act(platform: Any) -> object:
        images = registry(platform, by_repository=by_repository)
        for role in held:
            platform.grant(platform.kubelet, role, images["id"])
        cache = {"artifactSource": "Cache", "containerRegistryId": images["id"]}
        return cluster(bootstrapProfile=cache)(platform)

    return act
