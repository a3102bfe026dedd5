"""A custom role must name what it allows."""

from fnmatch import fnmatchcase

from guardrails.frameworks import azure_policy, checkov, cis_azure, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import ROLE_DEFINITION

# What a pattern must not hold: it would hold the same of every provider. Readers may read everything but data.
_ANYWHERE = {
    "actions": (
        "microsoft.example/things/write",
        "microsoft.example/things/delete",
        "microsoft.example/things/do/action",
    ),
    "dataActions": (
        "microsoft.example/things/read",
        "microsoft.example/things/write",
        "microsoft.example/things/delete",
        "microsoft.example/things/do/action",
    ),
}


def check(role: Props) -> Problems:
    """Wildcards inside one provider are left to review; those across all providers are refused."""
    for prop in _ANYWHERE:
        yield from role.each("permissions", lambda permission, prop=prop: _boundless(permission, prop))  # type: ignore[misc]


def _boundless(permission: Props, prop: str) -> Problems:
    def refuse(action: object) -> Problems:
        if isinstance(action, str) and any(fnmatchcase(one, action.lower()) for one in _ANYWHERE[prop]):
            yield f"must not allow {action} in {prop}"

    return permission.each_value(prop, refuse)


GUARDRAIL = Guardrail(
    title="Custom roles allow named operations, not everything of every provider",
    applies_to=ROLE_DEFINITION,
    severity=Severity.CRITICAL,
    why="Such a role grows with every service that Azure adds, and whoever holds it can change or delete anything in "
    "its scope.",
    fix="List the operations that the role is for in actions and data_actions of its permissions.",
    link="https://learn.microsoft.com/azure/role-based-access-control/best-practices",
    absent="A role without actions allows nothing, so absent passes.",
    requirements=("002-11",),
    controls=(
        cis_azure("2.23"),
        mcsb("PA-7"),
        azure_policy("a451c1ef-c6ca-483d-87ed-f49761e3ffb5"),
        checkov("CKV_AZURE_39"),
    ),
    check=check,
    passing={
        "it allows one operation": {
            "permissions": [
                {"actions": ["Microsoft.ContainerService/managedClusters/listClusterUserCredential/action"]}
            ]
        },
        "it reads everything": {"permissions": [{"actions": ["*/read"]}]},
        "it registers providers": {"permissions": [{"actions": ["*/register/action"]}]},
        "it has a wildcard within one kind of resource": {
            "permissions": [{"actions": ["Microsoft.Network/virtualNetworks/*"]}]
        },
        "no permissions are given": {"roleName": "Nothing"},
    },
    failing={
        "it allows everything": {
            "permissions": [{"actions": ["*"], "notActions": ["Microsoft.Authorization/*/write"]}]
        },
        "it writes everything": {"permissions": [{"actions": ["*/read"]}, {"actions": ["*/write"]}]},
        "it does everything to data": {"permissions": [{"dataActions": ["*"]}]},
        "it reads all data": {"permissions": [{"dataActions": ["*/read"]}]},
        **{
            f"it allows {action} in {prop}": {"permissions": [{prop: [action]}]}
            for prop in ("actions", "dataActions")
            for action in ("*/write", "*/delete", "*/action")
        },
        "it allows everything in two parts": {"permissions": [{"actions": ["*/*"]}]},
        "it allows everything of Microsoft's": {"permissions": [{"actions": ["Microsoft.*"]}]},
    },
)
