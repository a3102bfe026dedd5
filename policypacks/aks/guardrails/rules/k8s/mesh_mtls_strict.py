"""A mesh must not take what is sent in clear."""

from typing import Any

from guardrails.checks import must_not_be
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import PEER_AUTHENTICATION
from guardrails.props import Problems, Props, decided

_PLAIN = ("DISABLE", "PERMISSIVE")


def check(authentication: Props) -> Problems:
    """A port has a mode of its own."""
    yield from decided(must_not_be("spec.mtls.mode", *_PLAIN), authentication)
    for port in authentication.names("spec.portLevelMtls"):
        yield from decided(must_not_be(f'spec.portLevelMtls["{port}"].mode', *_PLAIN), authentication)


def _with(mode: str, **ports: str) -> dict[str, Any]:
    return {"spec": {"mtls": {"mode": mode}, "portLevelMtls": {port: {"mode": one} for port, one in ports.items()}}}


GUARDRAIL = Guardrail(
    title="The mesh takes mutual TLS only",
    applies_to=PEER_AUTHENTICATION,
    severity=Severity.MEDIUM,
    why="With PERMISSIVE, Istio's default, and DISABLE a service answers whoever reaches it, in clear and without "
    "knowing who it is.",
    fix="Set mode to STRICT, also of single ports, or leave it out.",
    link="https://istio.io/latest/docs/reference/config/security/peer_authentication/",
    absent="Then that of the namespace or of the whole mesh holds, so absent passes.",
    requirements=("002-16",),
    controls=(mcsb("DP-3"), mcsb("IM-4")),
    check=check,
    passing={
        "mutual TLS": _with("STRICT", **{"8080": "STRICT"}),
        "that of the mesh": _with("UNSET", **{"8080": "UNSET"}),
        "nothing is said": {"spec": {"selector": {"matchLabels": {"app": "shop"}}}},
    },
    failing={
        "either": _with("PERMISSIVE"),
        "none": _with("DISABLE"),
        "none, on a port": _with("STRICT", **{"8080": "DISABLE"}),
        "either, on a port": _with("STRICT", **{"8080": "STRICT", "8443": "PERMISSIVE"}),
    },
)
