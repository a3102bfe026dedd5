"""A cluster's nodes must be able to pull, and no more."""

from guardrails.examples import SUBSCRIPTION, ExampleResource, Output
from guardrails.frameworks import cis_aks, mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.links import any_role_granted
from guardrails.props import Problems, any_of, each_of, select
from guardrails.stack import Resource, Stack
from guardrails.subjects import IDENTITY, MANAGED_CLUSTER, REGISTRY, ROLE_ASSIGNMENT, VAULT

# Source of the ids: learn.microsoft.com/azure/role-based-access-control/built-in-roles
_PULL = "7f951dda-4ed3-4680-a7ca-43fe172d538d"  # AcrPull
_READ = "b93aa761-3e63-49ed-ac28-beffa264f7ac"  # Container Registry Repository Reader
_STRONGER = (
    "8311e382-0749-4cb8-b61a-304f252e45ec",  # AcrPush
    "2a1e307c-b015-4ebd-883e-5b7698a07328",  # Container Registry Repository Writer
    "2efddaa5-3f1f-4df3-97df-af3f13818f4c",  # Container Registry Repository Contributor
    "577a9874-89fd-4f24-9dbd-b5034d0ad23a",  # Container Registry Data Importer and Data Reader
    "c2f4ef07-c644-48eb-af81-4b1b4947fb11",  # AcrDelete
    "b24988ac-6180-42a0-ab88-20f7382dd24c",  # Contributor
    "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",  # Owner
)


def check(cluster: Resource, stack: Stack) -> Problems:
    """One of the stack's registries is enough; AKS makes the identity itself where the cluster names none.

    A registry honours one of the two roles, by its mode; a stronger one counts in each, since a mode is soon changed.
    What an identity of another stack may do is granted there: of it nothing is asked.
    """
    registries = list(stack.all(REGISTRY))
    if not registries:
        return

    def is_kubelet(identity: Resource) -> bool:
        return cluster.points_at("identityProfile", identity)

    def may_pull(identity: Resource) -> bool:
        return any_of(
            *(lambda one=one: any_role_granted(stack, (_honoured(one),), identity, [one]) for one in registries)
        )

    kubelets = select(stack.pointed_at(IDENTITY, cluster, "identityProfile"), is_kubelet)
    if not select(kubelets or [cluster], may_pull) and (kubelets or not _has_foreign_kubelet(cluster)):
        yield (
            "must have a RoleAssignment that gives its kubelet identity AcrPull on a registry, or Container Registry"
            " Repository Reader on one whose roleAssignmentMode is AbacRepositoryPermissions"
        )

    def may_write(kubelet: Resource) -> Problems:
        if any_role_granted(stack, _STRONGER, kubelet, registries):
            yield f"must not have a RoleAssignment that lets its kubelet identity {kubelet.name} write to a registry"

    yield from each_of(stack.pointed_at(IDENTITY, cluster, "identityProfile"), is_kubelet, may_write)


def _honoured(registry: Resource) -> str:
    by_repository = registry.text("roleAssignmentMode").lower() == "abacrepositorypermissions"
    return _READ if by_repository else _PULL


def _has_foreign_kubelet(cluster: Resource) -> bool:
    """Tell whether the cluster names a kubelet identity that is not of AKS's making, which lies beside the nodes."""
    identity = cluster.text("identityProfile.kubeletidentity.resourceId").lower()
    nodes = cluster.text("nodeResourceGroup").lower()
    return bool(identity) and f"/resourcegroups/{nodes}/" not in identity


_ON_REGISTRY = Output("registry")


def _grant(role: str, principal: Output | str | None, scope: Output | str = _ON_REGISTRY) -> ExampleResource:
    return ExampleResource(
        ROLE_ASSIGNMENT.token,
        {
            "principalId": principal,
            "roleDefinitionId": f"/providers/Microsoft.Authorization/roleDefinitions/{role}",
            "scope": scope,
        },
    )


_REGISTRY = ExampleResource(REGISTRY.token)
_BY_REPOSITORY = ExampleResource(REGISTRY.token, {"roleAssignmentMode": "AbacRepositoryPermissions"})
_ELSEWHERE = (
    "/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/identities"
    "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/nodes"
)
_OWN = Output("kubelet", "principalId")
_STACK = {
    "registry": _REGISTRY,
    "kubelet": ExampleResource(IDENTITY.token),
    "cluster": ExampleResource(
        MANAGED_CLUSTER.token, {"identityProfile": {"kubeletidentity": {"resourceId": Output("kubelet")}}}
    ),
}

