"""Federated identity credentials."""

from simulator.azure.arm import Request, siblings
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, verified


def issuer_and_subject_are_new(request: Request) -> ArmError | None:
    """One identity trusts a subject of an issuer once."""
    wanted = (request.text("issuer"), request.text("subject"))
    if any((one.get("issuer"), one.get("subject")) == wanted for one in siblings(request, request.resource.kind)):
        return ArmError(409, "Conflict", "Issuer and subject combination already exists for this Managed Identity.")
    return None


EVIDENCE: Rules = {
    issuer_and_subject_are_new: verified("https://github.com/Azure/azure-workload-identity/issues/575", "Conflict"),
}
