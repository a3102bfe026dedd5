"""Fixtures for everything that runs on the pretend engine."""

import asyncio
import gc
import json
import os
import runpy
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pulumi
import pytest
from pulumi.runtime import config as runtime_config
from pulumi.runtime.proto import source_pb2
from pydantic.alias_generators import to_camel

from tests.components.recorder import PROJECT, ROOT, Configure, Program, Recorder, Run, stack_config


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Run a piece of a program on the pretend engine and return what it registered, once all has settled."""
    handler = signal.getsignal(signal.SIGINT)
    # Where a resource is made, the SDK tells the engine from every frame below: a fifth of a run inside pytest.
    monkeypatch.setattr("pulumi.runtime.resource._get_stack_trace", source_pb2.StackTrace)

    def run_on(build: Callable[[], Any], *, preview: bool = False, recording: type[Recorder] = Recorder) -> Recorder:
        recorder = recording(preview=preview)
        pulumi.runtime.set_mocks(recorder, project=PROJECT, stack="dev", preview=preview, monitor=recorder)  # type: ignore[arg-type]

        def program() -> None:
            build()
            stack = pulumi.runtime.settings.get_root_resource()
            pulumi.Output.all(**getattr(stack, "outputs", {})).apply(recorder.exports.update)

        pulumi.runtime.settings.set_root_resource(None)  # type: ignore[arg-type]  # the one that `set_mocks` leaves is closed
        pulumi.runtime.settings.SETTINGS.rpc_manager.clear()
        pulumi.runtime.settings.SETTINGS.outputs.clear()
        asyncio.get_event_loop().run_until_complete(pulumi.runtime.run_in_stack(program))
        recorder.settled()
        return recorder

    yield run_on
    signal.signal(signal.SIGINT, handler)
    gc.enable()


@pytest.fixture
def configure(monkeypatch: pytest.MonkeyPatch) -> Iterator[Configure]:
    """Set the configuration of the stack, as the engine does."""
    for key in [key for key in os.environ if key.startswith("PULUMI_")]:
        monkeypatch.delenv(key)

    def set_to(config: Mapping[str, str]) -> None:
        runtime_config.set_all_config(dict(config))

    yield set_to
    runtime_config.set_all_config({})


@pytest.fixture(scope="session")
def recorded() -> dict[str, Recorder]:
    """What the program has registered, by its configuration: no test changes it, and a run takes seconds."""
    return {}


@pytest.fixture
def program(
    run: Run, configure: Configure, recorded: dict[str, Recorder], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Program:
    """Run the program for a stack with some settings changed, under a pack where it asks for one."""
    (tmp_path / "PulumiPolicy.yaml").write_text("runtime: python\n")
    monkeypatch.setenv("PULUMI_OPTION_POLICY_PACK", str(tmp_path))

    def run_stack(
        stack: str, *, preview: bool = False, recording: type[Recorder] = Recorder, **settings: Any
    ) -> Recorder:
        changed = {
            f"{PROJECT}:{to_camel(key)}": value if isinstance(value, str) else json.dumps(value)
            for key, value in settings.items()
        }
        config = stack_config(stack) | changed
        case = json.dumps([config, preview, recording.__name__], sort_keys=True)
        if case not in recorded:
            configure(config)
            recorded[case] = run(
                lambda: runpy.run_path(str(ROOT / "__main__.py")), preview=preview, recording=recording
            )
        return recorded[case]

    return run_stack


@pytest.fixture
def bootstrapping(run: Run, configure: Configure, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Recorder]:
    """Run the program that keeps the state of other stacks, as often as asked."""
    monkeypatch.setattr(sys, "path", [*sys.path])  # the program adds to it
    settings = {
        "workload": "platform",
        "nameSuffix": "x7k2",
        "subnetId": "/subnet",
        "blobZoneId": "/blobs",
        "vaultZoneId": "/vaults",
        "workspaceId": "/workspace",
        "actionGroupIds": "[]",
        "operators": "people",
        "readers": "auditors",
        "pipelines": json.dumps({"deploy": "robot"}),
        "previews": json.dumps({"dev": "looker"}),
        "deployerType": "ServicePrincipal",
        "tags": json.dumps({"owner": "platform-team"}),
    }
    config = {"azure-native:location": "westeurope", **{f"{PROJECT}:{key}": one for key, one in settings.items()}}

    def run_program() -> Recorder:
        configure(config)
        return run(lambda: runpy.run_path(str(ROOT / "bootstrap" / "__main__.py")))

    return run_program


@pytest.fixture
def bootstrap(bootstrapping: Callable[[], Recorder]) -> Recorder:
    """Run the program that keeps the state of other stacks."""
    return bootstrapping()
