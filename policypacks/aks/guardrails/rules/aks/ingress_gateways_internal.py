"""The cluster's add-ons must open no way in from the Internet."""

from typing import Any

from guardrails.checks import addon, addon_setting, must_not_be, placed, where
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.subjects import MANAGED_CLUSTER

_GATEWAYS = "serviceMeshProfile.istio.components.ingressGateways"
_public = where(lambda gateway: gateway.get("enabled") is True, must_not_be("mode", "External"))


def check(cluster: Props) -> Problems:
    """A gateway of Azure's making has a public address and no firewall for the web; one of ours is judged by itself."""
    yield from where(_has_a_mesh, _mesh_gateways)(cluster)
    yield from decided(_application_gateway, cluster)


def _has_a_mesh(cluster: Props) -> bool:
    return cluster.text("serviceMeshProfile.mode").lower() != "disabled"


def _mesh_gateways(cluster: Props) -> Problems:
    yield from cluster.each(_GATEWAYS, lambda gateway: placed(_public, gateway))


def _application_gateway(cluster: Props) -> Problems:
    profile = addon(cluster, "ingressApplicationGateway")
    if profile.get("enabled") is True and not profile.has(addon_setting(profile, "applicationGatewayId")):
        yield "must set applicationGatewayId in the config of the add-on ingressApplicationGateway"


def _mesh(mesh: str = "Istio", **gateway: Any) -> dict[str, Any]:
    return {"serviceMeshProfile": {"mode": mesh, "istio": {"components": {"ingressGateways": [gateway]}}}}


def _addon(key: str = "ingressApplicationGateway", *, enabled: bool = True, **config: str) -> dict[str, Any]:
    return {"addonProfiles": {key: {"enabled": enabled, "config": config}}}


GUARDRAIL = Guardrail(
    title="Add-ons make no gateway that the Internet reaches",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.HIGH,
    why="An external gateway of the mesh is a public load balancer, and the Application Gateway that an add-on makes "
    "has a public address and no web application firewall: both past the way in that is watched.",
    fix="Set mode='Internal' in ingress_gateways, and applicationGatewayId in the config of ingressApplicationGateway.",
    link="https://learn.microsoft.com/azure/aks/istio-deploy-ingress",
    absent="Azure makes no gateway of its own accord, so absent passes; an add-on for Application Gateway that names "
    "none makes one, and fails.",
    requirements=("002-2", "004-6"),
    controls=(mcsb("NS-2"),),
    check=check,
    passing={
        "the mesh's gateway is internal": _mesh(enabled=True, mode="Internal"),
        "an external gateway is off": _mesh(enabled=False, mode="External"),
        "the mesh is off": _mesh("disabled", enabled=True, mode="External"),
        "the add-on uses a gateway": _addon(applicationGatewayId="gateway"),
        "the add-on's keys are spelt otherwise": _addon("IngressApplicationGateway", applicationgatewayid="gateway"),
        "the add-on is off": _addon(enabled=False),
        "there are no add-ons": {"location": "westeurope"},
    },
    failing={
        "the mesh's gateway is external": _mesh(enabled=True, mode="External"),
        "the add-on makes a gateway": _addon(subnetCIDR="10.225.0.0/16"),
        "the add-on's key is spelt otherwise": _addon("IngressApplicationGateway"),
    },
)
