"""Who may do what on the platform, which rules hold whoever does it, what it may cost, and where it is looked at."""

from collections.abc import Sequence

from pulumi import ComponentResource, Input, Output, ResourceOptions

from components.governance.exemptions import granted
from components.governance.policy_assignments import EXEMPTABLE, PolicyAssignments
from components.governance.policy_exemptions import PolicyExemptions
from components.governance.spending_budget import SpendingBudget
from components.identity.people import People
from components.identity.pipeline_identity import PipelineIdentity, PipelineRole, everywhere
from components.identity.roles import Role
from components.monitoring.grafana import Grafana
from components.monitoring.log_tables import LogTables
from components.naming import Kind
from components.naming import name as azure_name
from components.platform.images import Images
from components.platform.operations import Operations
from components.platform.place import Place
from components.platform.stamp import Stamp
from components.settings.tenants import people


class Oversight(ComponentResource):
    """People, pipelines, Azure Policy with its exemptions, budget, retention of logs, and dashboards of all stamps."""

    pipelines: dict[str, dict[str, Output[str]]]
    """What others need of each identity that previews or deploys, by what it does."""

    def __init__(self, name: str, here: Place, operations: Operations, images: Images, stamps: Sequence[Stamp]) -> None:
        super().__init__("hardened-aks:index:Oversight", name, {}, here.options)
        child = ResourceOptions(parent=self)
        settings = here.settings
        prefixes = [plan.prefix for plan in settings.plans]
        clusters = {prefix: stamp.cluster.cluster_id for prefix, stamp in zip(prefixes, stamps, strict=True)}
        vaults = {prefix: stamp.site.vault.vault_id for prefix, stamp in zip(prefixes, stamps, strict=True)}
        People(
            "people",
            {
                "subscription_id": here.subscription_id,
                "resource_group_id": here.group.id,
                "cluster_ids": clusters,
                "vault_ids": [
                    vault.vault_id for one in stamps for vault in (one.site.vault, one.site.application_vault)
                ],
                "workspace_id": operations.workspace_id,
                **settings.identity.people,
                "teams": people(settings.teams, settings.cluster_access),
            },
            child,
        )
        self.pipelines, further = {}, self._further(here, stamps)
        for pipeline, subject, roles in settings.identity.pipelines:
            self.pipelines[pipeline] = PipelineIdentity(
                pipeline,
                {
                    **here.named,
                    "role": pipeline,
                    "scope": here.group.id,
                    "subscription_id": here.subscription_id,
                    "subject": subject,
                    "roles": [*roles, *further[pipeline]],
                },
                child,
            ).outputs
        policies = PolicyAssignments(
            "policies",
            {
                "scope": here.group.id,
                "subscription_id": here.subscription_id,
                "location": settings.location,
                "further_locations": settings.replica_regions,
                "mode": settings.governance.policies,
                "login_server": images.registry.login_server,
                "restrict_types": settings.governance.restrict_types,
            },
            child,
        )
        PolicyExemptions(
            "policy-exemptions",
            {
                "exemptions": granted(EXEMPTABLE, prefixes),
                "subject_ids": {
                    "registry": images.registry.registry_id,
                    **{f"{prefix}cluster": one for prefix, one in clusters.items()},
                    **{f"{prefix}vault": one for prefix, one in vaults.items()},
                },
                "assignment_ids": policies.assignment_ids,
            },
            child,
        )
        if budget := settings.governance.budget:
            SpendingBudget(
                "budget",
                {
                    "stem": here.stamp.stem,
                    "scope": here.group.id,
                    "amount": budget.amount,
                    "start": budget.start,
                    "emails": settings.monitoring.alert_emails,
                    "action_group_id": operations.action_group_id,
                },
                child,
            )
        LogTables(
            "monitoring-tables",
            {
                "resource_group_name": here.group.name,
                "workspace_name": azure_name(Kind.WORKSPACE, here.stamp.stem),
                "retention_days": settings.log_retention_days,
                "container_log_plan": settings.monitoring.container_log_plan,
                "tags": settings.all_tags,
            },
            ResourceOptions(parent=self, depends_on=[stamps[0].cluster]),
        )
        if settings.monitoring.grafana:
            network, private = stamps[0].site.network, stamps[0].site.private_monitoring
            Grafana(
                "grafana",
                {
                    **here.named,
                    "resource_group_id": here.group.id,
                    "subscription_id": here.subscription_id,
                    "virtual_network_id": network.virtual_network_id,
                    "hub_network_id": network.hub_network_id,
                    "subnet_id": network.private_endpoints_subnet_id,
                    "stores": [
                        {"prefix": plan.prefix, "store_id": stamp.metrics.workspace_id, "location": plan.location}
                        for plan, stamp in zip(settings.plans, stamps, strict=True)
                        if stamp.metrics
                    ],
                    "workspace_id": operations.workspace_id,
                    "location": settings.location,
                    "scope_id": private.filled_scope_id if private else None,
                    "admin_group_ids": [str(group_id) for group_id in settings.admin_group_ids],
                },
                child,
            )
        self.register_outputs({})

    @staticmethod
    def _further(here: Place, stamps: Sequence[Stamp]) -> dict[str, list[PipelineRole]]:
        """Return what pipelines need outside of the platform's resource group: a look at drift reads all there is."""
        zones: dict[str, Input[str]] = {}
        seen: dict[str, Input[str]] = {}
        for stamp in stamps:
            zones |= stamp.site.zones
            seen |= {**stamp.site.flow_logs, **stamp.site.zones, **stamp.snapshots}
        if here.settings.owns_subscription:
            seen = {"subscription": Output.format("/subscriptions/{0}", here.subscription_id)}
        return {
            "preview": everywhere("see", Role.READER, seen),
            "deploy": everywhere("change", Role.PRIVATE_DNS_ZONE_CONTRIBUTOR, zones),
        }
