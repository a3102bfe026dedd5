"""Federated identity credentials."""

from simulator.azure import roles
from simulator.azure.arm import Request, siblings
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, documented, verified
from simulator.azure.ids import parent

MOST = 20


def credential_is_whole(request: Request) -> ArmError | None:
    """A credential names who issues the token, for whom, and who takes it."""
    if request.get("issuer") and request.get("subject") and request.get("audiences"):
        return None
    message = "The federated identity credential must specify 'issuer', 'subject' and 'audience'."
    return ArmError(400, "BadRequest", message)


def writes_wait_for_each_other(request: Request) -> ArmError | None:
    """An identity takes one credential at a time: the next waits until the first is written."""
    if not any(request.world.age(one["id"]) < roles.delay() for one in siblings(request, request.resource.kind)):
        return None
    message = (
        "Too many Federated Identity Credentials are written concurrently for the managed identity"
        f" '{parent(request.id)}'. Concurrent Federated Identity Credentials writes under the same managed identity are"
        " not supported."
    )
    return ArmError(409, "ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity", message)


def identity_has_room(request: Request) -> ArmError | None:
    """An identity has twenty credentials at most."""
    if len(list(siblings(request, request.resource.kind))) < MOST:
        return None
    return ArmError(400, "BadRequest", f"A managed identity can have at most {MOST} federated identity credentials.")


def issuer_and_subject_are_new(request: Request) -> ArmError | None:
    """One identity trusts a subject of an issuer once."""
    wanted = (request.text("issuer"), request.text("subject"))
    if any((one.get("issuer"), one.get("subject")) == wanted for one in siblings(request, request.resource.kind)):
        return ArmError(409, "Conflict", "Issuer and subject combination already exists for this Managed Identity.")
    return None


EVIDENCE: Rules = {
    issuer_and_subject_are_new: verified("https://github.com/Azure/azure-workload-identity/issues/575", "Conflict"),
    credential_is_whole: verified("https://github.com/Azure/azure-workload-identity/issues/575", "BadRequest"),
    writes_wait_for_each_other: verified(
        "https://github.com/Azure/bicep-registry-modules/issues/1447",
        "ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity",
    ),
    identity_has_room: documented(
        "https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations", "BadRequest"
    ),
}
