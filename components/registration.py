"""The program ends when all that it has declared is registered."""

import pulumi


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
