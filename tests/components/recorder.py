"""A pretend engine that writes down what a program registers."""

import json
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pulumi
import yaml
from pulumi.runtime import mocks
from pulumi.runtime.proto import analyzer_pb2, resource_pb2

from tests.engine import EXAMPLES, with_project

ROOT = Path(__file__).parents[2]
PROJECT = "hardened-aks"
SUBSCRIPTION = "5f0a7d1c-8b34-4e6f-a2d9-1c7b9e3f6a80"
TENANT = "b8c1e2f3-47a6-4d95-8e0b-6f2a3c9d7e14"
DEPLOYER = "c3d4e5f6-1a2b-4c8d-9e7f-0a1b2c3d4e5f"
FIREWALL_ADDRESS = "10.24.48.4"
NAME_INPUTS = (
    "resourceName",
    "registryName",
    "vaultName",
    "privateZoneName",
    "virtualNetworkName",
    "workspaceName",
    "containerName",
    "accountName",
)


@dataclass(frozen=True)
class Registered:
    """One resource as the program registered it: a component's inputs are left out, its outputs are kept."""

    kind: str
    name: str
    inputs: Mapping[str, Any]
    id: str
    urn: str
    parent: str
    dependencies: tuple[str, ...]
    protect: bool
    retain_on_delete: bool
    ignore_changes: tuple[str, ...]

    def __repr__(self) -> str:
        return f"{self.kind}::{self.name}"


