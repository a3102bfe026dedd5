"""The API server takes a team's objects as they are, and gives its people what the component says."""

from typing import Any

import pytest

from components.kubernetes.manifest import Manifest
from components.tenants.declaration import Declaration
from components.tenants.namespace import namespace
from components.tenants.quota import QUOTAS, QuotaClass
from components.tenants.team import TeamArgs, contents
from simulator.kubernetes.errors import RefusedError
from tests.cluster import Cluster
from toolchain.kubernetes_server import wait

TEAM: Declaration = {
    "name": "crew",
    "operators": "3b1f6c52-8d0e-4f7a-9c3b-2a5d7e9f1c04",
    "developers": "5c2e7d63-9e1f-4a8b-8d4c-3b6e8f0a2d15",
    "quota": QuotaClass.SMALL,
    "secrets": ["orders-database"],
    "egress_hosts": ["api.example.com", "*.example.org"],
    "exposed": True,
}
ARGS: TeamArgs = {
    "declaration": TEAM,
    "kubernetes_version": "1.35",
    "entrance": {"ipBlock": {"cidr": "10.20.0.0/20"}},
    "client_id": "8f14e45f-ceea-467f-9d1b-2b6a0f6f3c11",
    "tenant_id": "b8c1e2f3-47a6-4d95-8e0b-6f2a3c9d7e14",
    "vault_name": "kva",
    "protect_data": True,
}


SECURITY = {"allowPrivilegeEscalation": False, "capabilities": {"drop": ["ALL"]}, "runAsNonRoot": True}
POD: dict[str, Any] = {
    "apiVersion": "v1",
    "kind": "Pod",
    "metadata": {"name": "plain", "namespace": "crew"},
    "spec": {
        "serviceAccountName": "crew",
        "containers": [
            {
                "name": "main",
                "image": "example/app",
                "securityContext": {**SECURITY, "seccompProfile": {"type": "RuntimeDefault"}},
            }
        ],
    },
}
SYSTEM = ("system-cluster-critical", "system-node-critical")


@pytest.fixture(scope="module")
def team(cluster: Cluster) -> Cluster:
    """Return a cluster with the team in it: every object is applied strictly, so that no field is unknown."""
    admin = cluster.client()
    admin.apply(namespace(TEAM["name"], "1.35", kept=True))
    for manifest in contents(ARGS):
        admin.apply(manifest)
    in_force = wait(
        lambda: bool(
            refusal(cluster, claim("51Gi"))
            and refusal(cluster, urgent(SYSTEM[0]))
            and counted(cluster)
            and bounds(cluster)
            and permits(cluster)
        ),
        60,
    )
    assert in_force, "the server goes by lists of quotas, bounds and roles that come a moment later"
    return cluster


def refusal(cluster: Cluster, manifest: Manifest) -> str:
    """Return why an object is refused; empty where it would be taken."""
    try:
        cluster.client().create(manifest, dry_run=True)
    except RefusedError as error:
        return str(error)
    return ""


def counted(cluster: Cluster) -> bool:
    """Tell whether the server counts all that the team's quota bounds; a name that it does not know bounds nothing."""
    found: Manifest = cluster.client().request("GET", "/api/v1/namespaces/crew/resourcequotas/quota")
    used = found.get("status", {}).get("used", {})
    return bool(used.keys() == found["spec"]["hard"].keys())


def claim(storage: str) -> Manifest:
    """Return a claim of so much storage."""
    return {
        "apiVersion": "v1",
        "kind": "PersistentVolumeClaim",
        "metadata": {"name": "data", "namespace": "crew"},
        "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": storage}}},
    }


def urgent(priority: str) -> Manifest:
    """Return a pod of a priority."""
    return {**POD, "spec": {**POD["spec"], "priorityClassName": priority}}


def scratch(*limits: str) -> Manifest:
    """Return a pod whose containers may write so much to their node's disk."""
    (one,) = POD["spec"]["containers"]
    containers = [
        {**one, "name": f"c{index}", "resources": {"limits": {"ephemeral-storage": limit}}}
        for index, limit in enumerate(limits)
    ]
    return {**POD, "spec": {**POD["spec"], "containers": containers}}


def suspended(name: str) -> Manifest:
    """Return a job that never ends, since it never starts."""
    template = {"spec": {**POD["spec"], "restartPolicy": "Never"}}
    metadata = {"name": name, "namespace": "crew"}
    return {
        "apiVersion": "batch/v1",
        "kind": "Job",
        "metadata": metadata,
        "spec": {"suspend": True, "template": template},
    }


def service(name: str, **spec: object) -> Manifest:
    """Return a service of the team."""
    return {"apiVersion": "v1", "kind": "Service", "metadata": {"name": name, "namespace": "crew"}, "spec": spec}


def balancer(ports: int) -> Manifest:
    """Return a load balancer with so many ports."""
    opened = [{"name": f"p{port}", "port": port} for port in range(8000, 8000 + ports)]
    return service("balancer", type="LoadBalancer", ports=opened)


def headless(name: str) -> Manifest:
    """Return a service without an address of its own, which counts as well."""
    return service(name, clusterIP="None")


def bounds(cluster: Cluster) -> dict[str, Any]:
    """Return the resources of a pod that asks for none."""
    (container,) = cluster.client().create(POD, dry_run=True)["spec"]["containers"]
    found: dict[str, Any] = container["resources"]
    return found


def permits(cluster: Cluster) -> bool:
    """Tell whether the team's people may do what they may at least."""
    return all(allowed(cluster, TEAM[people], "list", "pods") for people in ("operators", "developers"))


