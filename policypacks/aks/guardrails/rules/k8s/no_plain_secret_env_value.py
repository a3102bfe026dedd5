"""A password must not stand in the declaration of a pod."""

from guardrails.clear_text import looks_secret, names_a_secret
from guardrails.frameworks import cis_aks, kube_linter, mcsb, polaris
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import POD
from guardrails.pods import container_with, in_containers
from guardrails.props import Problems, Props
from guardrails.values import Secret


def _check(container: Props) -> Problems:
    def judge(variable: Props) -> Problems:
        name = variable.text("name")
        if (names_a_secret(name) and variable.get("value")) or looks_secret(variable.get("value")):
            yield f"must not set the variable {name} to a value in plain text"

    yield from container.each("env", judge)


GUARDRAIL = Guardrail(
    title="No environment variable holds a password in plain text",
    applies_to=POD,
    severity=Severity.CRITICAL,
    why="Whoever may read pods reads it, and so do the state, the repository and every log of changes.",
    fix="Put it into Key Vault, and mount it with the driver or read it with the workload's identity.",
    link="https://kubernetes.io/docs/concepts/security/secrets-good-practices/",
    absent="Then there is none, so absent passes.",
    requirements=("000-1", "003-3"),
    controls=(cis_aks("4.5.1"), mcsb("PV-2"), kube_linter("env-var-secret"), polaris("sensitiveContainerEnvVar")),
    check=in_containers(_check),
    passing={
        "a plain setting": container_with(env=[{"name": "LOG_LEVEL", "value": "info"}]),
        "where the secret is": container_with(env=[{"name": "DB_PASSWORD_FILE", "value": "/mnt/secrets/db"}]),
        "the cluster fills it in": container_with(
            env=[{"name": "DB_PASSWORD", "valueFrom": {"secretKeyRef": {"name": "db", "key": "password"}}}]
        ),
    },
    failing={
        "by its name": container_with(env=[{"name": "DB_PASSWORD", "value": "hunter2"}]),
        "by its value": container_with(
            env=[{"name": "STORAGE", "value": "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=abcd1234=="}]
        ),
        "a Pulumi secret is plain in the cluster": container_with(
            env=[{"name": "API_KEY", "value": Secret("hunter2")}]
        ),
    },
)
