"""Backups that are to be immutable must be in the vault, not beside it."""

from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import mcsb
from guardrails.guardrail import Severity, StackGuardrail, Values
from guardrails.props import Problems, Props, any_of, select, sift
from guardrails.stack import Resource, Stack
from guardrails.subjects import BACKUP_POLICY, BACKUP_VAULT

_VAULT = "VaultStore"


def check(vault: Resource, stack: Stack) -> Problems:
    """One policy that copies is enough: others may take more snapshots. A vault without policies keeps nothing yet."""
    if vault.text("properties.securitySettings.immutabilitySettings.state", "Disabled") == "Disabled":
        return
    policies, unknown = sift(
        stack.pointing(BACKUP_POLICY, vault, "vaultName"), lambda policy: policy.points_at("vaultName", vault)
    )
    if select(policies, _copies):
        return
    yield from unknown  # it may be the one that copies
    if policies and not unknown:
        yield "must have a BackupPolicy with a retention rule on the data store VaultStore"


def _copies(policy: Resource) -> bool:
    return bool(
        select(
            policy.objects("properties.policyRules"), lambda rule: bool(select(rule.objects("lifecycles"), _reaches))
        )
    )


def _reaches(lifecycle: Props) -> bool:
    return any_of(
        lambda: lifecycle.text("sourceDataStore.dataStoreType") == _VAULT,
        lambda: bool(
            select(
                lifecycle.objects("targetDataStoreCopySettings"),
                lambda copy: copy.text("dataStore.dataStoreType") == _VAULT,
            )
        ),
    )


def _vault(state: str | None = "Unlocked", **properties: object) -> ExampleResource:
    settings = {"securitySettings": {"immutabilitySettings": {"state": state}}} if state else {}
    return ExampleResource(BACKUP_VAULT.token, {"properties": settings, **properties})


def _store(kind: str) -> Values:
    return {"dataStoreType": kind, "objectType": "DataStoreInfoBase"}


_BACKUP = {"name": "BackupDaily", "objectType": "AzureBackupRule", "dataStore": _store("OperationalStore")}
_SNAPSHOTS = {"sourceDataStore": _store("OperationalStore")}
_COPIED = {**_SNAPSHOTS, "targetDataStoreCopySettings": [{"dataStore": _store("VaultStore")}]}
_VAULTED = {"sourceDataStore": _store("VaultStore"), "targetDataStoreCopySettings": []}


def _policy(*lifecycles: Values, vault: object = Output("vault", "name")) -> ExampleResource:
    rule = {"name": "Daily", "objectType": "AzureRetentionRule", "lifecycles": list(lifecycles)}
    return ExampleResource(BACKUP_POLICY.token, {"vaultName": vault, "properties": {"policyRules": [_BACKUP, rule]}})


GUARDRAIL = StackGuardrail(
    title="An immutable backup vault has a policy that copies backups into it",
    applies_to=BACKUP_VAULT,
    severity=Severity.HIGH,
    why="Immutability and soft delete do not reach snapshots in the operational tier: whoever may delete snapshots "
    "deletes those backups, and a vault in two regions holds nothing of them.",
    fix="Add an AzureRetentionRule with a lifecycle whose source_data_store is VaultStore to the BackupPolicy, and a "
    "tagging criterion of the rule's name, FirstOfDay say, to its AzureBackupRule; or leave immutability_settings out.",
    link="https://learn.microsoft.com/azure/backup/backup-azure-immutable-vault-concept",
    absent="Azure makes no vault immutable by itself, so a vault without the setting passes.",
    requirements=(),
    controls=(mcsb("BR-2"),),
    check=check,
    passing={
        "a policy keeps copies in the vault": {"vault": _vault(), "policy": _policy(_SNAPSHOTS, _VAULTED)},
        "a policy copies into the vault": {"vault": _vault("Locked"), "policy": _policy(_COPIED)},
        "one policy of two does": {
            "vault": _vault(),
            "frequent": _policy(_SNAPSHOTS),
            "daily": _policy(_COPIED, _VAULTED),
        },
        "the vault promises nothing": {"vault": _vault("Disabled"), "policy": _policy(_SNAPSHOTS)},
        "immutability is left out": {"vault": _vault(None), "policy": _policy(_SNAPSHOTS)},
        "another vault has the policy": {
            "vault": _vault("Disabled"),
            "other": _vault(),
            "policy": _policy(_SNAPSHOTS),
        },
        "the policies are another program's": {"vault": _vault()},
    },
    failing={
        "the policy keeps snapshots only": {"vault": _vault(), "policy": _policy(_SNAPSHOTS)},
        "a locked vault gets nothing": {"vault": _vault("Locked"), "policy": _policy(_SNAPSHOTS)},
        "another vault gets the copies": {
            "vault": _vault(),
            "other": _vault(),
            "policy": _policy(_SNAPSHOTS),
            "elsewhere": _policy(_VAULTED, vault=Output("other", "name")),
        },
        "vault and policy by name": {
            "backups": _vault(vaultName="backups"),
            "policy": _policy(_SNAPSHOTS, vault="backups"),
        },
        "the policy has no rules": {
            "vault": _vault(),
            "policy": ExampleResource(BACKUP_POLICY.token, {"vaultName": Output("vault", "name")}),
        },
        "the copies go elsewhere": {
            "vault": _vault(),
            "policy": _policy({**_SNAPSHOTS, "targetDataStoreCopySettings": [{"dataStore": _store("ArchiveStore")}]}),
        },
    },
)
