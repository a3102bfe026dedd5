"""A volume of the cluster must not be a folder of a node."""

from collections.abc import Collection, Mapping
from pathlib import PurePosixPath
from posixpath import normpath
from typing import Any

from guardrails.checks import must_be_unset
from guardrails.guardrail import Example, Guardrail, Severity
from guardrails.kinds import PERSISTENT_VOLUME
from guardrails.props import Problems, Props, decided

_OF_AKS = PurePosixPath("/mnt/aks")
"""Where the node's agent and its containers lie on nodes whose own disk they use, whatever the parameter says.

Source: https://github.com/Azure/AgentBaker/blob/master/parts/linux/cloud-init/artifacts/bind-mount.sh.
"""


def check(volume: Props, values: Mapping[str, Any]) -> Problems:
    """A local volume is a folder of the node as well, but for a disk of its own."""
    for name in ("hostPath", "flexVolume"):
        yield from decided(must_be_unset(f"spec.{name}"), volume)
    path = volume.text("spec.local.path")
    if path and not _is_disk(_plain(path), values["folders"]):
        yield f"must not set spec.local.path to {path}"


def _is_disk(path: PurePosixPath, folders: Collection[str]) -> bool:
    holds_agent = path.is_relative_to(_OF_AKS) or _OF_AKS.is_relative_to(path)
    return not holds_agent and any(path.is_relative_to(folder) for folder in folders)


def _plain(path: str) -> PurePosixPath:
    return PurePosixPath(normpath(f"/{path.lstrip('/')}"))


def _volume(**source: object) -> dict[str, object]:
    return {"spec": {"capacity": {"storage": "1Gi"}, "accessModes": ["ReadWriteOnce"], **source}}


GUARDRAIL = Guardrail(
    title="No persistent volume is a folder of a node",
    applies_to=PERSISTENT_VOLUME,
    severity=Severity.HIGH,
    why="Who claims the volume mounts files of the node, credentials among them, past Pod Security and every check of "
    "pods: these see a claim. FlexVolume drivers are programs on the node, run as root.",
    fix="Set csi, with a driver of Azure's such as disk.csi.azure.com, or let a storage class make the volume; name "
    "where disks of the nodes' own are mounted in the parameter folders.",
    link="https://kubernetes.io/docs/concepts/security/rbac-good-practices/#persistent-volume-creation",
    absent="Then the volume is something else, so absent passes.",
    requirements=("002-6",),
    controls=(),
    parameters={
        "folders": {
            "type": "array",
            "items": {"type": "string"},
            "default": ["/mnt", "/media"],
            "description": "Folders of nodes where disks are mounted for local volumes; they, and what is below, pass, "
            "but for what holds /mnt/aks or is in it.",
        }
    },
    check=check,
    passing={
        "a disk": _volume(csi={"driver": "disk.csi.azure.com", "volumeHandle": "disk"}),
        "a disk of the node's own": _volume(local={"path": "/mnt/nvme0"}),
        "a disk of the node's own, below another": _volume(local={"path": "//mnt/./var/"}),
        "a disk that was put in": _volume(local={"path": "/media"}),
        "a disk whose name begins as that of AKS": _volume(local={"path": "/mnt/aks-disk"}),
        "a disk where the stack says": Example(_volume(local={"path": "/disks/0"}), settings={"folders": ["/disks/"]}),
    },
    failing={
        "a folder of the node": _volume(hostPath={"path": "/mnt/data"}),
        "a FlexVolume": _volume(flexVolume={"driver": "azure/kv"}),
        "all of the node, as a local disk": _volume(local={"path": "/"}),
        "all of the node, by another name": _volume(local={"path": "//."}),
        "elsewhere than the stack says": Example(_volume(local={"path": "/mnt/0"}), settings={"folders": ["/disks"]}),
        **{
            f"{path}, as a local disk": _volume(local={"path": path})
            for path in (
                "/bin",
                "/etc/kubernetes/",
                "/home/azureuser/.ssh",
                "/lib/systemd/system",
                "/mnt",
                "/mnt/../dev",
                "/mnt/aks",
                "/mnt/aks/kubelet/pods",
                "/mntx",
                "/opt/cni/bin",
                "/./var/lib/kubelet",
            )
        },
    },
)
