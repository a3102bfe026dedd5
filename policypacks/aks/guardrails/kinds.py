"""The kinds of Kubernetes: one name for each, whatever its version, and what guardrails judge of them."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from guardrails.subjects import MANAGED_NAMESPACE, Subject

# Group and version served today -> kinds. Source: https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.35/
# and the kinds that pulumi_kubernetes 4.34 still has classes for.
_NAMESPACED: Final = {
    "apps/v1": "ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet",
    "autoscaling/v2": "HorizontalPodAutoscaler",
    "batch/v1": "CronJob Job",
    "certificates.k8s.io/v1": "PodCertificateRequest",
    "coordination.k8s.io/v1": "Lease LeaseCandidate",
    "core/v1": (
        "Binding ConfigMap Endpoints Event LimitRange PersistentVolumeClaim Pod PodTemplate ReplicationController "
        "ResourceQuota Secret Service ServiceAccount"
    ),
    "discovery.k8s.io/v1": "EndpointSlice",
    "events.k8s.io/v1": "Event",
    "lifecycle.k8s.io/v1alpha1": "Eviction EvictionRequest",
    "networking.k8s.io/v1": "Ingress NetworkPolicy",
    "policy/v1": "PodDisruptionBudget",
    "rbac.authorization.k8s.io/v1": "Role RoleBinding",
    "resource.k8s.io/v1": (
        "PodScheduling PodSchedulingContext ResourceClaim ResourceClaimParameters ResourceClaimTemplate "
        "ResourceClassParameters"
    ),
    "scheduling.k8s.io/v1": "CompositePodGroup PodGroup Workload",
    "settings.k8s.io/v1alpha1": "PodPreset",
    "storage.k8s.io/v1": "CSIStorageCapacity",
}
_CLUSTER_WIDE: Final = {
    "admissionregistration.k8s.io/v1": (
        "MutatingAdmissionPolicy MutatingAdmissionPolicyBinding MutatingWebhookConfiguration "
        "ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration"
    ),
    "apiextensions.k8s.io/v1": "CustomResourceDefinition",
    "apiregistration.k8s.io/v1": "APIService",
    "auditregistration.k8s.io/v1alpha1": "AuditSink",
    "certificates.k8s.io/v1": "CertificateSigningRequest ClusterTrustBundle",
    "core/v1": "Namespace Node PersistentVolume",
    "flowcontrol.apiserver.k8s.io/v1": "FlowSchema PriorityLevelConfiguration",
    "networking.k8s.io/v1": "ClusterCIDR IPAddress IngressClass ServiceCIDR",
    "node.k8s.io/v1": "RuntimeClass",
    "policy/v1": "PodSecurityPolicy",
    "rbac.authorization.k8s.io/v1": "ClusterRole ClusterRoleBinding",
    "resource.k8s.io/v1": "DeviceClass DeviceTaintRule ResourceClass ResourcePoolStatusRequest ResourceSlice",
    "scheduling.k8s.io/v1": "PriorityClass",
    "storage.k8s.io/v1": "CSIDriver CSINode StorageClass VolumeAttachment VolumeAttributesClass",
    "storagemigration.k8s.io/v1": "StorageVersionMigration",
}
_CUSTOM: Final = {
    "cilium.io/v2": "CiliumClusterwideNetworkPolicy CiliumNetworkPolicy",
    "config.ratify.deislabs.io/v1beta1": "NamespacedVerifier Verifier",
    "constraints.gatekeeper.sh/v1beta1": "RatifyVerification",
    "crd.projectcalico.org/v1": "GlobalNetworkPolicy NetworkPolicy",
    "gateway.networking.k8s.io/v1": "GRPCRoute Gateway HTTPRoute ListenerSet TLSRoute",
    "kyverno.io/v1": "ClusterPolicy Policy",
    "networking.istio.io/v1": "Gateway VirtualService",
    "policies.kyverno.io/v1": "ImageValidatingPolicy",
    "policy.networking.k8s.io/v1beta1": "AdminNetworkPolicy BaselineAdminNetworkPolicy ClusterNetworkPolicy",
    "projectcalico.org/v3": "GlobalNetworkPolicy NetworkPolicy",
    "secrets-store.csi.x-k8s.io/v1": "SecretProviderClass",
    "security.istio.io/v1": "PeerAuthentication",
}
_MOVED: Final = {
    "DaemonSet": "apps/v1",
    "Deployment": "apps/v1",
    "Ingress": "networking.k8s.io/v1",
    "NetworkPolicy": "networking.k8s.io/v1",
    "PodSecurityPolicy": "policy/v1",
    "ReplicaSet": "apps/v1",
}
"""What was once in the group `extensions` -> where it is now."""
_VERSIONS: Final = dict(one.split("/") for one in (*_NAMESPACED, *_CLUSTER_WIDE, *_CUSTOM))

MERGED: Final = frozenset(
    {
        "claims",
        "containers",
        "drivers",
        "env",
        "ephemeralContainers",
        "hostAliases",
        "imagePullSecrets",
        "initContainers",
        "matchConditions",
        "ownerReferences",
        "ports",
        "resourceClaims",
        "schedulingGates",
        "secrets",
        "topologySpreadConstraints",
        "variables",
        "volumeDevices",
        "volumeMounts",
        "volumes",
        "webhooks",
    }
)
"""Lists whose elements a patch completes, each found by a key of its own; any other list it replaces.

