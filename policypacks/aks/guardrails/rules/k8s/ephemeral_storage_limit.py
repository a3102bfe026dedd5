"""The ephemeral-storage of a container should have an end."""

from guardrails.checks import must_be_present
from guardrails.frameworks import gatekeeper, kyverno, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import POD
from guardrails.pods import WITH_RESOURCES, container_with, in_containers

GUARDRAIL = Guardrail(
    title="Containers have a limit of ephemeral-storage",
    applies_to=POD,
    severity=Severity.LOW,
    why="Logs and scratch files of one pod fill the disk of the node, and all its pods are moved.",
    fix='Set resources={"limits": {"ephemeral-storage": "1Gi"}} on the container.',
    link="https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
    absent="Then it may fill the disk, so absent fails.",
    requirements=(),
    controls=(mcsb("PV-2"), gatekeeper("ephemeralstoragelimit"), kyverno("require-emptydir-requests-limits")),
    check=in_containers(must_be_present("resources.limits.ephemeral-storage"), WITH_RESOURCES),
    passing={
        "a limit": container_with(resources={"limits": {"ephemeral-storage": "1Gi"}}),
    },
    failing={
        "no limit": container_with(),
        "a request only": container_with(resources={"requests": {"ephemeral-storage": "1Gi"}}),
    },
)
