"""A check that does not answer must not let everything in."""

from guardrails.checks import must_be_present, must_not_be, placed
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import WEBHOOKS
from guardrails.props import Problems, Props, decided


def check(configuration: Props) -> Problems:
    """A webhook that lets in when it fails is none."""
    yield from configuration.each("webhooks", lambda webhook: placed(_webhook, webhook))


def _webhook(webhook: Props) -> Problems:
    yield from decided(must_not_be("failurePolicy", "Ignore"), webhook)
    yield from must_be_present("namespaceSelector")(webhook)


_NOT_SYSTEM = {
    "matchExpressions": [{"key": "kubernetes.io/metadata.name", "operator": "NotIn", "values": ["kube-system"]}]
}


def _webhooks(**webhook: object) -> dict[str, object]:
    return {"webhooks": [{"name": "check.example.com", **webhook}]}


GUARDRAIL = Guardrail(
    title="Admission webhooks refuse when they do not answer, and leave the system alone",
    applies_to=WEBHOOKS,
    severity=Severity.MEDIUM,
    why="With Ignore an attacker only has to overload the webhook; without a selector a webhook that is down "
    "stops kube-system, too.",
    fix='Set failure_policy="Fail" and a namespace_selector that leaves kube-system out.',
    link="https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/",
    absent="Kubernetes refuses, so an absent policy passes; an absent selector means every namespace and fails.",
    requirements=("002-19",),
    controls=(),
    check=check,
    passing={
        "it refuses": _webhooks(failurePolicy="Fail", namespaceSelector=_NOT_SYSTEM),
        "it is left at Kubernetes' default": _webhooks(namespaceSelector=_NOT_SYSTEM),
    },
    failing={
        "it lets in": _webhooks(failurePolicy="Ignore", namespaceSelector=_NOT_SYSTEM),
        "the system, too": _webhooks(failurePolicy="Fail"),
    },
)
