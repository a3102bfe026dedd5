"""A service should finish what it has begun."""

from guardrails.checks import is_present
from guardrails.frameworks import azure_policy, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import LASTING_POD
from guardrails.pods import LONG_RUNNING, container_with, in_containers
from guardrails.props import Problems, Props


def _check(container: Props) -> Problems:
    if container.objects("ports") and not is_present(container, "lifecycle.preStop"):
        yield "must set lifecycle.preStop"


GUARDRAIL = Guardrail(
    title="Containers that serve a port have a preStop hook",
    applies_to=LASTING_POD,
    severity=Severity.LOW,
    why="Requests still arrive for moments after a pod was told to end; a hook that waits lets them be served.",
    fix='Set lifecycle={"pre_stop": {"sleep": {"seconds": 5}}} on the container.',
    link="https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/",
    absent="Then the process is told to end at once, so absent fails for what lists a port.",
    requirements=(),
    controls=(mcsb("PV-2"), azure_policy("1a3b9003-eac6-4d39-a184-4a567ace7645")),
    check=in_containers(_check, LONG_RUNNING),
    passing={
        "a hook": container_with(ports=[{"containerPort": 8080}], lifecycle={"preStop": {"sleep": {"seconds": 5}}}),
        "it serves nothing": container_with(),
    },
    failing={
        "no hook": container_with(ports=[{"containerPort": 8080}]),
    },
)
