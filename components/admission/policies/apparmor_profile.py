"""The mandatory access control of the node is not switched off."""

from components.admission.examples import container, deployment, pod
from components.admission.policy import AdmissionPolicy
from components.admission.workloads import CHANGED, PODS, WORKLOADS

POLICY = AdmissionPolicy(
    title="No container is unconfined by AppArmor.",
    fix="Remove securityContext.appArmorProfile, or set its type to RuntimeDefault.",
    controls=("002-9",),
    link="https://kubernetes.io/docs/tutorials/security/apparmor/",
    match=WORKLOADS,
    variables=PODS,
    conditions=CHANGED,
    offending="variables.containers.filter(c, c.?securityContext.?appArmorProfile.?type"
    ".orValue(variables.pod.?securityContext.?appArmorProfile.?type.orValue('RuntimeDefault'))"
    " == 'Unconfined').map(c, c.name)",
    passing=(
        pod(),
        pod(
            securityContext={
                "seccompProfile": {"type": "RuntimeDefault"},
                "appArmorProfile": {"type": "RuntimeDefault"},
            }
        ),
    ),
    failing=(
        deployment(
            securityContext={"seccompProfile": {"type": "RuntimeDefault"}, "appArmorProfile": {"type": "Unconfined"}},
            what="an unconfined deployment",
        ),
        pod(
            container(securityContext={"readOnlyRootFilesystem": True, "appArmorProfile": {"type": "Unconfined"}}),
            what="an unconfined container",
        ),
    ),
)
