"""Two teams on a platform that is not there."""

from typing import Any

from components.admission.rendering import Mode
from components.identity.roles import Role
from components.kubernetes.access import ClusterAccess
from components.tenants.declaration import Declaration, Tenancy
from components.tenants.quota import QuotaClass
from components.tenants.tenants import Tenants
from tests.components.recorder import SUBSCRIPTION, TENANT, Recorder, Run

SHOP: Declaration = {
    "name": "shop",
    "operators": "3b1f6c52-8d0e-4f7a-9c3b-2a5d7e9f1c04",
    "developers": "5c2e7d63-9e1f-4a8b-8d4c-3b6e8f0a2d15",
    "quota": QuotaClass.SMALL,
    "secrets": ["orders-db", "mail"],
    "egress_hosts": ["api.example.com", "*.example.org"],
    "exposed": True,
}
BANK: Declaration = {**SHOP, "name": "bank", "secrets": [], "egress_hosts": [], "exposed": False}


def tenants(
    run: Run, access: ClusterAccess = ClusterAccess.DIRECT, *teams: Declaration, preview: bool = False, **changes: Any
) -> Recorder:
    """Register the tenants of a platform."""
    tenancy: Tenancy = {
        "teams": teams or (SHOP, BANK),
        "access": access,
        "mesh": False,
        "entrance": {"ipBlock": {"cidr": "10.20.0.0/20"}},
        "folder": "manifests",
        "repository": None,
        "mode": Mode.DENY,
        "allow_shells": False,
        "host_suffixes": ["apps.example.com"],
        "signing": None,
        "operators": [SHOP["operators"]],
        "protect_data": False,
        "spared_namespaces": ["kube-system"],
    }
    tenancy.update(changes)  # type: ignore[typeddict-item]  # parts of the same shape
    return run(
        lambda: Tenants(
            "tenants",
            {
                "prefix": "",
                "stem": "platform-dev-weu-x7k2",
                "resource_group_name": "rg",
                "location": "westeurope",
                "subscription_id": SUBSCRIPTION,
                "tenant_id": TENANT,
                "cluster_id": "/aks",
                "cluster_name": "aks",
                "oidc_issuer_url": "https://oidc.example/",
                "kubernetes_version": "1.36",
                "vault_id": "/kva",
                "vault_name": "kva",
                "telemetry_id": "/appi",
                "registry_id": "/cr",
                "pull_role": Role.ACR_PULL,
                "login_server": "example.azurecr.io",
                "tenancy": tenancy,
                "tags": {},
            },
        ),
        preview=preview,
    )
