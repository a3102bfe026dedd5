"""A simulated Azure for each test: its core, and its provider as a process."""

import signal
import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import grpc
import pytest
from google.protobuf import json_format, struct_pb2
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc

from simulator.azure import control_plane, ids, roles
from simulator.azure.catalog import modelled_functions, modelled_resources
from simulator.azure.client import Client
from simulator.azure.reading import read
from simulator.azure.values import Props
from simulator.azure.world import STATE, World, opened

ROOT = Path(__file__).parents[2]
CLIENT = Client(
    subscription_id="11111111-1111-4111-8111-111111111111",
    tenant_id="22222222-2222-4222-8222-222222222222",
    client_id="33333333-3333-4333-8333-333333333333",
    object_id="44444444-4444-4444-8444-444444444444",
    location=None,
)


class Azure:
    """The control plane without a provider: types by their short token, inputs as keywords."""

    def __init__(self, state: Path) -> None:
        self.state = state
        self.client = CLIENT

    def opened(self) -> AbstractContextManager[World]:
        """Look behind the control plane."""
        return opened(self.state)

    def create(self, kind: str, /, **inputs: Any) -> Props:
        resource = modelled_resources()[f"azure-native:{kind}"]
        with opened(self.state) as world:
            body = control_plane.create(world, resource, inputs, self.client)
            _, failure = control_plane.aftermath(world, resource, body["id"], inputs, self.client)
        if failure:
            raise failure
        return body

    def warned(self, kind: str, /, **inputs: Any) -> list[str]:
        """Return what is warned of a resource that could be created."""
        resource = modelled_resources()[f"azure-native:{kind}"]
        with opened(self.state) as world:
            arm_id = resource.id_of(inputs, self.client)
            return control_plane.aftermath(world, resource, arm_id, inputs, self.client)[0]

    def update(self, kind: str, arm_id: str, **inputs: Any) -> Props:
        with opened(self.state) as world:
            resource = modelled_resources()[f"azure-native:{kind}"]
            return control_plane.update(world, resource, arm_id, inputs, self.client)

    def read(self, kind: str, arm_id: str) -> Props | None:
        with opened(self.state) as world:
            return read(world, modelled_resources()[f"azure-native:{kind}"], arm_id)

    def delete(self, kind: str, arm_id: str) -> None:
        with opened(self.state) as world:
            control_plane.delete(world, modelled_resources()[f"azure-native:{kind}"], arm_id, self.client)

    def invoke(self, name: str, **arguments: Any) -> Props:
        with opened(self.state) as world:
            return modelled_functions()[f"azure-native:{name}"].call(world, arguments, self.client)

    def grant(self, body: Props, role: roles.Role, scope: str) -> Props:
        """Give an identity a role."""
        principal = body["principalId"]
        return self.create(
            "authorization:RoleAssignment",
            scope=scope,
            roleAssignmentName=ids.guid(principal, role, scope),
            principalId=principal,
            principalType="ServicePrincipal",
            roleDefinitionId=f"/subscriptions/{self.client.subscription_id}"
            f"/providers/Microsoft.Authorization/roleDefinitions/{role}",
        )


@pytest.fixture
def azure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Azure:
    """Return an Azure with the resource group `rg`, where roles take effect at once."""
    monkeypatch.setenv(roles.DELAY, "0")
    azure = Azure(tmp_path / "azure.json")
    azure.create("resources:ResourceGroup", resourceGroupName="rg", location="westeurope")
    return azure


