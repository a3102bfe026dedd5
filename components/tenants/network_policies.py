"""Nothing comes in and nothing goes out, but names are resolved, and what the team declared gets through."""

from collections.abc import Mapping, Sequence

from pulumi import Input

from components.kubernetes.manifest import Manifest, metadata

EXPOSED = {"hardened-aks/exposed": "true"}
"""Label of the pods that clients outside the namespace may reach."""
SIGN_IN = "login.microsoftonline.com"
"""Where a workload trades its service account's token for one of Entra ID."""
HTTPS = 443
HTTP = 80
_DNS_PORT = 53


def address(host: str) -> tuple[str, int]:
    """Return the name of a host and the port it is reached at: that of HTTPS, unless `name:port` says another."""
    name, _, port = host.partition(":")
    return name, int(port or HTTPS)


def network_policies(
    namespace: str, hosts: Sequence[str], entrance: Manifest | None, authority: str = SIGN_IN
) -> list[Manifest]:
    """Return the policies of a namespace.

    Args:
        namespace: Where they hold.
        hosts: Names that pods may reach by HTTPS, or at the port behind a colon; `*.` in front for all directly below
            one.
        entrance: Peer of a network policy that may reach exposed pods; None where the team exposes nothing.
        authority: Host of Entra ID, which every team's identity needs.

    """
    reached: dict[int, list[dict[str, Input[str]]]] = {}
    for name, port in sorted({address(host) for host in (authority, *hosts)}):
        reached.setdefault(port, []).append(named(name))
    by_https = reached.pop(HTTPS)
    others = [at(port, names) for port, names in sorted(reached.items())]
    policies = [*closed(namespace), by_name(namespace, by_https, *others)]
    if entrance:
        policies.append(
            network_policy(
                "allow-clients",
                namespace,
                podSelector={"matchLabels": EXPOSED},
                policyTypes=["Ingress"],
                ingress=[{"from": [entrance]}],
            )
        )
    return policies


_RESOLVER: Manifest = {
    "namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "kube-system"}},
    "podSelector": {"matchLabels": {"k8s-app": "kube-dns"}},
}
_DNS = [{"protocol": protocol, "port": _DNS_PORT} for protocol in ("UDP", "TCP")]


def closed(namespace: str) -> list[Manifest]:
    """Return the policies that leave a namespace nothing but itself and the names of others."""
    return [
        network_policy("default-deny", namespace, policyTypes=["Ingress", "Egress"]),
        network_policy("allow-dns", namespace, policyTypes=["Egress"], egress=[{"to": [_RESOLVER], "ports": _DNS}]),
        network_policy(
            "allow-same-namespace",
            namespace,
            policyTypes=["Ingress", "Egress"],
            ingress=[{"from": [{"podSelector": {}}]}],
            egress=[{"to": [{"podSelector": {}}]}],
        ),
    ]


def network_policy(name: str, namespace: str, **spec: object) -> Manifest:
    """Return a network policy, for every pod unless told otherwise."""
    return {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "NetworkPolicy",
        "metadata": metadata(name, namespace),
        "spec": {"podSelector": {}, **spec},
    }


def by_name(namespace: str, names: Sequence[Mapping[str, Input[str]]], *egress: Manifest) -> Manifest:
    """Return the policy that lets pods reach hosts by HTTPS, and maybe more.

    A network policy knows addresses only; names are Cilium's, which must see how they are resolved.
    https://learn.microsoft.com/azure/aks/how-to-apply-fqdn-filtering-policies
    """
    resolver = {"k8s:io.kubernetes.pod.namespace": "kube-system", "k8s:k8s-app": "kube-dns"}
    return {
        "apiVersion": "cilium.io/v2",
        "kind": "CiliumNetworkPolicy",
        "metadata": metadata("allow-hosts", namespace),
        "spec": {
            "endpointSelector": {},
            "egress": [
                {
                    "toEndpoints": [{"matchLabels": resolver}],
                    "toPorts": [
                        {
                            "ports": [{"port": str(_DNS_PORT), "protocol": "ANY"}],
                            "rules": {"dns": [{"matchPattern": "*"}]},
                        }
                    ],
                },
                at(HTTPS, names),
                *egress,
            ],
        },
    }


def named(host: str) -> dict[str, Input[str]]:
    """Return a host as Cilium knows it, or all below one."""
    return {"matchPattern" if "*" in host else "matchName": host}


def at(port: int, names: Sequence[Mapping[str, Input[str]]]) -> Manifest:
    """Return the rule that lets pods reach hosts at one port."""
    return {"toFQDNs": [*names], "toPorts": [{"ports": [{"port": str(port), "protocol": "TCP"}]}]}
