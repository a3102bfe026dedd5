"""A container instance must not show its passwords."""

from guardrails.clear_text import holds_secret
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity, Values
from guardrails.props import Problems, Props
from guardrails.subjects import CONTAINER_GROUP
from guardrails.values import Secret


def check(group: Props) -> Problems:
    """Containers that come first have variables like the others."""
    for containers in ("containers", "initContainers"):
        yield from group.each(containers, lambda container: container.each("environmentVariables", _variable))


def _variable(variable: Props) -> Problems:
    name = variable.text("name")
    if holds_secret(name, variable.text("value")):
        yield f"must not set the variable {name} to a value in plain text"


def _with(containers: str = "containers", **variable: object) -> Values:
    return {containers: [{"name": "job", "environmentVariables": [variable]}]}


GUARDRAIL = Guardrail(
    title="No variable of a container instance holds a password in the open",
    applies_to=CONTAINER_GROUP,
    severity=Severity.HIGH,
    why="Azure shows the value of a variable to every reader of the container group, and so do the state and previews.",
    fix="Give it as secure_value, which Azure never answers, as a Pulumi secret; better, read it with an identity.",
    link="https://learn.microsoft.com/azure/container-instances/container-instances-environment-variables",
    absent="Then there is none, so absent passes.",
    requirements=("000-1",),
    controls=(mcsb("IM-8"),),
    check=check,
    passing={
        "a plain setting": _with(name="LOG_LEVEL", value="info"),
        "a secure value": _with(name="PASSWORD", secureValue=Secret("hunter2")),
        "no variables": {"containers": [{"name": "job"}]},
    },
    failing={
        "by its name": _with(name="PASSWORD", value="hunter2"),
        "by its value": _with(name="DB", value="postgres://app:hunter2@db/shop"),
        "before the others": _with("initContainers", name="PASSWORD", value="hunter2"),
        "Azure shows a Pulumi secret": _with(name="PASSWORD", value=Secret("hunter2")),
    },
)
