"""Who claims an address gets its traffic (CVE-2020-8554)."""

from components.admission.examples import service
from components.admission.policy import AdmissionPolicy, Match

POLICY = AdmissionPolicy(
    title="No service claims addresses.",
    fix="Remove externalIPs.",
    controls=("002-2",),
    link="https://kubernetes.io/docs/concepts/services-networking/service/#external-ips",
    match=(Match("", ("services",)),),
    offending="has(object.spec.externalIPs) ? object.spec.externalIPs : []",
    passing=(service("no address of its own"),),
    failing=(service("somebody's address", externalIPs=["203.0.113.7"]),),
)
