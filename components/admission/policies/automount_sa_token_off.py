"""A pod that never asks the API server holds no key to it."""

from components.admission.examples import deployment, pod, token_volume
from components.admission.policy import AdmissionPolicy
from components.admission.workloads import CHANGED, PODS, WORKLOADS

POLICY = AdmissionPolicy(
    title="Pods hold no token for the API server.",
    fix="Set automountServiceAccountToken to false on the pod or its account, and the audience of a token for others.",
    controls=("002-15",),
    link="https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/",
    match=WORKLOADS,
    variables=PODS,
    conditions=CHANGED,
    # What nobody asked for is a volume of the pod by now. Audiences of the API server are its names and its issuer's.
    offending="(variables.pod.?automountServiceAccountToken.orValue(false) ? ['automountServiceAccountToken'] : [])"
    " + variables.pod.?volumes.orValue([]).filter(v, v.?projected.?sources.orValue([]).exists(s,"
    " has(s.serviceAccountToken) && s.serviceAccountToken.?audience.orValue('')"
    ".matches('^$|kubernetes[.]default|[.]azmk8s[.]|-aks[.]azure[.]'))).map(v, 'the token in ' + v.name)",
    passing=(
        pod(),
        deployment(),
        pod(volumes=token_volume("api://AzureADTokenExchange"), what="a token for Entra ID"),
        deployment(volumes=token_volume("istio-ca"), what="a token for the mesh"),
    ),
    failing=(
        pod(automountServiceAccountToken=None, what="mounted unless told otherwise"),
        pod(automountServiceAccountToken=True, what="mounted on purpose"),
        deployment(automountServiceAccountToken=True, what="mounted on purpose, by a deployment"),
        pod(volumes=token_volume(), what="a volume of its own"),
        deployment(volumes=token_volume(), what="a volume of its own, by a deployment"),
        pod(volumes=token_volume("https://kubernetes.default.svc"), what="for the API server by its name"),
        pod(
            volumes=token_volume("https://westeurope.oic.prod-aks.azure.com/00000000/11111111/"),
            what="for the API server by its issuer",
        ),
    ),
)
