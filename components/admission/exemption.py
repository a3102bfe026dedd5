"""A namespace is exempt from one policy by one label; which, why and until when stands in the repository."""

EXEMPT = "exempt.hardened-aks"
"""What exemption labels begin with; the policy's name follows after a slash."""


def label(policy: str) -> str:
    """Return the label that exempts a namespace from a policy."""
    return f"{EXEMPT}/{policy}"
