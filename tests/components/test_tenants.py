"""A team's place: identity in Azure, namespace in the cluster, and nothing it did not declare."""

import pytest
import yaml

from components.admission.catalog import catalog
from components.identity.roles import Role
from components.kubernetes.access import ClusterAccess
from components.kubernetes.manifest import Manifest
from components.tenants.quota import QUOTAS, QuotaClass
from tests.components.recorder import TENANT, Recorder, Run
from tests.components.tenancy import BANK, SHOP, tenants

NETWORK_POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy"


def objects(recorder: Recorder, namespace: str) -> dict[tuple[str, str], Manifest]:
    """Return what lies in a namespace: (kind, name) -> object."""
    return {
        (r.inputs["kind"], r.inputs["metadata"]["name"]): dict(r.inputs)
        for r in recorder.registered
        if r.kind.startswith("kubernetes:") and r.inputs["metadata"].get("namespace") == namespace
    }


def test_namespace_is_restricted_and_pinned(run: Run) -> None:
    """All three modes of Pod Security, as of the cluster's own version."""
    labels = tenants(run).inputs("kubernetes:core/v1:Namespace", "shop")["metadata"]["labels"]

    assert {key: value for key, value in labels.items() if key.startswith("pod-security")} == {
        "pod-security.kubernetes.io/enforce": "restricted",
        "pod-security.kubernetes.io/enforce-version": "v1.36",
        "pod-security.kubernetes.io/audit": "restricted",
        "pod-security.kubernetes.io/audit-version": "v1.36",
        "pod-security.kubernetes.io/warn": "restricted",
        "pod-security.kubernetes.io/warn-version": "v1.36",
    }
    assert labels["hardened-aks/team"] == "shop"


@pytest.mark.parametrize("access", [ClusterAccess.DIRECT, ClusterAccess.RENDER])
@pytest.mark.parametrize("protected", [True, False])
def test_neither_pulumi_nor_flux_deletes_a_protected_namespace(
    protected: object,
    access: ClusterAccess,
    run: Run,
) -> None:
    """What lies in it may change and go."""
    recorder = tenants(run, access, SHOP, protect_data=protected)
    (home,) = (r for r in recorder.registered if r.kind == "kubernetes:core/v1:Namespace")
    annotations = {"kustomize.toolkit.fluxcd.io/prune": "disabled"}

    assert {r.urn for r in recorder.registered if r.protect} == ({home.urn} if protected else set())
    assert home.inputs["metadata"].get("annotations") == (annotations if protected else None)


@pytest.mark.parametrize("access", [ClusterAccess.DIRECT, ClusterAccess.RENDER])
def test_the_mesh_takes_mutual_tls_only(access: ClusterAccess, run: Run) -> None:
    """In the whole of it, for the add-on takes plain text, too; without the mesh there is nothing to say."""
    found = objects(tenants(run, access, mesh=True), "aks-istio-system")

    assert found["PeerAuthentication", "default"]["spec"] == {"mtls": {"mode": "STRICT"}}
    assert objects(tenants(run, access), "aks-istio-system") == {}


def test_everything_of_a_team_is_declared(run: Run) -> None:
    """A team without secrets, hosts and exposure has less."""
    recorder = tenants(run)
    always = {
        ("NetworkPolicy", "default-deny"),
        ("NetworkPolicy", "allow-dns"),
        ("NetworkPolicy", "allow-same-namespace"),
        ("CiliumNetworkPolicy", "allow-hosts"),
        ("ResourceQuota", "quota"),
        ("ResourceQuota", "no-system-priority"),
        ("LimitRange", "limits"),
        ("Role", "operators"),
        ("RoleBinding", "operators"),
        ("Role", "developers"),
        ("RoleBinding", "developers"),
    }

    assert objects(recorder, "bank").keys() == always | {("ServiceAccount", "bank")}
    assert objects(recorder, "shop").keys() == always | {
        ("ServiceAccount", "shop"),
        ("NetworkPolicy", "allow-clients"),
        ("SecretProviderClass", "vault"),
    }


def test_objects_come_after_their_namespace(run: Run) -> None:
    """And go before it."""
    recorder = tenants(run)
    inside = [
        r for r in recorder.registered if r.kind == NETWORK_POLICY and r.inputs["metadata"]["namespace"] == "shop"
    ]

    assert inside
    assert all("kubernetes:core/v1:Namespace::shop" in recorder.waits_for(r) for r in inside)


def test_nothing_comes_in_or_goes_out_undeclared(run: Run) -> None:
    """Names are resolved, the namespace talks to itself, clients reach what is exposed, hosts are named."""
    found = objects(tenants(run), "shop")
    spec = {name: manifest["spec"] for (kind, name), manifest in found.items() if kind == "NetworkPolicy"}
    hosts = found["CiliumNetworkPolicy", "allow-hosts"]["spec"]["egress"][1]

    assert spec["default-deny"] == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    assert [port["port"] for port in spec["allow-dns"]["egress"][0]["ports"]] == [53, 53]
    assert spec["allow-same-namespace"]["ingress"] == [{"from": [{"podSelector": {}}]}]
    assert spec["allow-clients"] == {
        "podSelector": {"matchLabels": {"hardened-aks/exposed": "true"}},
        "policyTypes": ["Ingress"],
        "ingress": [{"from": [{"ipBlock": {"cidr": "10.20.0.0/20"}}]}],
    }
    assert hosts["toFQDNs"] == [
        {"matchPattern": "*.example.org"},
        {"matchName": "api.example.com"},
        {"matchName": "login.microsoftonline.com"},
    ]
    assert hosts["toPorts"] == [{"ports": [{"port": "443", "protocol": "TCP"}]}]


