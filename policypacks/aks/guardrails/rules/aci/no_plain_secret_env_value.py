"""A container instance must not show its passwords."""

from guardrails.clear_text import must_give_no_secret, must_hold_no_secret
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity, Values
from guardrails.props import Problems, Props, decided
from guardrails.subjects import CONTAINER_GROUP
from guardrails.values import Secret

_COMMANDS = ("command", "livenessProbe.exec.command", "readinessProbe.exec.command")


def check(group: Props) -> Problems:
    """Containers that come first have variables and a command like the others."""
    for containers in ("containers", "initContainers"):
        yield from group.each(containers, _container)


def _container(container: Props) -> Problems:
    yield from container.each("environmentVariables", must_hold_no_secret)
    for path in _COMMANDS:
        yield from decided(must_give_no_secret, container, path)


def _running(**container: object) -> Values:
    return {"containers": [{"name": "job", **container}]}


def _with(containers: str = "containers", **variable: object) -> Values:
    return {containers: [{"name": "job", "environmentVariables": [variable]}]}


GUARDRAIL = Guardrail(
    title="No variable or command of a container instance holds a password in the open",
    applies_to=CONTAINER_GROUP,
    severity=Severity.HIGH,
    why="Azure shows commands and the values of variables to every reader of the container group, and so do the state "
    "and previews.",
    fix="Give it to a variable as secure_value, which Azure never answers, as a Pulumi secret; better, read it with an "
    "identity.",
    link="https://learn.microsoft.com/azure/container-instances/container-instances-environment-variables",
    absent="Then there is none, so absent passes.",
    requirements=("000-1",),
    controls=(mcsb("IM-8"),),
    check=check,
    passing={
        "a plain setting": _with(name="LOG_LEVEL", value="info"),
        "a secure value": _with(name="PASSWORD", secureValue=Secret("hunter2")),
        "a command that reads a variable": _running(command=["sh", "-c", "app --password=$PASSWORD"]),
        "no variables": {"containers": [{"name": "job"}]},
    },
    failing={
        "by its name": _with(name="PASSWORD", value="hunter2"),
        "by its value": _with(name="DB", value="postgres://app:hunter2@db/shop"),
        "before the others": _with("initContainers", name="PASSWORD", value="hunter2"),
        "in a command": _running(command=["app", "--password=hunter2"]),
        "in a command that comes before": {
            "initContainers": [{"name": "job", "command": ["app", "--token", "hunter2"]}]
        },
        "in a probe": _running(livenessProbe={"exec": {"command": ["sh", "-c", "PASSWORD=hunter2 ping"]}}),
        "in a probe of readiness": _running(readinessProbe={"exec": {"command": ["ping", "--password=hunter2"]}}),
        "Azure shows a Pulumi secret": _with(name="PASSWORD", value=Secret("hunter2")),
    },
)
