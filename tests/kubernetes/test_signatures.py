"""The API server takes what verifies signatures as it is, under the admission policies that hold for everybody."""

import asyncio
import time

import pytest
from pulumi import Output

from components.admission.examples import OPERATORS, REGISTRY
from components.kubernetes.manifest import Manifest
from components.signatures import ratify
from components.signatures.definitions import API, KINDS, PLURALS, definitions
from components.signatures.trust import Signing, Surroundings, provider, trust
from simulator.kubernetes.client import Client
from simulator.kubernetes.errors import NoSuchKindError, RefusedError
from tests.cluster import Cluster
from tests.components.settings_values import TIMESTAMP_ROOT

SIGNING: Signing = {
    "certificates": ["pipeline"],
    "identities": ["C=NL, ST=Utrecht, O=Example, CN=pipeline"],
    "image": f"platform/ratify:v1.4.6@sha256:{'0123456789abcdef' * 4}",
    "timestamp_root": TIMESTAMP_ROOT,
    "revocation_hosts": ["crl.example.com"],
}
AROUND: Surroundings = {
    "login_server": REGISTRY,
    "vault_name": "kva",
    "client_id": "8f14e45f-ceea-467f-9d1b-2b6a0f6f3c11",
    "tenant_id": "b8c1e2f3-47a6-4d95-8e0b-6f2a3c9d7e14",
}


STARTING = "storage is (re)initializing"


def manifests() -> list[Manifest]:
    """Return everything in the order in which it is made, with the outputs in it resolved."""

    async def resolved() -> list[Manifest]:
        made = [
            *definitions(),
            ratify.namespace("1.35"),
            provider(ratify.NAMESPACE, ratify.NAMESPACE),
            *ratify.contents(SIGNING, AROUND),
            *trust(SIGNING, AROUND),
        ]
        whole: list[Manifest] = await Output.from_input(made).future()  # type: ignore[assignment]  # nothing is unknown
        return whole

    return asyncio.run(resolved())


def apply(client: Client, manifest: Manifest) -> None:
    """Apply strictly; a kind that was defined a moment ago may take one more until the server keeps its objects."""
    deadline = time.monotonic() + 10
    while True:
        try:
            client.apply(manifest)
        except (NoSuchKindError, RefusedError) as refusal:
            if isinstance(refusal, RefusedError) and STARTING not in str(refusal):
                raise
            assert time.monotonic() < deadline, "the server does not serve what was defined"
            time.sleep(0.05)
        else:
            return


@pytest.fixture(scope="module")
def operator(guarded_cluster: Cluster) -> Client:
    """Return a client of somebody who operates the platform, after everything is in the cluster."""
    client = guarded_cluster.client("operator", ["system:authenticated", OPERATORS])
    for manifest in manifests():
        apply(client, manifest)
    deadline = time.monotonic() + 10
    while not all(served(client, plural) for plural in PLURALS):
        assert time.monotonic() < deadline, "the server does not serve what was defined"
        time.sleep(0.05)
    return client


def served(client: Client, plural: str) -> bool:
    """Tell whether the server keeps objects of a kind already."""
    try:
        client.request("GET", f"/apis/{API}/{plural}")
    except RefusedError:
        return False
    return True


def test_admission_takes_everything(operator: Client) -> None:
    """Policies and Pod Security hold in its namespace, too; only a token for the API server is exempt."""
    labels = operator.read(ratify.namespace("1.35"))
    assert labels
    exempt = [key for key in labels["metadata"]["labels"] if key.startswith("exempt.hardened-aks/")]
    (deployment,) = [one for one in manifests() if one["kind"] == "Deployment"]
    template = deployment["spec"]["template"]
    pod = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "ratify", "namespace": ratify.NAMESPACE}}

    assert exempt == ["exempt.hardened-aks/k8s-automount-sa-token-off"]
    assert operator.create({**pod, "spec": template["spec"]}, dry_run=True)


def test_a_team_cannot_change_whom_the_cluster_believes(guarded_cluster: Cluster, operator: Client) -> None:
    """Neither the trust policy nor the certificates are of its namespace."""
    team = guarded_cluster.client("somebody", ["system:authenticated"])

    for manifest in trust_only():
        assert operator.read(manifest)
        with pytest.raises(RefusedError, match="cannot patch resource"):
            team.apply(manifest)


def trust_only() -> list[Manifest]:
    """Return what Ratify is told."""
    return [one for one in manifests() if one["kind"] in KINDS]


@pytest.mark.parametrize(("kind", "field"), [("Verifier", "trustPolicy"), ("KeyManagementProvider", "interval")])
def test_what_ratify_does_not_know_is_refused(operator: Client, kind: str, field: str) -> None:
    """A definition without a schema would take a misspelt field, and nobody would be believed."""
    manifest = next(one for one in trust_only() if one["kind"] == kind)

    with pytest.raises(RefusedError, match=f"field not declared in schema|unknown field.*{field}"):
        operator.apply({**manifest, "spec": {**manifest["spec"], field: "1h"}}, dry_run=True)


def test_ratify_may_do_its_work_and_no_more(guarded_cluster: Cluster, operator: Client) -> None:
    """It takes orders, keeps its own certificate, and reads no secret of anybody else."""
    assert operator.read(ratify.namespace("1.35"))
    account = guarded_cluster.client(
        f"system:serviceaccount:{ratify.NAMESPACE}:{ratify.NAMESPACE}", ["system:authenticated"]
    )
    orders = f"/apis/{API}"

    assert [one["metadata"]["name"] for one in account.request("GET", f"{orders}/verifiers")["items"]] == ["notation"]
    assert account.request("GET", f"{orders}/namespacedstores")["items"] == []
    assert account.request("GET", "/api/v1/namespaces/ratify/secrets")["items"]
    for path in ("/api/v1/secrets", "/api/v1/namespaces/default/secrets", "/api/v1/pods"):
        with pytest.raises(RefusedError, match="cannot list resource"):
            account.request("GET", path)
