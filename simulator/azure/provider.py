"""The gRPC face of the simulated Azure: the only module that knows the engine's protocol.

The engine starts it through `simulator/bin/pulumi-resource-azure-native`; it prints its port and serves until it is
stopped. It writes nothing else, because the command line shows whatever a provider writes.
"""
# ruff: noqa: ARG002, D102, N802  # the protocol gives the methods their names, arguments and meaning

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import grpc
from google.protobuf import any_pb2, empty_pb2, json_format, struct_pb2

from simulator.azure import control_plane, faults, roles, schema, tokens
from simulator.azure.catalog import modelled_functions
from simulator.azure.check import OWN, check
from simulator.azure.client import OPTIONS, Client
from simulator.azure.clock import Clock, creation
from simulator.azure.diff import diff
from simulator.azure.drift import drifted
from simulator.azure.errors import ArmError, GivenUpError, ProviderError
from simulator.azure.forms import COVERAGE, Form, form_of
from simulator.azure.location import located
from simulator.azure.naming import Autonaming, Seed, named, unnamed
from simulator.azure.package import package
from simulator.azure.reading import read
from simulator.azure.values import Props, conceal, reveal
from simulator.azure.world import World, opened, state_file
from simulator.protocol import plugin_pb2, provider_pb2, provider_pb2_grpc, status_pb2
from simulator.serving import Log, serve

ROOT = Path(__file__).parents[2]
VERSION = "3.29.0"
"""The azure-native version that is simulated; a test compares it with the installed one."""

_CHANGE = {
    "add": (provider_pb2.PropertyDiff.ADD, provider_pb2.PropertyDiff.ADD_REPLACE),
    "delete": (provider_pb2.PropertyDiff.DELETE, provider_pb2.PropertyDiff.DELETE_REPLACE),
    "update": (provider_pb2.PropertyDiff.UPDATE, provider_pb2.PropertyDiff.UPDATE_REPLACE),
}


