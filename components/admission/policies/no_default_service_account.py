"""A right given to the default account is given to whatever comes."""

from components.admission.examples import deployment, pod
from components.admission.policy import AdmissionPolicy
from components.admission.workloads import CHANGED, PODS, WORKLOADS

POLICY = AdmissionPolicy(
    title="Pods run as an account of their own.",
    fix="Set serviceAccountName, such as the account of the team.",
    controls=("002-15",),
    link="https://kubernetes.io/docs/concepts/security/service-accounts/",
    match=WORKLOADS,
    variables=PODS,
    conditions=CHANGED,
    offending="variables.pod.?serviceAccountName.orValue('default') in ['', 'default'] ? ['serviceAccountName'] : []",
    passing=(pod(), deployment()),
    failing=(
        pod(serviceAccountName=None, what="none named"),
        deployment(serviceAccountName="default", what="the default"),
    ),
)
