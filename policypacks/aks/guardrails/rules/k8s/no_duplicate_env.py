"""A variable should be set once."""

from collections import Counter

from guardrails.frameworks import kube_linter, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import POD
from guardrails.pods import container_with, in_containers
from guardrails.props import Problems, Props


def _check(container: Props) -> Problems:
    counts = Counter(variable.text("name") for variable in container.objects("env"))
    for name, times in counts.items():
        if times > 1:
            yield f"must set the variable {name} once in env"


GUARDRAIL = Guardrail(
    title="No environment variable is set twice",
    applies_to=POD,
    severity=Severity.LOW,
    why="The last one wins, and who changes the first wonders.",
    fix="Remove the one that is not meant from env.",
    link="https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/",
    absent="Then there is none, so absent passes.",
    requirements=(),
    controls=(mcsb("PV-2"), kube_linter("duplicate-env-var")),
    check=in_containers(_check),
    passing={
        "each once": container_with(env=[{"name": "A", "value": "1"}, {"name": "B", "value": "1"}]),
    },
    failing={
        "one twice": container_with(env=[{"name": "A", "value": "1"}, {"name": "A", "value": "2"}]),
    },
)
