"""Rights that are given through the generic resource, by ways that the SDK has no class for."""

from typing import Any

import pytest
from guardrails.generic import resolve
from guardrails.guardrail import Guardrail
from guardrails.judge import judge
from guardrails.roles import AKS_RBAC_CLUSTER_ADMIN, OWNER, USER_ACCESS_ADMINISTRATOR
from guardrails.templates import made_by
from guardrails.tokens import GENERIC
from guardrails.values import UNKNOWN

from tests.policypacks.generic_resources import GUARDRAILS, found, generic, record

REQUESTS = "Microsoft.Authorization/roleAssignmentScheduleRequests"
ELIGIBILITIES = "Microsoft.Authorization/roleEligibilityScheduleRequests"
VAULT = {"resourceProviderNamespace": "Microsoft.KeyVault", "parentResourcePath": "vaults/one"}


def _request(request: Any = "AdminAssign", role: Any = OWNER, **more: Any) -> dict[str, Any]:
    definition = f"/providers/Microsoft.Authorization/roleDefinitions/{role}"
    return {"roleDefinitionId": definition, "principalId": "one", "requestType": request, **more}


def _problems(name: str, values: dict[str, Any]) -> tuple[str, ...]:
    guardrail = GUARDRAILS[name]
    assert isinstance(guardrail, Guardrail)
    token, seen = resolve(GENERIC, values)
    return judge(guardrail, token, seen, {}).problems if token in guardrail.applies_to.tokens else ()


@pytest.mark.parametrize("request_type", ["AdminAssign", "adminextend", "SelfActivate", UNKNOWN])
def test_a_role_that_is_asked_for_is_given(request_type: Any) -> None:
    """Privileged Identity Management makes an assignment of each request, for ever or for a while."""
    owner = generic(REQUESTS, _request(request_type), resourceGroupName="apps")
    giver = generic(REQUESTS, _request(request_type, USER_ACCESS_ADMINISTRATOR))

    assert found("rbac-no-owner-assignments", record("grant", owner))[0]
    assert _problems("rbac-condition-for-privileged", giver)


@pytest.mark.parametrize("request_type", ["AdminRemove", "SelfDeactivate"])
def test_a_role_that_is_given_back_is_not_given(request_type: str) -> None:
    values = generic(REQUESTS, _request(request_type), resourceGroupName="apps")
    inside = {"type": REQUESTS, "name": "one", "properties": _request(request_type)}

    assert found("rbac-no-owner-assignments", record("grant", values)) == ([], [])
    [made] = made_by("azure-native:resources:Deployment", {"properties": {"template": {"resources": [inside]}}})
    assert made.token == ""


def test_nobody_can_say_what_only_azure_finds_out() -> None:
    """A request has no type of principal: none is asked for, but where only a group will do it is none."""
    assert _problems("rbac-principal-type-set", generic(REQUESTS, _request())) == ()
    assert _problems("rbac-principal-type-set", generic("Microsoft.Authorization/roleAssignments", {}))
    assert _problems("rbac-no-direct-user-assignment", generic(REQUESTS, _request())) == ()
    assert _problems("rbac-aks-cluster-admin-bounded", generic(REQUESTS, _request(role=AKS_RBAC_CLUSTER_ADMIN)))


def test_an_eligibility_is_judged_as_such() -> None:
    ending = {"scheduleInfo": {"expiration": {"type": "AfterDuration", "duration": "P180D"}}}

    assert _problems("rbac-eligibility-ends", generic(ELIGIBILITIES, _request()))
    assert _problems("rbac-eligibility-ends", generic(ELIGIBILITIES, _request(**ending))) == ()
    owner = generic(ELIGIBILITIES, _request(), resourceGroupName="apps")
    assert found("rbac-no-owner-assignments", record("grant", owner))[0]


@pytest.mark.parametrize(("name", "fails"), [("add", True), ("replace", True), ("remove", False)])
def test_access_policies_that_are_added_to_a_vault_are_judged(name: str, fails: bool) -> None:
    narrow, wide = ({"objectId": "one", "permissions": {"keys": [one]}} for one in ("get", "All"))
    values = generic(
        "Microsoft.KeyVault/accessPolicies", {"accessPolicies": [narrow, wide]}, **VAULT, resourceName=name
    )

    assert bool(_problems("kv-access-policy-no-all-purge", values)) is fails


def test_a_delegation_is_judged_in_its_envelope() -> None:
    authorizations = [{"principalId": "one", "roleDefinitionId": USER_ACCESS_ADMINISTRATOR}]
    values = generic("Microsoft.ManagedServices/registrationDefinitions", {"authorizations": authorizations})

    assert _problems("lighthouse-no-privileged-roles", values)
