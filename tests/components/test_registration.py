"""What the program tells the engine of its resources beside their inputs."""

from typing import Any

import pulumi
from pulumi_azure_native import resources

from components.registration import forget_versions
from tests.components.recorder import Recorder, Run

MOVED = pulumi.Alias(name="old", parent=pulumi.ROOT_STACK_RESOURCE)
RENAMED = pulumi.Alias(type_="azure-native:resources/groups:Group")


class WithAliases(Recorder):
    """Keeps the aliases too."""

    aliases: tuple[str, ...] = ()

    def RegisterResource(self, request: Any) -> Any:  # noqa: N802 - gRPC's name
        """Keep what a group was called before."""
        if request.type.endswith(":ResourceGroup"):
            self.aliases = tuple(one.urn or one.spec.type or one.spec.name for one in request.aliases)
        return super().RegisterResource(request)


def declared(run: Run, *, forgetting: bool) -> WithAliases:
    """Return what the engine is told of a resource group with further aliases."""

    def build() -> None:
        if forgetting:
            forget_versions()
        opts = pulumi.ResourceOptions(aliases=["urn:pulumi:dev::other::type::group", MOVED, RENAMED])
        resources.ResourceGroup("group", resource_group_name="rg", opts=opts)
        assert opts.aliases is not None
        assert len(opts.aliases) == 3, "a program's own options are not changed"

    recorder = run(build, recording=WithAliases)
    assert isinstance(recorder, WithAliases)
    return recorder


def test_only_single_versions_of_types_are_no_aliases(run: Run) -> None:
    plain, forgetful = declared(run, forgetting=False), declared(run, forgetting=True)

    assert any(one.startswith("azure-native:resources/v20") for one in plain.aliases)
    assert forgetful.aliases == tuple(one for one in plain.aliases if "/v20" not in one)
    assert forgetful.aliases == ("urn:pulumi:dev::other::type::group", "old", RENAMED.type_)
    assert plain.registered == forgetful.registered
