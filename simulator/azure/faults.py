"""What goes wrong although the program is right: throttling, conflicts, timeouts, quota, lost connections, crashes.

A YAML list in the file that `SIMULATED_AZURE_FAULTS` names says which call of which type fails, and how:

    - {type: azure-native:containerservice:ManagedCluster, operation: create, call: 1, fault: throttled, retryAfter: 20}
    - {type: azure-native:containerregistry:Registry, call: [1, 2], fault: another-operation}
    - {type: azure-native:containerservice:AgentPool, call: every, fault: zonal-allocation}
    - {type: azure-native:keyvault:Vault, call: 1, fault: connection-lost, after: true}

`operation` is create, update, read or delete (each of them without it); calls are counted from 1 by all processes that
share the simulated Azure, and a retry is a call. With `after: true` Azure has done its work when it goes wrong; after a
timeout what was written is in the state nevertheless, unfinished, as the provider knows its id.

The provider retries as azure-native does: connections, 408, 429, 500, 502, 503, 504, and 409 only where another
operation is in progress; three times. Source: provider/pkg/azure/client_azcore.go of pulumi/pulumi-azure-native, and
https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling.
"""

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NoReturn, get_args

import yaml

from simulator.azure.catalog import modelled_resources
from simulator.azure.clock import Clock
from simulator.azure.errors import ArmError, GivenUpError, ProviderError
from simulator.azure.world import opened

FILE = "SIMULATED_AZURE_FAULTS"
Operation = Literal["create", "update", "read", "delete"]
CRASH, TIMEOUT = "provider-crash", "operation-timeout"
CANCELLED = "context canceled"
"""What Go says of its context when the engine has cancelled."""

ERRORS: Mapping[str, Exception | None] = {
    "throttled": ArmError(429, "TooManyRequests", "The request is being throttled as the limit has been reached."),
    "another-operation": ArmError(409, "AnotherOperationInProgress", "Another operation on this resource is running."),
    "conflict": ArmError(409, "Conflict", "The request conflicts with the current state of the resource."),
    "server-error": ArmError(500, "InternalServerError", "An unexpected error occurred."),
    "unavailable": ArmError(503, "ServerTimeout", "The request timed out."),
    TIMEOUT: ProviderError("operation timed out"),
    "vcpu-quota": ArmError(
        400, "ErrCode_InsufficientVCPUQuota", "Insufficient vcpu quota requested 16, remaining 4 for family."
    ),
    "quota": ArmError(400, "QuotaExceeded", "Operation could not be completed as it results in exceeding quota."),
    "aks-capacity": ArmError(
        400, "AKSCapacityHeavyUsage", "AKS is experiencing heavy usage in this region; try another region."
    ),
    "zonal-allocation": ArmError(
        409, "ZonalAllocationFailed", "Allocation failed: not enough capacity for the size in this zone."
    ),
    "connection-lost": ProviderError('Put "https://management.azure.com": read: connection reset by peer'),
    CRASH: None,
}
"""What each fault says. Texts of quota and capacity are unconfirmed; their codes are those of Microsoft's pages."""

_RETRIED_STATUS = (408, 429, 500, 502, 503, 504)
RETRIES = 3
_WAITS, _WAITS_FOR_OTHERS = (1.0, 2.0, 4.0), (20.0, 60.0, 120.0)
"""Seconds before each retry, where Azure names none."""
_KEYS = {"type", "operation", "call", "fault", "retryAfter", "after"}


@dataclass(frozen=True)
class Fault:
    """One line of the file."""

    kind: str
    operation: Operation | None
    """None for all."""
    calls: tuple[int, ...] | None
    """None for every."""
    fault: str
    retry_after: float | None
    after: bool

    def concerns(self, kind: str, operation: Operation, *, after: bool) -> bool:
        """Say whether it is about an operation on a type, before or after Azure's work."""
        return self.kind == kind and self.operation in {None, operation} and self.after is after

    @property
    def retried(self) -> bool:
        """Whether the provider tries again."""
        error = ERRORS[self.fault]
        if isinstance(error, ArmError):
            return error.status in _RETRIED_STATUS or self.fault == "another-operation"
        return self.fault == "connection-lost"

    def wait_before(self, retry: int) -> float:
        """Return the seconds until the next try, the first being 0."""
        waits = _WAITS_FOR_OTHERS if self.fault == "another-operation" else _WAITS
        return waits[retry] if self.retry_after is None else self.retry_after


