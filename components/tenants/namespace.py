"""A team's namespace, which takes only pods that give away no right they do not need."""

from components.kubernetes.manifest import Manifest, metadata

TEAM = "hardened-aks/team"
"""Label that says whose a namespace is."""
_KEPT = {"annotations": {"kustomize.toolkit.fluxcd.io/prune": "disabled"}}
"""What Flux does not delete when its file is gone.

https://fluxcd.io/flux/components/kustomize/kustomizations/#prune
"""


def pod_security(kubernetes_version: str) -> dict[str, str]:
    """Return the labels for Pod Security at its strictest, as of the cluster's own version.

    https://kubernetes.io/docs/concepts/security/pod-security-admission/
    """
    pinned = f"v{kubernetes_version}"
    return {
        f"pod-security.kubernetes.io/{mode}{part}": value
        for mode in ("enforce", "audit", "warn")
        for part, value in (("", "restricted"), ("-version", pinned))
    }


def labels(team: str, kubernetes_version: str) -> dict[str, str]:
    """Return the labels of a team's namespace."""
    return {TEAM: team, **pod_security(kubernetes_version)}


def namespace(team: str, kubernetes_version: str, *, kept: bool) -> Manifest:
    """Return the namespace of a team, kept where its volumes must outlive a mistake."""
    return {
        "apiVersion": "v1",
        "kind": "Namespace",
        "metadata": {**metadata(team, labels=labels(team, kubernetes_version)), **(_KEPT if kept else {})},
    }
