"""How the program talks to the engine: what it says while it registers resources, and when it ends."""

import pulumi


def silence_debug_messages() -> None:
    """Send none of the SDK's debug messages; those of the engine and the providers stay.

    The SDK sends each by a call of its own that it waits for, five a resource, whether somebody listens or not: a tenth
    of a preview (docs/performance.md).
    """
    pulumi.log.debug = lambda *_, **__: None


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
