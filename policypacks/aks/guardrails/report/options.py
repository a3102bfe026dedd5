"""The words that the command takes and answers with. The standard library only: the engine waits for it."""

from enum import IntEnum, StrEnum


class Form(StrEnum):
    """How a report is written."""

    JSON = "json"
    SARIF = "sarif"
    JUNIT = "junit"
    MARKDOWN = "markdown"
    OSCAL = "oscal"
    HTML = "html"
    GANTT = "gantt"


class FailOn(StrEnum):
    """What a run must not have. A severity counts at every level, advisory ones too."""

    MANDATORY = "mandatory"
    ADVISORY = "advisory"
    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Exit(IntEnum):
    """The command's exit codes."""

    CLEAN = 0
    FINDINGS = 1
    """At or above the gate."""
    USAGE = 2
    """The command, or a file that it reads, is wrong."""
    FAILED = 3
    """The engine could not run to its end."""
