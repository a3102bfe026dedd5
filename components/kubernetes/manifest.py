"""An object of Kubernetes is what its API server takes, in the API server's own spelling."""

from collections.abc import Mapping
from typing import Any

from pulumi import CustomResource, ResourceOptions

Manifest = dict[str, Any]
"""apiVersion, kind, metadata and the rest; values may be outputs of other resources."""

LABELS = {"app.kubernetes.io/managed-by": "pulumi"}
"""Labels of every object of the platform."""


class KubernetesObject(CustomResource):
    """One object, under the type of the Kubernetes provider, which checks its fields at preview.

    The provider's generated classes would say the same and cost a second of each preview: docs/decisions/0008.
    """

    def __init__(self, name: str, manifest: Mapping[str, Any], opts: ResourceOptions | None = None) -> None:
        super().__init__(token(manifest), name, dict(manifest), opts)


def token(manifest: Mapping[str, Any]) -> str:
    """Return the Pulumi type of an object, such as kubernetes:core/v1:Namespace."""
    version = manifest["apiVersion"]
    return f"kubernetes:{version if '/' in version else f'core/{version}'}:{manifest['kind']}"


def metadata(name: str, namespace: str = "", **parts: Mapping[str, Any]) -> Manifest:
    """Return the metadata of an object with the platform's labels; a namespace where it lies in one."""
    where = {"namespace": namespace} if namespace else {}
    return {"name": name, **where, **parts, "labels": {**LABELS, **parts.get("labels", {})}}
