"""Another tenant must not hold a role that administers access, clusters or registries."""

from guardrails.checks import place
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity, Values
from guardrails.props import Problems, Props, decided
from guardrails.roles import CONTRIBUTOR, GIVING_ROLES, PRIVILEGED_ROLES, USER_ACCESS_ADMINISTRATOR, role_of
from guardrails.subjects import DELEGATION


def check(delegation: Props) -> Problems:
    """What gives roles is refused also on activation; a bounded administrator of access may give lesser roles."""
    yield from delegation.each("properties.authorizations", lambda one: decided(_standing, one))
    yield from delegation.each("properties.eligibleAuthorizations", lambda one: decided(_eligible, one))


def _standing(authorization: Props) -> Problems:
    role = role_of(authorization, PRIVILEGED_ROLES)
    if role == USER_ACCESS_ADMINISTRATOR and authorization.count("delegatedRoleDefinitionIds"):
        yield from authorization.each_value("delegatedRoleDefinitionIds", lambda given: _given(authorization, given))
    elif role:
        yield f"must not give {PRIVILEGED_ROLES[role]} to another tenant{place(authorization)}"


def _given(authorization: Props, definition: object) -> Problems:
    role = role_of(Props({"roleDefinitionId": definition}), PRIVILEGED_ROLES)
    if role:
        yield f"must not let another tenant give {PRIVILEGED_ROLES[role]} to identities{place(authorization)}"


def _eligible(authorization: Props) -> Problems:
    role = role_of(authorization, PRIVILEGED_ROLES)
    if role in GIVING_ROLES:
        yield f"must not let another tenant activate {GIVING_ROLES[role]}{place(authorization)}"
    elif role and authorization.text("justInTimeAccessPolicy.multiFactorAuthProvider").lower() != "azure":
        yield (
            "must set justInTimeAccessPolicy.multiFactorAuthProvider to Azure to let another tenant activate "
            f"{PRIVILEGED_ROLES[role]}{place(authorization)}"
        )


def _delegation(role: str, **more: object) -> Values:
    return {"properties": {"authorizations": [{"principalId": "operators", "roleDefinitionId": role, **more}]}}


def _activated(role: str, provider: str) -> Values:
    policy = {"multiFactorAuthProvider": provider, "maximumActivationDuration": "PT4H"}
    eligible = {"principalId": "operators", "roleDefinitionId": role, "justInTimeAccessPolicy": policy}
    return {"properties": {"authorizations": [], "eligibleAuthorizations": [eligible]}}


_MONITORING_CONTRIBUTOR = "749f88d5-cbae-40b8-bcfc-e573ddc772fa"

GUARDRAIL = Guardrail(
    title="No other tenant administers access, clusters or registries",
    applies_to=DELEGATION,
    severity=Severity.HIGH,
    why="By Azure Lighthouse people whom this directory does not know hold the role: no conditional access, review or "
    "end of employment here reaches them, and Contributor alone fetches credentials of clusters and registries.",
    fix="Name job function roles in authorizations of properties, and move stronger ones, but none that gives roles, "
    "to eligible_authorizations with just_in_time_access_policy={'multi_factor_auth_provider': 'Azure'}.",
    link="https://learn.microsoft.com/azure/lighthouse/concepts/tenants-users-roles",
    absent="A delegation without authorizations gives nothing, so absent passes; activation without a provider asks "
    "for no second factor, so that fails.",
    requirements=("000-8", "002-11"),
    controls=(mcsb("PA-7"), mcsb("PA-1")),
    check=check,
    passing={
        "monitoring by another tenant": _delegation(_MONITORING_CONTRIBUTOR),
        "contributing for some hours with a second factor": _activated(CONTRIBUTOR, "Azure"),
        "reading for some hours": _activated("acdd72a7-3385-48ef-bd42-f606fba81ae7", "None"),
        "lesser roles may be given to identities of policies": _delegation(
            USER_ACCESS_ADMINISTRATOR, delegatedRoleDefinitionIds=[_MONITORING_CONTRIBUTOR]
        ),
        "nothing is given": {"properties": {"authorizations": []}},
        "the properties are left out": {"registrationDefinitionId": "00000000-0000-4000-8000-000000000001"},
    },
    failing={
        **{f"{name} stands": _delegation(role) for role, name in PRIVILEGED_ROLES.items()},
        **{f"{name} is activated": _activated(role, "Azure") for role, name in GIVING_ROLES.items()},
        "contributing without a second factor": _activated(CONTRIBUTOR, "None"),
        "contributing without any policy": {
            "properties": {"eligibleAuthorizations": [{"principalId": "operators", "roleDefinitionId": CONTRIBUTOR}]}
        },
        "contributing and giving lesser roles": _delegation(
            CONTRIBUTOR, delegatedRoleDefinitionIds=[_MONITORING_CONTRIBUTOR]
        ),
        "strong roles may be given to identities": _delegation(
            USER_ACCESS_ADMINISTRATOR, delegatedRoleDefinitionIds=[_MONITORING_CONTRIBUTOR, CONTRIBUTOR]
        ),
    },
)
