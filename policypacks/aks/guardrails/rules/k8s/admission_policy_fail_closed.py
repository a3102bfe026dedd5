"""A policy that cannot be evaluated must not let everything in."""

from guardrails.checks import must_not_be
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import ADMISSION_POLICY

GUARDRAIL = Guardrail(
    title="Admission policies refuse what they cannot evaluate",
    applies_to=ADMISSION_POLICY,
    severity=Severity.MEDIUM,
    why="With Ignore a request passes that makes an expression fail: a field that is missing, or one that costs too "
    "much to look at.",
    fix='Set failure_policy="Fail", or leave it out.',
    link="https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#failure-policy",
    absent="Kubernetes refuses, so absent passes.",
    requirements=("002-19",),
    controls=(),
    check=must_not_be("spec.failurePolicy", "Ignore"),
    passing={
        "it refuses": {"spec": {"failurePolicy": "Fail"}},
        "it is left at Kubernetes' default": {"spec": {"validations": [{"expression": "true"}]}},
    },
    failing={
        "it lets in": {"spec": {"failurePolicy": "Ignore"}},
    },
)
