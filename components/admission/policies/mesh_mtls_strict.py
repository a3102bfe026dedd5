"""What a mesh takes in clear anybody may have sent."""

from components.admission.examples import peer_authentication
from components.admission.policy import AdmissionPolicy, Match

POLICY = AdmissionPolicy(
    title="The mesh takes mutual TLS only.",
    fix="Set mtls.mode to STRICT, also of single ports, or leave it out.",
    controls=("002-16",),
    link="https://istio.io/latest/docs/reference/config/security/peer_authentication/",
    match=(Match("security.istio.io", ("peerauthentications",), version="*"),),
    variables={
        "mode": "dyn(object).?spec.?mtls.?mode.orValue('')",
        "ports": "dyn(object).?spec.?portLevelMtls.orValue({})",
    },
    offending="(variables.mode in ['DISABLE', 'PERMISSIVE'] ? ['mtls'] : []) + variables.ports.map(p, p)"
    ".filter(p, variables.ports[p].?mode.orValue('') in ['DISABLE', 'PERMISSIVE']).map(p, 'port ' + p)",
    passing=(
        peer_authentication("mutual TLS", "STRICT", **{"8080": "STRICT"}),
        peer_authentication("that of the mesh", "UNSET"),
    ),
    failing=(
        peer_authentication("either", "PERMISSIVE"),
        peer_authentication("none", "DISABLE"),
        peer_authentication("none, on a port", "STRICT", **{"8080": "DISABLE"}),
        peer_authentication("either, on a port", "STRICT", **{"8080": "STRICT", "8443": "PERMISSIVE"}),
    ),
)