class AzureNative(provider_pb2_grpc.ResourceProviderServicer):
    """Answers the engine as azure-native would."""

    def __init__(self, state: Path, log: Log) -> None:
        self._state = state
        self._log = log
        self._client = Client.configured({})
        self._clock = Clock()
        self._faults = faults.Faults((), state, self._clock)

    def Handshake(self, request: Any, context: Any) -> Any:
        return provider_pb2.ProviderHandshakeResponse(accept_secrets=True, supports_autonaming_configuration=True)

    def GetPluginInfo(self, request: Any, context: Any) -> Any:
        return plugin_pb2.PluginInfo(version=VERSION)

    def GetSchema(self, request: Any, context: Any) -> Any:
        return provider_pb2.GetSchemaResponse(schema=json.dumps(package(VERSION)))

    def Parameterize(self, request: Any, context: Any) -> Any:
        """Take on the name of a local package, `azure-native_containerservice_v20250901`."""
        if request.HasField("value"):
            return provider_pb2.ParameterizeResponse(name=request.value.name, version=request.value.version)
        return provider_pb2.ParameterizeResponse(name="_".join(["azure-native", *request.args.args]), version=VERSION)

    def CheckConfig(self, request: Any, context: Any) -> Any:
        unknown = sorted(set(_plain(request.news)) - OPTIONS.keys() - {"version", "pluginDownloadURL"})
        reasons = (f"{OWN} unknown configuration key 'azure-native:{key}'" for key in unknown)
        return provider_pb2.CheckResponse(inputs=request.news, failures=_failures(reasons))

    def DiffConfig(self, request: Any, context: Any) -> Any:
        return provider_pb2.DiffResponse()  # nothing is said, so the engine compares

    def Configure(self, request: Any, context: Any) -> Any:
        if not (request.sends_old_inputs and request.sends_old_inputs_to_delete):
            context.abort(grpc.StatusCode.UNKNOWN, "Azure Native provider requires Pulumi CLI v3.74.0 or later")
        self._client = Client.configured(_plain(request.args))
        try:
            self._faults = faults.load(os.environ, self._state, self._clock)
        except ProviderError as error:
            context.abort(grpc.StatusCode.INVALID_ARGUMENT, str(error))
        return provider_pb2.ConfigureResponse(
            acceptSecrets=True, supportsPreview=True, supports_autonaming_configuration=True
        )

    def Check(self, request: Any, context: grpc.ServicerContext) -> Any:
        marked, olds = json_format.MessageToDict(request.news), _plain(request.olds)
        given: Props = reveal(marked)
        try:
            form, previous = _form(request.urn, given), _form(request.urn, olds or given)
        except ProviderError as unknown:
            return provider_pb2.CheckResponse(inputs=request.news, failures=_failures([str(unknown)]))
        resource, inner, old = form.resource, form.inward(given), previous.inward(olds)
        inputs = named(resource, inner, old, Seed(request.urn, request.randomSeed), _wish(request))
        inputs, failures = located(lambda: self._answering(context), resource, inputs, old, self._client)
        version = tokens.api_version(_token(request.urn)) or schema.api_version(resource.kind)
        inputs.setdefault("azureApiVersion", version)
        failures = [*form.problems(given), *unnamed(resource, inputs), *check(resource, inputs), *failures]
        added = {key: value for key, value in form.outward(inputs).items() if key not in given}
        return provider_pb2.CheckResponse(inputs=_struct({**marked, **added}), failures=_failures(failures))

    def Diff(self, request: Any, context: grpc.ServicerContext) -> Any:
        state, news = _plain(request.olds), _plain(request.news)
        version = {key: state[key] for key in ("azureApiVersion",) if key in state}
        olds = {**version, **_plain(request.old_inputs)}  # what was imported has no version among its inputs
        before, form = _form(request.urn, olds), _form(request.urn, news)
        found = diff(form.resource, before.inward(olds), form.inward(news))
        detailed: dict[str, Any] = {
            form.path(change.path): provider_pb2.PropertyDiff(kind=_CHANGE[change.how][change.replaces], inputDiff=True)
            for change in found.changes
        }
        some, none = provider_pb2.DiffResponse.DIFF_SOME, provider_pb2.DiffResponse.DIFF_NONE
        return provider_pb2.DiffResponse(
            changes=some if detailed else none,
            diffs=sorted({_top(form.path(change.path)) for change in found.changes}),
            replaces=sorted({_top(form.path(change.path)) for change in found.changes if change.replaces}),
            detailedDiff=detailed,
            hasDetailedDiff=True,
            deleteBeforeReplace=found.delete_before_replace,
        )

    def Create(self, request: Any, context: grpc.ServicerContext) -> Any:
        marked = json_format.MessageToDict(request.properties)
        form = _form(request.urn, reveal(marked))
        if request.preview:
            outputs = form.previewed(reveal(marked))
            return provider_pb2.CreateResponse(properties=_struct(conceal(outputs, marked)))
        resource, inputs = form.resource, form.inward(reveal(marked))
        try:
            with self._answering(context, resource.kind, "create") as world:
                body = control_plane.create(world, resource, inputs, self._client)
                warnings, failure = control_plane.aftermath(world, resource, body["id"], inputs, self._client)
        except GivenUpError as given_up:
            _abort_unfinished(context, body["id"], None, marked, str(given_up))
        self._warn(request.urn, warnings)
        if failure:
            _abort_failed(context, form, body, marked, failure)
        if not self._clock.wait(creation(resource.kind)):
            unread = f"resource created but read failed {faults.CANCELLED}: {faults.CANCELLED}"
            _abort_unfinished(context, body["id"], None, marked, unread)
        if resource.settles:
            time.sleep(roles.delay())
        return provider_pb2.CreateResponse(id=body["id"], properties=_outputs(form, body, marked))

    def Update(self, request: Any, context: grpc.ServicerContext) -> Any:
        marked = json_format.MessageToDict(request.news)
        form = _form(request.urn, reveal(marked))
        if request.preview:
            state = _plain(request.olds)
            kept: Props = {key: state[key] for key in ("name", "location") if key in state}
            outputs: Props = {**form.previewed(reveal(marked)), **kept}
            return provider_pb2.UpdateResponse(properties=_struct(conceal(outputs, marked)))
        resource, inputs = form.resource, form.inward(reveal(marked))
        try:
            with self._answering(context, resource.kind, "update") as world:
                body = control_plane.update(world, resource, request.id, inputs, self._client)
                warnings, failure = control_plane.aftermath(world, resource, request.id, inputs, self._client)
        except GivenUpError as given_up:
            _abort_unfinished(context, request.id, None, marked, str(given_up))
        self._warn(request.urn, warnings)
        if failure:
            _abort_failed(context, form, body, marked, failure)
        return provider_pb2.UpdateResponse(properties=_outputs(form, body, marked))

    def Read(self, request: Any, context: grpc.ServicerContext) -> Any:
        marked = json_format.MessageToDict(request.inputs)
        written: Props = reveal(marked)
        form = _form(request.urn, written, request.id)
        resource = form.resource
        with self._answering(context, resource.kind, "read") as world:
            body = read(world, resource, request.id)
            if body is None:
                return provider_pb2.ReadResponse()
            now = Form(resource).answered(body)
            if marked:
                inputs = drifted(resource, form.inward(written), form.inward(_plain(request.properties)), now)
            else:
                inputs = schema.inputs_from(now, resource.kind) | resource.inputs_from(request.id)
        return provider_pb2.ReadResponse(
            id=body["id"],
            properties=_outputs(form, body, marked),
            inputs=_struct(conceal(form.outward(inputs), marked)),
        )

    def Delete(self, request: Any, context: grpc.ServicerContext) -> Any:
        resource = _form(request.urn, {}, request.id).resource
        with self._answering(context, resource.kind, "delete") as world:
            control_plane.delete(world, resource, request.id, self._client)
        return empty_pb2.Empty()

    def Invoke(self, request: Any, context: grpc.ServicerContext) -> Any:
        function = modelled_functions().get(tokens.unversioned(request.tok))
        if not function:
            message = f"the simulated Azure does not model {request.tok}; what it models: {COVERAGE}"
            context.abort(grpc.StatusCode.UNIMPLEMENTED, message)
        arguments = _plain(request.args)
        missing = [f"missing required property '{key}'" for key in function.required if arguments.get(key) is None]
        if missing:
            return provider_pb2.InvokeResponse(failures=_failures(missing))
        with self._answering(context) as world:
            answer = function.call(world, arguments, self._client)
        response = provider_pb2.InvokeResponse()
        getattr(response, "return").CopyFrom(_struct(answer))
        return response

    def Cancel(self, request: Any, context: Any) -> Any:
        """End what waits for Azure; Azure goes on."""
        self._clock.cancel()
        return empty_pb2.Empty()

    def _warn(self, urn: str, texts: list[str]) -> None:
        for text in texts:
            self._log.warning(text, urn)

    @contextmanager
    def _answering(
        self, context: grpc.ServicerContext, kind: str = "", operation: faults.Operation = "read"
    ) -> Iterator[World]:
        """Open the world for one request, and turn a refusal into the error that the command line shows.

        What goes wrong by the file of faults does so around an operation on a type.
        """
        try:
            self._faults.before(kind, operation)
            with opened(self._state) as world:
                yield world
            self._faults.after(kind, operation)
        except (ArmError, ProviderError) as refusal:
            context.abort(grpc.StatusCode.UNKNOWN, str(refusal))


