"""A Windows container must not run as administrator."""

from guardrails.frameworks import azure_policy, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import POD
from guardrails.pods import container_with, everywhere, in_containers_of_pod, inherited, pod_with
from guardrails.props import Problems, Props

_USER = "securityContext.windowsOptions.runAsUserName"
_ADMINISTRATORS = {"containeradministrator", "administrator"}


def check(pod: Props) -> Problems:
    """A user that is named counts wherever it is; that none is named matters to Windows only."""
    yield from everywhere(_named)(pod)
    if pod.text("spec.os.name") == "windows":
        yield from in_containers_of_pod(_unnamed)(pod)


def _named(holder: Props) -> Problems:
    if holder.text(_USER).split("\\")[-1].lower() in _ADMINISTRATORS:
        yield f"must not set {_USER} to {holder.text(_USER)}"


def _unnamed(container: Props, spec: Props) -> Problems:
    if inherited(container, spec, _USER) is None:
        yield f"must set {_USER}"


GUARDRAIL = Guardrail(
    title="No Windows container runs as ContainerAdministrator",
    applies_to=POD,
    severity=Severity.MEDIUM,
    why="The administrator of the container may change its system files and registry.",
    fix='Set windows_options={"run_as_user_name": "ContainerUser"} in the pod\'s security_context.',
    link="https://kubernetes.io/docs/tasks/configure-pod-container/configure-runasusername/",
    absent="The image decides: fails where the pod names Windows as its system, passes elsewhere.",
    requirements=("002-12",),
    controls=(mcsb("PV-2"), azure_policy("5485eac0-7e8f-4964-998b-a44f4f0c1e75")),
    check=check,
    passing={
        "a plain user": pod_with(
            os={"name": "windows"},
            securityContext={"windowsOptions": {"runAsUserName": "ContainerUser"}},
            containers=[{"name": "app"}],
        ),
        "Linux": container_with(),
    },
    failing={
        "the administrator": container_with(
            securityContext={"windowsOptions": {"runAsUserName": "ContainerAdministrator"}}
        ),
        "nobody says who": pod_with(os={"name": "windows"}, containers=[{"name": "app"}]),
        "the administrator of the host": container_with(
            securityContext={"windowsOptions": {"runAsUserName": "HOST\\Administrator"}}
        ),
    },
)
