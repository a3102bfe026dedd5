"""A pod should not have names of its own making."""

from guardrails.checks import must_be_unset
from guardrails.frameworks import mcsb, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import POD
from guardrails.pods import container_with, in_pod, pod_with

GUARDRAIL = Guardrail(
    title="No pod writes names into its hosts file",
    applies_to=POD,
    severity=Severity.LOW,
    why="An alias answers for a host past DNS, and past whatever watches it.",
    fix="Remove host_aliases and use DNS.",
    link="https://kubernetes.io/docs/tasks/network/customize-hosts-file-for-pods/",
    absent="Then DNS answers, so absent passes.",
    requirements=(),
    controls=(mcsb("PV-2"), trivy("KSV-0007")),
    check=in_pod(must_be_unset("hostAliases")),
    passing={
        "none": container_with(),
    },
    failing={
        "a name of its own": pod_with(hostAliases=[{"ip": "10.0.0.1", "hostnames": ["login.example.com"]}]),
    },
)
