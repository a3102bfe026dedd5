"""A shell in production leaves no trace in the repository."""

from components.admission.examples import OPERATORS, OTHERS, connect
from components.admission.policy import AdmissionPolicy, Match
from components.admission.principals import PEOPLE

_WAYS_IN = (
    "nodes/proxy",
    "pods/attach",
    "pods/exec",
    "pods/portforward",
    "pods/proxy",
    "services/proxy",
)

POLICY = AdmissionPolicy(
    title="Only platform operators open shells and tunnels.",
    fix="Read logs, or ask a platform operator.",
    controls=("002-15",),
    link="https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
    match=(Match("", _WAYS_IN, ("CONNECT",)), Match("", ("pods/ephemeralcontainers",), ("UPDATE",))),
    # What AKS runs in kube-system may ask kubelets, of which no namespace is exempt.
    conditions={"people": f"request.resource.resource != 'nodes' || {PEOPLE['people']}"},
    offending="request.userInfo.groups.exists(g, g in variables.operators) ? [] : [request.subResource]",
    passing=(
        connect("an operator's shell", "exec", OPERATORS),
        connect("an operator's tunnel to a service", "proxy", OPERATORS, kind="Service"),
        connect("an operator's container for debugging", "ephemeralcontainers", OPERATORS),
        connect("what AKS runs asks a kubelet", "proxy", "system:serviceaccounts:kube-system", kind="Node"),
    ),
    failing=(
        connect("a developer's shell", "exec", OTHERS),
        connect("a developer at the console", "attach", OTHERS),
        connect("a developer's tunnel", "portforward", OTHERS),
        connect("a developer's container for debugging", "ephemeralcontainers", OTHERS),
        *(
            connect(f"a developer's tunnel through the server to a {kind}", "proxy", OTHERS, kind=kind)
            for kind in ("Pod", "Service", "Node")
        ),
        connect("what AKS runs opens a tunnel", "proxy", "system:serviceaccounts:kube-system"),
    ),
)
