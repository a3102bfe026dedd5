"""A token that never ends is a password."""

from components.admission.policy import AdmissionPolicy, Example, Match

POLICY = AdmissionPolicy(
    title="No secret holds a service account's token.",
    fix="Use the TokenRequest API, or a projected volume.",
    controls=("002-17",),
    link="https://kubernetes.io/docs/concepts/configuration/secret/#serviceaccount-token-secrets",
    match=(Match("", ("secrets",), ("CREATE",)),),
    offending="has(object.type) && object.type == 'kubernetes.io/service-account-token' ? ['type'] : []",
    passing=(
        Example("a certificate", {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "web"}, "type": "Opaque"}),
    ),
    failing=(
        Example(
            "a token that never ends",
            {
                "apiVersion": "v1",
                "kind": "Secret",
                "metadata": {"name": "token", "annotations": {"kubernetes.io/service-account.name": "default"}},
                "type": "kubernetes.io/service-account-token",
            },
        ),
    ),
)
