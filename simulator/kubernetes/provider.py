"""The gRPC face of the offline provider for Kubernetes: the only module here that knows the engine's protocol.

The engine starts it through `simulator/bin/pulumi-resource-kubernetes`; see docs/decisions/0006.
"""
# ruff: noqa: ARG002, D102, N802  # the protocol gives the methods their names, arguments and meaning

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import grpc
from google.protobuf import empty_pb2, json_format, struct_pb2

from simulator.azure.naming import Autonaming, Seed
from simulator.azure.values import UNKNOWN, Props, conceal, reveal
from simulator.kubernetes import cluster, decode, manifests, names, options, preview, schema
from simulator.kubernetes.client import Client
from simulator.kubernetes.errors import KubernetesError, NoCredentialError, UnreachableError
from simulator.kubernetes.objects import (
    Registered,
    body_of,
    drifted_object,
    id_of,
    identified,
    inputs_from,
    is_autonamed,
    sealed,
    state_of,
)
from simulator.kubernetes.package import package
from simulator.kubernetes.replacement import changes
from simulator.protocol import plugin_pb2, provider_pb2, provider_pb2_grpc
from simulator.serving import Log, serve

VERSION = "4.34.2"
"""The provider version that is stood in for; a test compares it with the installed SDK."""

OWN = "the offline provider for Kubernetes:"
"""Begins what is this provider's own limit, not Kubernetes'."""

_CHANGE = {
    "add": (provider_pb2.PropertyDiff.ADD, provider_pb2.PropertyDiff.ADD_REPLACE),
    "delete": (provider_pb2.PropertyDiff.DELETE, provider_pb2.PropertyDiff.DELETE_REPLACE),
    "update": (provider_pb2.PropertyDiff.UPDATE, provider_pb2.PropertyDiff.UPDATE_REPLACE),
}


