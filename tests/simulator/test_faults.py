"""What goes wrong by a file goes wrong where it says, and the provider tries again where azure-native does."""

from pathlib import Path
from threading import Timer
from typing import Any, NoReturn

import grpc
import pytest

from simulator.azure import faults
from simulator.azure.clock import SCALE, Clock, creation
from simulator.azure.errors import ArmError, GivenUpError, ProviderError
from simulator.azure.faults import Faults, Operation, load

VAULT = "azure-native:keyvault:Vault"


class CrashedError(Exception):
    pass


def crash() -> NoReturn:
    raise CrashedError


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What the provider waits, instead of waiting."""
    waited: list[float] = []

    def wait(_: Clock, seconds: float) -> bool:
        waited.append(seconds)
        return True

    monkeypatch.setattr(Clock, "wait", wait)
    return waited


def of(tmp_path: Path, text: str) -> Faults:
    file = tmp_path / "faults.yaml"
    file.write_text(text, "utf-8")
    return load({faults.FILE: str(file)}, tmp_path / "azure.json", Clock())


def line(fault: str, more: str = "call: 1") -> str:
    return f"- {{type: {VAULT}, fault: {fault}, {more}}}\n"


@pytest.mark.parametrize(
    ("fault", "more", "waited"),
    [
        ("throttled", "call: 1, retryAfter: 17", [17]),
        ("throttled", "call: [1, 2, 3]", [1, 2, 4]),
        ("another-operation", "call: [1, 2]", [20, 60]),
        ("server-error", "call: 1", [1]),
        ("unavailable", "call: 1", [1]),
        ("connection-lost", "call: 1, operation: create", [1]),
        ("throttled", "call: 2", []),
        ("throttled", "call: 1, operation: delete", []),
    ],
)
def test_what_passes_is_tried_again(
    tmp_path: Path, waits: list[float], fault: str, more: str, waited: list[float]
) -> None:
    of(tmp_path, line(fault, more)).before(VAULT, "create")

    assert waits == waited


@pytest.mark.parametrize(
    ("fault", "more", "told", "waited"),
    [
        ("throttled", "call: every", 'Status=429 Code="TooManyRequests"', [1, 2, 4]),
        ("another-operation", "call: every", 'Code="AnotherOperationInProgress"', [20, 60, 120]),
        ("conflict", "call: 1", 'Status=409 Code="Conflict"', []),
        ("vcpu-quota", "call: 1", 'Code="ErrCode_InsufficientVCPUQuota"', []),
        ("quota", "call: 1", 'Code="QuotaExceeded"', []),
        ("aks-capacity", "call: 1", 'Code="AKSCapacityHeavyUsage"', []),
        ("zonal-allocation", "call: 1", 'Code="ZonalAllocationFailed"', []),
        ("operation-timeout", "call: 1", "operation timed out", []),
        ("connection-lost", "call: every", "connection reset by peer", [1, 2, 4]),
    ],
)
def test_what_lasts_is_told(  # noqa: PLR0913, PLR0917
    tmp_path: Path, waits: list[float], fault: str, more: str, told: str, waited: list[float]
) -> None:
    with pytest.raises((ArmError, ProviderError)) as error:
        of(tmp_path, line(fault, more)).before(VAULT, "update")

    assert told in str(error.value)
    assert waits == waited


def test_calls_are_counted_by_all_processes(tmp_path: Path, waits: list[float]) -> None:
    for process in (1, 2, 3):
        one = of(tmp_path, line("quota", "call: 2"))
        if process == 2:
            with pytest.raises(ArmError):
                one.before(VAULT, "create")
        else:
            one.before(VAULT, "create")
        one.before("azure-native:keyvault:Key", "create")

    assert waits == []


def test_a_line_that_stands_twice_is_one(tmp_path: Path) -> None:
    twice = of(tmp_path, line("quota", "call: 2") * 2)

    twice.before(VAULT, "create")
    with pytest.raises(ArmError):
        twice.before(VAULT, "create")
    twice.before(VAULT, "create")


def test_what_comes_after_the_work_is_not_tried_again(tmp_path: Path, waits: list[float]) -> None:
    lost = of(tmp_path, line("connection-lost", "call: 1, after: true"))

    lost.before(VAULT, "create")
    with pytest.raises(ProviderError, match="connection reset"):
        lost.after(VAULT, "create")
    assert waits == []


@pytest.mark.parametrize(
    ("operation", "raised"), [("create", GivenUpError), ("update", GivenUpError), ("read", ProviderError)]
)
def test_what_is_written_and_waited_for_too_long_is_unfinished(
    tmp_path: Path, operation: Operation, raised: type[Exception]
) -> None:
    with pytest.raises(raised, match="operation timed out"):
        of(tmp_path, line("operation-timeout", "call: 1, after: true")).after(VAULT, operation)


def test_no_retry_waits_once_the_engine_has_cancelled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Clock, "wait", lambda *_: False)

    with pytest.raises(ProviderError, match="context canceled"):
        of(tmp_path, line("throttled")).before(VAULT, "create")


def test_a_crash_ends_the_provider(tmp_path: Path) -> None:
    loaded = of(tmp_path, line("provider-crash"))

    with pytest.raises(CrashedError):
        Faults(loaded._faults, tmp_path / "azure.json", Clock(), crash).before(VAULT, "read")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: b", "must be a list of faults"),
        ("- x", "fault 1 must have keys and values"),
        (line("quota") + line("quota", "call: 1, nth: 2"), "fault 2: there is no key 'nth'; there are: after, call"),
        ("- {type: azure-native:x:Y, fault: quota, call: 1}", "`type` must be a modelled type, such as"),
        (line("bad-luck"), "`fault` must be one of throttled, another-operation"),
        (line("quota", "operation: put, call: 1"), "`operation` must be one of create, update, read, delete"),
        (line("quota", "call: 0"), "`call` must be a number from 1, a list of them, or every, not 0"),
        (line("quota", "call: []"), "`call` must be"),
        (line("quota", "call: true"), "`call` must be"),
        (line("quota", "operation: create"), "`call` must be"),
        (line("quota", "call: 1, retryAfter: 3"), "goes with throttled only"),
        (line("throttled", "call: 1, retryAfter: soon"), "must be a number of seconds"),
        (line("quota", "call: 1, after: true"), "`after` goes with connection-lost, operation-timeout and"),
        ("- [", "while parsing"),
    ],
)
def test_a_wrong_file_is_told(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ProviderError) as error:
        of(tmp_path, text)

    assert str(error.value).startswith(f"SIMULATED_AZURE_FAULTS: {tmp_path}/faults.yaml")
    assert told in str(error.value)


def test_a_missing_file_is_told_and_none_is_no_fault(tmp_path: Path) -> None:
    with pytest.raises(ProviderError, match="No such file"):
        load({faults.FILE: str(tmp_path / "none")}, tmp_path, Clock())

    load({}, tmp_path, Clock()).before(VAULT, "create")


def test_time_passes_by_the_scale(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr("threading.Event.wait", lambda _, seconds: slept.append(seconds))
    clock = Clock()
    clock.wait(creation("azure-native:containerservice:ManagedCluster"))
    monkeypatch.setenv(SCALE, "0.001")
    clock.wait(creation("azure-native:containerservice:ManagedCluster"))
    clock.wait(creation("azure-native:monitor:ActionGroup"))

    assert slept == pytest.approx([0.42, 0.004])


def test_time_ends_when_the_engine_cancels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SCALE, "1")
    clock = Clock()
    Timer(0.05, clock.cancel).start()

    assert not clock.wait(3600)
    assert not clock.wait(3600), "what comes later does not wait either"


@pytest.fixture
def faulty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of faults for the provider's process."""
    file = tmp_path / "faults.yaml"
    group = "type: azure-native:resources:ResourceGroup, operation: create"
    file.write_text(
        f"- {{{group}, call: 1, fault: throttled, retryAfter: 3600}}\n- {{{group}, call: 3, fault: quota}}\n", "utf-8"
    )
    monkeypatch.setenv(faults.FILE, str(file))


@pytest.mark.usefixtures("faulty")
def test_the_provider_has_the_faults(request: pytest.FixtureRequest) -> None:
    provider: Any = request.getfixturevalue("provider")

    assert provider.create("resources:ResourceGroup", resourceGroupName="a", location="westeurope").id
    with pytest.raises(grpc.RpcError, match="QuotaExceeded"):
        provider.create("resources:ResourceGroup", resourceGroupName="b", location="westeurope")
