"""A task, or a run of one, must not carry secrets in the open."""

from guardrails.checks import must_be_secret, place
from guardrails.clear_text import holds_secret
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.subjects import TASK_OR_RUN
from guardrails.values import Secret

_TOKEN = must_be_secret("contextAccessToken")
_VALUE = must_be_secret("value")
_AUTH = "sourceRepository.sourceControlAuthProperties"
_STEPS = ("step", "runRequest", "runRequest.overrideTaskStepProperties")
_REGISTRIES = ("credentials.customRegistries", "runRequest.credentials.customRegistries")


def check(task: Props) -> Problems:
    """What a run is asked for it has itself, or overrides in its task."""
    for path in _STEPS:
        yield from decided(_step, task, path)
    for path in _REGISTRIES:
        yield from decided(_passwords, task, path)
    yield from task.each("trigger.sourceTriggers", must_be_secret(f"{_AUTH}.token"))
    yield from task.each("trigger.sourceTriggers", must_be_secret(f"{_AUTH}.refreshToken"))


def _passwords(task: Props, path: str) -> Problems:
    """A password of type Vaultsecret is the URL of a secret, and no secret itself."""
    for registry in task.entries(path).values():
        if registry.text("password.type", "Opaque").lower() == "opaque":
            yield from decided(must_be_secret("password.value"), registry)


def _step(task: Props, path: str) -> Problems:
    step = task.get(path)
    if isinstance(step, Props):
        yield from decided(_TOKEN, step)
        for parameters in ("arguments", "values"):
            yield from step.each(parameters, _parameter)


def _parameter(one: Props) -> Problems:
    """Azure hides in logs and answers what it is told is secret, nothing by itself."""
    if one.get("isSecret") is True:
        yield from _VALUE(one)
    elif holds_secret(name := one.text("name"), one.text("value")):
        yield f"must set isSecret of {name} to true{place(one)}"


_DOCKER = {"type": "Docker", "dockerFilePath": "Dockerfile"}

GUARDRAIL = Guardrail(
    title="Secrets of tasks and their runs are Pulumi secrets",
    applies_to=TASK_OR_RUN,
    severity=Severity.HIGH,
    why="What is written here as plain text lies readable in the state file, in the preview's output and "
    "in the source.",
    fix="Pass the value from config.require_secret() or Output.secret(), or keep the password in a vault "
    "(type Vaultsecret) and name its URL; set is_secret for what the run is given.",
    link="https://learn.microsoft.com/azure/container-registry/container-registry-tasks-reference-yaml",
    absent="What is not there cannot leak, so absent passes.",
    requirements=("000-1",),
    controls=(mcsb("IM-8"),),
    check=check,
    passing={
        "tokens and arguments are secrets": {
            "step": {
                **_DOCKER,
                "contextAccessToken": Secret("t0ken"),
                "arguments": [{"name": "KEY", "value": Secret("k3y"), "isSecret": True}],
            }
        },
        "the whole step is a secret": {"step": Secret({**_DOCKER, "contextAccessToken": "t0ken"})},
        "an argument that is no secret": {
            "step": {**_DOCKER, "arguments": [{"name": "VERSION", "value": "1.2", "isSecret": False}]}
        },
        "an argument that another fills in": {
            "step": {**_DOCKER, "arguments": [{"name": "TOKEN", "value": "{{.Values.token}}"}]}
        },
        "a password that is kept in a vault": {
            "credentials": {
                "customRegistries": {
                    "docker.io": {
                        "password": {"type": "Vaultsecret", "value": "https://example.vault.azure.net/secrets/hub"}
                    }
                }
            }
        },
        "an identity instead of a password": {
            "credentials": {"customRegistries": {"example.azurecr.io": {"identity": "[system]"}}}
        },
        "what a run is asked for is secret": {
            "runRequest": {
                "type": "DockerBuildRequest",
                "arguments": [{"name": "KEY", "value": Secret("k3y"), "isSecret": True}],
            }
        },
        "no step": {"platform": {"os": "Linux"}},
    },
    failing={
        "a token in the open": {"step": {**_DOCKER, "contextAccessToken": "t0ken"}},
        "a secret argument in the open": {
            "step": {**_DOCKER, "arguments": [{"name": "KEY", "value": "k3y", "isSecret": True}]}
        },
        "a secret that Azure shows": {
            "step": {**_DOCKER, "arguments": [{"name": "PASSWORD", "value": Secret("passw0rd"), "isSecret": False}]}
        },
        "a run's secret that Azure shows": {
            "runRequest": {"type": "DockerBuildRequest", "arguments": [{"name": "PASSWORD", "value": "passw0rd"}]}
        },
        "a secret value in the open": {
            "step": {
                "type": "FileTask",
                "taskFilePath": "acb.yaml",
                "values": [{"name": "KEY", "value": "k3y", "isSecret": True}],
            }
        },
        "a repository's token in the open": {
            "trigger": {
                "sourceTriggers": [
                    {
                        "name": "git",
                        "sourceRepository": {
                            "repositoryUrl": "https://example.com/app",
                            "sourceControlAuthProperties": {"tokenType": "PAT", "token": "t0ken"},
                        },
                    }
                ]
            }
        },
        "a repository's token that renews the other, in the open": {
            "trigger": {
                "sourceTriggers": [
                    {"sourceRepository": {"sourceControlAuthProperties": {"refreshToken": "t0ken"}}},
                ]
            }
        },
        "a password in the open": {
            "credentials": {"customRegistries": {"docker.io": {"password": {"type": "Opaque", "value": "passw0rd"}}}}
        },
        "a run's argument in the open": {
            "runRequest": {
                "type": "DockerBuildRequest",
                "arguments": [{"name": "KEY", "value": "k3y", "isSecret": True}],
            }
        },
        "a value in the open that a run overrides": {
            "runRequest": {
                "type": "TaskRunRequest",
                "overrideTaskStepProperties": {"values": [{"name": "KEY", "value": "k3y", "isSecret": True}]},
            }
        },
        "a run's password in the open": {
            "runRequest": {
                "type": "DockerBuildRequest",
                "credentials": {"customRegistries": {"docker.io": {"password": {"value": "passw0rd"}}}},
            }
        },
        "a password in the open, its type left at Azure's default": {
            "credentials": {"customRegistries": {"docker.io": {"password": {"value": "passw0rd"}}}}
        },
    },
)
