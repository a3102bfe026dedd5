"""Cilium's policies: whom their rules mean, whom they let through, what they close. Shared by the guardrails on them.

A policy has one rule in `spec`, or several in `specs`; each has what comes in and what goes out.
Source: https://docs.cilium.io/en/stable/security/policy/.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, Final

from guardrails.checks import Check, is_present, number, together
from guardrails.kinds import CLUSTERWIDE_CILIUM_POLICY
from guardrails.network_policies import PROTOCOLS, are_for_names, holds_metadata_port
from guardrails.pods import pod_of
from guardrails.props import Problems, Props, Texts, all_of, any_of, decided
from guardrails.reach import covers_most_ports
from guardrails.selectors import is_empty_selector, same_namespace, selects, stands_in
from guardrails.stack import Resource

_OTHER_THAN_PEERS: Final = {"authentication", "toPorts"}
"""What a rule says of the traffic; all else says from whom or to whom it is."""
_NOBODY_IF_EMPTY: Final = ("Endpoints", "Nodes", "Entities", "CIDR", "CIDRSet")
"""Ends of the names of lists that mean nobody when they are empty: cilium/cilium, mergeEndpointSelectors."""
WORLD_IPV4: Final = frozenset({"world", "world-ipv4"})
"""Entities that hold every address of IPv4; where there are both kinds, each has its own."""
EVERYWHERE: Final = WORLD_IPV4 | {"all", "world-ipv6"}
"""Entities that hold every address of one kind at least."""
NAME_OF_NAMESPACE: Final = "io.kubernetes.pod.namespace"
_OF_NAMESPACE: Final = "io.cilium.k8s.namespace.labels."
"""What Cilium puts before the labels of a pod's namespace."""


def each_rule(check: Check) -> Check:
    """The check holds of every rule of a policy."""

    def judge(policy: Props) -> Problems:
        yield from decided(policy.each_within, "spec", check)
        yield from policy.each("specs", check)

    return judge


def means_all_pods(rule: Props) -> bool:
    """Tell whether a rule is for every pod of a namespace, or of several; one for nodes is not. Raises as `all_of`."""
    return all_of(
        lambda: rule.get("nodeSelector") is None,
        lambda: all(map(_is_of_namespace, rule.names("endpointSelector.matchLabels"))),
        lambda: all(_is_of_namespace(one.text("key")) for one in rule.objects("endpointSelector.matchExpressions")),
    )


def names_nobody(rule: Props) -> bool:
    """Tell whether a rule is for everyone by naming ports alone; one that names nothing is for nobody."""
    return rule.has("toPorts") and not any(
        rule.has(name) or (rule.raw[name] == [] and name.endswith(_NOBODY_IF_EMPTY))
        for name in rule.names("")
        if name not in _OTHER_THAN_PEERS
    )


def is_every_namespace(endpoints: Props) -> bool:
    """Tell whether a selector of peers asks for a namespace, whichever, and nothing else; raises as `get`."""
    return not endpoints.names("matchLabels") and all(
        one.get("operator") == "Exists" and _plain(one.text("key")) == NAME_OF_NAMESPACE
        for one in endpoints.objects("matchExpressions")
    )


def opens_every_port(rule: Props) -> bool:
    """Tell whether a rule keeps no port out: it lists none, or nearly all of one protocol. Raises as `any_of`."""
    return not is_present(rule, "icmps") and (
        not is_present(rule, "toPorts")
        or any_of(*(partial(together, _ports(rule, one), covers_most_ports) for one in PROTOCOLS))
    )


def opens_metadata(rule: Props) -> bool:
    """Tell whether a rule opens the port of the metadata service; raises as `together`."""
    return not is_present(rule, "icmps") and (
        not is_present(rule, "toPorts") or together(_ports(rule, "TCP"), holds_metadata_port)
    )


def closes(policy: Resource, namespace: Resource, way: str) -> bool:
    """Tell whether a policy closes a whole namespace one way; names may still be resolved. Raises as `any_of`."""
    return any_of(
        *(
            partial(
                all_of,
                partial(_means_namespace, policy, rule, namespace),
                partial(_denies, rule, way),
            )
            for rule in _rules(policy)
        )
    )


def means_pod(policy: Resource, workload: Resource, namespace: Resource) -> bool:
    """Tell whether a policy is for the pods of a workload, which stands in the namespace; raises as `any_of`."""
    return all_of(
        lambda: policy.token == CLUSTERWIDE_CILIUM_POLICY or same_namespace(policy, workload),
        lambda: any_of(
            *(
                partial(_selects, rule, {**_labels(pod_of(workload)), **_of_namespace(namespace)})
                for rule in _rules(policy)
            )
        ),
    )


def _means_namespace(policy: Resource, rule: Props, namespace: Resource) -> bool:
    if policy.token == CLUSTERWIDE_CILIUM_POLICY:
        return means_all_pods(rule) and _selects(rule, _of_namespace(namespace))
    return all_of(
        lambda: stands_in(policy, namespace),
        lambda: is_empty_selector(rule, "endpointSelector"),
    )


def _denies(rule: Props, way: str) -> bool:
    """Rules of a way close it, unless told otherwise; those that name nothing open nothing."""
    told = rule.get(f"enableDefaultDeny.{way}")
    shut = rule.has(way) or rule.has(f"{way}Deny") if told is None else told is True
    return shut and all((way == "egress" and _is_dns(one)) or _opens_nothing(one) for one in rule.objects(way))


def _opens_nothing(rule: Props) -> bool:
    return not any(rule.has(name) for name in rule.names(""))


def _is_dns(rule: Props) -> bool:
    return are_for_names([port for entry in rule.objects("toPorts") for port in entry.objects("ports")])


def _rules(policy: Resource) -> Iterator[Props]:
    spec = policy.get("spec")
    yield from [spec] if isinstance(spec, Props) else []
    yield from policy.objects("specs")


def _ports(rule: Props, protocol: str) -> Texts:
    """Yield the ports of the protocol; 0 is every one of it."""

    def of_port(port: Props) -> Texts:
        if port.text("protocol").upper() in {protocol, "ANY", ""}:
            first = port.text("port")
            yield "*" if first == "0" else f"{first}-{number(port, 'endPort') or first}"

    return rule.each("toPorts", lambda entry: entry.each("ports", of_port))


def _selects(rule: Props, labels: Mapping[str, Any]) -> bool:
    selector = rule.get("endpointSelector")
    return isinstance(selector, Props) and selects(
        Props(_with_plain_keys(selector.raw), selector.path), Props({"metadata": {"labels": labels}})
    )


def _labels(pod: Props) -> Mapping[str, Any]:
    labels = pod.get("metadata.labels")
    return labels.raw if isinstance(labels, Props) else {}


def _of_namespace(namespace: Resource) -> Mapping[str, Any]:
    own = {f"{_OF_NAMESPACE}{key}": value for key, value in _labels(namespace).items()}
    return {**own, NAME_OF_NAMESPACE: namespace.text("metadata.name")}


def _is_of_namespace(key: str) -> bool:
    return _plain(key) == NAME_OF_NAMESPACE or _plain(key).startswith(_OF_NAMESPACE)


def _plain(key: str) -> str:
    """Return a label's name without the source that Cilium takes before it."""
    return key.removeprefix("k8s:").removeprefix("any:")


def _with_plain_keys(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {
            _plain(key): _plain(one) if isinstance(one, str) else _with_plain_keys(one) for key, one in value.items()
        }
    return [_with_plain_keys(one) for one in value] if isinstance(value, list) else value
