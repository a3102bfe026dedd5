"""Federated identity credentials."""

from simulator.azure.arm import Request, siblings
from simulator.azure.errors import ArmError


def issuer_and_subject_are_new(request: Request) -> ArmError | None:
    """One identity trusts a subject of an issuer once.

    Verified: https://github.com/Azure/azure-workload-identity/issues/575
    """
    wanted = (request.text("issuer"), request.text("subject"))
    if any((one.get("issuer"), one.get("subject")) == wanted for one in siblings(request, request.resource.kind)):
        return ArmError(409, "Conflict", "Issuer and subject combination already exists for this Managed Identity.")
    return None
