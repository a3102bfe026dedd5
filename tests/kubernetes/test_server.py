"""The API server of a test run: real admission, real controllers, and clients for whoever a test wants to be."""

import time

import pytest

from simulator.kubernetes.client import Client, Object
from simulator.kubernetes.errors import NoSuchKindError, RefusedError
from tests.cluster import Cluster
from tests.toolchain.test_own_security import listening, mode


def configmap(namespace: str, **data: str) -> Object:
    return {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "some", "namespace": namespace}, "data": data}


@pytest.fixture(scope="module")
def namespace(cluster: Cluster) -> str:
    """Return a namespace in which Pod Security enforces `restricted`."""
    labels = {"pod-security.kubernetes.io/enforce": "restricted"}
    body = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "server-tests", "labels": labels}}
    cluster.client().apply(body)
    return "server-tests"


def eventually(client: Client, body: Object) -> Object:
    end = time.monotonic() + 20
    while not (found := client.read(body)):
        assert time.monotonic() < end, f"{body} does not appear"
        time.sleep(0.05)
    return found


def test_it_is_the_release_that_is_built(cluster: Cluster) -> None:
    version = cluster.client().request("GET", "/version")

    assert (version["gitVersion"], version["major"], version["minor"]) == ("v1.35.4", "1", "35")


def test_pod_security_is_the_real_one(cluster: Cluster, namespace: str) -> None:
    pod = {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "bad", "namespace": namespace},
        "spec": {"containers": [{"name": "c", "image": "nginx", "securityContext": {"privileged": True}}]},
    }

    with pytest.raises(RefusedError, match=r'violates PodSecurity "restricted:latest": privileged') as refused:
        cluster.client().create(pod, dry_run=True)
    assert (refused.value.code, refused.value.reason) == (403, "Forbidden")


def test_an_unknown_field_is_refused(cluster: Cluster, namespace: str) -> None:
    with pytest.raises(RefusedError, match='unknown field "dta"'):
        cluster.client().create({**configmap(namespace), "dta": {}}, dry_run=True)


def test_controllers_make_the_default_service_account_and_end_a_namespace(cluster: Cluster) -> None:
    client = cluster.client()
    namespace = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "short-lived"}}
    client.create(namespace)
    eventually(
        client,
        {"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": "default"} | {"namespace": "short-lived"}},
    )

    assert client.delete(namespace)
    end = time.monotonic() + 30
    while client.read(namespace):
        assert time.monotonic() < end, "the namespace does not go"
        time.sleep(0.1)
    assert not client.delete(namespace)


def test_somebody_else_may_do_what_their_group_may(cluster: Cluster, namespace: str) -> None:
    group = "11111111-2222-3333-4444-555555555555"
    in_namespace = {"name": "reader", "namespace": namespace}
    rbac = "rbac.authorization.k8s.io"
    rules = [{"apiGroups": [""], "resources": ["configmaps"], "verbs": ["get"]}]
    reference = {"apiGroup": rbac, "kind": "Role", "name": "reader"}
    subjects = [{"apiGroup": rbac, "kind": "Group", "name": group}]
    admin = cluster.client()
    admin.apply({"apiVersion": f"{rbac}/v1", "kind": "Role", "metadata": in_namespace, "rules": rules})
    admin.apply(
        {"apiVersion": f"{rbac}/v1", "kind": "RoleBinding", "metadata": in_namespace, "roleRef": reference}
        | {"subjects": subjects}
    )
    developer = cluster.client(user="dev@example.com", groups=[group, "system:authenticated"])
    stranger = cluster.client(user="dev@example.com", groups=["system:authenticated"])
    admin.apply(configmap(namespace, key="value"))

    assert eventually(developer, configmap(namespace))["data"] == {"key": "value"}
    with pytest.raises(RefusedError, match=r'User "dev@example\.com" cannot delete resource "configmaps"'):
        developer.delete(configmap(namespace))
    with pytest.raises(RefusedError, match="cannot get resource"):
        stranger.read(configmap(namespace))


@pytest.mark.parametrize(
    ("api_version", "kind"),
    [("cilium.io/v2", "CiliumNetworkPolicy"), ("secrets-store.csi.x-k8s.io/v1", "SecretProviderClass")],
)
def test_what_aks_add_ons_define_is_there(cluster: Cluster, namespace: str, api_version: str, kind: str) -> None:
    body = {"apiVersion": api_version, "kind": kind, "metadata": {"name": "some", "namespace": namespace}, "spec": {}}

    assert cluster.client().create(body, dry_run=True)["kind"] == kind
    with pytest.raises(RefusedError, match="unknown field"):
        cluster.client().create({**body, "spec": {"mistake": 1}}, dry_run=True)


def test_a_kind_that_nobody_defines_is_named(cluster: Cluster) -> None:
    with pytest.raises(NoSuchKindError, match=r"no kind Thing in example\.com/v1"):
        cluster.client().place("example.com/v1", "Thing")


def test_only_its_owner_reads_its_files(cluster: Cluster) -> None:
    assert cluster.folder.stat().st_mode & 0o077 == 0
    for name in ("kubeconfig", "tokens.csv", "credential.json", "pids"):
        assert (cluster.folder / name).stat().st_mode & 0o077 == 0, name


def test_nobody_gets_in_without_a_credential(cluster: Cluster) -> None:
    client = cluster.client()
    client._headers["Authorization"] = "Bearer wrong"

    with pytest.raises(RefusedError, match="Unauthorized"):
        client.request("GET", "/api")


def test_it_listens_to_this_machine_only_and_its_files_are_private(cluster: Cluster) -> None:
    pids = [int(pid) for pid in (cluster.folder / "pids").read_text("utf-8").split()]
    heard = {one for pid in pids for one in listening(pid)}

    assert heard <= {"127.0.0.1", "::1"}
    assert "127.0.0.1" in heard
    assert mode(cluster.folder) == mode(cluster.folder / "etcd") == "drwx------"
    for name in ("kubeconfig", "credential.json", "tokens.csv"):
        assert mode(cluster.folder / name) == "-rw-------"
