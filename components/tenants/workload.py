"""A workload is somebody in Azure without holding a secret, and finds the team's secrets as files."""

from collections.abc import Sequence
from typing import Any

import yaml
from pulumi import Input

from components.kubernetes.manifest import Manifest, metadata

VAULT_SECRETS = "vault"
"""Name of the class that a pod's volume asks for."""


def account(namespace: str, client_id: Input[str], tenant_id: Input[str]) -> Manifest:
    """Return the account that workloads run as; it carries a token for Entra ID only.

    https://learn.microsoft.com/azure/aks/workload-identity-overview
    """
    annotations = {
        "azure.workload.identity/client-id": client_id,
        "azure.workload.identity/tenant-id": tenant_id,
    }
    return {
        "apiVersion": "v1",
        "kind": "ServiceAccount",
        "metadata": metadata(namespace, namespace, annotations=annotations),
        "automountServiceAccountToken": False,
    }


def vault_secrets(
    namespace: str, secrets: Sequence[str], vault_name: Input[str], client_id: Input[str], tenant_id: Input[str]
) -> Manifest:
    """Return the class that mounts a team's secrets, read by its own identity.

    https://learn.microsoft.com/azure/aks/csi-secrets-store-identity-access
    """
    listed: dict[str, Any] = {
        "array": [yaml.safe_dump({"objectName": secret, "objectType": "secret"}) for secret in secrets]
    }
    return {
        "apiVersion": "secrets-store.csi.x-k8s.io/v1",
        "kind": "SecretProviderClass",
        "metadata": metadata(VAULT_SECRETS, namespace),
        "spec": {
            "provider": "azure",
            "parameters": {
                "usePodIdentity": "false",
                "useVMManagedIdentity": "false",
                "clientID": client_id,
                "keyvaultName": vault_name,
                "tenantId": tenant_id,
                "objects": yaml.safe_dump(listed),
            },
        },
    }
