"""The platform: settings, then its parts in the order they need each other, then what others may use."""

import atexit
import gc
import os
import signal

# A refused preview interrupts the program; without this it hangs for seconds and ends in a traceback.
signal.signal(signal.SIGINT, lambda *_: os._exit(1))
# The process lives for one preview: the collector would take a third of it, and free a twentieth of its memory. At
# its end Python collects once more, a second and a half, unless nothing is left to look at.
gc.disable()
atexit.register(gc.freeze)

import pulumi  # noqa: E402
from pulumi import ComponentResource, ResourceOptions  # noqa: E402
from pulumi_azure_native import authorization, resources  # noqa: E402

from components.governance.locks import Locks  # noqa: E402
from components.naming import Kind, name  # noqa: E402
from components.network.egress_allow_list import hosts  # noqa: E402
from components.platform.images import Images  # noqa: E402
from components.platform.operations import Operations  # noqa: E402
from components.platform.oversight import Oversight  # noqa: E402
from components.platform.place import Place  # noqa: E402
from components.platform.site import Site  # noqa: E402
from components.platform.stamp import Stamp  # noqa: E402
from components.registration import await_registrations, forget_versions, silence_debug_messages  # noqa: E402
from components.settings.load import load_or_stop  # noqa: E402
from components.tenants.tenants import Tenants  # noqa: E402

silence_debug_messages()
forget_versions()
await_registrations()
settings = load_or_stop()
home, *further = settings.plans
caller = authorization.get_client_config_output()

platform = ComponentResource("hardened-aks:index:Platform", "platform")
group = resources.ResourceGroup(
    "platform",
    resource_group_name=name(Kind.RESOURCE_GROUP, home.stem),
    tags=settings.all_tags,
    opts=ResourceOptions(parent=platform),
)
here = Place(
    settings=settings,
    stamp=home,
    group=group,
    subscription_id=caller.subscription_id,
    tenant_id=caller.tenant_id,
    caller_id=caller.object_id,
    parent=platform,
)

# Shared by all stamps: logs and alerts, the way out, the registry. The first stamp's site has the hub and the
# registry's key, so it stands before the registry; every cluster pulls from the registry, so it stands after it.
operations = Operations("operations", here)
site = Site("site", here, operations, None)
images = Images("images", here, operations, site)

# One of each for every stamp.
sites = [site, *(Site(f"{plan.prefix}site", here.at(plan), operations, site) for plan in further)]
stamps = [
    Stamp(f"{plan.prefix}stamp", here.at(plan), operations, ground, images)
    for plan, ground in zip(settings.plans, sites, strict=True)
]

oversight = Oversight("oversight", here, operations, images, stamps)
for plan, ground, stamp in zip(settings.plans, sites, stamps, strict=True):
    there = here.at(plan)
    Tenants(
        there.name("tenants"),
        {
            **there.named,
            "prefix": plan.prefix,
            "location": plan.location,
            "subscription_id": here.subscription_id,
            "tenant_id": here.tenant_id,
            "cluster_id": stamp.cluster.cluster_id,
            "cluster_name": stamp.cluster.cluster_name,
            "oidc_issuer_url": stamp.cluster.oidc_issuer_url,
            "kubernetes_version": settings.kubernetes_version,
            "vault_id": ground.application_vault.vault_id,
            "vault_name": ground.application_vault.vault_name,
            "telemetry_id": stamp.applications.component_id,
            "registry_id": images.registry.registry_id,
            "pull_role": images.registry.pull_role,
            "login_server": images.registry.login_server,
            "tenancy": settings.tenancy(plan),
        },
        there.options,
    )
platform.register_outputs({})

if settings.governance.lock_data:
    scopes: dict[str, pulumi.Input[str]] = {
        "registry": images.registry.registry_id,
        "workspace": operations.workspace_id,
    }
    for plan, ground in zip(settings.plans, sites, strict=True):
        scopes[f"{plan.prefix}vault"] = ground.vault.vault_id
        scopes[f"{plan.prefix}application-vault"] = ground.application_vault.vault_id
    Locks("locks", {"scopes": scopes}, ResourceOptions(depends_on=[platform]))

outputs = {plan.name: stamp.outputs for plan, stamp in zip(settings.plans, stamps, strict=True)}
pulumi.export("resource_group", group.name)
pulumi.export("registry_login_server", images.registry.login_server)
pulumi.export("egress_hosts", hosts(settings.destinations))
pulumi.export("pipelines", {**oversight.pipelines, **images.pipelines})
pulumi.export("stamps", outputs)
for key, value in outputs[home.name].items():
    pulumi.export(key, value)
