"""What a service may have Azure do goes far beyond its namespace: a link past the firewall, an address of others."""

from components.admission.examples import service
from components.admission.policies.service_lb_internal import INTERNAL
from components.admission.policy import AdmissionPolicy, Example, Match

_AZURE = "service.beta.kubernetes.io/azure-"
ALLOWED = (
    "allowed-ip-ranges",
    "allowed-service-tags",
    "deny-all-except-load-balancer-source-ranges",
    "load-balancer-health-probe-interval",
    "load-balancer-health-probe-num-of-probe",
    "load-balancer-health-probe-protocol",
    "load-balancer-health-probe-request-path",
    "load-balancer-internal",
    "load-balancer-tcp-idle-timeout",
)
"""Azure's annotations that concern the service's own rule and probe: whether it is internal, who comes in, how long."""
_KEYS = [f"{_AZURE}{name}" for name in ALLOWED]
MOST_PORTS = 10
"""Each takes a port of every node and a rule of the load balancer, which all services share."""


def _balancer(what: str, *annotations: str, ports: int = 1, **spec: str) -> Example:
    """Return an internal load balancer with further annotations of Azure's."""
    listed = [{"name": f"main-{port}", "port": port} for port in range(443, 443 + ports)]
    about = {**INTERNAL, **{f"{_AZURE}{name}": "true" for name in annotations}}
    whole = {"type": "LoadBalancer", "allocateLoadBalancerNodePorts": False, "ports": listed, **spec}
    return service(what, about, **whole)


POLICY = AdmissionPolicy(
    title="Load balancers have the address that Azure gives them, few ports, and no private link.",
    fix="Leave out loadBalancerIP and annotations of Azure beyond rule and probe; use an ingress for many ports.",
    controls=("002-2", "004-6"),
    link="https://cloud-provider-azure.sigs.k8s.io/topics/loadbalancer/",
    match=(Match("", ("services",)),),
    offending="!has(object.spec.type) || object.spec.type != 'LoadBalancer' ? []"
    " : (has(object.spec.loadBalancerIP) ? ['loadBalancerIP'] : [])"
    f" + (size(object.spec.?ports.orValue([])) > {MOST_PORTS} ? ['more than {MOST_PORTS} ports'] : [])"
    " + object.metadata.?annotations.orValue({}).map(k, k)"
    f".filter(k, k.startsWith('{_AZURE}') && !(k in {_KEYS}))",
    passing=(
        service("inside the cluster", {f"{_AZURE}pls-create": "true"}),
        _balancer("an internal load balancer"),
        _balancer("a probe of its own", "load-balancer-health-probe-request-path"),
        _balancer("as many ports as it may have", ports=MOST_PORTS),
    ),
    failing=(
        _balancer("a private link", "pls-create", "pls-visibility"),
        _balancer("an address by annotation", "load-balancer-ipv4"),
        _balancer("an address of IPv6 by annotation", "load-balancer-ipv6"),
        _balancer("another subnet", "load-balancer-internal-subnet"),
        _balancer("every port", "load-balancer-enable-high-availability-ports"),
        _balancer("an address", loadBalancerIP="10.0.0.10"),
        _balancer("too many ports", ports=MOST_PORTS + 1),
    ),
)
