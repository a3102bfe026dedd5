"""Pods as hypothesis makes them, good and bad."""

from typing import Any

from hypothesis import strategies as st

from tests.kubernetes.pod_cases import SECURE


def maybe(**choices: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Return a mapping of some of the choices."""
    return st.fixed_dictionaries({}, optional=choices)


BOOLEANS = st.booleans()
_PROFILE = st.fixed_dictionaries({"type": st.sampled_from(("RuntimeDefault", "Unconfined"))})
_SELINUX = maybe(
    type=st.sampled_from(("", "container_t", "container_kvm_t", "spc_t")), user=st.sampled_from(("", "system_u"))
)
SECURITY = {
    "runAsNonRoot": BOOLEANS,
    "runAsUser": st.sampled_from((0, 1000)),
    "seccompProfile": _PROFILE,
    "appArmorProfile": _PROFILE,
    "seLinuxOptions": _SELINUX,
}
"""What both a pod and a container may say of their security."""
_CAPABILITIES = st.sampled_from(("ALL", "CHOWN", "NET_ADMIN", "NET_BIND_SERVICE", "NET_RAW", "SYS_ADMIN", "SYS_PTRACE"))
_PROBE = st.fixed_dictionaries(
    {"httpGet": st.fixed_dictionaries({"port": st.just(80)}, optional={"host": st.sampled_from(("", "10.0.0.1"))})}
)
OF_CONTAINER = {
    **SECURITY,
    "allowPrivilegeEscalation": BOOLEANS,
    "privileged": BOOLEANS,
    "capabilities": maybe(
        add=st.lists(_CAPABILITIES, max_size=2, unique=True), drop=st.lists(_CAPABILITIES, max_size=2, unique=True)
    ),
}
"""What a container may say of its security beside, or instead."""
_CONTAINER = maybe(
    securityContext=maybe(**OF_CONTAINER),
    ports=st.lists(
        st.fixed_dictionaries({"containerPort": st.just(8080)}, optional={"hostPort": st.sampled_from((0, 8080))}),
        max_size=1,
    ),
    livenessProbe=_PROBE,
)
_VOLUME: st.SearchStrategy[dict[str, Any]] = st.sampled_from(
    (
        {"emptyDir": {}},
        {"hostPath": {"path": "/var/log"}},
        {"configMap": {"name": "settings"}},
        {"nfs": {"server": "files.example.com", "path": "/"}},
        {"persistentVolumeClaim": {"claimName": "data"}},
    )
)
_SYSCTL = st.sampled_from(("kernel.shm_rmid_forced", "net.ipv4.tcp_syncookies", "net.core.somaxconn", "kernel.msgmax"))


@st.composite
def pods(draw: st.DrawFn) -> dict[str, Any]:
    """Return a pod that is mostly as it should be, with some things changed: most are refused for one reason or two."""
    containers = [
        {
            "name": f"app{number}",
            "image": "example.azurecr.io/app:1",
            **draw(st.just(SECURE) | _CONTAINER),
        }
        for number in range(draw(st.integers(1, 2)))
    ]
    context: dict[str, Any] = draw(
        maybe(**SECURITY, sysctls=st.lists(st.fixed_dictionaries({"name": _SYSCTL, "value": st.just("1")}), max_size=1))
    )
    spec: dict[str, Any] = {"containers": containers, "securityContext": context if draw(BOOLEANS) else {}}
    if draw(BOOLEANS):
        hosts = dict.fromkeys(("hostPID", "hostIPC", "hostNetwork", "hostUsers"), BOOLEANS)
        shared: dict[str, Any] = draw(st.fixed_dictionaries({}, optional=hosts))
        spec |= {**shared, "volumes": [{"name": "v", **draw(_VOLUME)}]}
    return {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "example"}, "spec": spec}
