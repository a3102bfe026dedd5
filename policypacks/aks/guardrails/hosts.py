"""Names of hosts that something at the edge answers for. Shared by the guardrails on ingresses, gateways and routes."""

import re
from typing import Final

HOST_PROTOCOLS: Final = frozenset({"GRPC", "GRPC-WEB", "HTTP", "HTTP2", "HTTPS", "TLS"})
"""Protocols that say which host is meant, in capitals.

Source: https://gateway-api.sigs.k8s.io/reference/spec/#protocoltype and
https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/.
"""
_IN_FULL = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")


def is_in_full(host: str) -> bool:
    """Tell whether the name is one host's, no pattern."""
    return bool(_IN_FULL.fullmatch(host))
