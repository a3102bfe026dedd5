"""A pod must not use FlexVolume drivers."""

from guardrails.checks import must_be_unset
from guardrails.frameworks import azure_policy, gatekeeper, mcsb, pod_security
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import POD
from guardrails.pods import container_with, in_pod, in_volumes, pod_with

GUARDRAIL = Guardrail(
    title="No pod uses a FlexVolume driver",
    applies_to=POD,
    severity=Severity.MEDIUM,
    why="FlexVolume drivers are programs on the node, run as root, and deprecated.",
    fix="Use a csi volume, or a PersistentVolumeClaim of a CSI storage class.",
    link="https://kubernetes.io/docs/concepts/storage/volumes/#flexvolume",
    absent="Then none is used, so absent passes.",
    requirements=("002-6",),
    controls=(
        pod_security("restricted: Volume Types"),
        mcsb("PV-2"),
        azure_policy("f4a8fce0-2dd5-4c21-9a36-8f0ec809d663"),
        gatekeeper("flexvolume-drivers"),
    ),
    check=in_pod(in_volumes(must_be_unset("flexVolume"))),
    passing={
        "a CSI driver": pod_with(volumes=[{"name": "vault", "csi": {"driver": "secrets-store.csi.k8s.io"}}]),
        "none": container_with(),
    },
    failing={
        "a FlexVolume": pod_with(volumes=[{"name": "vault", "flexVolume": {"driver": "azure/kv"}}]),
    },
)
