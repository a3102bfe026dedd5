"""A cluster under admission policies, and requests that it judges."""

import time
from typing import Any

from pulumi import Output

from components.admission.catalog import catalog
from components.admission.examples import IMAGE, OPERATORS, REGISTRY, SUFFIX, TEAM
from components.admission.exemption import label
from components.admission.policy import Example
from components.admission.rendering import Mode, Parameters, binding, policy
from simulator.kubernetes.errors import RefusedError
from tests.cluster import Cluster

PARAMETERS: Parameters = {
    "login_server": REGISTRY,
    "host_suffixes": [SUFFIX],
    "operators": [OPERATORS],
    "spared_namespaces": ["kube-system"],
}
DEBUGGING = "ephemeralcontainers"
JUDGED = TEAM
"""A namespace in which every policy holds."""


def known(value: Any) -> Any:
    """Return a manifest with the outputs in it resolved, as the provider sees it."""
    if isinstance(value, Output):
        return f"'{REGISTRY}/'"
    if isinstance(value, dict):
        return {key: known(one) for key, one in value.items()}
    return [known(one) for one in value] if isinstance(value, list) else value


def namespace(name: str, **labels: str) -> dict[str, Any]:
    """Return a namespace whose pods Pod Security leaves alone, so that the policies speak."""
    given = {"pod-security.kubernetes.io/enforce": "privileged", **labels}
    return {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name, "labels": given}}


def alone(name: str) -> str:
    """Return the namespace in which only one policy holds."""
    return f"only-{name}"


def install(cluster: Cluster) -> None:
    """Put every policy in force, make the namespaces that examples are tried in, and wait until refusals come."""
    admin = cluster.client()
    for name in (JUDGED, *map(alone, catalog())):
        admin.apply(namespace(name, **{label(one): "true" for one in catalog() if name not in (JUDGED, alone(one))}))
    for name in ("default", JUDGED, *map(alone, catalog())):
        account = {"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": "shop", "namespace": name}}
        admin.apply(account)
    api = "rbac.authorization.k8s.io"
    for group in ("people", OPERATORS):
        # Whoever asks may do everything, so that only admission says no.
        admin.apply(
            {
                "apiVersion": f"{api}/v1",
                "kind": "ClusterRoleBinding",
                "metadata": {"name": f"test-{group}"},
                "roleRef": {"apiGroup": api, "kind": "ClusterRole", "name": "cluster-admin"},
                "subjects": [{"apiGroup": api, "kind": "Group", "name": group}],
            }
        )
    for name, wanted in catalog().items():
        admin.apply(known(policy(name, wanted, PARAMETERS)))
        admin.apply(known(binding(name, wanted, Mode.DENY, PARAMETERS)))
    deadline = time.monotonic() + 30
    while waiting := [
        name for name, wanted in catalog().items() if not refused_already(cluster, name, wanted.failing[0])
    ]:
        assert time.monotonic() < deadline, f"not in force after 30 s: {waiting}"
        time.sleep(0.1)


def refused_already(cluster: Cluster, name: str, example: Example) -> bool:
    """Tell whether a policy is in force; advice never refuses and is ready with the others."""
    return not name_refuses(name) or name in verdict(cluster, example, alone(name))


def name_refuses(name: str) -> bool:
    """Tell whether a policy refuses anything."""
    return catalog()[name].force.value != "advice"


def verdict(cluster: Cluster, example: Example, where: str) -> str:
    """Return why the server refuses an example in a namespace, empty when it does not."""
    groups = ["system:authenticated", "people", *example.groups]
    client = cluster.client("somebody", groups) if example.groups else cluster.client()
    metadata = example.manifest["metadata"]
    placed = {"namespace": metadata.get("namespace", where)}
    body = {**example.manifest, "metadata": {**metadata, **placed}}
    try:
        if example.connect:
            path = f"{client.path(body, metadata['name'])}/{example.connect}"
            if example.connect == DEBUGGING:
                added = {"spec": {"ephemeralContainers": [{"name": "debug", "image": IMAGE}]}}
                client.request("PATCH", path, added, {"dryRun": "All"}, "application/strategic-merge-patch+json")
            else:
                command = {"exec": "?command=id&stdout=true", "attach": "?stdout=true", "portforward": "?ports=80"}
                client.request("POST", f"{path}{command.get(example.connect, '')}")
        else:
            client.create(body, dry_run=True)
    except RefusedError as refusal:
        return str(refusal)
    return ""
