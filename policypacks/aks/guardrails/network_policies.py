"""What the rules of network policies open, in whatever way they are written. Shared by the guardrails on them.

Source: https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/.
"""

from collections.abc import Callable, Sequence
from functools import partial
from ipaddress import ip_address, ip_network

from guardrails.checks import is_present, number, together
from guardrails.props import LeftOut, Props, Texts, any_of
from guardrails.reach import covers_most_ports, holds_port

METADATA = "169.254.169.254"
"""Where Azure's metadata service answers, on port 80 alone.

Source: https://learn.microsoft.com/azure/virtual-machines/instance-metadata-service.
"""
METADATA_PORT = 80
NAME_OF_NAMESPACE = "kubernetes.io/metadata.name"
"""The label that Kubernetes gives each namespace."""
_OF_EVERY_NODE = ("kubernetes.io/arch", "kubernetes.io/hostname", "kubernetes.io/os")
"""Labels that the kubelet gives each node.

Source: https://kubernetes.io/docs/reference/labels-annotations-taints/.
"""
PROTOCOLS = ("TCP", "UDP", "SCTP")
_DNS = ("53", "dns", "dns-tcp")


def may_mean_all_pods(means: Callable[[Props], bool], policy: Props) -> bool:
    """As `means`; a patch that opens a policy does not say that it is for some pods only."""
    try:
        return means(policy)
    except LeftOut:
        return True


def is_every_namespace(selector: Props) -> bool:
    """Tell whether a selector of namespaces asks for nothing, or for a name, whichever; raises as `get`."""
    return _asks_at_most_for(selector, NAME_OF_NAMESPACE)


def is_every_node(selector: Props) -> bool:
    """Tell whether a selector of nodes asks for nothing, or for what each of them has; raises as `get`."""
    return _asks_at_most_for(selector, *_OF_EVERY_NODE)


def _asks_at_most_for(selector: Props, *labels: str) -> bool:
    """Tell whether a selector asks for nothing, or for these labels, with whatever value."""
    return not selector.names("matchLabels") and all(
        one.get("operator") == "Exists" and one.get("key") in labels for one in selector.objects("matchExpressions")
    )


def opens_every_port(rule: Props) -> bool:
    """Tell whether a rule keeps no port out: it lists none, or nearly all of one protocol. Raises as `any_of`."""
    return not is_present(rule, "ports") or any_of(
        *(partial(together, rule.each("ports", partial(_ports, one)), covers_most_ports) for one in PROTOCOLS)
    )


def opens_metadata(rule: Props) -> bool:
    """Tell whether a rule opens the port of the metadata service; raises as `together`."""
    return not is_present(rule, "ports") or together(rule.each("ports", partial(_ports, "TCP")), holds_metadata_port)


def are_for_names(ports: Sequence[Props]) -> bool:
    """Tell whether a rule's ports, by number or name, are those of DNS alone; without any it is for all."""
    return bool(ports) and all(port.text("port") in _DNS and number(port, "endPort") in {0, 53} for port in ports)


def holds_metadata_port(ports: list[str]) -> bool:
    """Tell whether one of the ranges of ports holds that of the metadata service."""
    return any(holds_port(one, METADATA_PORT) for one in ports)


def holds_metadata(cidr: str) -> bool:
    """Tell whether the address of the metadata service is in the range; what is no range holds nothing."""
    try:
        return ip_address(METADATA) in ip_network(cidr, strict=False)
    except ValueError:
        return False


def _ports(protocol: str, port: Props) -> Texts:
    """Yield the ports of the protocol; without a number they are all of it."""
    if port.text("protocol", "TCP") == protocol:
        first = port.get("port")
        yield "*" if first is None else f"{first}-{number(port, 'endPort', first)}"
