"""What Azure refuses of identities and roles, beside its neighbour that it takes."""

from typing import Any

from simulator.azure.roles import Role
from tests.simulator.acts import (
    GUIDS,
    Act,
    Case,
    after,
    credential,
    granted,
)


def typed(**inputs: str) -> Act:
    """Give an identity a role, saying what it is."""
    role = f"/subscriptions/x/providers/Microsoft.Authorization/roleDefinitions/{Role.READER}"
    return lambda platform: platform.create(
        "authorization:RoleAssignment",
        scope=platform.network["id"],
        roleAssignmentName=GUIDS[0],
        principalId=platform.images["principalId"],
        roleDefinitionId=role,
        **inputs,
    )


def credentials(count: int) -> Act:
    """Give an identity so many credentials."""

    def act(platform: Any) -> None:
        for index in range(count):
            credential(f"credential{index}", f"subject{index}")(platform)

    return act


def second_credential(*, waits: bool) -> Act:
    """Give an identity two credentials, the second maybe while the first is still being written."""

    def act(platform: Any) -> object:
        first: Any = credential("one", "a")(platform)
        with platform.opened() as world:
            world.content["resources"][first["id"].lower()]["created"] += 0 if waits else 60
            world.changed = True
        return credential("two", "b")(platform)

    return act


CASES: dict[str, Case] = {
    "issuer_and_subject_are_new": (
        "Conflict",
        after(credential("one", "a"), credential("two", "a")),
        after(credential("one", "a"), credential("two", "b")),
    ),
    "name_is_a_guid": ("InvalidRoleAssignmentId", granted("reader", GUIDS[0]), granted(GUIDS[1], GUIDS[0])),
    "principal_is_a_guid": ("InvalidPrincipalId", granted(GUIDS[0], "me"), granted(GUIDS[0], GUIDS[1])),
    "assignment_is_new": (
        "RoleAssignmentExists",
        after(granted(GUIDS[0], GUIDS[2]), granted(GUIDS[1], GUIDS[2])),
        after(granted(GUIDS[0], GUIDS[2]), granted(GUIDS[1], GUIDS[3])),
    ),
    "principal_is_known": ("PrincipalNotFound", typed(), typed(principalType="ServicePrincipal")),
    "principal_is_of_its_type": (
        "UnmatchedPrincipalType",
        typed(principalType="User"),
        typed(principalType="ServicePrincipal"),
    ),
    "credential_is_whole": ("BadRequest", credential("one", "a", audiences=[]), credential("one", "a")),
    "writes_wait_for_each_other": (
        "ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity",
        second_credential(waits=False),
        second_credential(waits=True),
    ),
    "identity_has_room": ("BadRequest", credentials(21), credentials(20)),
}
