"""A pod must not mount storage past the cluster's rules."""

from guardrails.frameworks import azure_policy, gatekeeper, kyverno, mcsb, pod_security, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import POD
from guardrails.pods import container_with, in_pod, in_volumes, pod_with
from guardrails.props import Problems, Props

_ALLOWED = {
    "configMap",
    "csi",
    "downwardAPI",
    "emptyDir",
    "ephemeral",
    "image",
    "persistentVolumeClaim",
    "projected",
    "secret",
}


def _check(volume: Props) -> Problems:
    for kind in volume.names(""):
        if kind != "name" and kind not in _ALLOWED and volume.get(kind) is not None:
            yield f"must not mount a volume of the kind {kind}"


GUARDRAIL = Guardrail(
    title="Pods mount only kinds of volumes that the profile restricted allows",
    applies_to=POD,
    severity=Severity.MEDIUM,
    why="Other kinds reach storage with credentials in the pod's spec, or files of the node.",
    fix="Mount the storage through a PersistentVolumeClaim.",
    link="https://kubernetes.io/docs/concepts/security/pod-security-standards/",
    absent="A volume without a kind is an empty directory, so absent passes.",
    requirements=("002-6",),
    controls=(
        pod_security("restricted: Volume Types"),
        mcsb("PV-2"),
        azure_policy("16697877-1118-4fb1-9b65-9898ec2509ec"),
        gatekeeper("volumes"),
        kyverno("restrict-volume-types"),
        trivy("KSV-0028"),
    ),
    check=in_pod(in_volumes(_check)),
    passing={
        "every kind that is allowed": pod_with(
            volumes=[
                {"name": "settings", "configMap": {"name": "settings"}},
                {"name": "vault", "csi": {"driver": "secrets-store.csi.k8s.io"}},
                {"name": "labels", "downwardAPI": {"items": []}},
                {"name": "scratch", "emptyDir": {"medium": ""}},
                {"name": "disk", "ephemeral": {"volumeClaimTemplate": {"spec": {"accessModes": ["ReadWriteOnce"]}}}},
                {"name": "model", "image": {"reference": "example.azurecr.io/model:1"}},
                {"name": "data", "persistentVolumeClaim": {"claimName": "data"}},
                {"name": "all", "projected": {"sources": []}},
                {"name": "key", "secret": {"secretName": "key"}},
            ]
        ),
        "a claim": pod_with(volumes=[{"name": "data", "persistentVolumeClaim": {"claimName": "data"}}]),
        "a secret of the vault": pod_with(volumes=[{"name": "vault", "csi": {"driver": "secrets-store.csi.k8s.io"}}]),
        "none": container_with(),
        "a kind that is left empty": pod_with(volumes=[{"name": "scratch", "emptyDir": {}, "hostPath": None}]),
    },
    failing={
        "a share on the network": pod_with(
            volumes=[{"name": "share", "nfs": {"server": "files.example.com", "path": "/"}}]
        ),
        "a directory of the node": pod_with(volumes=[{"name": "logs", "hostPath": {"path": "/var/log"}}]),
        "an Azure disk past the driver": pod_with(
            volumes=[{"name": "disk", "azureDisk": {"diskName": "data", "diskURI": "/subscriptions/x"}}]
        ),
    },
)
