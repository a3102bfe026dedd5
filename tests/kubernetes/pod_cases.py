"""Pods by hand for the comparison with Pod Security: each changes one thing of a pod that every profile admits."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Case:
    """A pod by hand: what it changes of one that the profile restricted lets in."""

    name: str
    spec: Mapping[str, Any]
    container: Mapping[str, Any]
    metadata: Mapping[str, Any]


def case(name: str, *, container: Any = None, metadata: Any = None, **spec: Any) -> Case:
    return Case(name, spec, container or {}, metadata or {})


def secured(**more: Any) -> dict[str, Any]:
    return {"securityContext": {**SECURE["securityContext"], **more}}


SECURE: dict[str, Any] = {
    "securityContext": {
        "allowPrivilegeEscalation": False,
        "capabilities": {"drop": ["ALL"]},
        "runAsNonRoot": True,
        "seccompProfile": {"type": "RuntimeDefault"},
    }
}
APP_ARMOR = "container.apparmor.security.beta.kubernetes.io/app"
CASES = (
    case("as it should be"),
    case("nothing is said", container={"securityContext": None}),
    case(
        "the pod says it for its containers",
        securityContext={"runAsNonRoot": True, "seccompProfile": {"type": "RuntimeDefault"}},
        container={"securityContext": {"allowPrivilegeEscalation": False, "capabilities": {"drop": ["ALL"]}}},
    ),
    case("privileged", container={"securityContext": {"privileged": True}}),
    case("processes of the node", hostPID=True),
    case("IPC of the node", hostIPC=True),
    case("network of the node", hostNetwork=True),
    case("a port of the node", container={"ports": [{"containerPort": 8080, "hostPort": 8080}]}),
    case("port 0 of the node", container={"ports": [{"containerPort": 8080, "hostPort": 0}]}),
    case("a directory of the node", volumes=[{"name": "v", "hostPath": {"path": "/var/log"}}]),
    case("a share on the network", volumes=[{"name": "v", "nfs": {"server": "files.example.com", "path": "/"}}]),
    case("an empty directory", volumes=[{"name": "v", "emptyDir": {}}]),
    case("a volume without kind", volumes=[{"name": "v"}]),
    case("a CSI volume", volumes=[{"name": "v", "csi": {"driver": "secrets-store.csi.k8s.io"}}]),
    case("an image as volume", volumes=[{"name": "v", "image": {"reference": "example.azurecr.io/data:1"}}]),
    case("a safe sysctl", securityContext={"sysctls": [{"name": "net.ipv4.tcp_rmem", "value": "4096 1 2"}]}),
    case("a sysctl of the node", securityContext={"sysctls": [{"name": "kernel.msgmax", "value": "1"}]}),
    case("root by number", container=secured(runAsUser=0)),
    case("root by number in the pod", securityContext={"runAsUser": 0}),
    case("root of its own users", hostUsers=False, container=secured(runAsUser=0, runAsNonRoot=False)),
    case("root allowed in the pod", securityContext={"runAsNonRoot": False}),
    case(
        "root allowed in the container",
        securityContext={"runAsNonRoot": True},
        container=secured(runAsNonRoot=False),
    ),
    case("unconfined by seccomp", container=secured(seccompProfile={"type": "Unconfined"})),
    case("unconfined by seccomp in the pod", securityContext={"seccompProfile": {"type": "Unconfined"}}),
    case("unconfined by AppArmor", container=secured(appArmorProfile={"type": "Unconfined"})),
    case("unconfined by AppArmor in the pod", securityContext={"appArmorProfile": {"type": "Unconfined"}}),
    case("unconfined by annotation", metadata={"annotations": {APP_ARMOR: "unconfined"}}),
    case("AppArmor by annotation", metadata={"annotations": {APP_ARMOR: "runtime/default"}}),
    case("an SELinux type of containers", securityContext={"seLinuxOptions": {"type": "container_engine_t"}}),
    case("an SELinux type of the node", container=secured(seLinuxOptions={"type": "spc_t"})),
    case("an SELinux role", container=secured(seLinuxOptions={"role": "system_r"})),
    case("an SELinux level", container=secured(seLinuxOptions={"level": "s0:c1,c2"})),
    case("a capability of the runtime", container=secured(capabilities={"drop": ["ALL"], "add": ["CHOWN"]})),
    case("low ports", container=secured(capabilities={"drop": ["ALL"], "add": ["NET_BIND_SERVICE"]})),
    case("raw packets", container=secured(capabilities={"drop": ["ALL"], "add": ["NET_RAW"]})),
    case("the administrator's capability", container=secured(capabilities={"drop": ["ALL"], "add": ["SYS_ADMIN"]})),
    case("all capabilities", container=secured(capabilities={"drop": ["ALL"], "add": ["ALL"]})),
    case("all dropped in lower case", container=secured(capabilities={"drop": ["all"]})),
    case("one dropped", container=secured(capabilities={"drop": ["NET_RAW"]})),
    case("escalation allowed", container=secured(allowPrivilegeEscalation=True)),
    case("/proc as it is", container=secured(procMount="Default")),
    case("/proc unmasked", hostUsers=False, container=secured(procMount="Unmasked")),
    case("a probe of another host", container={"livenessProbe": {"httpGet": {"host": "10.0.0.1", "port": 80}}}),
    case("a probe of the pod", container={"livenessProbe": {"tcpSocket": {"port": 80}}}),
    case("a hook to another host", container={"lifecycle": {"preStop": {"httpGet": {"host": "10.0.0.1", "port": 80}}}}),
    case(
        "a process of the Windows node",
        hostNetwork=True,
        os={"name": "windows"},
        securityContext={"windowsOptions": {"hostProcess": True}},
        container={"securityContext": {"runAsNonRoot": True}},
    ),
    case("Windows", os={"name": "windows"}, container={"securityContext": {"runAsNonRoot": True}}),
    case("Linux by its name", os={"name": "linux"}),
    case("a second container is forgotten", initContainers=[{"name": "init", "image": "example.azurecr.io/init:1"}]),
    case(
        "an init container is privileged",
        initContainers=[
            {"name": "init", "image": "example.azurecr.io/init:1", "securityContext": {"privileged": True}}
        ],
    ),
)


def pod(one: Case) -> dict[str, Any]:
    container = {"name": "app", "image": "example.azurecr.io/app:1", **SECURE, **one.container}
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "example", **one.metadata},
        "spec": {"containers": [container], **one.spec},
    }
