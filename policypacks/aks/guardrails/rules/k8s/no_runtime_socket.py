"""A pod must not talk to the container runtime."""

from guardrails.frameworks import azure_policy, checkov, kube_linter, kyverno, mcsb, pod_security, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import POD
from guardrails.pods import container_with, in_pod, in_volumes, pod_with
from guardrails.props import Problems, Props

_SOCKETS = ("docker.sock", "containerd.sock", "crio.sock", "cri-dockerd.sock", "dockershim.sock")
_FOLDERS = {"/", "/run", "/var", "/var/run", "/run/containerd", "/var/run/containerd", "/run/crio", "/var/run/crio"}


def _check(volume: Props) -> Problems:
    path = volume.text("hostPath.path")
    if path.endswith(_SOCKETS) or (path and (path.rstrip("/") or "/") in _FOLDERS):
        yield f"must not mount {path}"


GUARDRAIL = Guardrail(
    title="No pod mounts the socket of the container runtime",
    applies_to=POD,
    severity=Severity.CRITICAL,
    why="Whoever talks to the runtime starts privileged containers on the node.",
    fix="Remove the host_path volume of the socket; build images with ACR tasks, read containers through the API "
    "server.",
    link="https://learn.microsoft.com/azure/aks/developer-best-practices-pod-security",
    absent="Then nothing of the node is mounted, so absent passes.",
    requirements=("002-13",),
    controls=(
        pod_security("baseline: HostPath Volumes"),
        mcsb("PV-2"),
        azure_policy("098fc59e-46c7-4d99-9b16-64990e543d75"),
        checkov("CKV_K8S_27"),
        kyverno("disallow-cri-sock-mount"),
        trivy("KSV-0006"),
        kube_linter("docker-sock"),
    ),
    check=in_pod(in_volumes(_check)),
    passing={
        "another file of the node": pod_with(volumes=[{"name": "time", "hostPath": {"path": "/etc/localtime"}}]),
        "none": container_with(),
        "another folder of the node": pod_with(volumes=[{"name": "node", "hostPath": {"path": "/run_"}}]),
        "no part of the node": pod_with(volumes=[{"name": "scratch", "emptyDir": {}}]),
    },
    failing={
        "Docker's": pod_with(volumes=[{"name": "docker", "hostPath": {"path": "/var/run/docker.sock"}}]),
        "containerd's": pod_with(
            volumes=[{"name": "runtime", "hostPath": {"path": "/run/containerd/containerd.sock"}}]
        ),
        **{
            f"{path} is mounted": pod_with(volumes=[{"name": "node", "hostPath": {"path": path}}])
            for path in (
                "/run/crio/crio.sock",
                "/var/run/cri-dockerd.sock",
                "/var/run/dockershim.sock",
                "/",
                "/run",
                "/var",
                "/run/containerd/",
                "/var/run/containerd",
                "/run/crio",
                "/var/run/crio",
            )
        },
        "the folder that holds it": pod_with(volumes=[{"name": "run", "hostPath": {"path": "/var/run/"}}]),
    },
)