def test_hosts_are_reached_at_their_port_and_no_other(run: Run) -> None:
    """A database's is not that of HTTPS; names of one port stand together."""
    asked = ["db.example.com:5432", "other.example.com:5432", "cache.example.com:6380", "api.example.com"]
    found = objects(tenants(run, ClusterAccess.DIRECT, {**BANK, "egress_hosts": asked}), "bank")
    _, *rules = found["CiliumNetworkPolicy", "allow-hosts"]["spec"]["egress"]

    assert {
        rule["toPorts"][0]["ports"][0]["port"]: [*(peer["matchName"] for peer in rule["toFQDNs"])] for rule in rules
    } == {
        "443": ["api.example.com", "login.microsoftonline.com"],
        "5432": ["db.example.com", "other.example.com"],
        "6380": ["cache.example.com"],
    }
    assert {one["protocol"] for rule in rules for to in rule["toPorts"] for one in to["ports"]} == {"TCP"}


@pytest.mark.parametrize("size", QuotaClass)
def test_share_is_bounded(run: Run, size: QuotaClass) -> None:
    """Every class bounds pods, memory, processors and disks, and gives containers defaults below its own limits."""
    found = objects(tenants(run, ClusterAccess.DIRECT, {**BANK, "quota": size}), "bank")
    hard = found["ResourceQuota", "quota"]["spec"]["hard"]
    container, claim = found["LimitRange", "limits"]["spec"]["limits"]

    assert hard["requests.cpu"] == str(QUOTAS[size].cpu)
    assert hard["limits.memory"] == f"{2 * QUOTAS[size].memory}Gi"
    assert (hard["pods"], hard["services"]) == (str(QUOTAS[size].pods), str(QUOTAS[size].services))
    assert (hard["services.loadbalancers"], hard["services.nodeports"]) == ("0", "0")
    assert hard["limits.ephemeral-storage"] == f"{2 * QUOTAS[size].pods}Gi"
    assert hard["requests.storage"] == f"{hard['persistentvolumeclaims']}Gi"
    assert claim == {"type": "PersistentVolumeClaim", "min": {"storage": "1Gi"}}
    assert container["max"] == dict.fromkeys(("memory", "ephemeral-storage"), f"{QUOTAS[size].largest}Gi")
    assert {"cpu", "memory", "ephemeral-storage"} <= container["defaultRequest"].keys()
    assert found["ResourceQuota", "no-system-priority"]["spec"]["hard"] == {"pods": "0"}


def test_groups_hold_the_roles(run: Run) -> None:
    """By the object ids that Entra tokens carry."""
    found = objects(tenants(run), "shop")

    for role in ("operators", "developers"):
        (subject,) = found["RoleBinding", role]["subjects"]
        assert (subject["kind"], subject["name"]) == ("Group", SHOP[role])
        assert found["RoleBinding", role]["roleRef"]["name"] == role


def test_workload_is_somebody_without_a_secret(run: Run) -> None:
    """The account is the identity's only federated subject, and holds no token for the API server."""
    recorder = tenants(run)
    account = objects(recorder, "shop")["ServiceAccount", "shop"]
    credential = recorder.inputs("azure-native:managedidentity:FederatedIdentityCredential", "team-shop")

    assert account["automountServiceAccountToken"] is False
    assert account["metadata"]["annotations"] == {
        "azure.workload.identity/client-id": "team-shop-client",
        "azure.workload.identity/tenant-id": TENANT,
    }
    assert (credential["issuer"], credential["subject"], credential["audiences"]) == (
        "https://oidc.example/",
        "system:serviceaccount:shop:shop",
        ["api://AzureADTokenExchange"],
    )


def test_secrets_are_granted_one_by_one(run: Run) -> None:
    """And mounted by the identity that holds the grants, which also sends telemetry."""
    recorder = tenants(run)
    grants = {
        (r.inputs["principalId"], Role(r.inputs["roleDefinitionId"].split("/")[-1]), r.inputs["scope"])
        for r in recorder.registered
        if r.kind == "azure-native:authorization:RoleAssignment"
    }
    parameters = objects(recorder, "shop")["SecretProviderClass", "vault"]["spec"]["parameters"]
    listed = [yaml.safe_load(one) for one in yaml.safe_load(parameters["objects"])["array"]]

    assert grants == {
        ("team-shop-principal", Role.KEY_VAULT_SECRETS_USER, "/kva/secrets/orders-db"),
        ("team-shop-principal", Role.KEY_VAULT_SECRETS_USER, "/kva/secrets/mail"),
        ("team-shop-principal", Role.MONITORING_METRICS_PUBLISHER, "/appi"),
        ("team-bank-principal", Role.MONITORING_METRICS_PUBLISHER, "/appi"),
    }
    assert listed == [{"objectName": name, "objectType": "secret"} for name in SHOP["secrets"]]
    assert (parameters["clientID"], parameters["keyvaultName"], parameters["tenantId"]) == (
        "team-shop-client",
        "kva",
        TENANT,
    )
    assert (parameters["usePodIdentity"], parameters["useVMManagedIdentity"]) == ("false", "false")


def test_admission_holds_every_policy(run: Run) -> None:
    """Each with its binding; a stack for development may leave out the one about shells."""
    kind = "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicy"

    def policies(recorder: Recorder) -> set[str]:
        return {r.name for r in recorder.registered if r.kind == kind}

    def bindings(recorder: Recorder) -> set[str]:
        return {r.inputs["spec"]["policyName"] for r in recorder.registered if r.kind == f"{kind}Binding"}

    everything, without_shells = tenants(run), tenants(run, allow_shells=True)
    assert policies(everything) == bindings(everything) == {*catalog()}
    assert policies(without_shells) == bindings(without_shells) == {*catalog()} - {"k8s-rbac-no-pod-exec"}
