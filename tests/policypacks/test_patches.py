"""Of a patch counts what the API server makes of it: some lists it completes, all others it replaces."""

from collections.abc import Mapping
from typing import Any

import pytest
from guardrails.access import a_role
from guardrails.guardrail import Guardrail
from guardrails.props import LeftOut, Props
from guardrails.rules.k8s import (
    cilium_not_allow_all,
    ingress_no_wildcard_host,
    netpol_blocks_imds,
    netpol_not_allow_all,
    rbac_configmap_write_bounded,
    rbac_no_cluster_admin_binding,
    rbac_no_secret_read,
    tolerations_system_taint,
)
from guardrails.testing import judge_example

ROLE = "rbac.authorization.k8s.io/v1:ClusterRolePatch"
POLICY = "networking.k8s.io/v1:NetworkPolicyPatch"
CILIUM = "cilium.io/v2:CiliumNetworkPolicyPatch"
EVERY_ADDRESS = {"ipBlock": {"cidr": "0.0.0.0/0"}}
SOMEBODY = [{"kind": "Group", "name": "00000000-0000-4000-8000-000000000001"}]


def test_what_stands_in_a_list_that_a_patch_replaces_is_whole() -> None:
    patch = Props({"rules": [{"verbs": ["get"]}], "containers": [{"name": "app"}]}, partial=True)

    assert [rule.texts("resourceNames") for rule in patch.objects("rules")] == [[]]
    with pytest.raises(LeftOut):
        patch.objects("containers")[0].get("image")


def test_the_values_of_a_map_are_completed() -> None:
    patch = Props({"labels": {"app": {"name": "web"}}}, partial=True)

    with pytest.raises(LeftOut):
        patch.entries("labels")["app"].get("value")


@pytest.mark.parametrize(
    ("guardrail", "kind", "patch"),
    [
        (rbac_no_secret_read, ROLE, a_role(verbs=["get", "list"], resources=["secrets"])),
        (rbac_configmap_write_bounded, ROLE, a_role(verbs=["update"], resources=["configmaps"])),
        (netpol_blocks_imds, POLICY, {"spec": {"egress": [{"to": [EVERY_ADDRESS]}]}}),
        (netpol_not_allow_all, POLICY, {"spec": {"podSelector": {}, "ingress": [{}]}}),
        (netpol_not_allow_all, POLICY, {"spec": {"egress": [{}]}}),
        (cilium_not_allow_all, CILIUM, {"spec": {"egress": [{"toEntities": ["all"]}]}}),
        (netpol_not_allow_all, POLICY, {"spec": {"ingress": [{"from": [EVERY_ADDRESS]}]}}),
        (
            tolerations_system_taint,
            "apps/v1:DaemonSetPatch",
            {"spec": {"template": {"spec": {"tolerations": [{"operator": "Exists"}]}}}},
        ),
        (
            ingress_no_wildcard_host,
            "networking.k8s.io/v1:IngressPatch",
            {"spec": {"rules": [{"http": {"paths": []}}]}},
        ),
        *(
            (
                rbac_no_cluster_admin_binding,
                "rbac.authorization.k8s.io/v1:ClusterRoleBindingPatch",
                {"metadata": {"name": name}, "subjects": SOMEBODY},
            )
            for name in ("cluster-admin", "aks-cluster-admin-binding", "aks-cluster-admin-binding-aad")
        ),
        (
            rbac_no_cluster_admin_binding,
            "rbac.authorization.k8s.io/v1:ClusterRoleBindingPatch",
            {"kind": "ClusterRoleBinding", "metadata": {"name": "system:node"}, "subjects": SOMEBODY},
        ),
    ],
)
def test_what_a_patch_opens_is_found(guardrail: Any, kind: str, patch: Mapping[str, Any]) -> None:
    assert _judged(guardrail.GUARDRAIL, kind, patch)


@pytest.mark.parametrize(
    ("guardrail", "kind", "patch"),
    [
        (
            netpol_not_allow_all,
            POLICY,
            {"spec": {"podSelector": {"matchExpressions": [{"key": "app", "operator": "Exists"}]}, "ingress": [{}]}},
        ),
        (
            cilium_not_allow_all,
            CILIUM,
            {"spec": {"endpointSelector": {"matchLabels": {"app": "web"}}, "egress": [{"toEntities": ["all"]}]}},
        ),
        (
            rbac_no_cluster_admin_binding,
            "rbac.authorization.k8s.io/v1:RoleBindingPatch",
            {"metadata": {"name": "readers"}, "subjects": SOMEBODY},
        ),
    ],
)
def test_what_a_patch_leaves_as_it_is_passes(guardrail: Any, kind: str, patch: Mapping[str, Any]) -> None:
    assert _judged(guardrail.GUARDRAIL, kind, patch) == ()


def _judged(guardrail: Guardrail, kind: str, patch: Mapping[str, Any]) -> tuple[str, ...]:
    judged = judge_example(guardrail, patch, token=f"kubernetes:{kind}")
    assert judged.undecided == judged.crashes == ()
    return judged.problems