Source: https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy, and the API server.
"""

HELM_RELEASE: Final = "kubernetes:helm.sh/v3:Release"
"""Its objects are rendered by Helm during the update, so that no guardrail sees them."""


def is_kubernetes(token: str) -> bool:
    """Tell whether the type is an object of Kubernetes."""
    return token.startswith("kubernetes:")


def current(token: str) -> str:
    """Return the type under the version that is served today, also for lists and patches of a kind."""
    if token.count(":") < 2:  # noqa: PLR2004  a component may be called kubernetes:Platform
        return token
    _, module, kind = token.split(":", 2)
    group, _, version = module.partition("/")
    if group == "extensions":
        plain = next((one for one in _MOVED if kind in {one, f"{one}List", f"{one}Patch"}), None)
        module = _MOVED[plain] if plain else module
        return f"kubernetes:{module}:{kind}"
    return f"kubernetes:{group}/{_VERSIONS.get(group, version)}:{kind}"


def api_version(token: str) -> str:
    """Return the `apiVersion` that a type's name says."""
    return token.split(":")[1].removeprefix("core/")


def objects(*names: str) -> Subject:
    """Return the subject of one or more kinds, `apps/v1:Deployment` say, also in their lists and patches."""
    tokens = [f"kubernetes:{name}" for name in names]
    return Subject(
        tokens[0],
        {f"{token}List": "items" for token in tokens},
        frozenset(tokens[1:]),
        patches=frozenset(f"{token}Patch" for token in tokens),
    )


def _all(*tables: dict[str, str]) -> Iterable[str]:
    return (f"{group}:{kind}" for table in tables for group, kinds in table.items() for kind in kinds.split())


CUSTOM: Final = frozenset(f"kubernetes:{name}" for name in _all(_CUSTOM))
"""Kinds that operators of others bring, of which the SDK has no classes."""

_WITHIN: Final = {
    "apps/v1:DaemonSet": "spec.template",
    "apps/v1:Deployment": "spec.template",
    "apps/v1:ReplicaSet": "spec.template",
    "apps/v1:StatefulSet": "spec.template",
    "batch/v1:CronJob": "spec.jobTemplate.spec.template",
    "batch/v1:Job": "spec.template",
    "core/v1:Pod": "",
    "core/v1:PodTemplate": "template",
    "core/v1:ReplicationController": "spec.template",
}
POD_PATHS: Final = {f"kubernetes:{name}": path for name, path in _WITHIN.items()}
"""Kind that bears pods -> where in it the pod stands."""


def _pods(paths: dict[str, str]) -> Subject:
    return Subject(
        "kubernetes:core/v1:Pod",
        within={
            **{token: path for token, path in paths.items() if path},
            **{f"{token}List": f"items[].{path}".rstrip(".") for token, path in paths.items()},
            **{f"{token}Patch": path for token, path in paths.items()},
        },
        patches=frozenset(f"{token}Patch" for token in paths),
    )


POD: Final = _pods(POD_PATHS)
"""A pod: `metadata` and `spec`, as it is or as every other kind declares it."""
LASTING_POD: Final = _pods({token: path for token, path in POD_PATHS.items() if ":batch/" not in token})
"""A pod that is to run for good, not to finish its work as those of jobs are."""
WORKLOAD: Final = objects("apps/v1:Deployment", *(name for name in _WITHIN if name != "apps/v1:Deployment"))
"""What bears pods, as a whole."""
SCALED: Final = objects("apps/v1:Deployment", "apps/v1:StatefulSet")
EVERY_OBJECT: Final = objects(*sorted(_all(_NAMESPACED, _CLUSTER_WIDE)))
NAMESPACED: Final = objects(*sorted(_all(_NAMESPACED)))

