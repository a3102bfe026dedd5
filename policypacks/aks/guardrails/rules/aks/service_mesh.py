"""A service mesh should be there, which can encrypt what services say to one another."""

from guardrails.checks import must_be
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import MANAGED_CLUSTER

GUARDRAIL = Guardrail(
    title="The Istio add-on is on",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.LOW,
    why="Without a mesh traffic between pods is plain text, and a service cannot tell who calls it.",
    fix='Set service_mesh_profile with mode="Istio" and a revision; then a PeerAuthentication in aks-istio-system has '
    "to ask for mutual TLS, which the add-on does not.",
    link="https://learn.microsoft.com/azure/aks/istio-about",
    absent="Azure installs no mesh, so absent fails.",
    requirements=("002-16",),
    controls=(mcsb("DP-3"),),
    check=must_be("serviceMeshProfile.mode", "Istio"),
    passing={
        "the add-on is on": {"serviceMeshProfile": {"mode": "Istio", "istio": {"revisions": ["asm-1-29"]}}},
    },
    failing={
        "the add-on is off": {"serviceMeshProfile": {"mode": "Disabled"}},
        "there is no mesh": {},
    },
)
