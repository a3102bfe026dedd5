"""A namespace without a level takes privileged pods."""

from components.admission.examples import namespace, unlabelled
from components.admission.policy import AdmissionPolicy, Match
from components.admission.principals import PEOPLE

ENFORCE = "pod-security.kubernetes.io/enforce"

POLICY = AdmissionPolicy(
    title="Namespaces enforce Pod Security, pinned to a version.",
    fix="Label with pod-security.kubernetes.io/enforce: restricted and enforce-version.",
    controls=("002-19", "003-1"),
    link="https://kubernetes.io/docs/concepts/security/pod-security-admission/",
    match=(Match("", ("namespaces",)),),
    conditions=PEOPLE,
    variables={"labels": "has(object.metadata.labels) ? object.metadata.labels : {}"},
    offending="(variables.labels.exists(k, k == 'pod-security.kubernetes.io/enforce'"
    " && variables.labels[k] in ['baseline', 'restricted']) ? [] : ['enforce'])"
    " + ('pod-security.kubernetes.io/enforce-version' in variables.labels ? [] : ['enforce-version'])",
    passing=(namespace("restricted"), namespace("baseline", {ENFORCE: "baseline"})),
    failing=(namespace("privileged", {ENFORCE: "privileged"}), unlabelled()),
)
