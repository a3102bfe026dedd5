"""How the program talks to the engine: what it says while it registers resources, and when it ends."""

import re
from copy import copy

import pulumi

_VERSIONED = re.compile(r"azure-native:[^:/]+/v\d[^:]*:")


def silence_debug_messages() -> None:
    """Send none of the SDK's debug messages; those of the engine and the providers stay.

    The SDK sends each by a call of its own that it waits for, five a resource, whether somebody listens or not: a tenth
    of a preview (docs/performance.md).
    """
    pulumi.log.debug = lambda *_, **__: None


def forget_versions() -> None:
    """Declare resources from now on without aliases for the single API versions of their type.

    azure-native names each version, up to 60, in case a state has the resource under it, and the SDK makes a dozen
    outputs of each name: more than of all else (docs/performance.md). This program has only ever registered types
    without a version. Aliases for types that were renamed stay.
    """

    def forget(args: pulumi.ResourceTransformationArgs) -> pulumi.ResourceTransformationResult | None:
        if not args.opts.aliases:
            return None
        opts = copy(args.opts)
        opts.aliases = [one for one in args.opts.aliases if not _is_versioned(one)]
        return pulumi.ResourceTransformationResult(args.props, opts)

    pulumi.runtime.register_stack_transformation(forget)


def _is_versioned(alias: object) -> bool:
    return isinstance(alias, pulumi.Alias) and isinstance(alias.type_, str) and bool(_VERSIONED.match(alias.type_))


def await_registrations() -> None:
    """Wait for every resource declared from now on, in one go, when the program's code has run.

    The SDK itself waits for its open outputs one by one and looks at all of them each time: with 300 resources that
    took half of a preview's CPU time (docs/performance.md).
    """
    declared: list[pulumi.Resource] = []

    def remember(args: pulumi.ResourceTransformationArgs) -> None:
        declared.append(args.resource)

    async def registered() -> None:
        await pulumi.Output.all(*(resource.urn for resource in declared)).future()

    pulumi.runtime.register_stack_transformation(remember)
    pulumi.run(registered)
