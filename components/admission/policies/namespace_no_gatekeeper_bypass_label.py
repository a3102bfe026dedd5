"""Who is judged does not say who is exempt."""

from components.admission.examples import OPERATORS, namespace
from components.admission.exemption import EXEMPT, label
from components.admission.policy import AdmissionPolicy, Force, Match

POLICY = AdmissionPolicy(
    title="Only platform operators exempt a namespace.",
    fix="Ask a platform operator, who sets the label with a reason in the repository.",
    controls=("000-10",),
    link="https://learn.microsoft.com/azure/aks/faq",
    match=(Match("", ("namespaces",)),),
    force=Force.ALWAYS,
    variables={
        "new": "has(object.metadata.labels) ? object.metadata.labels : {}",
        "old": "oldObject != null && has(oldObject.metadata.labels) ? oldObject.metadata.labels : {}",
    },
    offending="request.userInfo.groups.exists(g, g in variables.operators) ? []"
    f" : variables.new.map(k, k).filter(k, (k.startsWith('{EXEMPT}/')"
    " || k in ['admission.gatekeeper.sh/ignore', 'admissions.enforcer/disabled', 'control-plane'])"
    " && !(k in variables.old && variables.old[k] == variables.new[k]))",
    passing=(
        namespace("no exemption"),
        namespace("an operator's exemption", {label("k8s-image-digest"): "true"}, (OPERATORS,)),
    ),
    failing=(
        namespace("a team's own exemption", {label("k8s-image-digest"): "true"}),
        namespace("past Gatekeeper", {"admission.gatekeeper.sh/ignore": "true"}),
        namespace("past everything on AKS", {"control-plane": "true"}),
    ),
)