class Kubernetes(provider_pb2_grpc.ResourceProviderServicer):
    """Answers the engine as pulumi-kubernetes would."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._options = options.Options()

    def Handshake(self, request: Any, context: Any) -> Any:
        return provider_pb2.ProviderHandshakeResponse(accept_secrets=True, supports_autonaming_configuration=True)

    def GetPluginInfo(self, request: Any, context: Any) -> Any:
        return plugin_pb2.PluginInfo(version=VERSION)

    def GetSchema(self, request: Any, context: Any) -> Any:
        return provider_pb2.GetSchemaResponse(schema=json.dumps(package(VERSION)))

    def CheckConfig(self, request: Any, context: Any) -> Any:
        reasons = options.failures(_plain(request.news))
        return provider_pb2.CheckResponse(inputs=request.news, failures=_failures(reasons))

    def DiffConfig(self, request: Any, context: Any) -> Any:
        old, new = _plain(request.old_inputs or request.olds), _plain(request.news)
        keys = sorted(key for key in {*old, *new} - {"version"} if old.get(key) != new.get(key))
        some, none = provider_pb2.DiffResponse.DIFF_SOME, provider_pb2.DiffResponse.DIFF_NONE
        return provider_pb2.DiffResponse(
            changes=some if keys else none, diffs=keys, replaces=keys if options.replaces(old, new) else []
        )

    def Configure(self, request: Any, context: grpc.ServicerContext) -> Any:
        with _answering(context):
            self._options = options.configured(_plain(request.args))
        return provider_pb2.ConfigureResponse(
            acceptSecrets=True, supportsPreview=True, supports_autonaming_configuration=True
        )

    def Check(self, request: Any, context: grpc.ServicerContext) -> Any:
        registered = Registered(request.urn)
        if reason := registered.unsupported():
            return provider_pb2.CheckResponse(inputs=request.news, failures=_failures([f"{OWN} {reason}"]))
        marked = {"apiVersion": registered.api_version, "kind": registered.kind, **_marked(request.news)}
        given: Props = reveal(marked)
        patch = registered.is_patch(given)
        seed = Seed(request.urn, request.randomSeed)
        wish = Autonaming("", disabled=True) if patch else _wish(request)
        added = names.placed(given, _plain(request.olds), seed, wish, self._options.default_namespace)
        marked["metadata"] = names.merged_metadata(marked.get("metadata"), added)
        inputs = sealed(marked)
        reasons = schema.problems(body_of(reveal(inputs)), partial=patch)
        metadata = reveal(inputs)["metadata"]
        if metadata != UNKNOWN and not metadata.get("name"):
            what = "a patch must name the object that it changes" if patch else "no server makes a name here: set it"
            reasons = [*reasons, f"{what}, in metadata.name"]
        if schema.missing_kind(given["apiVersion"], given["kind"]):
            reasons = [*reasons, f"Kubernetes has no kind {given['kind']} in {given['apiVersion']}"]
        return provider_pb2.CheckResponse(inputs=_struct(inputs), failures=_failures(reasons))

    def Diff(self, request: Any, context: grpc.ServicerContext) -> Any:
        registered, old, new = Registered(request.urn), _plain(request.old_inputs), _plain(request.news)
        patch = registered.is_patch(new)
        found = changes(old, new, self._options.mutable, patch=patch)
        with _answering(context):
            immutable = (
                not patch and bool(found) and preview.needs_replacement(self._options, body_of(old), body_of(new))
            )
        detailed = {
            change.path: provider_pb2.PropertyDiff(
                kind=_CHANGE[change.how][change.replaces or immutable], inputDiff=True
            )
            for change in found
        }
        forced = {change.path for change in found if change.replaces or immutable}
        some, none = provider_pb2.DiffResponse.DIFF_SOME, provider_pb2.DiffResponse.DIFF_NONE
        return provider_pb2.DiffResponse(
            changes=some if detailed else none,
            diffs=sorted({_top(change.path) for change in found}),
            replaces=sorted({_top(path) for path in forced}),
            detailedDiff=detailed,
            hasDetailedDiff=True,
            deleteBeforeReplace=bool(forced) and id_of(old) == id_of(new) and not is_autonamed(new),
        )

    def Create(self, request: Any, context: grpc.ServicerContext) -> Any:
        registered, marked = Registered(request.urn), _marked(request.properties)
        inputs: Props = reveal(marked)
        body, manager = body_of(inputs), registered.manager(inputs, {})
        if request.preview:
            with _answering(context):
                in_place = registered.is_patch(inputs) or self._options.upsert
                self._judge(body, manager, in_place=in_place)
            return provider_pb2.CreateResponse(properties=_outputs(preview.created(inputs), marked))
        with _answering(context):
            if self._options.render:
                manifests.write(self._options.render, body)
                return provider_pb2.CreateResponse(id=id_of(body), properties=_outputs(inputs, marked))
            live = cluster.make(self._options, self._client(), body, manager, patch=registered.is_patch(inputs))
        return provider_pb2.CreateResponse(id=id_of(live), properties=_outputs(state_of(live, manager), marked))

    def Update(self, request: Any, context: grpc.ServicerContext) -> Any:
        registered, marked, state = Registered(request.urn), _marked(request.news), _plain(request.olds)
        inputs: Props = reveal(marked)
        body, manager = body_of(inputs), registered.manager(inputs, state)
        if request.preview:
            with _answering(context):
                live = self._judge(body, manager, in_place=True)
            return provider_pb2.UpdateResponse(properties=_outputs(preview.updated(inputs, state, live), marked))
        with _answering(context):
            if self._options.render:
                manifests.write(self._options.render, body)
                return provider_pb2.UpdateResponse(properties=_outputs(inputs, marked))
            live = cluster.change(self._client(), body, manager, force=self._options.force)
        return provider_pb2.UpdateResponse(properties=_outputs(state_of(live, manager), marked))

    def Read(self, request: Any, context: grpc.ServicerContext) -> Any:
        registered, marked, state = Registered(request.urn), _marked(request.inputs), _plain(request.properties)
        inputs: Props = reveal(marked)
        with _answering(context):
            if self._options.render:
                return provider_pb2.ReadResponse(id=request.id, properties=request.properties, inputs=request.inputs)
            live = self._client().read(identified(registered, request.id, inputs))
        if live is None:
            return provider_pb2.ReadResponse()
        now = state_of(live, registered.manager(inputs, state))
        found = drifted_object(inputs, state, now) if inputs else inputs_from(live)
        return provider_pb2.ReadResponse(
            id=id_of(live), properties=_outputs(now, marked), inputs=_struct(sealed(conceal(found, marked)))
        )

    def Delete(self, request: Any, context: grpc.ServicerContext) -> Any:
        registered, state, inputs = Registered(request.urn), _plain(request.properties), _plain(request.old_inputs)
        with _answering(context):
            if self._options.render:
                manifests.remove(self._options.render, body_of(state))
                return empty_pb2.Empty()
            body = identified(registered, request.id, inputs or state)
            try:
                if registered.is_patch(body):
                    cluster.release(self._client(), body, registered.manager(body, state))
                else:
                    cluster.remove(self._client(), {**state, **body, "metadata": state["metadata"]}, request.timeout)
            except UnreachableError as error:
                if not self._options.forget_unreachable:
                    raise
                self._log.warning(f"{cluster.described(body)} is forgotten, not deleted: {error}", request.urn)
        return empty_pb2.Empty()

    def Invoke(self, request: Any, context: grpc.ServicerContext) -> Any:
        arguments = _plain(request.args)
        if request.tok != decode.TOKEN:
            context.abort(grpc.StatusCode.UNIMPLEMENTED, f"{OWN} {request.tok} is not supported")
        with _answering(context):
            answer = {"result": decode.objects(arguments["text"], arguments.get("defaultNamespace") or "")}
        response = provider_pb2.InvokeResponse()
        getattr(response, "return").CopyFrom(_struct(answer))
        return response

    def Construct(self, request: Any, context: grpc.ServicerContext) -> Any:
        text = (
            f"{OWN} {request.type} is not supported; pulumi_kubernetes.yaml has ConfigFile and ConfigGroup, which are"
        )
        context.abort(grpc.StatusCode.UNIMPLEMENTED, text)

    def Cancel(self, request: Any, context: Any) -> Any:
        return empty_pb2.Empty()

    def _judge(self, body: Props, manager: str, *, in_place: bool) -> Props | None:
        """Ask the API server about an object before the update, where there is one; warn once where it is away."""
        try:
            return preview.judged(self._options, body, manager, in_place=in_place)
        except (NoCredentialError, UnreachableError) as error:
            self._log.warning(
                f"{error}\nUntil then previews judge only the fields of Kubernetes' own kinds.", once=True
            )
            return None

    def _client(self) -> Client:
        if self._options.client is None:
            raise KubernetesError("the provider's kubeconfig is still unknown: nothing can be done on the cluster")
        return self._options.client


@contextmanager
def _answering(context: grpc.ServicerContext) -> Iterator[None]:
    """Turn a refusal into the error that the command line shows."""
    try:
        yield
    except KubernetesError as refusal:
        context.abort(grpc.StatusCode.UNKNOWN, str(refusal))


def _top(path: str) -> str:
    return path.partition(".")[0].partition("[")[0]


def _marked(struct: Any) -> Props:
    marked: Props = json_format.MessageToDict(struct)
    return marked


def _plain(struct: Any) -> Props:
    plain: Props = reveal(_marked(struct))
    return plain


def _struct(properties: Props) -> struct_pb2.Struct:
    return json_format.ParseDict(properties, struct_pb2.Struct())


def _outputs(properties: Props, marked: Props) -> struct_pb2.Struct:
    return _struct(sealed(conceal(properties, marked)))


def _failures(reasons: Any) -> list[Any]:
    return [provider_pb2.CheckFailure(reason=reason) for reason in reasons]


def _wish(request: Any) -> Autonaming | None:
    if not request.HasField("autonaming"):
        return None
    disabled = request.autonaming.mode == provider_pb2.CheckRequest.AutonamingOptions.DISABLE
    return Autonaming(request.autonaming.proposed_name, disabled=disabled)


if __name__ == "__main__":
    serve(Kubernetes(Log(sys.argv[1] if len(sys.argv) > 1 else "")))
