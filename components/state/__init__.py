"""Where Pulumi keeps what it knows of stacks, and the key of their secrets."""
