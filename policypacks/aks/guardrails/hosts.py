"""Names of hosts that something at the edge answers for. Shared by the guardrails on ingresses, gateways and routes."""

import re
from typing import Final

PLAIN_PROTOCOLS: Final = frozenset({"GRPC", "GRPC-WEB", "HTTP", "HTTP2", "HTTP_PROXY"})
"""Protocols that Istio serves as HTTP without TLS, in capitals; its page does not name the last one, but it takes it.

Source: https://github.com/istio/istio/blob/master/pkg/config/protocol/instance.go.
"""
HOST_PROTOCOLS: Final = PLAIN_PROTOCOLS | {"HTTPS", "TLS"}
"""Protocols that say which host is meant, in capitals.

Source: https://gateway-api.sigs.k8s.io/reference/spec/#protocoltype and
https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/.
"""
_IN_FULL = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")


def is_in_full(host: str) -> bool:
    """Tell whether the name is one host's, no pattern."""
    return bool(_IN_FULL.fullmatch(host))
