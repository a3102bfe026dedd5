"""A network policy must not allow everything."""

from functools import partial

from guardrails.checks import Check, is_present, place, placed, together, where
from guardrails.frameworks import cis_aks, kyverno
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import NETWORK_POLICY
from guardrails.network_policies import NAME_OF_NAMESPACE, is_every_namespace, may_mean_all_pods, opens_every_port
from guardrails.props import Problems, Props, Texts, decided
from guardrails.reach import covers_internet
from guardrails.selectors import is_empty_selector, means_all_pods
from guardrails.values import UNKNOWN


def check(policy: Props) -> Problems:
    """What lets everyone in or out, in a policy for all pods; all addresses, coming in, for whatever pods."""
    for way in _OPEN:
        yield from decided(way, policy)
    yield from policy.each("spec.ingress", lambda rule: placed(_sources, rule))


def _everyone(peers: str, rule: Props) -> Problems:
    if not is_present(rule, peers):
        yield f"must name {peers} or ports{place(rule)}"
    yield from rule.each("from", _every_namespace)


def _every_namespace(peer: Props) -> Problems:
    selector = peer.get("namespaceSelector")
    if isinstance(selector, Props) and is_every_namespace(selector) and is_empty_selector(peer, "podSelector"):
        yield f"must not let every namespace in{place(peer)}"


def _open(way: str, peers: str) -> Check:
    rule = where(opens_every_port, partial(_everyone, peers))
    return where(partial(may_mean_all_pods, means_all_pods), lambda policy: policy.each(f"spec.{way}", rule))


_OPEN = (_open("ingress", "from"), _open("egress", "to"))


def _sources(rule: Props) -> Problems:
    if together(rule.each("from", _range), covers_internet):
        yield "must not let every address in"


def _range(peer: Props) -> Texts:
    if not peer.texts("ipBlock.except"):
        yield peer.text("ipBlock.cidr")


