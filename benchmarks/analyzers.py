"""Policy packs asked as the engine asks them, each in a process of its own."""

import sys
from functools import partial

import grpc
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto import analyzer_pb2 as proto
from pulumi.runtime.proto.analyzer_pb2_grpc import AnalyzerStub

from benchmarks.processes import ROOT, Cost, server
from tests.policypacks.recordings import Recording, decided

OURS = ROOT / "policypacks" / "aks" / "__main__.py"
OFFICIAL = ROOT / "benchmarks" / "official" / "__main__.py"
PACKS = {"the pack": OURS, "pulumi_policy": OFFICIAL}
# Neither settings nor exemptions: the official servicer knows nothing of them.
_NO_FILES = {"GUARDRAILS_CONFIG": "/dev/null", "GUARDRAILS_EXEMPTIONS": "/dev/null"}
_UNLIMITED = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)]

Found = list[tuple[str, str, int]]
"""Guardrail, URN and level of each finding, sorted."""


def judge(pack: str, recording: Recording | None) -> tuple[Cost, Found]:
    """Have a pack judge a recording; None has it start and say what it is."""
    return server([sys.executable, "-I", "-u", str(PACKS[pack])], _NO_FILES, partial(_ask, recording))


def _ask(recording: Recording | None, port: str) -> Found:
    with grpc.insecure_channel(f"127.0.0.1:{port}", options=_UNLIMITED) as channel:
        stub = AnalyzerStub(channel)
        info = stub.GetAnalyzerInfo(Empty())
        stub.ConfigureStack(proto.AnalyzerStackConfigureRequest(stack="prod", project="hardened-aks"))
        config = {one.name: proto.PolicyConfig(enforcementLevel=one.enforcementLevel) for one in info.policies}
        stub.Configure(proto.ConfigureAnalyzerRequest(policyConfig=config))
        return _findings(stub, recording) if recording else []


def _findings(stub: AnalyzerStub, recording: Recording) -> Found:
    answers: list[proto.AnalyzeResponse] = []
    for request in recording.resources:
        _ask_for_remedies(stub, request)
        answers.append(stub.Analyze(request))
    answers.append(stub.AnalyzeStack(recording.stack))
    return decided(one for answer in answers for one in answer.diagnostics)


def _ask_for_remedies(stub: AnalyzerStub, request: proto.AnalyzeRequest) -> None:
    """Ask as the engine does of each resource, to whom a pack without the method has no remedy."""
    try:
        stub.Remediate(request)
    except grpc.RpcError as error:
        if error.code() is not grpc.StatusCode.UNIMPLEMENTED:
            raise