NAKED_POD: Final = objects("core/v1:Pod")
DEPLOYMENT: Final = objects("apps/v1:Deployment")
JOB: Final = objects("batch/v1:Job")
CRON_JOB: Final = objects("batch/v1:CronJob")
NAMESPACE: Final = objects("core/v1:Namespace")
MADE_NAMESPACE: Final = replace(NAMESPACE, also=frozenset({MANAGED_NAMESPACE.token}))
"""A namespace, also one that Azure makes."""
NODE: Final = objects("core/v1:Node")
SECRET: Final = objects("core/v1:Secret")
CONFIG_MAP: Final = objects("core/v1:ConfigMap")
SERVICE: Final = objects("core/v1:Service")
SERVICE_ACCOUNT: Final = objects("core/v1:ServiceAccount")
RESOURCE_QUOTA: Final = objects("core/v1:ResourceQuota")
LIMIT_RANGE: Final = objects("core/v1:LimitRange")
PERSISTENT_VOLUME: Final = objects("core/v1:PersistentVolume")
VOLUME_CLAIM: Final = objects("core/v1:PersistentVolumeClaim")
NETWORK_POLICY: Final = objects("networking.k8s.io/v1:NetworkPolicy")
ADMIN_NETWORK_POLICY: Final = objects(
    "policy.networking.k8s.io/v1beta1:ClusterNetworkPolicy",
    "policy.networking.k8s.io/v1beta1:AdminNetworkPolicy",
    "policy.networking.k8s.io/v1beta1:BaselineAdminNetworkPolicy",
)
"""A policy of the administrators; the last two are what the first was up to v1alpha1.

Source: https://github.com/kubernetes-sigs/network-policy-api/releases/tag/v0.2.0.
"""
CALICO_POLICY: Final = objects(
    *(
        f"{group}:{kind}"
        for group in ("projectcalico.org/v3", "crd.projectcalico.org/v1")
        for kind in ("GlobalNetworkPolicy", "NetworkPolicy")
    )
)
CILIUM_POLICY: Final = objects("cilium.io/v2:CiliumNetworkPolicy", "cilium.io/v2:CiliumClusterwideNetworkPolicy")
CLUSTERWIDE_CILIUM_POLICY: Final = "kubernetes:cilium.io/v2:CiliumClusterwideNetworkPolicy"
INGRESS: Final = objects("networking.k8s.io/v1:Ingress")
GATEWAY: Final = objects(
    "gateway.networking.k8s.io/v1:Gateway",
    "gateway.networking.k8s.io/v1:ListenerSet",
    "networking.istio.io/v1:Gateway",
)
"""What listens at the edge, by the Gateway API (`spec.listeners`) or by Istio (`spec.servers`)."""
ROUTE: Final = objects(
    "gateway.networking.k8s.io/v1:HTTPRoute",
    "gateway.networking.k8s.io/v1:GRPCRoute",
    "gateway.networking.k8s.io/v1:TLSRoute",
    "networking.istio.io/v1:VirtualService",
    "networking.istio.io/v1:ServiceEntry",
)
"""What a gateway or the mesh serves, by the Gateway API (`spec.hostnames`) or by Istio (`spec.hosts`)."""
HTTP_ROUTE: Final = objects("gateway.networking.k8s.io/v1:HTTPRoute", "gateway.networking.k8s.io/v1:GRPCRoute")
"""What a listener for HTTP may serve."""
PEER_AUTHENTICATION: Final = objects("security.istio.io/v1:PeerAuthentication")
ROLE: Final = objects("rbac.authorization.k8s.io/v1:Role", "rbac.authorization.k8s.io/v1:ClusterRole")
CLUSTER_ROLE: Final = objects("rbac.authorization.k8s.io/v1:ClusterRole")
ROLE_BINDING: Final = objects(
    "rbac.authorization.k8s.io/v1:RoleBinding", "rbac.authorization.k8s.io/v1:ClusterRoleBinding"
)
DISRUPTION_BUDGET: Final = objects("policy/v1:PodDisruptionBudget")
AUTOSCALER: Final = objects("autoscaling/v2:HorizontalPodAutoscaler")
STORAGE_CLASS: Final = objects("storage.k8s.io/v1:StorageClass")
WEBHOOKS: Final = objects("admissionregistration.k8s.io/v1:ValidatingWebhookConfiguration")
ADMISSION_POLICY: Final = objects(
    "admissionregistration.k8s.io/v1:ValidatingAdmissionPolicy",
    "admissionregistration.k8s.io/v1:MutatingAdmissionPolicy",
)
ADMISSION_BINDING: Final = objects("admissionregistration.k8s.io/v1:ValidatingAdmissionPolicyBinding")
SECRET_PROVIDER_CLASS: Final = objects("secrets-store.csi.x-k8s.io/v1:SecretProviderClass")
KYVERNO_POLICY: Final = objects("kyverno.io/v1:ClusterPolicy", "kyverno.io/v1:Policy")
KYVERNO_IMAGE_POLICY: Final = objects("policies.kyverno.io/v1:ImageValidatingPolicy")
RATIFY_VERIFIER: Final = objects(
    "config.ratify.deislabs.io/v1beta1:NamespacedVerifier", "config.ratify.deislabs.io/v1beta1:Verifier"
)
RATIFY_CONSTRAINT: Final = objects("constraints.gatekeeper.sh/v1beta1:RatifyVerification")
"""By which Gatekeeper asks Ratify about images; its template is Ratify's own."""
