"""A service name must not lead inside."""

from guardrails.frameworks import kyverno
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import SERVICE
from guardrails.props import Problems, Props

_INSIDE = ("localhost", "127.0.0.1", "::1", "169.254.169.254", "168.63.129.16")


def check(service: Props) -> Problems:
    """Names below localhost are local, too."""
    name = service.text("spec.externalName").rstrip(".").lower()
    if name in _INSIDE or name.endswith((".localhost", ".localdomain")) or name.startswith("metadata."):
        yield f"must not set spec.externalName to {name}"


GUARDRAIL = Guardrail(
    title="No service is another name for local or metadata addresses",
    applies_to=SERVICE,
    severity=Severity.LOW,
    why="An ingress that follows the name then serves what only the node or the cloud may see.",
    fix="Remove external_name, or name a host outside.",
    link="https://kubernetes.io/docs/concepts/services-networking/service/#externalname",
    absent="Then it is no other name, so absent passes.",
    requirements=(),
    controls=(kyverno("disallow-localhost-services"),),
    check=check,
    passing={
        "a host outside": {"spec": {"type": "ExternalName", "externalName": "db.example.com"}},
        "none": {"spec": {"type": "ClusterIP"}},
        "a host of a similar name": {"spec": {"type": "ExternalName", "externalName": "localhost_"}},
    },
    failing={
        "the caller itself": {"spec": {"type": "ExternalName", "externalName": "localhost"}},
        **{
            f"{host} is inside": {"spec": {"type": "ExternalName", "externalName": host}}
            for host in (
                "localhost.",
                "node.localhost",
                "node.localdomain",
                "metadata.example.com",
                "127.0.0.1",
                "::1",
                "168.63.129.16",
            )
        },
        "the metadata service": {"spec": {"type": "ExternalName", "externalName": "169.254.169.254"}},
    },
)
