"""What a team's people may do in its namespace."""

import pytest

from components.kubernetes.manifest import Manifest
from components.tenants.access import LOOK, RUN


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
