"""Clusters: names, sign-in and issued tokens."""

from simulator.azure.arm import Request
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, documented, verified
from simulator.azure.ids import name
from simulator.azure.values import Props, at


def name_is_not_reserved(request: Request) -> ArmError | None:
    """A cluster's name holds none of Microsoft's own."""
    given = name(request.id).upper()
    reserved = "MICROSOFT" in given or "WINDOWS" in given or given.startswith(("LOGIN", "XBOX")) or given == "AZURE"
    if not reserved:
        return None
    message = (
        f'The value of parameter name is invalid. Error details: "{name(request.id)}" managed cluster name is invalid'
        " because it is reserved, or has a reserved word in it or at its start."
    )
    return ArmError(400, "InvalidParameter", message)


def has_a_dns_prefix(request: Request) -> ArmError | None:
    """A cluster has a `dnsPrefix`, or a `fqdnSubdomain` in a private zone of its own."""
    prefix, subdomain = request.text("dnsPrefix"), request.text("fqdnSubdomain")
    own_zone = request.text("apiServerAccessProfile.privateDNSZone").startswith("/")
    if subdomain and not own_zone:
        return ArmError(400, "BadRequest", "The property 'fqdnSubdomain' needs a custom private DNS zone.")
    if bool(prefix) == bool(subdomain):
        message = "Exactly one of the properties 'dnsPrefix' and 'fqdnSubdomain' must be set."
        return ArmError(400, "InvalidParameter", message)
    return None


def aad_replaces_local_accounts(request: Request) -> ArmError | None:
    """Only a cluster with Entra ID sign-in can go without local accounts."""
    if not request.get("disableLocalAccounts") or request.get("aadProfile.managed"):
        return None
    message = (
        "Since kubernetes version 1.25, disableLocalAccounts can only be set on Azure AD integration enabled cluster."
    )
    return ArmError(400, "BadRequest", message)


def issuer_stays(request: Request) -> ArmError | None:
    """The OIDC issuer cannot be switched off."""
    if at(request.previous, "oidcIssuerProfile.enabled") and not request.get("oidcIssuerProfile.enabled"):
        return ArmError(400, "OIDCIssuerFeatureCannotBeDisabled", "OIDC issuer feature cannot be disabled.")
    return None


def workload_identity_has_an_issuer(request: Request) -> ArmError | None:
    """Workload identity needs the OIDC issuer."""
    if not request.get("securityProfile.workloadIdentity.enabled") or request.get("oidcIssuerProfile.enabled"):
        return None
    return ArmError(400, "BadRequest", "Enabling workload identity requires the OIDC issuer to be enabled.")


def local_accounts_are_on(cluster: Props) -> ArmError | None:
    """A cluster without local accounts gives nobody their credentials."""
    if not cluster.get("disableLocalAccounts"):
        return None
    message = "Getting static credential is not allowed because this cluster is set to disable local accounts."
    return ArmError(400, "BadRequest", message)


EVIDENCE: Rules = {
    name_is_not_reserved: verified(
        "https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/error-codes/invalidparameter-error",
        "InvalidParameter",
    ),
    has_a_dns_prefix: documented(
        "https://learn.microsoft.com/azure/aks/private-clusters", "BadRequest", "InvalidParameter"
    ),
    aad_replaces_local_accounts: verified("https://github.com/cilium/cilium/pull/48265", "BadRequest"),
    issuer_stays: verified("https://github.com/Azure/AKS-Construction/issues/531", "OIDCIssuerFeatureCannotBeDisabled"),
    workload_identity_has_an_issuer: documented(
        "https://learn.microsoft.com/azure/aks/workload-identity-deploy-cluster", "BadRequest"
    ),
    local_accounts_are_on: verified("https://github.com/hashicorp/terraform-provider-azurerm/pull/15489", "BadRequest"),
}
