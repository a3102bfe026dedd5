"""How a service is reached inside a network, by address and by name."""

from components.network.private_dns_zone import PrivateDnsZone
from components.network.private_endpoint import PrivateEndpoint
from tests.components.recorder import Run


def test_endpoint_has_a_name(run: Run) -> None:
    """Azure keeps the record in the given zone."""
    recorder = run(
        lambda: PrivateEndpoint(
            "registry",
            {
                "stem": "s-dev-weu-x7",
                "role": "registry",
                "resource_group_name": "rg",
                "resource_id": "/registry",
                "group_id": "registry",
                "subnet_id": "/subnet",
                "zone_id": "/zone",
                "tags": {},
            },
        )
    )
    endpoint = recorder.inputs("azure-native:network:PrivateEndpoint")
    group = recorder.inputs("azure-native:network:PrivateDnsZoneGroup")

    assert endpoint["privateEndpointName"] == "pep-s-dev-weu-x7-registry"
    assert endpoint["subnet"] == {"id": "/subnet"}
    assert group["privateEndpointName"] == recorder.one("azure-native:network:PrivateEndpoint").name
    assert group["privateDnsZoneConfigs"] == [{"name": "registry", "privateDnsZoneId": "/zone"}]


def test_zone_is_global(run: Run) -> None:
    """Private zones live in no region; the stack's would be refused."""
    recorder = run(
        lambda: PrivateDnsZone(
            "z",
            {
                "zone_name": "privatelink.azurecr.io",
                "resource_group_name": "rg",
                "virtual_network_id": "/vnet",
                "tags": {},
            },
        )
    )
    kinds = ("azure-native:privatedns:PrivateZone", "azure-native:privatedns:VirtualNetworkLink")

    assert [recorder.inputs(kind)["location"] for kind in kinds] == ["global", "global"]
