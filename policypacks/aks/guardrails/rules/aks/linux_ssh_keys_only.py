"""Where nodes have a user, it must sign in with a key."""

from guardrails.checks import must_be_present
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import MANAGED_CLUSTER


def check(cluster: Props) -> Problems:
    """AKS knows no passwords for Linux nodes."""
    if cluster.get("linuxProfile") is not None:
        yield from must_be_present("linuxProfile.ssh.publicKeys")(cluster)


GUARDRAIL = Guardrail(
    title="The user of Linux nodes has an SSH key",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.LOW,
    why="Azure refuses a user without a key only when it builds the nodes, minutes into the update.",
    fix="Set linux_profile.ssh.public_keys, or leave linux_profile out: AKS then makes a key that nobody has.",
    link="https://learn.microsoft.com/azure/aks/manage-ssh-node-access",
    absent="Without a profile AKS makes a key that nobody has, so absent passes.",
    requirements=("002-13",),
    controls=(mcsb("IM-6"),),
    check=check,
    passing={
        "a key": {
            "linuxProfile": {"adminUsername": "node", "ssh": {"publicKeys": [{"keyData": "ssh-ed25519 AAAA example"}]}}
        },
        "there is no user": {},
    },
    failing={
        "an empty list": {"linuxProfile": {"adminUsername": "node", "ssh": {"publicKeys": []}}},
        "no SSH profile": {"linuxProfile": {"adminUsername": "node"}},
    },
)