def allowed(cluster: Cluster, group: str, verb: str, what: str) -> bool:
    """Ask the server whether a member of a group may do something in the team's namespace.

    Args:
        cluster: The server.
        group: Object id.
        verb: Such as patch.
        what: Resource with its subresource and, after a dot, its API group, such as pods/log or deployments.apps.

    """
    resource, _, api_group = what.partition(".")
    resource, _, subresource = resource.partition("/")
    attributes = {"verb": verb, "resource": resource, "group": api_group, "subresource": subresource}
    review: dict[str, Any] = {
        "apiVersion": "authorization.k8s.io/v1",
        "kind": "SubjectAccessReview",
        "spec": {"user": "somebody", "groups": [group], "resourceAttributes": {**attributes, "namespace": "crew"}},
    }
    path = "/apis/authorization.k8s.io/v1/subjectaccessreviews"
    answer: dict[str, Any] = cluster.client().request("POST", path, review)
    return bool(answer["status"]["allowed"])


@pytest.mark.parametrize(
    ("verb", "what", "operators", "developers"),
    [
        ("list", "pods", True, True),
        ("get", "pods/log", True, True),
        ("delete", "pods", True, False),
        ("create", "pods", False, False),
        ("create", "pods/exec", False, False),
        ("create", "pods/portforward", False, False),
        ("patch", "deployments.apps", True, False),
        ("get", "secrets", False, False),
        ("list", "secrets", False, False),
        ("create", "serviceaccounts/token", False, False),
        ("patch", "networkpolicies.networking.k8s.io", False, False),
        ("patch", "resourcequotas", False, False),
        ("create", "rolebindings.rbac.authorization.k8s.io", False, False),
        ("patch", "ciliumnetworkpolicies.cilium.io", False, False),
    ],
)
def test_groups_may_do_their_work_and_no_more(
    team: Cluster, verb: str, what: str, operators: bool, developers: bool
) -> None:
    """The answers are the server's own."""
    answers = [allowed(team, TEAM[who], verb, what) for who in ("operators", "developers")]

    assert answers == [operators, developers]


@pytest.mark.parametrize("group", ["operators", "developers"])
def test_teams_do_not_meet(team: Cluster, group: str) -> None:
    """A group has nothing to say in another namespace."""
    client = team.client("somebody", ["system:authenticated", TEAM[group]])  # type: ignore[literal-required]

    assert client.request("GET", "/api/v1/namespaces/crew/pods")["items"] == []
    with pytest.raises(RefusedError, match="cannot list resource"):
        client.request("GET", "/api/v1/namespaces/default/pods")


def test_quota_is_the_servers_to_keep(team: Cluster) -> None:
    """More than the team's share is refused, whoever asks."""
    assert "exceeded quota: quota, requested: requests.storage=51Gi" in refusal(team, claim("51Gi"))


def test_a_claim_is_no_smaller_than_its_disk(team: Cluster) -> None:
    """Two hundred of a byte each would pass, and be two hundred disks."""
    assert refusal(team, claim("1Gi")) == ""
    assert "minimum storage usage per PersistentVolumeClaim is 1Gi, but request is 1" in refusal(team, claim("1"))


def test_what_lies_in_etcd_has_an_end(team: Cluster) -> None:
    """Jobs that never start are counted as well as those that have ended."""
    admin = team.client()
    made = [admin.create(suspended(f"job-{number}")) for number in range(200)]

    try:
        assert "exceeded quota: quota, requested: count/jobs.batch=1" in refusal(team, suspended("another"))
    finally:
        for one in made:
            admin.delete(one)


def test_load_balancers_have_their_ports_and_no_more(team: Cluster) -> None:
    """Each is open on every node, where all teams share 2,768."""
    assert refusal(team, balancer(20)) == ""
    assert "exceeded quota: quota, requested: services.nodeports=21" in refusal(team, balancer(21))


def test_pods_leave_room_on_a_nodes_disk(team: Cluster) -> None:
    """For what others write, images and logs among it."""
    assert refusal(team, scratch("2Gi")) == ""
    assert "maximum ephemeral-storage usage per Container is 2Gi" in refusal(team, scratch("3Gi"))
    assert "exceeded quota: quota, requested: limits.ephemeral-storage=42Gi" in refusal(team, scratch(*["2Gi"] * 21))


def test_services_end_before_their_addresses(team: Cluster) -> None:
    """One team would take them from all."""
    admin = team.client()
    share = QUOTAS[TEAM["quota"]].services
    made = [admin.create(headless(f"web-{number}")) for number in range(share)]

    try:
        assert "exceeded quota: quota, requested: services=1" in refusal(team, headless("another"))
    finally:
        for one in made:
            admin.delete(one)


@pytest.mark.parametrize("priority", SYSTEM)
def test_no_pod_takes_the_priority_of_the_system(team: Cluster, priority: str) -> None:
    """It would drive other teams' pods from a node that is full."""
    assert "exceeded quota: no-system-priority, requested: pods=1" in refusal(team, urgent(priority))


def test_a_pod_that_asks_for_nothing_gets_bounds(team: Cluster) -> None:
    """Defaults of the namespace: requests and a memory limit, no limit for processors."""
    assert bounds(team) == {
        "requests": {"cpu": "100m", "memory": "128Mi", "ephemeral-storage": "64Mi"},
        "limits": {"memory": "256Mi", "ephemeral-storage": "1Gi"},
    }
    admitted = team.client().create(POD, dry_run=True)["spec"]
    assert "volumes" not in admitted, "the account mounts no token"
