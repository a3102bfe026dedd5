"""A shop on a cluster that is still to be created: mostly right, with the mistakes that people make."""

import pulumi
import pulumi_kubernetes as k8s
from pulumi_azure_native import containerregistry, resources

group = resources.ResourceGroup("group", location="westeurope")
registry = containerregistry.Registry(
    "images", resource_group_name=group.name, registry_name="shopimages", sku={"name": "Premium"}
)
cluster = k8s.Provider("cluster", kubeconfig=group.id.apply(lambda name: f"of {name}"), namespace="shop")
there = pulumi.ResourceOptions(provider=cluster)

namespace = k8s.core.v1.Namespace(
    "shop",
    metadata={
        "name": "shop",
        "labels": {
            "pod-security.kubernetes.io/enforce": "restricted",
            "pod-security.kubernetes.io/enforce-version": "v1.35",
        },
    },
    opts=there,
)
inside = {"namespace": namespace.metadata.name}
k8s.networking.v1.NetworkPolicy(
    "deny",
    metadata={**inside, "name": "deny"},
    spec={"podSelector": {}, "policyTypes": ["Ingress", "Egress"]},
    opts=there,
)
account = k8s.core.v1.ServiceAccount(
    "web", metadata={**inside, "name": "web"}, automount_service_account_token=False, opts=there
)

safe = k8s.core.v1.SecurityContextArgs(
    allow_privilege_escalation=False,
    capabilities=k8s.core.v1.CapabilitiesArgs(drop=["ALL"]),
    read_only_root_filesystem=True,
)
web = k8s.apps.v1.Deployment(
    "web",
    metadata=k8s.meta.v1.ObjectMetaArgs(name="web", namespace="shop"),
    spec=k8s.apps.v1.DeploymentSpecArgs(
        replicas=2,
        selector=k8s.meta.v1.LabelSelectorArgs(match_labels={"app": "web"}),
        template=k8s.core.v1.PodTemplateSpecArgs(
            metadata=k8s.meta.v1.ObjectMetaArgs(labels={"app": "web"}),
            spec=k8s.core.v1.PodSpecArgs(
                service_account_name=account.metadata.name,
                security_context=k8s.core.v1.PodSecurityContextArgs(
                    run_as_non_root=True,
                    seccomp_profile=k8s.core.v1.SeccompProfileArgs(type="RuntimeDefault"),
                ),
                containers=[
                    k8s.core.v1.ContainerArgs(
                        name="web",
                        image=pulumi.Output.concat(registry.login_server, "/shop/web:1.4.2"),
                        security_context=safe,
                        ports=[k8s.core.v1.ContainerPortArgs(container_port=8080, name="http")],
                        resources={"requests": {"cpu": "100m"}, "limits": {"memory": "256Mi"}},
                        readiness_probe={"http_get": {"path": "/ready", "port": "http"}},
                    ),
                ],
            ),
        ),
    ),
    opts=there,
)
k8s.core.v1.Service(
    "web",
    metadata={**inside, "name": "web"},
    spec={"type": "LoadBalancer", "selector": {"app": "wbe"}, "ports": [{"port": 80, "targetPort": "http"}]},
    opts=there,
)

# A job by night, in dictionaries: everybody looks at its containers, nobody at what runs before them.
k8s.batch.v1.CronJob(
    "report",
    metadata={**inside, "name": "report"},
    spec={
        "schedule": "0 3 * * *",
        "jobTemplate": {
            "spec": {
                "template": {
                    "spec": {
                        "restartPolicy": "Never",
                        "initContainers": [
                            {"name": "chown", "image": "busybox", "securityContext": {"privileged": True}}
                        ],
                        "containers": [
                            {
                                "name": "report",
                                "image": "shopimages.azurecr.io/shop/report:7",
                                "env": [{"name": "DB_PASSWORD", "value": "hunter2"}],
                            }
                        ],
                    }
                }
            }
        },
    },
    opts=there,
)
k8s.core.v1.Secret(
    "db", metadata={**inside, "name": "db"}, string_data={"password": pulumi.Output.secret("hunter2")}, opts=there
)
k8s.rbac.v1.ClusterRoleBinding(
    "everybody",
    metadata={"name": "everybody"},
    role_ref={"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "cluster-admin"},
    subjects=[{"kind": "Group", "name": "system:authenticated", "apiGroup": "rbac.authorization.k8s.io"}],
    opts=there,
)
# What it leaves out stands in the cluster already; what it sets is judged.
k8s.apps.v1.DeploymentPatch(
    "debugged",
    metadata={"name": "gateway", "namespace": "gateways"},
    spec={"template": {"spec": {"hostNetwork": True, "shareProcessNamespace": False}}},
    opts=there,
)
