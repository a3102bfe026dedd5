"""Container logs must not go to the first version of their table."""

from collections.abc import Mapping
from datetime import date

from guardrails.checks import some_text
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.subjects import DATA_COLLECTION_RULE


def check(rule: Props) -> Problems:
    """Streams and settings are those of the extension ContainerInsights."""
    yield from rule.each("dataSources.extensions", _extension)


def _extension(extension: Props) -> Problems:
    yield from decided(_streams, extension)
    if extension.get("extensionSettings.dataCollectionSettings.enableContainerLogV2") is False:
        yield "must set extensionSettings.dataCollectionSettings.enableContainerLogV2 to true"


def _streams(extension: Props) -> Problems:
    if some_text(extension, lambda stream: stream.lower() == "microsoft-containerlog", "streams"):
        yield "must name the stream Microsoft-ContainerLogV2 instead of Microsoft-ContainerLog"


def _rule(extension: Mapping[str, object]) -> dict[str, object]:
    return {"dataSources": {"extensions": [{"extensionName": "ContainerInsights", "name": "logs", **extension}]}}


GUARDRAIL = Guardrail(
    title="Container logs go to the table ContainerLogV2",
    applies_to=DATA_COLLECTION_RULE,
    severity=Severity.HIGH,
    why="Azure Monitor has taken in nothing for the table ContainerLog since 2026-09-30: those logs are lost.",
    fix="Name the stream Microsoft-ContainerLogV2 in data_sources and data_flows, and set "
    "enableContainerLogV2 to True.",
    link="https://learn.microsoft.com/azure/azure-monitor/containers/container-insights-logs-schema",
    absent="A rule that names neither leaves the table to the agent, so absent passes.",
    requirements=("000-11", "002-14"),
    retires=date(2026, 9, 30),
    check=check,
    passing={
        "version 2": _rule(
            {
                "streams": ["Microsoft-ContainerLogV2"],
                "extensionSettings": {"dataCollectionSettings": {"enableContainerLogV2": True}},
            }
        ),
        "the table is left to the agent": _rule({"streams": ["Microsoft-ContainerInsights-Group-Default"]}),
        "no extensions": {"dataSources": {"syslog": []}},
    },
    failing={
        "the stream of version 1": _rule({"streams": ["Microsoft-Perf", "Microsoft-ContainerLog"]}),
        "version 2 is off": _rule({"extensionSettings": {"dataCollectionSettings": {"enableContainerLogV2": False}}}),
    },
)
