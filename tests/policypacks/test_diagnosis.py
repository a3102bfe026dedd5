"""What the doctor derives from a result and a calendar: ranges that fit, operations to be granted, what ends."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import yaml
from guardrails.catalog import catalog
from guardrails.diagnosis import addresses, calendar, permissions
from guardrails.diagnosis.check import Check, State
from guardrails.exemptions import Exemption
from guardrails.report.model import Resource
from guardrails.tokens import ARM_TYPES

from tests.engine import ROOT
from tests.policypacks.report.made import result

GOLDEN = ROOT / "tests" / "stack" / "golden"


def resource(kind: str, name: str, *facts: str, to: str = "") -> Resource:
    urn = f"urn:pulumi:dev::p::{kind}::{name}"
    return replace(
        result().resources[0],
        urn=urn,
        type=kind,
        name=name,
        facts=facts,
        custom=True,
        depends_on={"of": (to,)} if to else {},
    )


def test_ranges_that_do_not_fit_are_wrong() -> None:
    network = resource("azure-native:network:VirtualNetwork", "net", "10.0.0.0/22", "Standard")
    subnets = [
        resource("azure-native:network:Subnet", name, cidr, to=network.urn)
        for name, cidr in (("a", "10.0.0.0/24"), ("b", "10.0.0.128/25"), ("c", "10.1.0.0/24"), ("d", "10.0.0.0/21"))
    ]
    other = resource("azure-native:network:VirtualNetwork", "other", "10.0.2.0/24")

    found = addresses.addresses(replace(result(), resources=(network, *subnets, other)))

    assert found.state is State.WRONG
    assert found.details == (
        "network net (10.0.0.0/22) overlaps network other (10.0.2.0/24)",
        "c (10.1.0.0/24) does not lie in net (10.0.0.0/22)",
        "d (10.0.0.0/21) does not lie in net (10.0.0.0/22)",
        "subnet a (10.0.0.0/24) overlaps subnet b (10.0.0.128/25)",
        "subnet a (10.0.0.0/24) overlaps subnet d (10.0.0.0/21)",
        "subnet b (10.0.0.128/25) overlaps subnet d (10.0.0.0/21)",
    )


def test_permissions_are_the_operations_of_the_types_and_say_what_they_do_not_know() -> None:
    subnet = resource("azure-native:network:Subnet", "s")
    of = (
        subnet,
        resource("azure-native:network:PrivateEndpoint", "e", to=subnet.urn),
        resource("azure-native:authorization:ManagementLockByScope", "l"),
        resource("azure-native:resources:ResourceGroup", "g"),
        resource("azure-native:quantum:Workspace", "q"),
        replace(
            resource("azure-native:resources:DeploymentAtSubscriptionScope", "d"),
            makes=("Microsoft.Security/pricings",),
        ),
        resource("kubernetes:core/v1:Namespace", "n"),
    )

    needed, registered, unknown = permissions.permissions(replace(result(), resources=of))

    assert needed.details == (
        "Microsoft.Authorization/locks/write",
        "Microsoft.Network/privateEndpoints/write",
        "Microsoft.Network/virtualNetworks/subnets/join/action",
        "Microsoft.Network/virtualNetworks/subnets/write",
        "Microsoft.Resources/deployments/write",
        "Microsoft.Resources/subscriptions/resourceGroups/write",
        "Microsoft.Security/pricings/write",
    )
    assert needed.found.endswith("built-in roles that have them: Contributor, Locks Contributor")
    assert registered.details == (
        "Microsoft.Authorization",
        "Microsoft.Network",
        "Microsoft.Resources",
        "Microsoft.Security",
    )
    assert (unknown.state, unknown.details) == (State.UNKNOWN, ("azure-native:quantum:Workspace",))


@pytest.mark.parametrize("stack", ["dev", "prod"])
def test_the_operations_of_every_type_of_the_platform_are_known(stack: str) -> None:
    types = yaml.safe_load((GOLDEN / f"{stack}.yaml").read_text("utf-8"))
    of = tuple(resource(one, "x") for one in types if one.startswith("azure-native:"))

    found = list(permissions.permissions(replace(result(), resources=of)))

    assert [one.state for one in found] == [State.NOTE, State.NOTE]
    assert not set(permissions._FURTHER) & set(ARM_TYPES) - {"azure-native:resources:ResourceGroup"}


def test_providers_behind_a_type_are_registered_too() -> None:
    """Add-ons and properties work by providers that no type of the program names."""
    types = (
        "containerservice:ManagedCluster",
        "dataprotection:BackupVault",
        "kubernetesconfiguration:FluxConfiguration",
    )

    _, registered = permissions.permissions(
        replace(result(), resources=tuple(resource(f"azure-native:{one}", "x") for one in types))
    )

    assert registered.details == (
        "Microsoft.ContainerService",
        "Microsoft.DataProtection",
        "Microsoft.Kubernetes",
        "Microsoft.KubernetesConfiguration",
        "Microsoft.PolicyInsights",
        "Microsoft.RecoveryServices",
    )
    assert set(permissions._ALSO_REGISTERED) <= {*ARM_TYPES, *permissions._FURTHER}


def test_the_runbook_names_the_roles_that_the_doctor_names() -> None:
    """A first deployment with fewer stops, with more it is given too much."""
    page = (ROOT / "docs" / "runbooks" / "first-deployment.md").read_text("utf-8")
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in page.splitlines() if line.startswith("| ")]
    asked = {role: when for role, when, *_ in rows[1:]}
    roles = {name: next(iter(permissions.permissions(result(name)))).found.split(": ")[1] for name in ("dev", "prod")}

    assert roles["dev"].split(", ") == sorted(role for role, when in asked.items() if when == "always")
    assert roles["prod"].split(", ") == sorted(asked)
    assert {when for when in asked.values() if when != "always"} == {"`governance.lockData`", "`identity.eligibleFrom`"}


def test_what_has_ended_is_wrong_and_what_ends_soon_a_warning() -> None:
    def until(day: str) -> Exemption:
        return Exemption("acr-sku-premium", "*::a", "waiver", "for a reason", "a", date.fromisoformat(day))

    def states(found: Any) -> list[State]:
        return [one.state for one in found if isinstance(one, Check)]

    today = date(2026, 11, 21)
    listed = [until("2026-12-22"), until("2026-12-21"), until("2026-11-20")]
    assert states(calendar.exemptions(listed, today, 30)) == [State.WRONG, State.WARNING]
    assert states(calendar.retirements(catalog(), result("dev"), date(2027, 2, 27))) == [State.WRONG]
    assert states(calendar.retirements(catalog(), replace(result("dev"), findings=()), today)) == [State.OK]
