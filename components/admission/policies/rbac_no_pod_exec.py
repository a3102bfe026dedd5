"""A shell in production leaves no trace in the repository."""

from components.admission.examples import OPERATORS, OTHERS, connect
from components.admission.policy import AdmissionPolicy, Match

POLICY = AdmissionPolicy(
    title="Only platform operators open shells and tunnels.",
    fix="Read logs, or ask a platform operator.",
    controls=("002-15",),
    link="https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
    match=(Match("", ("pods/attach", "pods/exec", "pods/portforward"), ("CONNECT",)),),
    offending="request.userInfo.groups.exists(g, g in variables.operators) ? [] : [request.subResource]",
    passing=(connect("an operator's shell", "exec", OPERATORS),),
    failing=(
        connect("a developer's shell", "exec", OTHERS),
        connect("a developer at the console", "attach", OTHERS),
        connect("a developer's tunnel", "portforward", OTHERS),
    ),
)