def computed(kind: str, name: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Return what Azure fills in, as far as the program reads it."""
    key = f"https://{inputs.get('vaultName')}.vault.azure.net/keys/{inputs.get('keyName')}"
    principal = {"principalId": f"{name}-principal"}
    system = {"identity": {"type": "SystemAssigned", **principal}}
    known: dict[str, dict[str, Any]] = {
        "applicationinsights:Component": {"connectionString": f"InstrumentationKey={name}"},
        "authorization:PolicyAssignment": {"identity": {**inputs.get("identity", {}), **principal}},
        "containerregistry:CredentialSet": system,
        "containerservice:ManagedCluster": {
            "oidcIssuerProfile": {
                "enabled": True,
                "issuerURL": "https://westeurope.oic.prod-aks.azure.com/tenant/cluster/",
            }
        },
        "dataprotection:BackupVault": system,
        "kubernetesconfiguration:Extension": {
            "aksAssignedIdentity": {"type": "UserAssigned", "principalId": f"{name}-extension"}
        },
        "dashboard:Grafana": {"properties": {**inputs.get("properties", {}), "endpoint": "https://grafana.example/"}},
        "keyvault:Key": {"keyUri": key, "keyUriWithVersion": f"{key}/0123456789abcdef0123456789abcdef"},
        "managedidentity:UserAssignedIdentity": {**principal, "clientId": f"{name}-client"},
        "network:AzureFirewall": {
            "ipConfigurations": [
                {**configuration, "privateIPAddress": FIREWALL_ADDRESS}
                for configuration in inputs.get("ipConfigurations", [])
            ]
        },
        "network:PublicIPAddress": {"ipAddress": "203.0.113.7"},
    }
    return known.get(kind.removeprefix("azure-native:"), {})


def _judged(request: resource_pb2.RegisterResourceRequest, urn: str) -> analyzer_pb2.AnalyzerResource:
    """Return what the engine would show a policy pack of a resource."""
    sources = {
        key: analyzer_pb2.AnalyzerPropertyDependencies(urns=one.urns)
        for key, one in request.propertyDependencies.items()
    }
    return analyzer_pb2.AnalyzerResource(
        type=request.type,
        name=request.name,
        urn=urn,
        parent=request.parent,
        properties=request.object,
        dependencies=request.dependencies,
        propertyDependencies=sources,
        options=analyzer_pb2.AnalyzerResourceOptions(protect=request.protect),
    )


class Recorder(mocks.MockMonitor):
    """The engine's side of a program; in a preview nothing that Azure computes is known."""

    def __init__(self, *, preview: bool) -> None:
        super().__init__(self)  # type: ignore[arg-type]  # it is its own provider
        self.preview = preview
        self.registered: list[Registered] = []
        self.judged: list[analyzer_pb2.AnalyzerResource] = []
        self.outputs: dict[str, set[str]] = {}
        self.exports: dict[str, Any] = {}

    def new_resource(self, args: mocks.MockResourceArgs) -> tuple[str, dict[str, Any]]:
        """Answer as the provider: name and computed values."""
        state = dict(args.inputs)
        identity = state.get("identity") or {}
        if isinstance(identity.get("userAssignedIdentities"), list):
            # Azure takes a list of identities and answers with a map.
            identities: dict[str, Any] = {str(key): {} for key in identity["userAssignedIdentities"]}
            state["identity"] = {**identity, "userAssignedIdentities": identities}
        names = ("resourceGroupName",) if args.typ.endswith(":ResourceGroup") else NAME_INPUTS
        state["name"] = next((state[key] for key in names if key in state), args.name)
        if self.preview:
            return "", state
        return f"/{args.typ}/{args.name}", state | computed(args.typ, args.name, args.inputs)

    def call(self, args: mocks.MockCallArgs) -> dict[str, Any]:
        """Answer as the provider: who runs the program, and the cluster's user file."""
        if args.token == "azure-native:containerservice:listManagedClusterUserCredentials":
            return {"kubeconfigs": [{"name": "clusterUser", "value": b64encode(b"apiVersion: v1\n").decode()}]}
        assert args.token == "azure-native:authorization:getClientConfig"
        return {"clientId": DEPLOYER, "objectId": DEPLOYER, "subscriptionId": SUBSCRIPTION, "tenantId": TENANT}

    def RegisterResource(self, request: resource_pb2.RegisterResourceRequest) -> Any:  # noqa: N802 - gRPC's name
        """Keep what arrives."""
        response = super().RegisterResource(request)  # type: ignore[no-untyped-call]
        if request.type != "pulumi:pulumi:Stack":
            self.judged.append(_judged(request, response.urn))
            self.registered.append(
                Registered(
                    kind=request.type,
                    name=request.name,
                    inputs=pulumi.runtime.rpc.deserialize_properties(request.object) if request.custom else {},
                    id=response.id,
                    urn=response.urn,
                    parent=request.parent,
                    dependencies=tuple(request.dependencies),
                    protect=request.protect,
                    retain_on_delete=request.retainOnDelete,
                    ignore_changes=tuple(request.ignoreChanges),
                )
            )
        return response

    def RegisterResourceOutputs(self, request: Any) -> Any:  # noqa: N802 - gRPC's name
        """Keep the names of a component's outputs."""
        outputs = pulumi.runtime.rpc.deserialize_properties(request.outputs)
        kind = request.urn.split("::")[2].split("$")[-1]
        if kind != "pulumi:pulumi:Stack":
            self.outputs[kind] = set(outputs)
        return super().RegisterResourceOutputs(request)  # type: ignore[no-untyped-call]

    def settled(self) -> None:
        """Put what arrived into the order of its URNs: that of arrival is another one in each run."""
        self.registered.sort(key=lambda one: one.urn)
        self.judged.sort(key=lambda one: one.urn)

    def kinds(self) -> list[str]:
        """Return the registered types, sorted."""
        return sorted(resource.kind for resource in self.registered)

    def one(self, kind: str, name: str | None = None) -> Registered:
        """Return the only resource of a type, or of a type and name."""
        found = [r for r in self.registered if r.kind == kind and name in (None, r.name)]
        assert len(found) == 1, f"expected one {kind} {name or ''}, registered: {self.registered}"
        return found[0]

    def inputs(self, kind: str, name: str | None = None) -> Mapping[str, Any]:
        """Return the inputs of the only resource of a type, or of a type and name."""
        return self.one(kind, name).inputs

    def waits_for(self, consumer: Registered) -> set[str]:
        """Return all that exists before a resource does, by type and name."""
        by_urn = {resource.urn: resource for resource in self.registered}
        found: set[str] = set()
        pending = list(consumer.dependencies)
        while pending:
            resource = by_urn[pending.pop()]
            if str(resource) not in found:
                found.add(str(resource))
                pending += resource.dependencies
        return found


Run = Callable[..., Recorder]
Program = Callable[..., Recorder]
Configure = Callable[[Mapping[str, str]], None]


def stack_config(stack: str) -> dict[str, str]:
    """Return a stack's configuration as the engine hands it over: defaults filled in, structures as JSON.

    Who deploys is who runs the program here.
    """
    schema = yaml.safe_load((ROOT / "Pulumi.yaml").read_text())["config"]
    values = {f"{PROJECT}:{key}": spec["default"] for key, spec in schema.items() if "default" in spec}
    values |= with_project(yaml.safe_load((EXAMPLES / f"{stack}.yaml").read_text())["config"], PROJECT)
    if github := values.get(f"{PROJECT}:identity", {}).get("github"):
        github["deployerId"] = DEPLOYER
    return {key: value if isinstance(value, str) else json.dumps(value) for key, value in values.items()}