class Platform(Azure):
    """What a private cluster and registry need around them, in the group `rg`."""

    network: Props
    nodes: Props
    api: Props
    endpoints: Props
    control: Props
    kubelet: Props
    zone: Props
    vault: Props
    key: Props
    images: Props

    def build(self) -> None:
        group = {"resourceGroupName": "rg", "location": "westeurope"}
        space = {"addressPrefixes": ["10.10.0.0/16"]}
        self.network = self.create("network:VirtualNetwork", virtualNetworkName="vnet", addressSpace=space, **group)
        self.nodes = self.subnet("nodes", "10.10.0.0/22")
        delegation = {"name": "aks", "serviceName": "Microsoft.ContainerService/managedClusters"}
        self.api = self.subnet("api", "10.10.4.0/28", delegations=[delegation])
        self.endpoints = self.subnet("endpoints", "10.10.5.0/24")
        identity = "managedidentity:UserAssignedIdentity"
        self.control, self.kubelet, self.images = (
            self.create(identity, resourceName=name, **group) for name in ("id-control", "id-kubelet", "id-images")
        )
        self.zone = self.create(
            "privatedns:PrivateZone",
            resourceGroupName="rg",
            privateZoneName="private.westeurope.azmk8s.io",
            location="global",
        )
        self.grant(self.control, roles.Role.PRIVATE_DNS_ZONE_CONTRIBUTOR, self.zone["id"])
        self.grant(self.control, roles.Role.NETWORK_CONTRIBUTOR, self.network["id"])
        self.grant(self.control, roles.Role.MANAGED_IDENTITY_OPERATOR, self.kubelet["id"])
        self.vault = self.create("keyvault:Vault", **self.vault_inputs("kv-platform"))
        deployer = {"principalId": self.client.object_id}
        self.grant(deployer, roles.Role.KEY_VAULT_CRYPTO_OFFICER, self.vault["id"])
        self.key = self.create(
            "keyvault:Key", resourceGroupName="rg", vaultName="kv-platform", keyName="images", properties={"kty": "RSA"}
        )
        self.grant(self.images, roles.Role.KEY_VAULT_CRYPTO_SERVICE_ENCRYPTION_USER, self.key["id"])

    def subnet(self, name: str, prefix: str, **more: Any) -> Props:
        return self.create(
            "network:Subnet",
            resourceGroupName="rg",
            virtualNetworkName="vnet",
            subnetName=name,
            addressPrefix=prefix,
            **more,
        )

    def vault_inputs(self, name: str, **properties: Any) -> Props:
        given = {
            "tenantId": self.client.tenant_id,
            "sku": {"family": "A", "name": "premium"},
            "enableRbacAuthorization": True,
            "enablePurgeProtection": True,
            **properties,
        }
        return {"resourceGroupName": "rg", "vaultName": name, "location": "westeurope", "properties": given}

    def registry_inputs(self, **more: Any) -> Props:
        key = {"identity": self.images["clientId"], "keyIdentifier": self.key["keyUri"]}
        return {
            "resourceGroupName": "rg",
            "registryName": "images",
            "location": "westeurope",
            "sku": {"name": "Premium"},
            "publicNetworkAccess": "Disabled",
            "identity": {"type": "UserAssigned", "userAssignedIdentities": {self.images["id"]: {}}},
            "encryption": {"status": "enabled", "keyVaultProperties": key},
            **more,
        }

    def cluster_inputs(self, network: Props | None = None, pool: Props | None = None, **more: Any) -> Props:
        """Return a private cluster's inputs, with changes to its network profile, its pool and itself."""
        return {
            "resourceGroupName": "rg",
            "resourceName": "aks",
            "location": "westeurope",
            "fqdnSubdomain": "platform",
            "disableLocalAccounts": True,
            "aadProfile": {"managed": True, "enableAzureRBAC": True},
            "identity": {"type": "UserAssigned", "userAssignedIdentities": [self.control["id"]]},
            "identityProfile": {"kubeletidentity": {"resourceId": self.kubelet["id"]}},
            "apiServerAccessProfile": {
                "enablePrivateCluster": True,
                "enablePrivateClusterPublicFQDN": False,
                "enableVnetIntegration": True,
                "privateDNSZone": self.zone["id"],
                "subnetId": self.api["id"],
            },
            "networkProfile": {
                "networkPlugin": "azure",
                "networkPluginMode": "overlay",
                "networkDataplane": "cilium",
                "networkPolicy": "cilium",
                "podCidr": "10.244.0.0/16",
                "serviceCidr": "10.0.0.0/16",
                "dnsServiceIP": "10.0.0.10",
                **(network or {}),
            },
            "oidcIssuerProfile": {"enabled": True},
            "securityProfile": {"workloadIdentity": {"enabled": True}},
            "agentPoolProfiles": [
                {
                    "name": "system",
                    "mode": "System",
                    "count": 3,
                    "vmSize": "Standard_D4s_v5",
                    "vnetSubnetID": self.nodes["id"],
                    **(pool or {}),
                }
            ],
            **more,
        }


@pytest.fixture
def platform(azure: Azure) -> Platform:
    """Return an Azure with a network, identities that hold their roles, a private zone, a vault and a key."""
    platform = Platform(azure.state)
    platform.build()
    return platform


class Provider:
    """The provider's process, asked as the engine asks it."""

    def __init__(self, stub: provider_pb2_grpc.ResourceProviderStub) -> None:
        self.stub = stub

    def configure(self, **config: Any) -> Any:
        request = provider_pb2.ConfigureRequest(
            args=struct(config), sends_old_inputs=True, sends_old_inputs_to_delete=True
        )
        return self.stub.Configure(request)

    def check(self, kind: str, name: str = "one", olds: Props | None = None, **news: Any) -> Any:
        request = provider_pb2.CheckRequest(urn=urn(kind, name), news=struct(news), olds=struct(olds or {}))
        return self.stub.Check(request)

    def reasons(self, kind: str, **news: Any) -> list[str]:
        """Return what is wrong with a resource's inputs."""
        return [failure.reason for failure in self.check(kind, **news).failures]

    def create(self, kind: str, *, preview: bool = False, **inputs: Any) -> Any:
        request = provider_pb2.CreateRequest(urn=urn(kind, "one"), properties=struct(inputs), preview=preview)
        return self.stub.Create(request)


def urn(kind: str, name: str) -> str:
    return f"urn:pulumi:dev::project::azure-native:{kind}::{name}"


def struct(value: Props) -> struct_pb2.Struct:
    return json_format.ParseDict(value, struct_pb2.Struct())


@pytest.fixture
def provider(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    """Start the provider as the engine would, on a world of its own."""
    monkeypatch.setenv(STATE, str(tmp_path / "azure.json"))
    monkeypatch.setenv(roles.DELAY, "0")
    program = ROOT / "simulator" / "bin" / "pulumi-resource-azure-native"
    with subprocess.Popen([program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        port = process.stdout.readline().strip()
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            stub = provider_pb2_grpc.ResourceProviderStub(channel)
            provider = Provider(stub)
            provider.configure()
            yield provider
        process.terminate()

        assert (process.wait(timeout=5), process.stderr.read()) == (-signal.SIGTERM, ""), (
            "it ends at once, and says nothing"
        )
