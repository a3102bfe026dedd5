"""A build must be repeated when its base image changes."""

from guardrails.checks import must_be, must_be_present
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import REGISTRY_TASK

_TRIGGER = "trigger.baseImageTrigger"


def check(task: Props) -> Problems:
    """Only steps of type Docker are certain to build an image."""
    if task.text("step.type").lower() == "docker":
        yield from must_be_present(_TRIGGER)(task)
        yield from must_be(f"{_TRIGGER}.status", "Enabled", absent="Enabled")(task)


_STEP = {"type": "Docker", "dockerFilePath": "Dockerfile"}

GUARDRAIL = Guardrail(
    title="The build task runs again when its base image changes",
    applies_to=REGISTRY_TASK,
    severity=Severity.LOW,
    why="An image keeps the holes of the base it was built on until someone builds it again.",
    fix="Set trigger={'base_image_trigger': {'name': 'base', 'base_image_trigger_type': 'All', 'status': "
    "'Enabled'}} on the Task.",
    link="https://learn.microsoft.com/azure/container-registry/container-registry-tasks-base-images",
    absent="Without a trigger nothing is rebuilt, so absent fails for a Docker build; a trigger without a "
    "status is enabled.",
    requirements=("000-4",),
    controls=(mcsb("PV-6"),),
    check=check,
    passing={
        "the trigger is enabled": {
            "step": _STEP,
            "trigger": {"baseImageTrigger": {"name": "base", "baseImageTriggerType": "All", "status": "Enabled"}},
        },
        "the trigger's status is left at Azure's default": {
            "step": _STEP,
            "trigger": {"baseImageTrigger": {"name": "base", "baseImageTriggerType": "All"}},
        },
        "a task that builds nothing": {"step": {"type": "EncodedTask", "encodedTaskContent": "dmVyc2lvbg=="}},
    },
    failing={
        "no trigger": {"step": _STEP},
        "the trigger is disabled": {
            "step": _STEP,
            "trigger": {"baseImageTrigger": {"name": "base", "baseImageTriggerType": "All", "status": "Disabled"}},
        },
    },
)