class Faults:
    """The faults of a file, and which of them is due."""

    def __init__(
        self, faults: Sequence[Fault], state: Path, clock: Clock, crash: Callable[[], NoReturn] = lambda: os._exit(1)
    ) -> None:
        self._faults = tuple(dict.fromkeys(faults))  # equal lines are one fault, and count together
        self._state = state
        self._clock = clock
        self._crash = crash

    def before(self, kind: str, operation: Operation) -> None:
        """Let what is due go wrong before Azure does anything, and try again as the provider would."""
        for retry in range(RETRIES + 1):
            fault = self._due(kind, operation, after=False)
            if not fault:
                return
            if not fault.retried or retry == RETRIES:
                self._fail(fault)
            if not self._clock.wait(fault.wait_before(retry)):
                raise ProviderError(CANCELLED)

    def after(self, kind: str, operation: Operation) -> None:
        """Let what is due go wrong once Azure has done its work: nobody learns of it.

        Raises:
            GivenUpError: when the provider has waited too long for what it has written.

        """
        if fault := self._due(kind, operation, after=True):
            if fault.fault == TIMEOUT and operation in {"create", "update"}:
                raise GivenUpError(str(ERRORS[TIMEOUT]))
            self._fail(fault)

    def _due(self, kind: str, operation: Operation, *, after: bool) -> Fault | None:
        due = None
        for fault in (one for one in self._faults if one.concerns(kind, operation, after=after)):
            with opened(self._state) as world:
                number = world.count(repr(fault))
            if not due and (fault.calls is None or number in fault.calls):
                due = fault
        return due

    def _fail(self, fault: Fault) -> None:
        error = ERRORS[fault.fault]
        if error is None:
            self._crash()
        raise error


def load(environment: Mapping[str, str], state: Path, clock: Clock) -> Faults:
    """Return the faults of the file that the environment names; none where it names none.

    Raises:
        ProviderError: when the file is missing or says something else; the text names the line and what it may say.

    """
    name = environment.get(FILE)
    if not name:
        return Faults((), state, clock)
    try:
        lines = yaml.safe_load(Path(name).read_text("utf-8")) or []
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise ProviderError(f"{FILE}: {name}: {error}") from error
    if not isinstance(lines, list):
        raise ProviderError(f"{FILE}: {name} must be a list of faults")
    read = [_fault(line, f"{FILE}: {name}, fault {number}") for number, line in enumerate(lines, 1)]
    return Faults(read, state, clock)


def _fault(line: Any, place: str) -> Fault:
    if not isinstance(line, dict):
        raise ProviderError(f"{place} must have keys and values, not {json.dumps(line)}")
    for key in line.keys() - _KEYS:
        raise ProviderError(f"{place}: there is no key {key!r}; there are: {', '.join(sorted(_KEYS))}")
    kind = _one_of(
        line.get("type"),
        modelled_resources(),
        f"{place}: `type`",
        "a modelled type, such as azure-native:keyvault:Vault",
    )
    fault = _one_of(line.get("fault"), ERRORS, f"{place}: `fault`", f"one of {', '.join(ERRORS)}")
    operation = line.get("operation")
    if operation is not None:
        _one_of(operation, get_args(Operation), f"{place}: `operation`", f"one of {', '.join(get_args(Operation))}")
    retry_after = line.get("retryAfter")
    if retry_after is not None and (type(retry_after) not in {int, float} or retry_after < 0 or fault != "throttled"):
        raise ProviderError(f"{place}: `retryAfter` must be a number of seconds, and goes with throttled only")
    after = line.get("after", False)
    if not isinstance(after, bool) or (after and fault not in {"connection-lost", "operation-timeout", CRASH}):
        raise ProviderError(f"{place}: `after` goes with connection-lost, operation-timeout and {CRASH} only")
    return Fault(kind, operation, _calls(line.get("call"), f"{place}: `call`"), fault, retry_after, after)


def _one_of(value: Any, allowed: Any, place: str, what: str) -> str:
    if not isinstance(value, str) or value not in allowed:
        raise ProviderError(f"{place} must be {what}, not {json.dumps(value)}")
    return value


def _calls(value: Any, place: str) -> tuple[int, ...] | None:
    if value == "every":
        return None
    calls = value if isinstance(value, list) else [value]
    if not calls or not all(isinstance(one, int) and not isinstance(one, bool) and one > 0 for one in calls):
        raise ProviderError(f"{place} must be a number from 1, a list of them, or every, not {json.dumps(value)}")
    return tuple(calls)
