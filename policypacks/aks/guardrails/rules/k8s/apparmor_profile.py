"""Containers must not switch AppArmor off."""

from guardrails.frameworks import azure_policy, gatekeeper, kyverno, mcsb, pod_security, polaris, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import POD
from guardrails.pods import container_with, everywhere, pod_with
from guardrails.props import Problems, Props, decided
from guardrails.selectors import annotation

_ANNOTATIONS = "container.apparmor.security.beta.kubernetes.io/"
_TYPE = "securityContext.appArmorProfile.type"


def check(pod: Props) -> Problems:
    """Before Kubernetes 1.30 annotations said the same, and they still count."""
    yield from everywhere(_profile)(pod)
    for key in pod.names("metadata.annotations"):
        if key.startswith(_ANNOTATIONS):
            yield from decided(_annotation, pod, key)


def _profile(holder: Props) -> Problems:
    kind = holder.get(_TYPE)
    if kind is not None and kind not in ("RuntimeDefault", "Localhost"):
        yield f"must not set {_TYPE} to {kind}"


def _annotation(pod: Props, key: str) -> Problems:
    profile = pod.text(annotation(key))
    if profile not in {"", "runtime/default"} and not profile.startswith("localhost/"):
        yield f"must not set the annotation {key} to {profile}"


GUARDRAIL = Guardrail(
    title="No container switches AppArmor off",
    applies_to=POD,
    severity=Severity.LOW,
    why="Unconfined, a container may do what the profile of the runtime refuses: mount, trace, write below /proc.",
    fix="Leave app_armor_profile out of the security_context, or set its type to RuntimeDefault or Localhost.",
    link="https://kubernetes.io/docs/concepts/security/pod-security-standards/",
    absent="The runtime applies its own profile, so absent passes.",
    requirements=("002-9",),
    controls=(
        pod_security("baseline: AppArmor"),
        mcsb("PV-2"),
        azure_policy("511f5417-5d12-434d-ab2e-816901e72a5e"),
        gatekeeper("apparmor"),
        kyverno("restrict-apparmor-profiles"),
        trivy("KSV-0002"),
        polaris("linuxHardening"),
    ),
    check=check,
    passing={
        "the profile of the runtime": pod_with(
            securityContext={"appArmorProfile": {"type": "RuntimeDefault"}}, containers=[{"name": "app"}]
        ),
        "it is left to the runtime": container_with(),
        "the old annotation, with a profile of the node": {
            "metadata": {"annotations": {_ANNOTATIONS + "app": "localhost/strict"}}
        },
        "a profile of the node": container_with(securityContext={"appArmorProfile": {"type": "Localhost"}}),
        "the old annotation, with the profile of the runtime": {
            "metadata": {"annotations": {_ANNOTATIONS + "app": "runtime/default"}}
        },
        "the old annotation, with nothing": {"metadata": {"annotations": {_ANNOTATIONS + "app": ""}}},
    },
    failing={
        "a container is unconfined": container_with(securityContext={"appArmorProfile": {"type": "Unconfined"}}),
        "the pod is unconfined": pod_with(securityContext={"appArmorProfile": {"type": "Unconfined"}}),
        "an annotation says so": {"metadata": {"annotations": {_ANNOTATIONS + "app": "unconfined"}}},
    },
)
