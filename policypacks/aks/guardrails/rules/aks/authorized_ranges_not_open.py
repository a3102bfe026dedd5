"""Authorized ranges must not amount to everyone."""

from collections.abc import Mapping
from ipaddress import ip_network
from typing import Any

from guardrails.checks import texts_at, together
from guardrails.frameworks import cis_aks, mcsb
from guardrails.guardrail import Example, Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.reach import covers_internet
from guardrails.subjects import MANAGED_CLUSTER


def check(cluster: Props, values: Mapping[str, Any]) -> Problems:
    """Each range on its own, by the length of its prefix, and all together; what is no range is Azure's to refuse."""

    def narrow(text: Any) -> Problems:
        try:
            network = ip_network(str(text).strip(), strict=False)
        except ValueError:
            return
        if network.prefixlen < values["shortest_prefix"]:
            yield f"must not authorize the range {text}, which is wider than /{values['shortest_prefix']}"

    path = "apiServerAccessProfile.authorizedIPRanges"
    found = list(cluster.each_value(path, narrow))
    yield from found
    if not any(isinstance(one, str) for one in found) and together(texts_at(cluster, path), covers_internet):
        yield "must not authorize ranges that together are the Internet"


GUARDRAIL = Guardrail(
    title="Authorized ranges of the API server are narrow",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.CRITICAL,
    why="A range such as 0.0.0.0/0 makes the list look like a restriction while the whole internet passes it.",
    fix="Name the networks that administer the cluster in authorized_ip_ranges; 0.0.0.0/32 stands for the "
    "cluster's own outbound address.",
    link="https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges",
    absent="Without ranges there is none too wide, so absent passes; aks-api-server-restricted asks for the "
    "restriction.",
    requirements=("003-4",),
    controls=(cis_aks("5.4.1"), mcsb("NS-2")),
    parameters={
        "shortest_prefix": {
            "type": "integer",
            "minimum": 1,
            "maximum": 32,
            "default": 8,
            "description": "Length of the shortest prefix, and so the widest range, that is accepted.",
        }
    },
    check=check,
    passing={
        "an office's range": {"apiServerAccessProfile": {"authorizedIPRanges": ["203.0.113.0/28"]}},
        "a single address": {"apiServerAccessProfile": {"authorizedIPRanges": ["203.0.113.7"]}},
        "only the cluster's outbound address": {"apiServerAccessProfile": {"authorizedIPRanges": ["0.0.0.0/32"]}},
        "the widest range that is accepted": {"apiServerAccessProfile": {"authorizedIPRanges": ["10.0.0.0/8"]}},
        "there are no ranges": {},
        "the widest range": {"apiServerAccessProfile": {"authorizedIPRanges": ["10.0.0.0/8"]}},
        "the widest range of another setting": Example(
            {"apiServerAccessProfile": {"authorizedIPRanges": ["203.0.113.0/28"]}}, settings={"shortest_prefix": 28}
        ),
    },
    failing={
        "everyone": {"apiServerAccessProfile": {"authorizedIPRanges": ["203.0.113.0/28", "0.0.0.0/0"]}},
        "everyone in two halves": {"apiServerAccessProfile": {"authorizedIPRanges": ["0.0.0.0/1", "128.0.0.0/1"]}},
        "everyone in many pieces": {
            "apiServerAccessProfile": {"authorizedIPRanges": [f"{first}.0.0.0/8" for first in range(64, 72)]}
        },
        "every private address of IPv6": {"apiServerAccessProfile": {"authorizedIPRanges": ["fc00::/7"]}},
        "everyone over IPv6": {"apiServerAccessProfile": {"authorizedIPRanges": ["::/0"]}},
        "wider than the setting, by an address within": Example(
            {"apiServerAccessProfile": {"authorizedIPRanges": ["203.0.113.7/27"]}}, settings={"shortest_prefix": 28}
        ),
        "wider than the setting": Example(
            {"apiServerAccessProfile": {"authorizedIPRanges": ["203.0.113.0/27"]}}, settings={"shortest_prefix": 28}
        ),
    },
)
