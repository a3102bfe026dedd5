"""The rules of Azure Policy that stand beside the guardrails, for what does not come through this program.

Definitions and the effects each of them takes: https://learn.microsoft.com/azure/governance/policy/samples/built-in-policies
and https://learn.microsoft.com/azure/aks/policy-reference. Each assignment is named after the guardrail that says the
same at preview, or, where it assigns an initiative, that asks for it: then its messages name one for each definition.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

PLATFORM_NAMESPACES = (
    "aks-istio-egress",
    "aks-istio-ingress",
    "aks-istio-system",
    "app-routing-system",
    "azure-arc",
    "dataprotection-microsoft",
    "flux-system",
    "gatekeeper-system",
    "kube-node-lease",
    "kube-public",
    "kube-system",
)
"""Namespaces of AKS and its add-ons, whose pods are not ours to restrict."""


@dataclass(frozen=True, kw_only=True)
class Policy:
    """One built-in definition, what it is for, and how far it may go."""

    guardrail: str
    """Name of the guardrail, and of the assignment."""
    definition: str
    """GUID of the definition."""
    says: str
    """What to do about a violation."""
    denies: bool = False
    """Whether a refusal hits nobody who has done nothing wrong."""
    reports: str = "Audit"
    """The effect that refuses nothing."""
    parts: Mapping[str, str] = field(default_factory=dict)
    """Of an initiative: the guardrail that says the same, by the reference of the definition."""
    in_cluster: bool = False
    parameters: Mapping[str, Any] = field(default_factory=dict)

    def values(self, mode: str) -> dict[str, Any]:
        """Return the assignment's parameters under a mode, Deny or Audit."""
        own: dict[str, Any] = {"effect": mode if self.denies else self.reports}
        if self.in_cluster:
            own["excludedNamespaces"] = list(PLATFORM_NAMESPACES)
        return {**own, **self.parameters}

    @property
    def guardrails(self) -> frozenset[str]:
        """Names of all guardrails that say the same."""
        return frozenset({self.guardrail, *self.parts.values()})

    @property
    def definition_id(self) -> str:
        """ARM id of the definition."""
        kind = "policySetDefinitions" if self.parts else "policyDefinitions"
        return f"/providers/Microsoft.Authorization/{kind}/{self.definition}"


def _in_cluster(guardrail: str, definition: str, says: str, *, denies: bool = True, **parameters: Any) -> Policy:
    return Policy(
        guardrail=guardrail, definition=definition, says=says, denies=denies, in_cluster=True, parameters=parameters
    )


def _denies(guardrail: str, definition: str, says: str) -> Policy:
    return Policy(guardrail=guardrail, definition=definition, says=says, denies=True)


def _reports(guardrail: str, definition: str, says: str, **parameters: Any) -> Policy:
    return Policy(guardrail=guardrail, definition=definition, says=says, parameters=parameters)


def _finds_logs(guardrail: str, definition: str) -> Policy:
    return Policy(
        guardrail=guardrail,
        definition=definition,
        says="send its logs to the workspace by a diagnostic setting",
        reports="AuditIfNotExists",
    )


