"""A vault must decide by roles."""

from guardrails.checks import must_be, must_be_unset
from guardrails.frameworks import azure_policy, cis_azure, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.subjects import VAULT


def check(vault: Props) -> Problems:
    """Policies that are left behind come back into force when someone turns roles off."""
    yield from decided(must_be("properties.enableRbacAuthorization", expected=True, absent=False), vault)
    yield from must_be_unset("properties.accessPolicies")(vault)


GUARDRAIL = Guardrail(
    title="The vault decides access by Azure roles",
    applies_to=VAULT,
    severity=Severity.HIGH,
    why="Whoever may write to the vault can give himself an access policy and read every secret; roles "
    "need the right to assign roles.",
    fix="Set enable_rbac_authorization=True in the properties of the Vault, and leave access_policies out.",
    link="https://learn.microsoft.com/azure/key-vault/general/access-control-default",
    absent="A vault that an API version before 2026-02-01 made keeps its access policies, so absent fails.",
    requirements=("004-7", "002-15"),
    controls=(
        cis_azure("3.3.6"),
        mcsb("PA-7"),
        azure_policy("12d4fa5e-1f9f-4c21-97a9-b99b3c6611b5"),
        psrule("Azure.KeyVault.RBAC"),
    ),
    check=check,
    passing={
        "roles decide": {"properties": {"enableRbacAuthorization": True}},
        "roles decide and the policies are empty": {
            "properties": {"enableRbacAuthorization": True, "accessPolicies": []}
        },
    },
    failing={
        "access policies decide": {"properties": {"enableRbacAuthorization": False}},
        "access is left at Azure's default": {"properties": {"tenantId": "11111111-1111-1111-1111-111111111111"}},
        "policies are left behind": {
            "properties": {
                "enableRbacAuthorization": True,
                "accessPolicies": [{"objectId": "22222222-2222-2222-2222-222222222222"}],
            }
        },
    },
)
