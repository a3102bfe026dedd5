"""The account of a workload must exist."""

from guardrails.frameworks import kube_linter, kyverno, mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.kinds import SERVICE_ACCOUNT, WORKLOAD
from guardrails.pods import account_of, pod_of
from guardrails.props import Problems, all_of, select
from guardrails.selectors import a_deployment, a_namespace, an_object, named, own_namespace, same_namespace
from guardrails.stack import Resource, Stack


def check(workload: Resource, stack: Stack) -> Problems:
    """Asked for where the stack makes the namespace: elsewhere the account may be another stack's."""
    name = account_of(pod_of(workload))
    if name != "default" and own_namespace(workload, stack) is not None and not _accounts(workload, name, stack):
        yield f"must name a ServiceAccount of its namespace: there is no {name}"


def _accounts(workload: Resource, name: str, stack: Stack) -> list[Resource]:
    return select(
        stack.all(SERVICE_ACCOUNT), lambda one: all_of(lambda: named(one, name), lambda: same_namespace(one, workload))
    )


GUARDRAIL = StackGuardrail(
    title="Service accounts that workloads name exist",
    applies_to=WORKLOAD,
    severity=Severity.MEDIUM,
    why="Kubernetes does not start a pod whose account is missing.",
    fix="Add the ServiceAccount to the namespace, or mend service_account_name.",
    link="https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/",
    absent="The account default is always there, so absent passes.",
    requirements=(),
    controls=(mcsb("PV-2"), kyverno("check-serviceaccount"), kube_linter("non-existent-service-account")),
    check=check,
    passing={
        "it exists": {
            "shop": a_namespace(),
            "account": an_object(SERVICE_ACCOUNT.token, "web"),
            "web": a_deployment(serviceAccountName="web"),
        },
        "another stack makes the namespace": {"web": a_deployment(serviceAccountName="web")},
        "the default one": {"shop": a_namespace(), "web": a_deployment()},
    },
    failing={
        "it does not": {"shop": a_namespace(), "web": a_deployment(serviceAccountName="web")},
        "it does not, by the field of old": {"shop": a_namespace(), "web": a_deployment(serviceAccount="web")},
        "it exists in another namespace": {
            "shop": a_namespace(),
            "account": an_object(SERVICE_ACCOUNT.token, "web", "other"),
            "web": a_deployment(serviceAccountName="web"),
        },
    },
)
