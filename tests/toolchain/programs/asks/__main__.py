"""A program that needs a setting."""

import pulumi

pulumi.export("region", pulumi.Config().require("region"))
