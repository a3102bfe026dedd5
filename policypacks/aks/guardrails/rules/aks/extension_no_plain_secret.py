"""An extension of a cluster must not show its passwords."""

from guardrails.clear_text import holds_secret, names_a_secret
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, Undecided, decided
from guardrails.subjects import CLUSTER_EXTENSION
from guardrails.values import UNKNOWN, Secret


def check(extension: Props) -> Problems:
    """Azure shows these settings to whoever reads the extension, also what Pulumi keeps secret.

    By the last part of the key, `credentials.tenantId` is none, or by what the value looks like. What is called neither
    a secret nor a key, names and addresses mostly, only the update may tell.
    """
    for key in extension.names("configurationSettings"):
        last = key.rpartition(".")[2]
        is_told = names_a_secret(last) or last.lower().endswith("keypem")
        yield from (one for one in decided(_setting, extension, key) if is_told or not isinstance(one, Undecided))


def _setting(extension: Props, key: str) -> Problems:
    if holds_secret(key.rpartition(".")[2], extension.text(f'configurationSettings["{key}"]')):
        yield f"must not set {key} in configurationSettings"


GUARDRAIL = Guardrail(
    title="Extensions of clusters hold no passwords in the open",
    applies_to=CLUSTER_EXTENSION,
    severity=Severity.HIGH,
    why="Azure answers configuration_settings to every reader of the cluster, and the state and previews show them.",
    fix="Move the value to configuration_protected_settings, which Azure never answers, as a Pulumi secret.",
    link="https://learn.microsoft.com/azure/aks/deploy-extensions-az-cli",
    absent="Then there is nothing, so absent passes.",
    requirements=("000-1",),
    controls=(mcsb("IM-8"),),
    check=check,
    passing={
        "a plain setting": {"configurationSettings": {"dapr.logLevel": "info"}},
        "an id and a name that the update tells": {
            "configurationSettings": {"credentials.tenant": UNKNOWN, "backup.config.bucket": UNKNOWN}
        },
        "a tenant": {"configurationSettings": {"credentials.tenant": "11111111-2222-3333-4444-555555555555"}},
        "a Secret's name": {"configurationSettings": {"redis.existingSecret": "redis", "auth.tokenSecretName": "auth"}},
        "a variable's name": {"configurationSettings": {"config.storageAccountKeyEnvVar": "STORAGE_KEY"}},
        "a switch": {"configurationSettings": {"db.rotatePassword": "false"}},
        "the password is protected": {"configurationProtectedSettings": {"db.password": Secret("hunter2")}},
        "no settings": {"extensionType": "microsoft.dapr"},
    },
    failing={
        "by its name": {"configurationSettings": {"db.password": "hunter2"}},
        "by its value": {"configurationSettings": {"dapr_sentry.tls.issuer.keyPEM": "-----BEGIN EC PRIVATE KEY-----"}},
        "Azure shows a Pulumi secret": {"configurationSettings": {"db.password": Secret("hunter2")}},
    },
)
