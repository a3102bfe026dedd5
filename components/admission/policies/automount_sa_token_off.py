"""A pod that never asks the API server holds no key to it."""

from components.admission.examples import pod
from components.admission.policy import AdmissionPolicy, Match

POLICY = AdmissionPolicy(
    title="Pods hold no token for the API server.",
    fix="Set automountServiceAccountToken to false on the pod or its account.",
    controls=("002-15",),
    link="https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/",
    # The account's own setting shows only in what admission has mounted by now.
    match=(Match("", ("pods",), ("CREATE",)),),
    offending="object.spec.containers.filter(c, has(c.volumeMounts) && c.volumeMounts.exists(m,"
    " m.mountPath == '/var/run/secrets/kubernetes.io/serviceaccount')).map(c, c.name)",
    passing=(pod(),),
    failing=(
        pod(automountServiceAccountToken=None, what="mounted unless told otherwise"),
        pod(automountServiceAccountToken=True, what="mounted on purpose"),
    ),
)
