"""A service should be restarted when it hangs."""

from guardrails.checks import must_be_present
from guardrails.frameworks import azure_policy, checkov, gatekeeper, kube_linter, kyverno, mcsb, polaris
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import LASTING_POD
from guardrails.pods import LONG_RUNNING, container_with, in_containers, pod_with, unless_finishing

GUARDRAIL = Guardrail(
    title="Containers of services have a liveness probe",
    applies_to=LASTING_POD,
    severity=Severity.LOW,
    why="Kubernetes sees that a process has ended, not that it hangs.",
    fix="Set liveness_probe on the container, with a cheap check of the process itself.",
    link="https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/",
    absent="Then only its end is noticed, so absent fails.",
    requirements=(),
    controls=(
        mcsb("PV-2"),
        azure_policy("b1a9997f-2883-4f12-bdff-2280f99b5915"),
        checkov("CKV_K8S_8"),
        gatekeeper("requiredprobes"),
        kyverno("require-probes"),
        kube_linter("no-liveness-probe"),
        polaris("livenessProbeMissing"),
    ),
    check=unless_finishing(in_containers(must_be_present("livenessProbe"), LONG_RUNNING)),
    passing={
        "a probe": container_with(livenessProbe={"httpGet": {"path": "/live", "port": 8080}}),
        "init containers need none": pod_with(initContainers=[{"name": "init"}]),
        "the pod ends": pod_with(restartPolicy="Never", containers=[{"name": "app"}]),
    },
    failing={
        "none": container_with(),
    },
)
