"""Workload identity needs both sides."""

from guardrails.checks import is_present
from guardrails.examples import ExampleResource
from guardrails.frameworks import cis_aks, mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.kinds import SERVICE_ACCOUNT, WORKLOAD
from guardrails.pods import account_of, pod_of
from guardrails.props import Problems, all_of, select
from guardrails.selectors import DEFAULT_NAMESPACE, a_deployment, an_object, annotation, label, named, same_namespace
from guardrails.stack import Resource, Stack
from guardrails.subjects import FEDERATED_CREDENTIAL

_LABEL = "azure.workload.identity/use"
_CLIENT = annotation("azure.workload.identity/client-id")


def check(workload: Resource, stack: Stack) -> Problems:
    """What of the three the stack holds is compared."""
    pod = pod_of(workload)
    labelled = pod.get(label(_LABEL)) == "true"
    name = account_of(pod)
    accounts = select(
        stack.all(SERVICE_ACCOUNT), lambda one: all_of(lambda: named(one, name), lambda: same_namespace(one, workload))
    )
    for account in accounts:
        annotated = is_present(account, _CLIENT)
        if labelled and not annotated:
            yield f"must run as a service account with a client id: {name} has none"
        if annotated and not labelled:
            yield f"must carry the label {_LABEL}: true, as its service account {name} has a client id"
    credentials = list(stack.all(FEDERATED_CREDENTIAL))
    if labelled and accounts and credentials:
        subject = f"system:serviceaccount:{workload.text('metadata.namespace', DEFAULT_NAMESPACE)}:{name}"
        if not select(credentials, lambda one: one.text("subject") == subject):
            yield f"must have a federated credential for {subject}"


def _pod(**labels: str) -> ExampleResource:
    pod = {"metadata": {"labels": labels}, "spec": {"serviceAccountName": "web"}}
    return an_object(WORKLOAD.token, "web", spec={"template": pod})


def _credential(subject: str) -> ExampleResource:
    return ExampleResource(FEDERATED_CREDENTIAL.token, {"subject": subject})


_USE = {_LABEL: "true"}
_ANNOTATED = ExampleResource(
    SERVICE_ACCOUNT.token,
    {"metadata": {"name": "web", "namespace": "shop", "annotations": {"azure.workload.identity/client-id": "1"}}},
)

GUARDRAIL = StackGuardrail(
    title="Pods with a workload identity, their accounts and federated credentials fit together",
    applies_to=WORKLOAD,
    severity=Severity.MEDIUM,
    why="If one of label, annotation and credential is missing the pod starts and then cannot sign in, or signs "
    "in as the node.",
    fix='Label the pod azure.workload.identity/use: "true", annotate its ServiceAccount with '
    "azure.workload.identity/client-id, and federate system:serviceaccount:<namespace>:<name>.",
    link="https://learn.microsoft.com/azure/aks/workload-identity-overview",
    absent="Without label and annotation there is no workload identity, so absent passes.",
    requirements=("001-14",),
    controls=(cis_aks("5.2.1"), mcsb("PV-2")),
    check=check,
    passing={
        "all three": {
            "web": _pod(**_USE),
            "account": _ANNOTATED,
            "credential": _credential("system:serviceaccount:shop:web"),
        },
        "the credential is another stack's": {"web": _pod(**_USE), "account": _ANNOTATED},
        "none": {"web": a_deployment(), "account": an_object(SERVICE_ACCOUNT.token, "web")},
        "neither label nor annotation, and others have a credential": {
            "web": _pod(app="web"),
            "account": an_object(SERVICE_ACCOUNT.token, "web"),
            "credential": _credential("system:serviceaccount:shop:api"),
        },
        "the account is another stack's": {
            "web": _pod(**_USE),
            "credential": _credential("system:serviceaccount:shop:api"),
        },
    },
    failing={
        "no annotation": {"web": _pod(**_USE), "account": an_object(SERVICE_ACCOUNT.token, "web")},
        "no annotation, the account in the field of old": {
            "web": an_object(
                WORKLOAD.token,
                "web",
                spec={"template": {"metadata": {"labels": _USE}, "spec": {"serviceAccount": "web"}}},
            ),
            "account": an_object(SERVICE_ACCOUNT.token, "web"),
        },
        "no label": {"web": _pod(app="web"), "account": _ANNOTATED},
        "a credential for another": {
            "web": _pod(**_USE),
            "account": _ANNOTATED,
            "credential": _credential("system:serviceaccount:other:web"),
        },
        "no annotation on the account that pods have by default": {
            "web": an_object(WORKLOAD.token, "web", spec={"template": {"metadata": {"labels": _USE}}}),
            "account": an_object(SERVICE_ACCOUNT.token, "default"),
        },
    },
)
