"""A volume of the cluster must not be a folder of a node."""

from posixpath import normpath

from guardrails.checks import must_be_unset
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import PERSISTENT_VOLUME
from guardrails.props import Problems, Props, decided

_SYSTEM = ("/boot", "/etc", "/proc", "/root", "/run", "/sys", "/usr", "/var")
"""Folders whose files belong to the node, not to a disk that was mounted for pods."""


def check(volume: Props) -> Problems:
    """A local volume is a folder of the node as well, but for a disk of its own."""
    for name in ("hostPath", "flexVolume"):
        yield from decided(must_be_unset(f"spec.{name}"), volume)
    path = volume.text("spec.local.path")
    if path and f"{_plain(path)}/".startswith(("//", *(f"{folder}/" for folder in _SYSTEM))):
        yield f"must not set spec.local.path to {path}"


def _plain(path: str) -> str:
    return normpath(f"/{path.strip('/')}")


def _volume(**source: object) -> dict[str, object]:
    return {"spec": {"capacity": {"storage": "1Gi"}, "accessModes": ["ReadWriteOnce"], **source}}


GUARDRAIL = Guardrail(
    title="No persistent volume is a folder of a node",
    applies_to=PERSISTENT_VOLUME,
    severity=Severity.HIGH,
    why="Who claims the volume mounts files of the node, credentials among them, past Pod Security and every check of "
    "pods: these see a claim. FlexVolume drivers are programs on the node, run as root.",
    fix="Set csi, with a driver of Azure's such as disk.csi.azure.com, or let a storage class make the volume.",
    link="https://kubernetes.io/docs/concepts/security/rbac-good-practices/#persistent-volume-creation",
    absent="Then the volume is something else, so absent passes.",
    requirements=("002-6",),
    controls=(),
    check=check,
    passing={
        "a disk": _volume(csi={"driver": "disk.csi.azure.com", "volumeHandle": "disk"}),
        "a disk of the node's own": _volume(local={"path": "/mnt/nvme0"}),
        "a disk whose name begins like a folder": _volume(local={"path": "/variable"}),
        "a disk of the node's own, below another": _volume(local={"path": "/mnt/var/"}),
    },
    failing={
        "a folder of the node": _volume(hostPath={"path": "/mnt/data"}),
        "a FlexVolume": _volume(flexVolume={"driver": "azure/kv"}),
        "all of the node, as a local disk": _volume(local={"path": "/"}),
        "all of the node, by another name": _volume(local={"path": "//."}),
        **{
            f"{path}, as a local disk": _volume(local={"path": path})
            for path in (
                "/boot",
                "/etc/kubernetes/",
                "/proc",
                "/root/.ssh",
                "/run",
                "/sys",
                "/usr/local/bin",
                "/./var/lib/kubelet",
            )
        },
    },
)
