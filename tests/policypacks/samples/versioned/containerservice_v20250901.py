"""The part of the local package that `pulumi package add azure-native containerservice v20250901` makes."""

import base64
import json
from functools import cache
from typing import Any

import pulumi
from pulumi.runtime import settings
from pulumi.runtime.proto import resource_pb2

_NAME = "azure-native_containerservice_v20250901"


@cache
def _package() -> str:
    """Return the engine's reference to the package, as the generated `_utilities.get_package` asks for it."""
    monitor = settings.get_monitor()
    value = json.dumps({"module": "containerservice", "version": "v20250901"}).encode()
    parameterization = resource_pb2.Parameterization(name=_NAME, version="3.29.0", value=base64.b64encode(value))
    request = resource_pb2.RegisterPackageRequest(
        name="azure-native", version="3.29.0", parameterization=parameterization
    )
    reference: str = monitor.RegisterPackage(request).ref  # type: ignore[union-attr]
    return reference


async def _reference() -> str:
    return _package()


class ManagedCluster(pulumi.CustomResource):
    """A cluster of the API version 2025-09-01; its arguments are named as Azure names them."""

    def __init__(self, name: str, opts: pulumi.ResourceOptions | None = None, **arguments: Any) -> None:
        super().__init__(f"{_NAME}:containerservice:ManagedCluster", name, arguments, opts, package_ref=_reference())
