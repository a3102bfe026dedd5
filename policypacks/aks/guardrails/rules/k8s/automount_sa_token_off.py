"""A pod must not carry a token that it does not need."""

from guardrails.frameworks import azure_policy, checkov, cis_aks, gatekeeper, kyverno, mcsb, polaris, trivy
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.kinds import SERVICE_ACCOUNT, WORKLOAD
from guardrails.pods import pod_of
from guardrails.props import Problems, all_of, select
from guardrails.selectors import a_deployment, an_object, named, same_namespace
from guardrails.stack import Resource, Stack

_SWITCH = "automountServiceAccountToken"


def check(workload: Resource, stack: Stack) -> Problems:
    """The pod's word counts before that of its account."""
    spec = pod_of(workload)
    own = spec.get(f"spec.{_SWITCH}")
    if own is True or (own is None and not _off_on_account(workload, spec.text("spec.serviceAccountName"), stack)):
        yield f"must set {_SWITCH} to false, in the pod's spec or on its service account"


def _off_on_account(workload: Resource, name: str, stack: Stack) -> bool:
    return bool(
        select(
            stack.all(SERVICE_ACCOUNT),
            lambda account: all_of(
                lambda: account.get(_SWITCH) is False,
                lambda: named(account, name or "default"),
                lambda: same_namespace(account, workload),
            ),
        )
    )


GUARDRAIL = StackGuardrail(
    title="Pods carry no token of the API server unless they say so",
    applies_to=WORKLOAD,
    severity=Severity.MEDIUM,
    why="A token in every pod makes each hole in an application a way to the API server.",
    fix="Set automount_service_account_token=False in the pod's spec or on its ServiceAccount; exempt what talks "
    "to the API server.",
    link="https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting",
    absent="Kubernetes mounts one, so absent fails unless the ServiceAccount says otherwise.",
    requirements=("002-15",),
    controls=(
        cis_aks("4.1.6"),
        mcsb("PV-2"),
        azure_policy("423dd1ba-798e-40e4-9c4d-b6902674b423"),
        checkov("CKV_K8S_38"),
        gatekeeper("automount-serviceaccount-token"),
        kyverno("restrict-automount-sa-token"),
        trivy("KSV-0036"),
        polaris("automountServiceAccountToken"),
    ),
    check=check,
    passing={
        "the pod says so": {"web": a_deployment(automountServiceAccountToken=False)},
        "the account says so": {
            "web": a_deployment(serviceAccountName="web"),
            "account": an_object(SERVICE_ACCOUNT.token, "web", automountServiceAccountToken=False),
        },
        "the account that pods have by default says so": {
            "web": a_deployment(),
            "account": an_object(SERVICE_ACCOUNT.token, "default", automountServiceAccountToken=False),
        },
    },
    failing={
        "nobody says so": {
            "web": a_deployment(serviceAccountName="web"),
            "account": an_object(SERVICE_ACCOUNT.token, "web"),
        },
        "the pod wants one": {
            "web": a_deployment(serviceAccountName="web", automountServiceAccountToken=True),
            "account": an_object(SERVICE_ACCOUNT.token, "web", automountServiceAccountToken=False),
        },
        "the account of another namespace": {
            "web": a_deployment(serviceAccountName="web"),
            "account": an_object(SERVICE_ACCOUNT.token, "web", "other", automountServiceAccountToken=False),
        },
    },
)
