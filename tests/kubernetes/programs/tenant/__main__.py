"""Objects of every sort that the offline provider for Kubernetes knows."""

import json

import pulumi
import pulumi_kubernetes as k8s
from pulumi_azure_native import resources
from pulumi_kubernetes.yaml import ConfigGroup

config = pulumi.Config()
kubeconfig = pulumi.Output.from_input(config.get("kubeconfig"))
if config.get_bool("unknownKubeconfig"):
    group = resources.ResourceGroup("group", location="westeurope")
    kubeconfig = pulumi.Output.all(group.id, kubeconfig).apply(lambda both: both[1])
provider = k8s.Provider(
    "cluster",
    kubeconfig=kubeconfig,
    render_yaml_to_directory=config.get("render"),
    enable_config_map_mutable=config.get_bool("mutable"),
)
on_cluster = pulumi.ResourceOptions(provider=provider)

namespace = k8s.core.v1.Namespace("team", metadata={"name": config.get("namespace") or "tenant"}, opts=on_cluster)
inside = {"namespace": namespace.metadata.name}

settings = k8s.core.v1.ConfigMap(
    "settings", metadata={**inside, "name": "settings"}, data={"color": config.get("color") or "blue"}, opts=on_cluster
)
k8s.core.v1.Secret("login", metadata=inside, string_data={"password": "not-in-plain-sight"}, opts=on_cluster)
account = k8s.core.v1.ServiceAccount("app", metadata=inside, opts=on_cluster)
labels = {"app": config.get("app") or "shop"}
container = {
    "name": "app",
    "image": "example.azurecr.io/shop:1",
    "resources": {"limits": {"cpu": "1000m", "memory": "128Mi"}},
}
if config.get_bool("misspelt"):
    container["comand"] = ["serve"]
k8s.apps.v1.Deployment(
    "shop",
    metadata={**inside, "name": "shop"},
    spec={
        "replicas": config.get_int("replicas") or 1,
        "selector": {"matchLabels": labels},
        "template": {
            "metadata": {"labels": labels},
            "spec": {"serviceAccountName": account.metadata.name, "containers": [container]},
        },
    },
    opts=on_cluster,
)
service = k8s.core.v1.Service(
    "shop", metadata=inside, spec={"ports": [{"port": 80}], "selector": labels}, opts=on_cluster
)

definition = k8s.apiextensions.v1.CustomResourceDefinition(
    "widgets",
    metadata={"name": "widgets.example.com"},
    spec={
        "group": "example.com",
        "scope": "Namespaced",
        "names": {"kind": "Widget", "plural": "widgets", "singular": "widget"},
        "versions": [
            {
                "name": "v1",
                "served": True,
                "storage": True,
                "schema": {
                    "openAPIV3Schema": {
                        "type": "object",
                        "properties": {"spec": {"type": "object", "properties": {"size": {"type": "integer"}}}},
                    }
                },
            }
        ],
    },
    opts=on_cluster,
)
k8s.apiextensions.CustomResource(
    "widget",
    api_version="example.com/v1",
    kind="Widget",
    metadata={**inside, "name": "widget"},
    spec={"size": 3},
    opts=pulumi.ResourceOptions(provider=provider, depends_on=definition),
)
if not config.get("render"):
    k8s.core.v1.NamespacePatch(
        "labelled",
        metadata={"name": namespace.metadata.name, "labels": {"stage": config.get("stage") or "test"}},
        opts=on_cluster,
    )
item = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "listed", "namespace": "default"}}
ConfigGroup(
    "from-yaml",
    yaml=[json.dumps({"apiVersion": "v1", "kind": "List", "items": [item]})],
    opts=pulumi.ResourceOptions(providers={"kubernetes": provider}),
)

pulumi.export("address", service.spec.cluster_ip)
pulumi.export("account", account.metadata.name)
