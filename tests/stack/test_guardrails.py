"""Break a thing: the preview fails and names the guardrail, the resource and the fix."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from guardrails.catalog import catalog

from tests.engine import Engine
from tests.stack.conftest import PACK


@dataclass(frozen=True)
class Break:
    """One edit of one component, and what must come of it."""

    guardrail: str
    resource: str
    file: str
    good: str
    bad: str


BREAKS = [
    Break(
        "acr-admin-user-disabled",
        "registry",
        "registry/registry",
        '"admin_user_enabled": False',
        '"admin_user_enabled": True',
    ),
    Break(
        "acr-anonymous-pull-disabled", "registry", "registry/registry", 'pull_enabled": False', 'pull_enabled": True'
    ),
    Break(
        "acr-public-network-disabled",
        "registry",
        "registry/registry",
        "PublicNetworkAccess.DISABLED",
        "PublicNetworkAccess.ENABLED",
    ),
    Break(
        "acr-cmk-identity-has-crypto-role",
        "registry",
        "registry/registry",
        "Role.KEY_VAULT_CRYPTO_SERVICE_ENCRYPTION_USER",
        "Role.ACR_PULL",
    ),
    Break("acr-private-endpoint", "registry", "platform/stamp", '"group_id": "registry"', '"group_id": "vault"'),
    Break(
        "acr-diagnostics",
        "registry",
        "registry/registry",
        'registry.id,\n                "workspace_id',
        'args["vault_id"],\n                "workspace_id',
    ),
    Break(
        "acr-pull-role-for-kubelet",
        "cluster",
        "cluster/cluster_identities",
        'grant(kubelet, "pull", pull',
        'grant(kubelet, "pull", Role.MANAGED_IDENTITY_OPERATOR',
    ),
    Break(
        "kv-purge-protection",
        "vault",
        "keys/key_vault",
        '"enable_purge_protection": True',
        '"enable_purge_protection": None',
    ),
    Break(
        "kv-rbac-authorization",
        "vault",
        "keys/key_vault",
        '"enable_rbac_authorization": True',
        '"enable_rbac_authorization": False',
    ),
    Break(
        "kv-public-network-disabled",
        "vault",
        "keys/key_vault",
        '"public_network_access": "Disabled"',
        '"public_network_access": "Enabled"',
    ),
    Break(
        "aks-local-accounts-disabled",
        "cluster",
        "cluster/cluster",
        "disable_local_accounts=True",
        "disable_local_accounts=False",
    ),
    Break(
        "aks-api-server-restricted",
        "cluster",
        "cluster/cluster",
        '"enable_private_cluster": True',
        '"enable_private_cluster": False',
    ),
    Break(
        "aks-run-command-disabled",
        "cluster",
        "cluster/cluster",
        '"disable_run_command": True',
        '"disable_run_command": False',
    ),
    Break(
        "aks-azure-policy-addon",
        "cluster",
        "cluster/cluster",
        '"azurepolicy": {"enabled": True',
        '"azurepolicy": {"enabled": False',
    ),
    Break("aks-diagnostics-audit", "cluster", "cluster/cluster", '"kube-audit-admin"', '"kube-scheduler"'),
    Break(
        "aks-pool-encryption-at-host",
        "cluster",
        "cluster/node_hardening",
        '"enable_encryption_at_host": True',
        '"enable_encryption_at_host": False',
    ),
    Break(
        "st-no-public-blob",
        "flow-logs",
        "storage/blob_store",
        "allow_blob_public_access=False",
        "allow_blob_public_access=True",
    ),
    Break("subnet-has-nsg", "network-nodes", "network/subnet", 'network_security_group={"id": group.id},\n', ""),
    Break(
        "subnet-private-no-default-outbound",
        "network-nodes",
        "network/subnet",
        'default_outbound_access=None if "azure_name" in args else False',
        "default_outbound_access=True",
    ),
    Break(
        "nsg-no-any-inbound",
        "network-nodes",
        "network/security_rules",
        'CONNECTED, "destinations": [str(plan.nodes)]',
        '["Internet"], "destinations": [str(plan.nodes)]',
    ),
    Break(
        "privatedns-zone-linked",
        "network-vaults",
        "network/private_dns_zone",
        "private_zone_name=zone.name",
        'private_zone_name="another"',
    ),
]


FIRST = "acr-cmk-identity-has-crypto-role"
"""Broken alone: a vault without Azure RBAC, which is broken beside it, would leave it nothing to judge."""


@pytest.mark.engine
@pytest.mark.parametrize(
    "broken",
    [
        [one for one in BREAKS if one.guardrail == FIRST],
        [one for one in BREAKS if one.guardrail != FIRST],
    ],
    ids=["one", "all-others"],
)
def test_a_broken_stack_is_refused_by_name(engine: Engine, copied_project: Path, broken: list[Break]) -> None:
    for one in broken:
        component = copied_project / "components" / f"{one.file}.py"
        text = component.read_text()
        assert one.good in text, f"{one.file}.py no longer holds {one.good!r}"
        component.write_text(text.replace(one.good, one.bad))

    run = engine.preview(copied_project, "dev", policy_packs=[PACK], check=False)

    assert run.exit_code != 0
    assert "Traceback" not in run.output
    found = {
        (one["policyName"], one["resourceUrn"].rsplit("::", 1)[-1]): one["message"]
        for one in run.violations
        if one["enforcementLevel"] == "mandatory"
    }
    assert not [one for one in broken if (one.guardrail, one.resource) not in found]
    explained = {guardrail.name: guardrail for guardrail in catalog()}
    for one in broken:
        message, guardrail = found[one.guardrail, one.resource], explained[one.guardrail]
        assert guardrail.fix in message
        assert guardrail.link in message
