"""What the identity that deploys may not change, so that a person does; docs/delivery.md tells it, too."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

SAME = frozenset({"same", "read", "refresh"})
"""Steps of the engine that write nothing."""
IDENTITY = "hardened-aks:index:PipelineIdentity::deploy"
"""What the URN of the identity ends in."""


@dataclass(frozen=True)
class ByHand:
    """One thing that a person changes."""

    what: str
    why: str
    resources: tuple[str, ...]
    """Which resources: the end of their URNs, the types of their components and their names, as the shell matches."""


BY_HAND: tuple[ByHand, ...] = (
    ByHand(
        "locks",
        "who could take a lock away could delete what it keeps",
        ("*$azure-native:authorization:ManagementLockByScope::*",),
    ),
    ByHand(
        "eligibilities",
        "no condition bounds which roles somebody is made eligible for",
        ("*$azure-native:authorization:PimRoleEligibilitySchedule::*",),
    ),
    ByHand(
        "the pipelines' own roles",
        "no identity gives itself more",
        (
            "*hardened-aks:index:PipelineIdentity$azure-native:authorization:RoleAssignment::deploy-change*",
            "*hardened-aks:index:PipelineIdentity$azure-native:authorization:RoleAssignment::deploy-govern",
            "*hardened-aks:index:PipelineIdentity$azure-native:authorization:RoleAssignment::deploy-grant",
            "*hardened-aks:index:PipelineIdentity$azure-native:authorization:RoleAssignment::preview-see-*",
        ),
    ),
    ByHand(
        "flow logs",
        "they show what was done to the platform, and lie in Azure's group NetworkWatcherRG",
        ("*$azure-native:network:FlowLog::*",),
    ),
    ByHand(
        "the resource group of snapshots, and roles in it",
        "they change with the identity of a cluster only, and no pipeline needs the copies of disks",
        (
            "*hardened-aks:index:ClusterBackup$azure-native:resources:ResourceGroup::*",
            "*hardened-aks:index:ClusterBackup$azure-native:authorization:RoleAssignment::*-find",
            "*hardened-aks:index:ClusterBackup$azure-native:authorization:RoleAssignment::*-export",
            "*hardened-aks:index:ClusterBackup$azure-native:authorization:RoleAssignment::*-disks",
            "*hardened-aks:index:ClusterBackup$azure-native:authorization:RoleAssignment::*-snapshots",
        ),
    ),
    ByHand(
        "the resource group of a further stamp's zones, and roles in it",
        "a group comes with a new stamp only, and the identity reaches the zones in it",
        (
            "*hardened-aks:index:Site$azure-native:resources:ResourceGroup::*",
            "*hardened-aks:index:ClusterIdentities$azure-native:authorization:RoleAssignment::*-cluster-zone",
        ),
    ),
    ByHand(
        "Defender plans, their contact, the subscription's activity log",
        "they hold for the whole subscription, and tell on whoever has taken a pipeline over",
        (
            "*hardened-aks:index:Defender$*",
            "*$azure-native:monitor:SubscriptionDiagnosticSetting::*",
            "*$azure-native:resources:DeploymentAtSubscriptionScope::*",
        ),
    ),
    ByHand(
        "the policy on signatures",
        "a definition of Azure Policy is the whole subscription's",
        ("*$azure-native:authorization:PolicyDefinition::*",),
    ),
)


APPLIED = ("--refresh", "--plan")
"""The options that apply a plan, followed by its file; it was made after a refresh, and fits no older state."""


def of(urn: str) -> ByHand | None:
    """Return why a person changes a resource, None where the identity may."""
    end = urn.split("::", 2)[-1]
    return next((one for one in BY_HAND if any(fnmatchcase(end, pattern) for pattern in one.resources)), None)


def changed(plan: Path) -> Iterator[tuple[str, ByHand]]:
    """Yield the URN of each resource that a plan of the engine changes and a person has to, and why.

    Nothing where the stack makes no identity that deploys: what other identities may do is not known here.
    """
    planned = json.loads(plan.read_text("utf-8"))["resourcePlans"]
    if not any(urn.endswith(IDENTITY) for urn in planned):
        return
    for urn in sorted(planned):
        if not SAME.issuperset(planned[urn]["steps"]) and (reason := of(urn)):
            yield urn, reason


def told(stack: str, plan: Path) -> str:
    """Return what of a plan a person changes, and how, as Markdown; nothing where the identity may change all of it."""
    found: dict[ByHand, list[str]] = {}
    for urn, one in changed(plan):
        found.setdefault(one, []).append(f"`{urn.split('::')[-1]}`")
    if not found:
        return ""
    how = (
        "The identity that deploys may not change what is listed here. Whoever has the roles of a first deployment "
        f"applies the whole: `pulumi up --stack {stack} {' '.join(APPLIED)} {plan.name}`, with the policy pack."
    )
    what = (f"- {one.what} ({', '.join(names)}): {one.why}\n" for one, names in found.items())
    return "\n\n".join(["## A person applies this plan", how, "".join(what)])
