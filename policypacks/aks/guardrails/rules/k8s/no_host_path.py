"""A pod must not mount directories of its node."""

from guardrails.checks import must_be_unset
from guardrails.frameworks import azure_policy, gatekeeper, kube_linter, kyverno, mcsb, pod_security, polaris, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import POD
from guardrails.pods import container_with, in_pod, in_volumes, pod_with

GUARDRAIL = Guardrail(
    title="No pod mounts a directory of its node",
    applies_to=POD,
    severity=Severity.HIGH,
    why="Files of the node hold credentials of the node and of other pods, and what starts with the node.",
    fix="Use a persistent_volume_claim, empty_dir or csi volume.",
    link="https://kubernetes.io/docs/concepts/security/pod-security-standards/",
    absent="Then nothing of the node is mounted, so absent passes.",
    requirements=("002-6",),
    controls=(
        pod_security("baseline: HostPath Volumes"),
        mcsb("PV-2"),
        azure_policy("098fc59e-46c7-4d99-9b16-64990e543d75"),
        gatekeeper("host-filesystem"),
        kyverno("disallow-host-path"),
        trivy("KSV-0023"),
        trivy("KSV-0121"),
        kube_linter("sensitive-host-mounts"),
        polaris("hostPathSet"),
    ),
    check=in_pod(in_volumes(must_be_unset("hostPath"))),
    passing={
        "an empty directory": pod_with(volumes=[{"name": "tmp", "emptyDir": {}}]),
        "none": container_with(),
    },
    failing={
        "a directory of the node": pod_with(
            volumes=[{"name": "tmp", "emptyDir": {}}, {"name": "logs", "hostPath": {"path": "/var/log"}}]
        ),
    },
)