GUARDRAIL = Guardrail(
    title="No network policy opens everything",
    applies_to=NETWORK_POLICY,
    severity=Severity.HIGH,
    why="Policies add up: one that allows everything undoes all others.",
    fix="Name who may come in from_, and where it may go in to.",
    link="https://kubernetes.io/docs/concepts/services-networking/network-policies/",
    absent="A policy without rules allows nothing, so absent passes.",
    requirements=("002-16",),
    controls=(cis_aks("4.4.2"), kyverno("restrict-networkpolicy-empty-podselector")),
    check=check,
    passing={
        "one neighbour": {
            "spec": {"podSelector": {}, "ingress": [{"from": [{"podSelector": {"matchLabels": {"app": "gateway"}}}]}]}
        },
        "one network": {"spec": {"podSelector": {}, "ingress": [{"from": [{"ipBlock": {"cidr": "203.0.113.0/24"}}]}]}},
        "the Internet without what is inside": {
            "spec": {
                "podSelector": {},
                "ingress": [{"from": [{"ipBlock": {"cidr": "0.0.0.0/0", "except": ["10.0.0.0/8"]}}]}],
            }
        },
        "everyone, to the gateway alone": {
            "spec": {"podSelector": {"matchLabels": {"app": "gateway"}}, "ingress": [{}]}
        },
        "nothing": {"spec": {"podSelector": {}, "policyTypes": ["Ingress"]}},
        "one neighbour, going out": {
            "spec": {"podSelector": {}, "egress": [{"to": [{"podSelector": {"matchLabels": {"app": "db"}}}]}]}
        },
        "one port": {"spec": {"podSelector": {}, "ingress": [{"ports": [{"port": 443}]}]}},
        "ports of one kind": {
            "spec": {"podSelector": {}, "egress": [{"ports": [{"port": 49152, "endPort": 65535}, {"port": "dns"}]}]}
        },
        "half of the ports of each protocol": {
            "spec": {
                "podSelector": {},
                "ingress": [
                    {
                        "ports": [
                            {"port": 1, "endPort": 32767},
                            {"protocol": "UDP", "port": 32768, "endPort": 65535},
                        ]
                    }
                ],
            }
        },
        "one port, to every namespace": {
            "spec": {"podSelector": {}, "ingress": [{"from": [{"namespaceSelector": {}}], "ports": [{"port": 9090}]}]}
        },
        "its own namespace": {"spec": {"podSelector": {}, "ingress": [{"from": [{"podSelector": {}}]}]}},
        "some pods of every namespace": {
            "spec": {
                "podSelector": {},
                "ingress": [{"from": [{"namespaceSelector": {}, "podSelector": {"matchLabels": {"app": "agent"}}}]}],
            }
        },
        "namespaces of a label": {
            "spec": {
                "podSelector": {},
                "ingress": [
                    {"from": [{"namespaceSelector": {"matchExpressions": [{"key": "team", "operator": "Exists"}]}}]}
                ],
            }
        },
        "every namespace but one": {
            "spec": {
                "podSelector": {},
                "ingress": [
                    {
                        "from": [
                            {
                                "namespaceSelector": {
                                    "matchExpressions": [
                                        {"key": NAME_OF_NAMESPACE, "operator": "NotIn", "values": ["dev"]}
                                    ]
                                }
                            }
                        ]
                    }
                ],
            }
        },
        "namespaces of a label, which have a name": {
            "spec": {
                "podSelector": {},
                "ingress": [
                    {
                        "from": [
                            {
                                "namespaceSelector": {
                                    "matchLabels": {"team": "shop"},
                                    "matchExpressions": [{"key": NAME_OF_NAMESPACE, "operator": "Exists"}],
                                }
                            }
                        ]
                    }
                ],
            }
        },
        "every namespace, to the gateway alone": {
            "spec": {
                "podSelector": {"matchLabels": {"app": "gateway"}},
                "ingress": [{"from": [{"namespaceSelector": {}}]}],
            }
        },
        "one port, of whatever pods": {
            "spec": {"podSelector": UNKNOWN, "ingress": [{"ports": [{"port": 443}]}], "egress": []}
        },
        "every address but some": {
            "spec": {
                "podSelector": {},
                "ingress": [{"from": [{"ipBlock": {"cidr": "0.0.0.0/0", "except": ["10.0.0.0/8"]}}]}],
            }
        },
    },
    failing={
        "everyone": {"spec": {"podSelector": {}, "ingress": [{}]}},
        "everywhere": {"spec": {"podSelector": {}, "egress": [{}]}},
        "everyone, on a port without a number": {
            "spec": {"podSelector": {}, "ingress": [{"ports": [{"protocol": "UDP"}]}]}
        },
        "everyone, on every port": {
            "spec": {"podSelector": {}, "ingress": [{"ports": [{"port": 1, "endPort": 65535}]}]}
        },
        "everywhere, on nearly every port of one protocol": {
            "spec": {
                "podSelector": {},
                "egress": [{"ports": [{"port": 443}, {"protocol": "SCTP", "port": 53, "endPort": 65535}]}],
            }
        },
        "everywhere, on a port of every protocol": {
            "spec": {"podSelector": {}, "egress": [{"ports": [{"protocol": "TCP"}, {"protocol": "UDP"}]}]}
        },
        "every namespace": {"spec": {"podSelector": {}, "ingress": [{"from": [{"namespaceSelector": {}}]}]}},
        "every namespace, as it has a name": {
            "spec": {
                "podSelector": {},
                "ingress": [
                    {
                        "from": [
                            {
                                "namespaceSelector": {
                                    "matchExpressions": [{"key": NAME_OF_NAMESPACE, "operator": "Exists"}]
                                }
                            }
                        ]
                    }
                ],
            }
        },
        "every pod of every namespace": {
            "spec": {"podSelector": {}, "ingress": [{"from": [{"namespaceSelector": {}, "podSelector": {}}]}]}
        },
        "every address": {"spec": {"podSelector": {}, "ingress": [{"from": [{"ipBlock": {"cidr": "0.0.0.0/0"}}]}]}},
        "every address of IPv6": {"spec": {"podSelector": {}, "ingress": [{"from": [{"ipBlock": {"cidr": "::/0"}}]}]}},
        "every address, and one that is unknown": {
            "spec": {
                "podSelector": {},
                "ingress": [{"from": [{"ipBlock": {"cidr": "0.0.0.0/0"}}, {"ipBlock": {"cidr": UNKNOWN}}]}],
            }
        },
        "every address in two halves": {
            "spec": {
                "podSelector": {},
                "ingress": [{"from": [{"ipBlock": {"cidr": "0.0.0.0/1"}}, {"ipBlock": {"cidr": "128.0.0.0/1"}}]}],
            }
        },
    },
)
