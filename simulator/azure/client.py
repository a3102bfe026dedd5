"""Who is calling: the provider's configuration, with fixed values where it is silent."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from simulator.azure import ids
from simulator.azure.values import UNKNOWN

OPTIONS: Mapping[str, Any] = {
    "auxiliaryTenantIds": {"items": "string"},
    "clientCertificatePassword": "string",
    "clientCertificatePath": "string",
    "clientId": "string",
    "clientSecret": "string",
    "disableInstanceDiscovery": "boolean",
    "disablePulumiPartnerId": "boolean",
    "environment": "string",
    "location": "string",
    "metadataHost": "string",
    "msiEndpoint": "string",
    "oidcAudience": "string",
    "oidcRequestToken": "string",
    "oidcRequestUrl": "string",
    "oidcToken": "string",
    "oidcTokenFilePath": "string",
    "partnerId": "string",
    "subscriptionId": "string",
    "tenantId": "string",
    "useDefaultAzureCredential": "boolean",
    "useMsi": "boolean",
    "useOidc": "boolean",
}
"""The keys that azure-native accepts as configuration, with their shapes as in `simulator.azure.schema`."""

OBJECT_ID = "SIMULATED_AZURE_OBJECT_ID"
"""Who runs the program; without it somebody who goes by the client id."""


@dataclass(frozen=True)
class Client:
    """The deploying principal, its subscription and tenant, and the default location."""

    subscription_id: str
    tenant_id: str
    client_id: str
    object_id: str
    location: str | None

    @classmethod
    def configured(cls, config: Mapping[str, str]) -> "Client":
        """Read the provider's configuration, then `ARM_*`, then values that are the same everywhere."""

        def option(key: str, variable: str) -> str:
            given = config.get(key)
            return given if given and given != UNKNOWN else os.environ.get(variable) or ids.guid("simulated", key)

        client_id = option("clientId", "ARM_CLIENT_ID")
        return cls(
            subscription_id=option("subscriptionId", "ARM_SUBSCRIPTION_ID"),
            tenant_id=option("tenantId", "ARM_TENANT_ID"),
            client_id=client_id,
            object_id=os.environ.get(OBJECT_ID) or ids.guid("principal", client_id),
            location=config.get("location"),
        )
