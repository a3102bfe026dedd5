"""What a team's people may do in its namespace."""

import pytest

from components.kubernetes.manifest import Manifest
from components.tenants.access import LOOK, RUN
from components.tenants.quota import QuotaClass, quota


@pytest.mark.parametrize("rules", [LOOK, RUN])
def test_roles_are_narrow(rules: list[Manifest]) -> None:
    """No wildcard, no secrets, no shells, no accounts or roles to change."""
    verbs = {verb for rule in rules for verb in rule["verbs"]}
    resources = {resource for rule in rules for resource in rule["resources"]}
    written = {one for rule in rules if {"create", "update", "patch"} & {*rule["verbs"]} for one in rule["resources"]}

    assert verbs <= {"get", "list", "watch", "create", "update", "patch", "delete"}
    assert not resources & {"*", "secrets", "pods/exec", "pods/attach", "pods/portforward", "roles", "rolebindings"}
    assert not written & {
        "serviceaccounts",
        "networkpolicies",
        "ciliumnetworkpolicies",
        "resourcequotas",
        "limitranges",
    }


def test_whatever_operators_make_is_counted() -> None:
    """All that controllers make of it, too: etcd is everybody's."""
    hard = quota("shop", QuotaClass.SMALL, exposed=False)[0]["spec"]["hard"]
    counted = {key.removeprefix("count/") for key in hard}
    made = {
        ".".join((resource, *filter(None, rule["apiGroups"])))
        for rule in RUN
        if "create" in rule["verbs"]
        for resource in rule["resources"]
    }

    assert made - counted == set()
    assert {"count/pods", "count/replicasets.apps", "count/controllerrevisions.apps"} <= hard.keys()
