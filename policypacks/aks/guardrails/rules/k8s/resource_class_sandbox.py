"""Code that nobody trusts should run in a virtual machine of its own."""

from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import POD
from guardrails.pods import container_with
from guardrails.props import Problems, Props
from guardrails.selectors import label

_SANDBOXES = {"kata-vm-isolation", "kata-mshv-vm-isolation", "kata-cc-isolation"}


def _check(pod: Props) -> Problems:
    if pod.get(label("untrusted")) == "true" and pod.text("spec.runtimeClassName") not in _SANDBOXES:
        yield "must set spec.runtimeClassName to kata-vm-isolation"


GUARDRAIL = Guardrail(
    title="Pods that are labelled untrusted run in a sandbox",
    applies_to=POD,
    severity=Severity.LOW,
    why="A container shares the kernel of its node with all others; a virtual machine of its own does not.",
    fix='Set runtime_class_name="kata-vm-isolation" in the pod\'s spec; the node pool needs '
    'workload_runtime="KataVmIsolation".',
    link="https://learn.microsoft.com/azure/aks/use-pod-sandboxing",
    absent="Without the label untrusted nothing is asked for, so absent passes.",
    requirements=("002-8",),
    controls=(mcsb("PV-2"),),
    check=_check,
    passing={
        **{
            f"a sandbox of {name}": {
                "metadata": {"labels": {"untrusted": "true"}},
                "spec": {"runtimeClassName": name},
            }
            for name in ("kata-vm-isolation", "kata-mshv-vm-isolation", "kata-cc-isolation")
        },
        "it is trusted": container_with(),
    },
    failing={
        "no sandbox": {"metadata": {"labels": {"untrusted": "true"}}, "spec": {"nodeSelector": {"pool": "apps"}}},
    },
)
