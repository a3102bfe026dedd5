"""A program that uses a component of another package."""

import pulumi

greeting = pulumi.ComponentResource("greetings:index:Greeting", "world", {"name": "world", "text": None}, remote=True)
pulumi.export("greeting", greeting.urn)
