"""A finished job should be cleared away."""

from guardrails.checks import must_be_present
from guardrails.frameworks import kube_linter, kyverno
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import JOB

GUARDRAIL = Guardrail(
    title="Finished jobs are cleared away",
    applies_to=JOB,
    severity=Severity.LOW,
    why="Thousands of finished jobs and their pods slow the API server, and keep what their environment held.",
    fix="Set ttl_seconds_after_finished in the job's spec.",
    link="https://kubernetes.io/docs/concepts/workloads/controllers/ttlafterfinished/",
    absent="Kubernetes keeps it for good, so absent fails.",
    requirements=(),
    controls=(kyverno("add-ttl-jobs"), kube_linter("job-ttl-seconds-after-finished")),
    check=must_be_present("spec.ttlSecondsAfterFinished"),
    passing={
        "after an hour": {"spec": {"ttlSecondsAfterFinished": 3600}},
        "at once": {"spec": {"ttlSecondsAfterFinished": 0}},
    },
    failing={
        "never": {"spec": {"backoffLimit": 2}},
    },
)
