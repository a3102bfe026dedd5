"""Backups that are to be immutable must be in the vault, not beside it."""

from collections.abc import Sequence
from functools import partial

from guardrails.checks import texts_at, together
from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import mcsb
from guardrails.guardrail import Severity, StackGuardrail, Values
from guardrails.props import Problems, Props, Texts, all_of, any_of, select, sift
from guardrails.stack import Resource, Stack
from guardrails.subjects import BACKUP_POLICY, BACKUP_VAULT
from guardrails.values import UNKNOWN

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
        yield "must have a BackupPolicy that tags backups for a retention rule on the data store VaultStore"


def _copies(policy: Resource) -> bool:
    return bool(select(policy.objects("properties.policyRules"), partial(_is_taken_to_it, policy)))


def _is_taken_to_it(policy: Resource, rule: Props) -> bool:
    """A retention rule is for the backups that have its tag; the default rule is for those without any."""
    return all_of(
        lambda: bool(select(rule.objects("lifecycles"), _reaches)),
        lambda: any_of(
            lambda: rule.get("isDefault") is True,
            lambda: together(_tags(policy), lambda tags: rule.text("name") in tags),
        ),
    )


def _tags(policy: Resource) -> Texts:
    yield from policy.each(
        "properties.policyRules",
        lambda rule: rule.each("trigger.taggingCriteria", lambda one: texts_at(one, "tagInfo.tagName")),
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


_SNAPSHOTS = {"sourceDataStore": _store("OperationalStore")}
_COPIED = {**_SNAPSHOTS, "targetDataStoreCopySettings": [{"dataStore": _store("VaultStore")}]}
_VAULTED = {"sourceDataStore": _store("VaultStore"), "targetDataStoreCopySettings": []}


def _policy(
    *lifecycles: Values, vault: object = Output("vault", "name"), tags: Sequence[object] = ("Daily",), **rule: object
) -> ExampleResource:
    trigger = {"taggingCriteria": [{"tagInfo": {"tagName": tag}} for tag in tags]}
    rules = [
        {"objectType": "AzureRetentionRule", "name": "Daily", "lifecycles": list(lifecycles), **rule},
        {"objectType": "AzureBackupRule", "name": "BackupDaily", "trigger": trigger},
    ]
    return ExampleResource(BACKUP_POLICY.token, {"vaultName": vault, "properties": {"policyRules": rules}})


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
        "a policy copies what has no tag": {"vault": _vault(), "policy": _policy(_COPIED, isDefault=True, tags=[])},
        "a policy copies what has one of its tags": {
            "vault": _vault(),
            "policy": _policy(_COPIED, tags=["Default", UNKNOWN, "Daily"]),
        },
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
        "no backup has the tag of what is copied": {"vault": _vault(), "policy": _policy(_COPIED, tags=["Weekly"])},
        "no backup has a tag": {"vault": _vault(), "policy": _policy(_COPIED, isDefault=False, tags=[])},
        "what has no tag stays where it is": {"vault": _vault(), "policy": _policy(_SNAPSHOTS, isDefault=True)},
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
