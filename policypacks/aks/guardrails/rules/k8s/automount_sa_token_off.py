"""A pod must not carry a token that it does not need."""

import re

from guardrails.checks import placed
from guardrails.examples import ExampleResource
from guardrails.frameworks import azure_policy, checkov, cis_aks, gatekeeper, kyverno, mcsb, polaris, trivy
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.kinds import SERVICE_ACCOUNT, WORKLOAD
from guardrails.pods import account_of, pod_of
from guardrails.props import Problems, Props, all_of, decided, select
from guardrails.selectors import a_deployment, an_object, named, same_namespace
from guardrails.stack import Resource, Stack

_SWITCH = "automountServiceAccountToken"
_API_SERVER = re.compile(r"^$|kubernetes[.]default|[.]azmk8s[.]|-aks[.]azure[.]")
"""Audiences that are the API server's: its names, and the issuer that AKS gives it. Nobody named means it as well."""


def check(workload: Resource, stack: Stack) -> Problems:
    """One is mounted by itself, or by a volume of the pod's own."""
    pod = pod_of(workload)
    yield from decided(_mounted, workload, pod, stack)
    yield from pod.each(
        "spec.volumes", lambda volume: volume.each("projected.sources", lambda source: placed(_projected, source))
    )


def _mounted(workload: Resource, pod: Props, stack: Stack) -> Problems:
    """The pod's word counts before that of its account."""
    own = pod.get(f"spec.{_SWITCH}")
    if own is True or (own is None and not _off_on_account(workload, account_of(pod), stack)):
        yield f"must set {_SWITCH} to false, in the pod's spec or on its service account"


def _projected(source: Props) -> Problems:
    if source.has("serviceAccountToken") and _API_SERVER.search(source.text("serviceAccountToken.audience")):
        yield "must set serviceAccountToken.audience to somebody else than the API server"


def _off_on_account(workload: Resource, name: str, stack: Stack) -> bool:
    return bool(
        select(
            stack.all(SERVICE_ACCOUNT),
            lambda account: all_of(
                lambda: account.get(_SWITCH) is False,
                lambda: named(account, name),
                lambda: same_namespace(account, workload),
            ),
        )
    )


def _projecting(source: dict[str, object]) -> ExampleResource:
    volumes = [{"name": "projected", "projected": {"sources": [source]}}]
    return a_deployment(automountServiceAccountToken=False, volumes=volumes)


GUARDRAIL = StackGuardrail(
    title="Pods carry no token of the API server unless they say so",
    applies_to=WORKLOAD,
    severity=Severity.MEDIUM,
    why="A token in every pod makes each hole in an application a way to the API server.",
    fix="Set automount_service_account_token=False in the pod's spec or on its ServiceAccount, and audience where a "
    "volume projects a token for somebody else; exempt what talks to the API server.",
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
        "the account says so, by the field of old": {
            "web": a_deployment(serviceAccount="web"),
            "account": an_object(SERVICE_ACCOUNT.token, "web", automountServiceAccountToken=False),
        },
        **{
            f"a token for {audience}": {
                "web": _projecting({"serviceAccountToken": {"path": "t", "audience": audience}})
            }
            for audience in ("api://AzureADTokenExchange", "istio-ca")
        },
        "a volume without a token": {"web": _projecting({"configMap": {"name": "settings"}})},
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
        "the account of the field of old does not": {
            "web": a_deployment(serviceAccount="web"),
            "account": an_object(SERVICE_ACCOUNT.token, "web"),
            "default": an_object(SERVICE_ACCOUNT.token, "default", automountServiceAccountToken=False),
        },
        "a volume has one": {"web": _projecting({"serviceAccountToken": {"path": "token"}})},
        **{
            f"a volume has one for {audience}": {
                "web": _projecting({"serviceAccountToken": {"path": "token", "audience": audience}})
            }
            for audience in (
                "https://kubernetes.default.svc.cluster.local",
                "https://aks-0123abcd.hcp.westeurope.azmk8s.io",
                "https://westeurope.oic.prod-aks.azure.com/00000000/11111111/",
            )
        },
        "the account of another namespace": {
            "web": a_deployment(serviceAccountName="web"),
            "account": an_object(SERVICE_ACCOUNT.token, "web", "other", automountServiceAccountToken=False),
        },
    },
)
