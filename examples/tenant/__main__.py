"""A team's application: the team writes its objects, the platform has made the namespace they live in."""

import pulumi
from pulumi import ResourceOptions
from pulumi_kubernetes import Provider
from pulumi_kubernetes.yaml import ConfigFile

config = pulumi.Config()
cluster = Provider("cluster", kubeconfig=config.get("kubeconfig") or None)
ConfigFile("application", config.require("manifests"), opts=ResourceOptions(provider=cluster))
