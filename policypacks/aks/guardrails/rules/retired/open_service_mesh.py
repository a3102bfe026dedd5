"""A cluster must not have the Open Service Mesh add-on."""

from datetime import date

from guardrails.checks import addon_must_be
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import MANAGED_CLUSTER

GUARDRAIL = Guardrail(
    title="The Open Service Mesh add-on is off",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.HIGH,
    why="AKS ends its support of the add-on on 2027-09-30; the project behind it is archived.",
    fix='Remove openServiceMesh from addon_profiles and use service_mesh_profile with mode="Istio".',
    link="https://learn.microsoft.com/azure/aks/open-service-mesh-istio-migration-guidance",
    absent="Azure does not install it, so absent passes.",
    requirements=("003-4",),
    retires=date(2027, 9, 30),
    check=addon_must_be("openServiceMesh", enabled=False),
    passing={
        "there are no add-ons": {},
        "the add-on is disabled": {"addonProfiles": {"openServiceMesh": {"enabled": False}}},
    },
    failing={
        "the add-on is enabled": {"addonProfiles": {"openServiceMesh": {"enabled": True}}},
    },
)
