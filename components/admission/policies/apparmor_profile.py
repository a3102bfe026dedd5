"""The mandatory access control of the node is not switched off."""

from components.admission.examples import container, deployment, pod
from components.admission.policy import AdmissionPolicy
from components.admission.workloads import CHANGED, PODS, WORKLOADS

ANNOTATION = "container.apparmor.security.beta.kubernetes.io/"

POLICY = AdmissionPolicy(
    title="No container is unconfined by AppArmor.",
    fix="Remove securityContext.appArmorProfile, or set its type to RuntimeDefault.",
    controls=("002-9",),
    link="https://kubernetes.io/docs/tutorials/security/apparmor/",
    match=WORKLOADS,
    variables={**PODS, "annotations": "variables.template.?metadata.?annotations.orValue({})"},
    conditions=CHANGED,
    # Annotations said the same before Kubernetes 1.30, and still count.
    offending="(variables.pod.?securityContext.?appArmorProfile.?type.orValue('') == 'Unconfined' ? ['the pod'] : [])"
    " + variables.containers.filter(c, c.?securityContext.?appArmorProfile.?type.orValue('') == 'Unconfined')"
    ".map(c, c.name)"
    f" + variables.annotations.map(k, k).filter(k, k.startsWith('{ANNOTATION}')"
    " && !variables.annotations[k].matches('^$|^runtime/default$|^localhost/'))",
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
        deployment(what="an unconfined container, by annotation", annotations={f"{ANNOTATION}web": "unconfined"}),
    ),
)
