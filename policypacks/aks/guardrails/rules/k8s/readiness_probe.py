"""A service must say when it can serve."""

from collections.abc import Mapping

from guardrails.frameworks import azure_policy, checkov, gatekeeper, kube_linter, kyverno, mcsb, polaris
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import LASTING_POD
from guardrails.pods import LONG_RUNNING, container_with, in_containers, pod_with, unless_finishing
from guardrails.props import Problems, Props, Undecided
from guardrails.references import unknown_parts
from guardrails.values import UNKNOWN, Secret, Unknown


def _check(container: Props) -> Problems:
    readiness, liveness = container.get("readinessProbe"), container.get("livenessProbe")
    if not isinstance(readiness, Props):
        yield "must set readinessProbe"
    elif isinstance(liveness, Props) and _may_agree(liveness.raw, readiness.raw):
        if unknown_parts([liveness.raw, readiness.raw]):
            raise Undecided(readiness.path)
        yield "must set readinessProbe to another check than livenessProbe"


def _may_agree(one: object, other: object) -> bool:
    one, other = (value.value if isinstance(value, Secret) else value for value in (one, other))
    if isinstance(one, Unknown) or isinstance(other, Unknown):
        return True
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(_may_agree(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_may_agree, one, other))
    return one == other


GUARDRAIL = Guardrail(
    title="Containers of services have a readiness probe of their own",
    applies_to=LASTING_POD,
    severity=Severity.MEDIUM,
    why="Without one requests go to a pod that still starts; with the liveness probe as readiness probe a slow "
    "backend restarts it.",
    fix="Set readiness_probe on the container, with another check than liveness_probe.",
    link="https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/",
    absent="Then a pod is ready as soon as it runs, so absent fails.",
    requirements=(),
    controls=(
        mcsb("PV-2"),
        azure_policy("b1a9997f-2883-4f12-bdff-2280f99b5915"),
        checkov("CKV_K8S_9"),
        gatekeeper("requiredprobes"),
        kyverno("ensure-probes-different"),
        kube_linter("no-readiness-probe"),
        polaris("readinessProbeMissing"),
    ),
    check=unless_finishing(in_containers(_check, LONG_RUNNING)),
    passing={
        "a probe of its own": container_with(
            livenessProbe={"httpGet": {"path": "/live", "port": 8080}},
            readinessProbe={"httpGet": {"path": "/ready", "port": 8080}},
        ),
        "the only probe": container_with(readinessProbe={"tcpSocket": {"port": 8080}}),
        "the pod ends": pod_with(restartPolicy="OnFailure", containers=[{"name": "app"}]),
        "probes with other headers": container_with(
            livenessProbe={"httpGet": {"port": 8080, "httpHeaders": [{"name": "Probe", "value": "live"}]}},
            readinessProbe={"httpGet": {"port": 8080, "httpHeaders": [{"name": "Probe", "value": "ready"}]}},
        ),
        "probes of which one has no headers": container_with(
            livenessProbe={"httpGet": {"port": 8080, "httpHeaders": []}},
            readinessProbe={"httpGet": {"port": 8080, "httpHeaders": [{"name": "Probe", "value": "ready"}]}},
        ),
        "probes by other commands": container_with(
            livenessProbe={"exec": {"command": ["probe", "live"]}},
            readinessProbe={"exec": {"command": ["probe", "ready"]}},
        ),
        "probes of which one has an argument more": container_with(
            livenessProbe={"exec": {"command": ["probe"]}},
            readinessProbe={"exec": {"command": ["probe", "ready"]}},
        ),
        "a probe of its own, whether the pod ends or not": pod_with(
            restartPolicy=UNKNOWN,
            containers=[
                {
                    "name": "app",
                    "livenessProbe": {"tcpSocket": {"port": 8081}},
                    "readinessProbe": {"tcpSocket": {"port": 8080}},
                }
            ],
        ),
    },
    failing={
        "none": container_with(),
        "the same as for liveness": container_with(
            livenessProbe={"tcpSocket": {"port": 8080}}, readinessProbe={"tcpSocket": {"port": 8080}}
        ),
        "the same as for liveness, with a secret header": container_with(
            livenessProbe={
                "httpGet": {"port": 8080, "httpHeaders": [{"name": "Key", "value": Secret("k3y-4-pr0bes")}]}
            },
            readinessProbe={
                "httpGet": {"port": 8080, "httpHeaders": [{"name": "Key", "value": Secret("k3y-4-pr0bes")}]}
            },
        ),
    },
)
