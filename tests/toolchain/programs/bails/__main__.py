"""A program that reports its own error."""

import pulumi

raise pulumi.RunError("this cannot be built")
