"""A cluster must be able to enforce network policies."""

from guardrails.checks import is_automatic, must_be, must_be_one_of
from guardrails.frameworks import checkov, cis_aks, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import MANAGED_CLUSTER


def check(cluster: Props) -> Problems:
    """Cilium enforces its policies in its own data plane only."""
    policy = cluster.text("networkProfile.networkPolicy")
    if policy or not is_automatic(cluster):
        yield from must_be_one_of("networkProfile.networkPolicy", ("azure", "calico", "cilium"))(cluster)
    if policy.lower() == "cilium":
        yield from must_be("networkProfile.networkDataplane", "cilium")(cluster)


GUARDRAIL = Guardrail(
    title="A network policy engine is on",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.HIGH,
    why="Without an engine Kubernetes accepts NetworkPolicy objects and ignores them: every pod reaches every other.",
    fix='Set network_policy to "cilium" with network_dataplane="cilium" (or to "calico") in network_profile; '
    "an existing cluster renews all its nodes then.",
    link="https://learn.microsoft.com/azure/aks/use-network-policies",
    absent="Azure installs no engine, so absent fails; AKS Automatic takes Cilium and passes.",
    requirements=("001-15", "003-1", "004-6"),
    controls=(
        cis_aks("5.4.4"),
        cis_aks("4.4.2"),
        mcsb("NS-1"),
        checkov("CKV_AZURE_7"),
        psrule("Azure.AKS.NetworkPolicy"),
    ),
    check=check,
    passing={
        "Cilium on its data plane": {"networkProfile": {"networkPolicy": "cilium", "networkDataplane": "cilium"}},
        "Calico": {"networkProfile": {"networkPolicy": "calico"}},
        "AKS Automatic takes Cilium": {"sku": {"name": "Automatic", "tier": "Standard"}},
        "Azure's own engine": {"networkProfile": {"networkPolicy": "azure"}},
    },
    failing={
        "no engine": {"networkProfile": {"networkPolicy": "none"}},
        "Cilium without its data plane": {"networkProfile": {"networkPolicy": "cilium", "networkDataplane": "azure"}},
        "Cilium with the data plane left at Azure's default": {"networkProfile": {"networkPolicy": "cilium"}},
        "there is no network profile": {},
        "AKS Automatic without an engine": {"sku": {"name": "Automatic"}, "networkProfile": {"networkPolicy": "none"}},
    },
)
