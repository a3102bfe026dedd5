"""A secret must not be an environment variable."""

from guardrails.checks import must_be_unset
from guardrails.frameworks import checkov, cis_aks, kube_linter, kyverno, mcsb, polaris
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import POD
from guardrails.pods import container_with, in_containers
from guardrails.props import Problems, Props


def _check(container: Props) -> Problems:
    for path, key in (("env", "valueFrom.secretKeyRef"), ("envFrom", "secretRef")):
        yield from container.each(path, must_be_unset(key))


GUARDRAIL = Guardrail(
    title="Containers read secrets from files, not from the environment",
    applies_to=POD,
    severity=Severity.MEDIUM,
    why="The environment is inherited by every child, printed in crash reports, and does not change when the "
    "secret is rotated.",
    fix="Mount the secret as a volume, best with the Key Vault driver (csi, secrets-store.csi.k8s.io).",
    link="https://kubernetes.io/docs/concepts/security/secrets-good-practices/",
    absent="Then there is none, so absent passes.",
    requirements=("000-1", "002-17"),
    controls=(
        cis_aks("4.5.1"),
        mcsb("PV-2"),
        checkov("CKV_K8S_35"),
        kyverno("disallow-secrets-from-env-vars"),
        kube_linter("env-var-secret"),
        kube_linter("read-secret-from-env-var"),
        polaris("sensitiveContainerEnvVar"),
    ),
    check=in_containers(_check),
    passing={
        "a plain setting": container_with(env=[{"name": "LOG_LEVEL", "value": "info"}]),
        "settings of a ConfigMap": container_with(envFrom=[{"configMapRef": {"name": "settings"}}]),
    },
    failing={
        "one key": container_with(
            env=[{"name": "DB", "valueFrom": {"secretKeyRef": {"name": "db", "key": "password"}}}]
        ),
        "a whole secret": container_with(envFrom=[{"secretRef": {"name": "db"}}]),
    },
)