IN_CLUSTER = (
    # What containers may add and must drop is wider by default than the standard has it.
    Policy(
        guardrail="policy-assignment-aks-baseline",
        definition="42b8ef37-b724-4e24-bbc8-7a7708edfe00",
        says="write the pod to the restricted standard: no privileges or capabilities, not as root, seccomp",
        denies=True,
        parts={
            "NoPrivilegedContainers": "k8s-no-privileged",
            "NoPrivilegeEscalation": "k8s-no-privilege-escalation",
            "BlockUsingHostNetwork": "k8s-no-host-network",
            "BlockUsingHostProcessIDAndIPC": "k8s-no-host-pid",
            "ContainerCapabilities": "k8s-drop-all-capabilities",
            "AllowedVolumeTypes": "k8s-volume-types-allowed",
            "AllowedUsersGroups": "k8s-run-as-non-root",
            "AllowedSeccompProfiles": "k8s-seccomp-runtime-default",
        },
        in_cluster=True,
        parameters={"allowedCapabilities": ["NET_BIND_SERVICE"], "requiredDropCapabilities": ["ALL"]},
    ),
    # Before its version 8 it refuses container_t, too, so it only reports. That for AppArmor (511f5417) reports every
    # pod that leaves the profile to the runtime, which is as it should be: it is not assigned.
    _in_cluster(
        "k8s-selinux-options", "e1e6c427-07d9-46ab-9689-bfa85431e636", "leave seLinuxOptions out", denies=False
    ),
    _in_cluster("k8s-ingress-tls", "1a5b4dca-0b6f-4cf5-907c-56316bc1bf3d", "give the ingress a certificate"),
    _in_cluster(
        "k8s-service-lb-internal", "3fc4dc25-5baf-40d8-9b05-7fe74c1bc64e", "annotate the load balancer as internal"
    ),
    _in_cluster(
        "k8s-read-only-root-fs", "df49d893-a74c-421d-bc95-c663042e5b80", "set readOnlyRootFilesystem, mount an emptyDir"
    ),
    _in_cluster(
        "k8s-memory-limits",
        "e345eecc-fa47-480f-9e88-67dcc122b164",
        "set limits of at most 8 CPUs and 16 GiB",
        cpuLimit="8",
        memoryLimit="16Gi",
    ),
    _in_cluster(
        "k8s-no-host-path",
        "098fc59e-46c7-4d99-9b16-64990e543d75",
        "use a volume that is not the node's",
        allowedHostPaths={"paths": []},
    ),
    _in_cluster(
        "k8s-service-no-external-ips",
        "d46c275d-1680-448d-b2ec-e495a3b6cc89",
        "leave externalIPs out",
        allowedExternalIPs=[],
    ),
    _in_cluster(
        "k8s-no-default-namespace",
        "9f061a12-e40d-4183-a00e-171812443373",
        "use a namespace of your team",
        namespaces=["default"],
    ),
    _in_cluster(
        "k8s-rbac-no-endpoint-edit",
        "1ddac26b-ed48-4c30-8cc5-3a68c79b8001",
        "take the rights on endpoints out of system:aggregate-to-edit",
        denies=False,
    ),
    # An operator needs its token: this one can only ask.
    _in_cluster(
        "k8s-automount-sa-token-off",
        "423dd1ba-798e-40e4-9c4d-b6902674b423",
        "set automountServiceAccountToken to false",
        denies=False,
    ),
    _in_cluster(
        "k8s-recommended-labels",
        "46592696-4c7b-4bf3-9e45-6c2763bdc0a6",
        "label pods with app.kubernetes.io/name",
        denies=False,
        labelsList=["app.kubernetes.io/name"],
    ),
)

CLUSTER = (
    _denies("aks-local-accounts-disabled", "993c2fcd-2b29-49d2-9eb0-df2c3a730c32", "set disableLocalAccounts"),
    _denies("aks-private-cluster", "040732e8-d947-40b8-95d6-854c95024bf8", "set enablePrivateCluster"),
    _denies("aks-pool-encryption-at-host", "41425d9f-d1a5-499a-9932-f8ed8453932c", "set enableEncryptionAtHost"),
    _reports("aks-api-server-restricted", "0e246bcf-5f6f-4f87-bc6f-775d4712c7ea", "make the cluster private"),
    _reports("aks-entra-integration-enabled", "450d2877-ebea-41e8-b00c-e286317d21bf", "sign users in with Entra ID"),
    _reports("aks-defender-profile", "a1840de2-8088-4ea8-b153-b4c723e9cb01", "turn the Defender sensor on"),
    _reports("aks-azure-policy-addon", "0a15ec92-a229-4763-bb14-0ea34a568f8d", "enable the add-on azurepolicy"),
    _reports("aks-kubernetes-version-supported", "fb893a29-21bb-418c-a157-e99480ec364c", "upgrade Kubernetes"),
    _reports("aks-kubernetes-rbac-enabled", "ac4a19c2-fa67-49b4-8ae5-0b2e78c49457", "build the cluster with RBAC"),
    _reports("aks-identity-managed", "da6e2401-19da-4532-9141-fb8fbde08431", "use a managed identity"),
    _reports("aks-disk-encryption-set", "7d7be79c-23ba-4033-84dd-45e2a5ccdd67", "set diskEncryptionSetID"),
    _reports("aks-run-command-disabled", "89f2d532-c53c-4f8f-9afa-4927b1114a0d", "set disableRunCommand"),
    _reports("aks-workload-identity-enabled", "2cc2e023-0dac-4046-875b-178f683929d5", "enable workload identity"),
    _reports("aks-image-cleaner", "af3c26b2-6fad-493e-9236-9c68928516ab", "enable the image cleaner"),
    _reports("aks-kms-etcd-encryption", "dbbdc317-9734-4dd8-9074-993b29c69008", "encrypt etcd with a key of yours"),
    _reports("aks-auto-upgrade-channel", "5c345cdf-2049-47e0-b8fe-b0e96bc2df35", "set the upgrade channel patch"),
    _reports("aks-node-os-upgrade-channel", "04408ca5-aa10-42ce-8536-98955cdddd4c", "set the channel NodeImage"),
    _reports("aks-pool-ssh-disabled", "28257686-e9db-403e-b9e2-a5eecbe03da9", "set sshAccess to Disabled"),
    _finds_logs("aks-diagnostics-audit", "245fc9df-fa96-4414-9a0b-3738c2f7341c"),
    _reports("aks-azure-cni", "46238e2f-3f6f-4589-9f3f-77bed4116e67", "use the network plugin azure"),
)

