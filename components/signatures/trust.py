"""Whom the cluster believes: certificates of the vault, the names in them, and whoever says when they signed.

https://ratify.dev/docs/plugins/verifier/notation and
https://github.com/notaryproject/specifications/blob/main/specs/trust-store-trust-policy.md
"""

from collections.abc import Sequence
from typing import TypedDict

from pulumi import Input, Output

from components.kubernetes.manifest import Manifest, metadata
from components.signatures.definitions import API

PROVIDER = "ratify-provider"
"""Name by which Gatekeeper asks; Ratify renews the certificate in the object of this name and no other."""
SIGNATURE = "application/vnd.cncf.notary.signature"
SECONDS = 5
"""How long Gatekeeper waits for an answer."""
_CERTIFICATES = "signing-certificates"
_TIMESTAMPS = "timestamp-root"

# A certificate whose key nobody has: Gatekeeper refuses to know a provider without one. Ratify makes its own in the
# first seconds and puts it here.
_NOBODY = (
    "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUJkekNDQVIyZ0F3SUJBZ0lVQk5OSHRSWkxHZHNMRDF4WVVoQ09qM0cxWEVZd0NnWUlLb1pJemow"
    "RUF3SXcKRVRFUE1BMEdBMVVFQXd3R2JtOWliMlI1TUI0WERUSTJNVEV5T0RBME16Y3lNRm9YRFRJMk1URXlPVEEwTXpjeQpNRm93RVRFUE1BMEdBMVVF"
    "QXd3R2JtOWliMlI1TUZrd0V3WUhLb1pJemowQ0FRWUlLb1pJemowREFRY0RRZ0FFCjlDczc1aTMwNUZoV2JHTXJWMHlNT205NnAxZ05GWlZjeC9EUCtU"
    "VUFKNzcxbjNCVjRhaXFQaWZtdTFESGdmcXQKSzB4UVUydXNpbDNpWFk0cG5QMDUyS05UTUZFd0hRWURWUjBPQkJZRUZBdEE4RHZSWGh2TThCS1NMMFRm"
    "QVR4cAozaUg5TUI4R0ExVWRJd1FZTUJhQUZBdEE4RHZSWGh2TThCS1NMMFRmQVR4cDNpSDlNQThHQTFVZEV3RUIvd1FGCk1BTUJBZjh3Q2dZSUtvWkl6"
    "ajBFQXdJRFNBQXdSUUlnUXp5U0dBZE9LenZCdUJxa2dxQXZZZEl0cCtEc2dISWgKMEVNeXpvdFg0aEVDSVFDbzI2S0pJTUM3czdNVCtCTFhyKzNmSVFn"
    "RUtDRzVoTmhGVVRseU5WNklZdz09Ci0tLS0tRU5EIENFUlRJRklDQVRFLS0tLS0K"
)


class Signing(TypedDict):
    """What a stack decides about signatures."""

    certificates: Sequence[str]
    """Names of certificates in the applications' vault, which sign, or issue those that sign."""
    identities: Sequence[str]
    """Subjects of the certificates that sign, such as `C=NL, ST=Utrecht, O=Example, CN=pipeline`."""
    image: str
    """Ratify in the platform's registry: repository, maybe a tag, and digest."""
    timestamp_root: str
    """Root certificate, in PEM form, of the authority that says when an image was signed."""
    revocation_hosts: Sequence[str]
    """Hosts that say which certificates of signers and timestamps are revoked, by HTTP."""


class Surroundings(TypedDict):
    """What Ratify finds in Azure."""

    login_server: Input[str]
    """Host of the registry, in which signatures lie beside their images."""
    vault_name: Input[str]
    """The vault of the certificates."""
    client_id: Input[str]
    """Ratify's own identity."""
    tenant_id: Input[str]
    """Entra tenant of the identity."""


def trust(signing: Signing, around: Surroundings) -> list[Manifest]:
    """Return what Ratify is told."""
    policy = {
        "name": "platform",
        # A repository that no policy names is not trusted, and patterns of repositories there are none.
        "registryScopes": ["*"],
        # What was signed while the certificate was valid stays good.
        "signatureVerification": {"level": "strict", "verifyTimestamp": "afterCertExpiry"},
        "trustStores": ["ca:signers", "tsa:timestamps"],
        "trustedIdentities": [f"x509.subject: {identity}" for identity in signing["identities"]],
    }
    return [
        _told(
            "KeyManagementProvider",
            _CERTIFICATES,
            type="azurekeyvault",
            # Of each name the latest version alone: of a self-signed certificate the one before is trusted no longer.
            refreshInterval="1h",
            parameters={
                "vaultURI": Output.format("https://{0}.vault.azure.net", around["vault_name"]),
                "certificates": [{"name": certificate} for certificate in signing["certificates"]],
                "tenantID": around["tenant_id"],
                "clientID": around["client_id"],
            },
        ),
        _told(
            "KeyManagementProvider",
            _TIMESTAMPS,
            type="inline",
            parameters={"contentType": "certificate", "value": signing["timestamp_root"]},
        ),
        _told(
            "Store",
            "registry",
            name="oras",
            version="1.0.0",
            parameters={
                "authProvider": {
                    "name": "azureWorkloadIdentity",
                    "clientID": around["client_id"],
                    # The identity's token goes to no other registry, whatever an image is called.
                    "endpoints": [around["login_server"]],
                },
                "cacheEnabled": True,
                "ttl": 10,
            },
        ),
        _told(
            "Verifier",
            "notation",
            name="notation",
            version="1.0.0",
            artifactTypes=SIGNATURE,
            parameters={
                "verificationCertStores": {"ca": {"signers": [_CERTIFICATES]}, "tsa": {"timestamps": [_TIMESTAMPS]}},
                "trustPolicyDoc": {"version": "1.0", "trustPolicies": [policy]},
            },
        ),
        # The only name that Ratify reads. One good signature is enough: a bad one beside it is anybody's to add.
        _told(
            "Policy",
            "ratify-policy",
            type="config-policy",
            parameters={"artifactVerificationPolicies": {SIGNATURE: "any"}},
        ),
    ]


def provider(service: str, namespace: str) -> Manifest:
    """Return how Gatekeeper finds Ratify: https://open-policy-agent.github.io/gatekeeper/website/docs/externaldata."""
    # Flux would otherwise put the first certificate back every few minutes.
    once = {"kustomize.toolkit.fluxcd.io/ssa": "IfNotPresent"}
    return {
        "apiVersion": "externaldata.gatekeeper.sh/v1beta1",
        "kind": "Provider",
        "metadata": metadata(PROVIDER, annotations=once),
        "spec": {
            "url": f"https://{service}.{namespace}:6001/ratify/gatekeeper/v1/verify",
            "timeout": SECONDS,
            "caBundle": _NOBODY,
        },
    }


def _told(kind: str, called: str, **spec: object) -> Manifest:
    return {"apiVersion": API, "kind": kind, "metadata": metadata(called), "spec": spec}
