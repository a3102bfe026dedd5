"""A limit should be near the request."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from guardrails.frameworks import gatekeeper, kyverno, mcsb
from guardrails.guardrail import Example, Guardrail, Severity
from guardrails.kinds import POD
from guardrails.pods import WITH_RESOURCES, container_with, in_containers
from guardrails.props import Problems, Props, decided
from guardrails.quantities import quantity


def _check(container: Props, values: Mapping[str, Any]) -> Problems:
    for name in ("cpu", "memory"):
        yield from decided(_ratio, container, name, values["most"])


def _ratio(container: Props, name: str, most: float) -> Problems:
    limit = quantity(container.get(f"resources.limits.{name}"))
    request = quantity(container.get(f"resources.requests.{name}"))
    if limit and request and limit > request * Decimal(str(most)):
        yield f"must set resources.limits.{name} to at most {most} times the request"


_SAME = (
    ("1Ki", "1024"),
    ("1Mi", "1024Ki"),
    ("1Gi", "1024Mi"),
    ("1Ti", "1024Gi"),
    ("1Pi", "1024Ti"),
    ("1Ei", "1024Pi"),
    ("1000n", "1u"),
    ("1000u", "1m"),
    ("1000m", "1"),
    ("1k", "1000"),
    ("1M", "1000k"),
    ("1G", "1000M"),
    ("1T", "1000G"),
    ("1P", "1000T"),
    ("1E", "1000P"),
)

GUARDRAIL = Guardrail(
    title="Limits are not many times the request",
    applies_to=POD,
    severity=Severity.LOW,
    why="The scheduler counts requests: nodes full of pods that may use ten times as much run out.",
    fix="Raise the request or lower the limit in resources.",
    link="https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
    absent="Where one of the two is missing there is no ratio, so absent passes.",
    requirements=(),
    controls=(mcsb("PV-2"), gatekeeper("containerresourceratios"), kyverno("enforce-resources-as-ratio")),
    parameters={
        "most": {
            "type": "number",
            "minimum": 1,
            "default": 4,
            "description": "How many times the request the limit may be.",
        }
    },
    check=in_containers(_check, WITH_RESOURCES),
    passing={
        "twice": container_with(resources={"requests": {"cpu": "500m"}, "limits": {"cpu": "1"}}),
        "no limit": container_with(resources={"requests": {"cpu": "500m"}}),
        "four times": container_with(resources={"requests": {"cpu": "250m"}, "limits": {"cpu": "1"}}),
        "once, where no more is allowed": Example(
            container_with(resources={"requests": {"cpu": "1"}, "limits": {"cpu": "1"}}), settings={"most": 1}
        ),
        **{
            f"{limit} is {request}": Example(
                container_with(resources={"requests": {"memory": request}, "limits": {"memory": limit}}),
                settings={"most": 1},
            )
            for pair in _SAME
            for limit, request in (pair, pair[::-1])
        },
    },
    failing={
        "eight times": container_with(resources={"requests": {"memory": "256Mi"}, "limits": {"memory": "2Gi"}}),
        "one of two is too far": container_with(
            resources={"requests": {"cpu": "100m", "memory": "1Gi"}, "limits": {"cpu": "2", "memory": "1Gi"}}
        ),
        "one and a half times, where no more than once is allowed": Example(
            container_with(resources={"requests": {"cpu": "1"}, "limits": {"cpu": "1500m"}}), settings={"most": 1}
        ),
    },
)