DATA = (
    _denies("acr-admin-user-disabled", "dc921057-6b28-4fbe-9b83-f7bec05db6c2", "set adminUserEnabled to false"),
    _denies("acr-anonymous-pull-disabled", "9f2dea28-e834-476c-99c5-3507b4728395", "set anonymousPullEnabled to false"),
    _denies("acr-public-network-disabled", "0fdf0491-d080-4575-b627-ad0e843cba0f", "close the public endpoint"),
    _denies("acr-network-default-deny", "d0793b48-0edc-4296-a390-4c75d1bdfd71", "refuse all networks by default"),
    _denies("acr-sku-premium", "bd560fc0-3c69-498a-ae9f-aa8eb7de0e13", "use the tier Premium"),
    _denies("acr-cmk-encryption", "5b9159ae-1701-4a6f-9a7a-aa9c8ddd0580", "encrypt with a key of yours"),
    _denies("acr-export-policy-disabled", "524b0254-c285-4903-bee6-bb8126cde579", "disable exports"),
    _denies("acr-arm-audience-auth-disabled", "42781ec6-6127-4c30-bdfa-fb423a0047d3", "take registry tokens only"),
    _reports("acr-private-endpoint", "e8eef0a8-67cf-4eb4-9386-14b0e78733d4", "give it a private endpoint"),
    _denies("kv-rbac-authorization", "12d4fa5e-1f9f-4c21-97a9-b99b3c6611b5", "use roles, not access policies"),
    _denies("kv-soft-delete", "1e66c121-a66a-4b1f-9b83-0fd99bf0fc2d", "keep soft delete on"),
    _denies("kv-purge-protection", "0b60c0b2-2dc2-4e1c-b5c9-abbed971de53", "set enablePurgeProtection"),
    _denies("kv-public-network-disabled", "405c5871-3e91-4644-8a63-58e19d68ff5b", "close the public endpoint"),
    _denies("kv-firewall-default-deny", "55615ac9-af46-4a59-874e-391cc3dfb490", "refuse all networks by default"),
    # That for the expiry of keys (152b15f7) is not assigned: a rotation policy gives one to the versions it makes only,
    # https://learn.microsoft.com/azure/key-vault/keys/how-to-configure-key-rotation, so the first would be reported.
    _reports(
        "kv-key-rotation-policy",
        "d8cf8476-a2ec-4916-896e-992351803c44",
        "let keys rotate within a year",
        maximumDaysToRotate=365,
    ),
    _reports("kv-secret-expiry", "98728c90-32c7-4049-8429-847dc0f4fe37", "let secrets expire"),
    _finds_logs("kv-diagnostics", "cf820ca0-f99e-4f3e-84fb-66e913812d21"),
    _denies("law-local-auth-disabled", "e15effd4-2278-4c65-a0da-4d6f6d1890e2", "set disableLocalAuth"),
)

FIXED = CLUSTER + DATA + IN_CLUSTER
"""All that are the same in every stack."""