GUARDRAIL = StackGuardrail(
    title="The nodes may pull from the registry, and no more",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.HIGH,
    why="Without a role teams fall back on passwords in pull secrets; with a stronger role whoever "
    "breaks out of a pod onto a node can overwrite the images that every node runs.",
    fix="Add a RoleAssignment of AcrPull (7f951dda-4ed3-4680-a7ca-43fe172d538d) for the kubelet identity "
    "with the Registry as scope, and no stronger one; where the registry's roleAssignmentMode is "
    "AbacRepositoryPermissions, of Container Registry Repository Reader (b93aa761-3e63-49ed-ac28-beffa264f7ac).",
    link="https://learn.microsoft.com/azure/aks/cluster-container-registry-integration",
    absent="Nothing is granted of its own accord, so a missing assignment fails; without a registry in the "
    "stack, or with a kubelet identity of another stack, there is nothing to judge.",
    requirements=("000-7",),
    controls=(cis_aks("5.1.3"), mcsb("PA-7")),
    check=check,
    passing={
        "the kubelet identity may pull": {**_STACK, "pull": _grant(_PULL, _OWN)},
        "the kubelet identity may read repositories of a registry that grants by them": {
            **_STACK,
            "registry": _BY_REPOSITORY,
            "pull": _grant(_READ, _OWN),
        },
        "the identity is of AKS's making": {
            "registry": _REGISTRY,
            "cluster": ExampleResource(MANAGED_CLUSTER.token),
            "pull": _grant(_PULL, Output("cluster", "identityProfile.kubeletidentity.objectId")),
        },
        "the kubelet identity is another stack's": {
            "registry": _REGISTRY,
            "cluster": ExampleResource(
                MANAGED_CLUSTER.token, {"identityProfile": {"kubeletidentity": {"resourceId": _ELSEWHERE}}}
            ),
        },
        "no registry in the stack": {"cluster": ExampleResource(MANAGED_CLUSTER.token)},
        "the principal is written by hand, and may be of AKS's making": {
            "registry": _REGISTRY,
            "cluster": ExampleResource(MANAGED_CLUSTER.token),
            "other": ExampleResource(IDENTITY.token),
            "pull": _grant(_PULL, "00000000-0000-4000-8000-000000000001"),
        },
        **{
            f"the kubelet identity may pull by its role on {scope.split('/')[-2]}": {
                **_STACK,
                "pull": _grant(_PULL, _OWN, scope),
            }
            for scope in (
                SUBSCRIPTION,
                f"{SUBSCRIPTION}/resourceGroups/example",
                "/providers/Microsoft.Management/managementGroups/all",
            )
        },
    },
    failing={
        "no role": _STACK,
        "no role for the identity of AKS's making": {
            "registry": _REGISTRY,
            "cluster": ExampleResource(
                MANAGED_CLUSTER.token,
                {
                    "nodeResourceGroup": "nodes",
                    "identityProfile": {
                        "kubeletidentity": {
                            "resourceId": "/subscriptions/example/resourcegroups/nodes/providers"
                            "/Microsoft.ManagedIdentity/userAssignedIdentities/cluster-agentpool"
                        }
                    },
                },
            ),
        },
        "AcrPull means nothing to a registry that grants by repository": {
            **_STACK,
            "registry": _BY_REPOSITORY,
            "pull": _grant(_PULL, _OWN),
        },
        "a role on repositories means nothing to a registry that grants as a whole": {
            **_STACK,
            "pull": _grant(_READ, _OWN),
        },
        "the role on something else": {
            **_STACK,
            "vault": ExampleResource(VAULT.token),
            "pull": _grant(_PULL, _OWN, Output("vault")),
        },
        "another identity may pull": {
            **_STACK,
            "other": ExampleResource(IDENTITY.token),
            "pull": _grant(_PULL, Output("other", "principalId")),
        },
        "no role for the identity that AKS has not yet made": {
            "registry": _REGISTRY,
            "cluster": ExampleResource(MANAGED_CLUSTER.token),
        },
        **{
            f"the kubelet identity may also {deed}": {
                **_STACK,
                "pull": _grant(_PULL, _OWN),
                "more": _grant(role, _OWN),
            }
            for deed, role in (
                ("push", "8311e382-0749-4cb8-b61a-304f252e45ec"),
                ("push, by an id that ends in a slash", "8311e382-0749-4cb8-b61a-304f252e45ec/"),
                ("write repositories", "2a1e307c-b015-4ebd-883e-5b7698a07328"),
                ("delete repositories", "2efddaa5-3f1f-4df3-97df-af3f13818f4c"),
                ("import images", "577a9874-89fd-4f24-9dbd-b5034d0ad23a"),
                ("delete images", "c2f4ef07-c644-48eb-af81-4b1b4947fb11"),
                ("change the registry", "b24988ac-6180-42a0-ab88-20f7382dd24c"),
                ("give roles on the registry", "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"),
            )
        },
        "an identity of the stack may pull, and AKS makes another": {
            "registry": _REGISTRY,
            "cluster": ExampleResource(MANAGED_CLUSTER.token),
            "other": ExampleResource(IDENTITY.token),
            "pull": _grant(_PULL, Output("other", "principalId")),
        },
        "a principal written by hand may pull, which is not the kubelet identity": {
            **_STACK,
            "pull": _grant(_PULL, "00000000-0000-4000-8000-000000000001"),
        },
        "the kubelet identity may also push to one of two registries": {
            **_STACK,
            "second": _REGISTRY,
            "pull": _grant(_PULL, _OWN),
            "push": _grant("8311e382-0749-4cb8-b61a-304f252e45ec", _OWN, Output("second")),
        },
        "the role names nobody": {
            "registry": _REGISTRY,
            "cluster": ExampleResource(MANAGED_CLUSTER.token),
            "pull": _grant(_PULL, None),
        },
    },
)
