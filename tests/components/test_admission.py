"""Admission policies as data: complete, named as guardrails, and put in force as the stack says."""

import re

import pulumi
import pytest
from guardrails.rules.k8s import admission_policy_refuses
from guardrails.rules.k8s import service_lb_limited as guardrail_on_balancers

from components.admission.catalog import catalog
from components.admission.policies import service_lb_limited
from components.admission.policy import Force
from components.admission.rendering import Mode, Parameters, binding, policy
from tests.components.recorder import ROOT

PARAMETERS: Parameters = {
    "login_server": "example.azurecr.io",
    "host_suffixes": ["apps.example.com"],
    "operators": ["6d3f8e74-0f2a-4b9c-9e5d-4c7f9a1b3e26"],
    "spared_namespaces": ["kube-system"],
}
REQUIREMENTS = (ROOT / "docs" / "requirements.md").read_text()


def test_what_pod_security_leaves_open_is_covered() -> None:
    """Images, addresses of services and hosts, shells, tokens, rights, resources, probes, nodes."""
    assert catalog().keys() >= {
        "k8s-image-registry-allowed",
        "k8s-image-digest",
        "k8s-image-no-latest",
        "k8s-service-lb-internal",
        "k8s-service-lb-limited",
        "k8s-service-no-nodeport",
        "k8s-service-no-external-ips",
        "k8s-ingress-tls",
        "k8s-ingress-no-wildcard-host",
        "k8s-ingress-no-default-backend",
        "k8s-ingress-no-nginx-snippets",
        "k8s-no-default-namespace",
        "k8s-rbac-no-pod-exec",
        "k8s-rbac-no-wildcard",
        "k8s-rbac-no-cluster-admin-binding",
        "k8s-memory-limits",
        "k8s-read-only-root-fs",
        "k8s-host-users-false",
        "k8s-liveness-probe",
        "k8s-seccomp-runtime-default",
        "k8s-apparmor-profile",
        "k8s-automount-sa-token-off",
        "k8s-no-sa-token-secret",
        "k8s-tolerations-system-taint",
        "k8s-no-node-name",
    }


def test_preview_and_cluster_let_balancers_ask_for_the_same() -> None:
    """Neither can read the other's list."""
    parameters = guardrail_on_balancers.GUARDRAIL.parameters

    assert parameters["annotations"]["default"] == [*service_lb_limited.ALLOWED]
    assert parameters["ports"]["default"] == service_lb_limited.MOST_PORTS


def test_preview_knows_what_only_advises() -> None:
    """The guardrail on bindings lists the same policies, so a stack in Audit is told of every other."""
    advice = admission_policy_refuses.GUARDRAIL.parameters["advice"]

    assert advice["default"] == [name for name, one in catalog().items() if one.force is Force.ADVICE]


@pytest.mark.parametrize("name", catalog())
def test_policy_is_complete(name: str) -> None:
    """It serves known requirements, says where it comes from, and shows both sides."""
    wanted = catalog()[name]

    assert wanted.title.endswith(".")
    assert wanted.fix.endswith(".")
    assert '"' not in wanted.title + wanted.fix, "the refusal is a string of CEL in double quotes"
    assert wanted.link.startswith("https://")
    assert wanted.passing
    assert wanted.failing
    assert all(re.search(rf"^\| {control} \|", REQUIREMENTS, re.MULTILINE) for control in wanted.controls)


@pytest.mark.parametrize("name", catalog())
def test_refusal_names_the_guardrail(name: str) -> None:
    """Its name first, then what must be so, then what to do."""
    (validation,) = policy(name, catalog()[name], PARAMETERS)["spec"]["validations"]

    assert validation["message"].startswith(f"{name}: {catalog()[name].title} ")
    assert validation["messageExpression"].startswith(f'"{validation["message"]} Offending: "')


@pytest.mark.parametrize(
    ("force", "mode", "actions"),
    [
        (Force.BY_STACK, Mode.DENY, ["Deny", "Audit"]),
        (Force.BY_STACK, Mode.AUDIT, ["Warn", "Audit"]),
        (Force.ADVICE, Mode.DENY, ["Warn", "Audit"]),
        (Force.ALWAYS, Mode.AUDIT, ["Deny", "Audit"]),
    ],
)
def test_stack_decides_what_may_be_decided(force: Force, mode: Mode, actions: list[str]) -> None:
    """Advice never refuses, and who may exempt is never a matter of advice."""
    name, wanted = next((name, one) for name, one in catalog().items() if one.force is force)

    assert binding(name, wanted, mode, PARAMETERS)["spec"]["validationActions"] == actions


def test_exemption_is_a_label_for_each_policy() -> None:
    """But not from the policy about exemptions."""
    selectors = {
        name: binding(name, one, Mode.DENY, PARAMETERS)["spec"]["matchResources"]["namespaceSelector"]
        for name, one in catalog().items()
    }

    assert selectors["k8s-image-digest"] == {
        "matchExpressions": [
            {"key": "kubernetes.io/metadata.name", "operator": "NotIn", "values": ["kube-system"]},
            {"key": "exempt.hardened-aks/k8s-image-digest", "operator": "DoesNotExist"},
        ]
    }
    assert len(selectors["k8s-namespace-no-gatekeeper-bypass-label"]["matchExpressions"]) == 1


def test_parameters_are_passed_where_they_are_read() -> None:
    """The registry may be known only after the update: one variable, and not the whole policy."""
    spec = policy("k8s-image-registry-allowed", catalog()["k8s-image-registry-allowed"], PARAMETERS)["spec"]
    unknown = [one["name"] for one in spec["variables"] if isinstance(one["expression"], pulumi.Output)]

    assert unknown == ["registry"]
    assert "registry" not in str(policy("k8s-image-digest", catalog()["k8s-image-digest"], PARAMETERS)["spec"])
