"""A schedule should not pile up."""

from guardrails.checks import must_be_one_of, must_be_present
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import CRON_JOB
from guardrails.props import Problems, Props, decided


def check(job: Props) -> Problems:
    """Both, each on its own."""
    yield from decided(must_be_present("spec.startingDeadlineSeconds"), job)
    yield from must_be_one_of("spec.concurrencyPolicy", ("Forbid", "Replace"), absent="Allow")(job)


GUARDRAIL = Guardrail(
    title="Cron jobs neither pile up nor start long after their time",
    applies_to=CRON_JOB,
    severity=Severity.LOW,
    why="A job that takes longer than its interval runs beside itself, and after a break hundreds are due at once.",
    fix='Set starting_deadline_seconds, and concurrency_policy to "Forbid" or "Replace".',
    link="https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/",
    absent="Kubernetes allows both, so absent fails.",
    requirements=(),
    controls=(),
    check=check,
    passing={
        "one at a time": {"spec": {"startingDeadlineSeconds": 300, "concurrencyPolicy": "Forbid"}},
        "the latest": {"spec": {"startingDeadlineSeconds": 300, "concurrencyPolicy": "Replace"}},
    },
    failing={
        "several at a time": {"spec": {"startingDeadlineSeconds": 300, "concurrencyPolicy": "Allow"}},
        "however late": {"spec": {"concurrencyPolicy": "Replace"}},
        "it is left at Kubernetes' default": {"spec": {"schedule": "0 3 * * *"}},
    },
)
