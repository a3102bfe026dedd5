"""A container should not wait for a person."""

from guardrails.frameworks import gatekeeper, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import POD
from guardrails.pods import container_with, in_containers, must_not_be_true
from guardrails.props import Problems, Props, decided


def _check(container: Props) -> Problems:
    for name in ("stdin", "tty"):
        yield from decided(must_not_be_true(name), container)


GUARDRAIL = Guardrail(
    title="No container asks for a terminal",
    applies_to=POD,
    severity=Severity.LOW,
    why="A terminal is for a person with a shell: a service needs neither.",
    fix="Leave stdin and tty out of the container.",
    link="https://kubernetes.io/docs/tasks/debug/debug-application/get-shell-running-container/",
    absent="Kubernetes gives none, so absent passes.",
    requirements=("002-11",),
    controls=(mcsb("PV-2"), gatekeeper("disallowinteractive")),
    check=in_containers(_check),
    passing={
        "none": container_with(),
        "it is said that there is none": container_with(stdin=False, tty=False),
    },
    failing={
        "a terminal": container_with(tty=True),
        "standard input": container_with(stdin=True),
    },
)
