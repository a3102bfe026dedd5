"""A component package that another program uses through the engine."""

from typing import TypedDict

import pulumi
from pulumi.provider.experimental import component_provider_host


class GreetingArgs(TypedDict):
    """Who is greeted."""

    name: pulumi.Input[str]
    """The name."""


class Greeting(pulumi.ComponentResource):
    """A greeting."""

    text: pulumi.Output[str]
    """What is said."""

    def __init__(self, name: str, args: GreetingArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("greetings:index:Greeting", name, {**args}, opts)
        self.text = pulumi.Output.concat("hello ", args["name"])
        self.register_outputs({"text": self.text})


component_provider_host(name="greetings", components=[Greeting])
