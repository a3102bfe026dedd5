"""What runs beside CoreDNS can take the cluster down with it."""

from components.admission.examples import cron_job, deployment, pod
from components.admission.policy import AdmissionPolicy
from components.admission.workloads import CHANGED, PODS, WORKLOADS

_SYSTEM = ("CriticalAddonsOnly", "node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master")

POLICY = AdmissionPolicy(
    title="Pods stay off the nodes of the system.",
    fix="Tolerate the taint of a pool for applications by its key, or none.",
    controls=("002-6",),
    link="https://learn.microsoft.com/azure/aks/use-system-pools",
    match=WORKLOADS,
    variables=PODS,
    conditions=CHANGED,
    offending="variables.pod.?tolerations.orValue([]).map(t, t.?key.orValue('') != '' ? string(t.key)"
    " : t.?operator.orValue('') == 'Exists' ? 'every taint' : '')"
    f".filter(t, t in {['every taint', *_SYSTEM]})",
    passing=(
        pod(),
        pod(tolerations=[{"key": "team", "operator": "Exists"}], what="a pool for applications"),
        deployment(
            tolerations=[{"key": "kubernetes.azure.com/scalesetpriority", "value": "spot", "effect": "NoSchedule"}],
            what="a pool of spot machines",
        ),
    ),
    failing=(
        pod(tolerations=[{"key": "CriticalAddonsOnly", "operator": "Exists"}], what="the taint of system pools"),
        pod(tolerations=[{"operator": "Exists"}], what="every taint"),
        deployment(
            tolerations=[{"key": "CriticalAddonsOnly", "value": "true", "effect": "NoSchedule"}],
            what="a deployment on system pools",
        ),
        cron_job(tolerations=[{"operator": "Exists", "effect": "NoSchedule"}], what="a cron job anywhere"),
        *(
            pod(tolerations=[{"key": key, "operator": "Exists"}], what=f"the taint {key}")
            for key in _SYSTEM
            if key != "CriticalAddonsOnly"
        ),
    ),
)
