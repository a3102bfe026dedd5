"""A container must not write to the node."""

from guardrails.frameworks import azure_policy, kube_linter, kyverno, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import POD
from guardrails.pods import in_containers_of_pod, pod_with
from guardrails.props import Problems, Props


def _check(container: Props, spec: Props) -> Problems:
    of_node = {volume.text("name") for volume in spec.objects("volumes") if volume.has("hostPath")}

    def judge(mount: Props) -> Problems:
        if mount.text("name") in of_node and mount.get("readOnly") is not True:
            yield f"must set readOnly to true on the mount of {mount.text('name')}"

    yield from container.each("volumeMounts", judge)


_NODE = [{"name": "logs", "hostPath": {"path": "/var/log"}}]

GUARDRAIL = Guardrail(
    title="What containers mount of their node is read-only",
    applies_to=POD,
    severity=Severity.HIGH,
    why="Who writes to the node changes what it runs.",
    fix="Set read_only=True on the volume mount.",
    link="https://kubernetes.io/docs/concepts/storage/volumes/#hostpath",
    absent="A mount is writable unless it says otherwise, so absent fails for directories of the node.",
    requirements=("002-6",),
    controls=(
        mcsb("PV-2"),
        azure_policy("098fc59e-46c7-4d99-9b16-64990e543d75"),
        kyverno("ensure-readonly-hostpath"),
        kube_linter("writable-host-mount"),
    ),
    check=in_containers_of_pod(_check),
    passing={
        "it is read-only": pod_with(
            volumes=_NODE,
            containers=[{"name": "app", "volumeMounts": [{"name": "logs", "mountPath": "/logs", "readOnly": True}]}],
        ),
        "it is not of the node": pod_with(
            volumes=[{"name": "tmp", "emptyDir": {}}],
            containers=[{"name": "app", "volumeMounts": [{"name": "tmp", "mountPath": "/scratch"}]}],
        ),
    },
    failing={
        "it is writable": pod_with(
            volumes=_NODE,
            containers=[{"name": "app", "volumeMounts": [{"name": "logs", "mountPath": "/logs", "readOnly": False}]}],
        ),
        "it is left at Kubernetes' default": pod_with(
            volumes=_NODE, containers=[{"name": "app", "volumeMounts": [{"name": "logs", "mountPath": "/logs"}]}]
        ),
    },
)
