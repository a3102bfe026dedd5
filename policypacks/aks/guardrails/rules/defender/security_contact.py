"""Somebody must hear of security alerts."""

from guardrails.frameworks import azure_policy, checkov, cis_azure, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.subjects import SECURITY_CONTACT


def check(contact: Props) -> Problems:
    """High is the highest threshold there is, so every threshold for alerts includes them."""
    if not contact.has("emails"):
        yield "must set emails"
    for part in (_enabled, _alerted, _owners):
        yield from decided(part, contact)


def _enabled(contact: Props) -> Problems:
    if contact.get("isEnabled") is not True:
        yield "must set isEnabled to true"


def _alerted(contact: Props) -> Problems:
    if not any(source.text("sourceType").lower() == "alert" for source in contact.objects("notificationsSources")):
        yield "must have the source Alert in notificationsSources"


def _owners(contact: Props) -> Problems:
    roles = {role.lower() for role in contact.texts("notificationsByRole.roles")}
    if contact.text("notificationsByRole.state").lower() != "on" or "owner" not in roles:
        yield "must notify the role Owner in notificationsByRole"


_CONTACT = {
    "emails": "security@example.com",
    "isEnabled": True,
    "notificationsSources": [{"sourceType": "Alert", "minimalSeverity": "High"}],
    "notificationsByRole": {"state": "On", "roles": ["Owner"]},
}

GUARDRAIL = Guardrail(
    title="Security alerts are mailed to a contact and to the owners",
    applies_to=SECURITY_CONTACT,
    severity=Severity.MEDIUM,
    why="An alert that waits in the portal is read when somebody happens to look, often days after the attack.",
    fix="Set emails, isEnabled to true, notificationsSources with an Alert, and notificationsByRole with the state On "
    "and the role Owner on the contact 'default', in a template that a DeploymentAtSubscriptionScope deploys: the "
    "provider creates no SecurityContact that is there.",
    link="https://learn.microsoft.com/azure/defender-for-cloud/configure-email-notifications",
    absent="A contact is told only what it lists, so absent fails.",
    requirements=("000-11",),
    controls=(
        cis_azure("3.1.12"),
        cis_azure("3.1.13"),
        cis_azure("3.1.14"),
        mcsb("IR-2"),
        azure_policy("4f4f78b8-e367-4b10-a341-d9a4ad5cf1c7"),
        azure_policy("6e2593d9-add6-4083-9c9b-4b7d2188c899"),
        azure_policy("0b15565f-aa9e-48ba-8619-45960f2c314d"),
        checkov("CKV_AZURE_20"),
        checkov("CKV_AZURE_21"),
        checkov("CKV_AZURE_22"),
        psrule("Azure.Defender.SecurityContact"),
    ),
    check=check,
    passing={
        "contact and owners are told": _CONTACT,
        "attack paths are told too": {
            **_CONTACT,
            "notificationsSources": [
                {"sourceType": "AttackPath", "minimalRiskLevel": "Critical"},
                {"sourceType": "Alert", "minimalSeverity": "High"},
            ],
        },
    },
    failing={
        "there is no address": {key: value for key, value in _CONTACT.items() if key != "emails"},
        "the contact is off": {**_CONTACT, "isEnabled": False},
        "only attack paths are told": {
            **_CONTACT,
            "notificationsSources": [{"sourceType": "AttackPath", "minimalRiskLevel": "Critical"}],
        },
        "owners are not told": {**_CONTACT, "notificationsByRole": {"state": "Off", "roles": ["Owner"]}},
        "only contributors are told": {**_CONTACT, "notificationsByRole": {"state": "On", "roles": ["Contributor"]}},
        "all is left to Azure": {"phone": "+49 30 000000"},
    },
)
