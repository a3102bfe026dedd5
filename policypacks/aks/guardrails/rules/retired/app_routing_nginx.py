"""A cluster must not take in traffic through the add-on's NGINX."""

from datetime import date
from typing import Any

from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import MANAGED_CLUSTER

_ADDON = "ingressProfile.webAppRouting"


def check(cluster: Props) -> Problems:
    """The add-on makes an NGINX unless it is told to make none."""
    if cluster.get(f"{_ADDON}.enabled") is True:
        kind = cluster.text(f"{_ADDON}.nginx.defaultIngressControllerType")
        if kind.lower() != "none":
            yield f"must set {_ADDON}.nginx.defaultIngressControllerType to None"


def _with_nginx(kind: str) -> dict[str, Any]:
    return {"ingressProfile": {"webAppRouting": {"enabled": True, "nginx": {"defaultIngressControllerType": kind}}}}


GUARDRAIL = Guardrail(
    title="The application routing add-on runs no NGINX",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.HIGH,
    why="NGINX ingress is archived; Microsoft patches the add-on's NGINX through November 2026 and no longer.",
    fix='Set ingress_profile.web_app_routing.nginx={"default_ingress_controller_type": "None"} and move '
    "to the Gateway API.",
    link="https://learn.microsoft.com/azure/aks/app-routing-nginx-to-gateway-api-migration",
    absent="Azure does not enable the add-on, so absent passes; enabled it runs NGINX.",
    requirements=("002-2", "003-4"),
    retires=date(2026, 12, 1),
    check=check,
    passing={
        "no NGINX": _with_nginx("None"),
        "the add-on is off": {"ingressProfile": {"webAppRouting": {"enabled": False}}},
        "the add-on is left at Azure's default": {},
    },
    failing={
        "the add-on's default": {"ingressProfile": {"webAppRouting": {"enabled": True}}},
        "an internal NGINX": _with_nginx("Internal"),
    },
)