def _abort_failed(context: grpc.ServicerContext, form: Form, body: Props, marked: Props, failure: ArmError) -> None:
    """Fail after Azure has told that the resource is there and has failed."""
    outputs = _outputs(form, {**body, "provisioningState": "Failed"}, marked)
    _abort_unfinished(context, body["id"], outputs, marked, str(failure))


def _abort_unfinished(
    context: grpc.ServicerContext, arm_id: str, outputs: struct_pb2.Struct | None, marked: Props, reason: str
) -> None:
    """Fail, but hand over the resource that is there: the engine keeps it and takes it up again the next time.

    Source: `HandleErrorWithCheckpoint` in provider/pkg/provider/crud/crud.go of pulumi/pulumi-azure-native.
    """
    unfinished = provider_pb2.ErrorResourceInitFailed(
        id=arm_id, properties=outputs, inputs=_struct(marked), reasons=[reason]
    )
    detail = any_pb2.Any()
    detail.Pack(unfinished)
    status = status_pb2.Status(code=grpc.StatusCode.UNKNOWN.value[0], message=reason, details=[detail])
    context.set_trailing_metadata((("grpc-status-details-bin", status.SerializeToString()),))
    context.abort(grpc.StatusCode.UNKNOWN, reason)


def _token(urn: str) -> str:
    return urn.split("::")[2].rpartition("$")[2]


def _form(urn: str, written: Props, arm_id: str = "") -> Form:
    return form_of(tokens.unversioned(_token(urn)), written, arm_id)


def _top(path: str) -> str:
    return path.partition(".")[0].partition("[")[0]


def _plain(struct: Any) -> Props:
    plain: Props = reveal(json_format.MessageToDict(struct))
    return plain


def _struct(properties: Props) -> struct_pb2.Struct:
    return json_format.ParseDict(properties, struct_pb2.Struct())


def _outputs(form: Form, body: Props, marked: Props) -> struct_pb2.Struct:
    return _struct(conceal(form.answered(body), marked))


def _failures(reasons: Any) -> list[Any]:
    return [provider_pb2.CheckFailure(reason=reason) for reason in reasons]


def _wish(request: Any) -> Autonaming | None:
    if not request.HasField("autonaming"):
        return None
    disabled = request.autonaming.mode == provider_pb2.CheckRequest.AutonamingOptions.DISABLE
    return Autonaming(request.autonaming.proposed_name, disabled=disabled)


if __name__ == "__main__":
    serve(AzureNative(state_file(ROOT), Log(sys.argv[1] if len(sys.argv) > 1 else "")))
