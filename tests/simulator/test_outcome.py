"""What becomes of a write that Azure has accepted, asked of the provider without a process of its own."""

from pathlib import Path
from typing import Any

import grpc
import pytest
from google.protobuf import json_format
from pulumi.runtime.proto import provider_pb2, status_pb2

from simulator.azure import clock, faults
from simulator.azure.provider import AzureNative
from simulator.serving import Log
from tests.simulator.acts import link, other_group, plain_registry, zone
from tests.simulator.conftest import struct, urn

CLUSTER = "containerservice:ManagedCluster"
ZONE = "private.westeurope.azmk8s.io"


SILENT = Log("")


class Shown(Log):
    """What the command line would show."""

    def __init__(self) -> None:
        super().__init__(engine="")
        self.lines: list[tuple[str, str]] = []

    def warning(self, text: str, urn: str = "", *, once: bool = False) -> None:
        assert not once
        self.lines.append((text, urn))


class Context:
    """The engine's side of a call."""

    metadata: Any = ()

    def set_trailing_metadata(self, metadata: Any) -> None:
        self.metadata = metadata

    def abort(self, _: grpc.StatusCode, text: str) -> None:
        raise RuntimeError(text)


def provider(platform: Any, log: Log = SILENT, client_id: str = "platform") -> Any:
    made: Any = AzureNative(platform.state, log)
    made.Configure(
        provider_pb2.ConfigureRequest(
            args=struct({"subscriptionId": platform.client.subscription_id, "clientId": client_id}),
            sends_old_inputs=True,
            sends_old_inputs_to_delete=True,
        ),
        Context(),
    )
    return made


def test_a_warning_stands_beside_its_resource(platform: Any) -> None:
    plain_registry("Premium")(platform)
    names = {"resourceGroupName": "rg", "registryName": "plain", "replicationName": "copy", "location": "westeurope"}
    log, where = Shown(), urn("containerregistry:Replication", "copy")
    provider(platform, log).Create(provider_pb2.CreateRequest(urn=where, properties=struct(names)), Context())

    assert log.lines == [("Azure ignores this copy: the registry is already in westeurope.", where)]


def test_what_fails_late_is_kept_and_taken_up_again(platform: Any) -> None:
    other_group(platform)
    zone(ZONE, group="other")(platform)
    namesake: Any = link(ZONE, "other")(platform)
    inputs, where, context, asked = platform.cluster_inputs(), urn(CLUSTER, "aks"), Context(), provider(platform)

    with pytest.raises(RuntimeError, match='Code="CreateOrUpdateVirtualNetworkLinkFailed"'):
        asked.Create(provider_pb2.CreateRequest(urn=where, properties=struct(inputs)), context)

    ((key, packed),) = context.metadata
    (detail,) = status_pb2.Status.FromString(packed).details
    unfinished = provider_pb2.ErrorResourceInitFailed.FromString(detail.value)
    assert (key, detail.type_url) == (
        "grpc-status-details-bin",
        "type.googleapis.com/pulumirpc.ErrorResourceInitFailed",
    )
    assert unfinished.id.endswith("/managedClusters/aks")
    assert json_format.MessageToDict(unfinished.inputs) == inputs
    assert platform.read(CLUSTER, unfinished.id)["provisioningState"] == "Failed"

    platform.delete("privatedns:VirtualNetworkLink", namesake["id"])
    request = provider_pb2.UpdateRequest(
        urn=where, id=unfinished.id, olds=unfinished.properties, old_inputs=struct(inputs), news=struct(inputs)
    )
    answer = json_format.MessageToDict(asked.Update(request, Context()).properties)
    assert answer["provisioningState"] == "Succeeded"


@pytest.mark.parametrize("end", ["timeout", "cancel"])
def test_what_nobody_waits_for_any_more_is_kept_unread(
    platform: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    """Azure has made it; the provider knows its id, and reads nothing once its context has ended."""
    kind, reason = "azure-native:network:RouteTable", "operation timed out"
    file = tmp_path / "faults.yaml"
    file.write_text(f"- {{type: {kind}, call: every, fault: operation-timeout, after: true}}\n")
    if end == "timeout":
        monkeypatch.setenv(faults.FILE, str(file))
    else:
        monkeypatch.setenv(clock.SCALE, "3600")
        reason = "resource created but read failed context canceled: context canceled"
    asked, context = provider(platform), Context()
    where, inputs = urn("network:RouteTable", "ways"), struct({"resourceGroupName": "rg", "routeTableName": "ways"})
    if end == "cancel":
        asked.Cancel(None, context)

    with pytest.raises(RuntimeError, match=f"^{reason}$"):
        asked.Create(provider_pb2.CreateRequest(urn=where, properties=inputs), context)

    ((_, packed),) = context.metadata
    (detail,) = status_pb2.Status.FromString(packed).details
    unfinished = provider_pb2.ErrorResourceInitFailed.FromString(detail.value)
    assert platform.read("network:RouteTable", unfinished.id)
    assert (list(unfinished.reasons), unfinished.inputs) == ([reason], inputs)
    assert not unfinished.HasField("properties")


def test_an_engine_that_keeps_old_inputs_to_itself_is_refused(platform: Any) -> None:
    with pytest.raises(RuntimeError, match=r"^Azure Native provider requires Pulumi CLI v3\.74\.0 or later$"):
        AzureNative(platform.state, Log("")).Configure(provider_pb2.ConfigureRequest(), Context())


def test_who_may_not_see_keys_makes_none(platform: Any) -> None:
    names = {"resourceGroupName": "rg", "vaultName": "kv-platform", "keyName": "two", "properties": {"kty": "RSA"}}
    request = provider_pb2.CreateRequest(urn=urn("keyvault:Key", "two"), properties=struct(names))
    expected = (
        r"^cannot check existence of resource '.*/keys/two': status code 400, .\"error\":.\"code\":\"ForbiddenByRbac\","
    )

    with pytest.raises(RuntimeError, match=expected):
        provider(platform, client_id="stranger").Create(request, Context())
