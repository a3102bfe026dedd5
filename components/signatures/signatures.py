"""The cluster runs what the pipeline has signed, and nothing else."""

from collections.abc import Mapping
from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import authorization

from components.admission.rendering import Mode
from components.governance.policies import PLATFORM_NAMESPACES
from components.identity.role_grant import RoleGrant
from components.identity.roles import Role
from components.kubernetes.manifest import KubernetesObject, Manifest
from components.signatures import ratify
from components.signatures.constraint import GUARDRAIL, PARAMETERS, policy_rule
from components.signatures.definitions import definitions
from components.signatures.trust import Signing, Surroundings, provider, trust
from components.tenants.team_identity import TeamIdentity


class SignaturesArgs(TypedDict):
    """What the verification of signatures needs from its caller."""

    prefix: str
    """What names in the program begin with, unlike those of another cluster's verification."""
    stem: str
    """What all names of the cluster's surroundings have in common."""
    resource_group_name: Input[str]
    """Resource group of cluster and identity."""
    subscription_id: Input[str]
    """Subscription of registry, vault and policy definition."""
    tenant_id: Input[str]
    """Entra tenant of the identity."""
    cluster_id: Input[str]
    """ARM id of the cluster."""
    oidc_issuer_url: Input[str]
    """Issuer of the tokens of the cluster's service accounts."""
    kubernetes_version: str
    """Minor version of the cluster."""
    vault_id: Input[str]
    """ARM id of the applications' vault."""
    vault_name: Input[str]
    """Name of the applications' vault."""
    registry_id: Input[str]
    """ARM id of the registry."""
    pull_role: Role
    """What lets an identity pull from it."""
    login_server: Input[str]
    """Host name of the registry."""
    signing: Signing
    """Whom to believe."""
    mode: Mode
    """What becomes of images that nobody trusted has signed."""
    tags: Input[Mapping[str, str]]
    """Tags of the identity."""


class Signatures(ComponentResource):
    """Ratify behind the Gatekeeper of the Azure Policy add-on, with a trust policy of Notation at level strict.

    It signs in as an identity of its own, which pulls from the registry and reads the certificates by name; its
    namespace is as closed as a team's.
    https://learn.microsoft.com/azure/container-registry/container-registry-tutorial-verify-with-ratify-aks
    """

    def __init__(self, name: str, args: SignaturesArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:Signatures", name, {**args}, opts)
        child = ResourceOptions(parent=self)
        client_id = self._identity(args)
        self._prefix = args["prefix"]
        known = [self._object(one) for one in definitions()]
        home = self._object(ratify.namespace(args["kubernetes_version"]))
        around: Surroundings = {
            "login_server": args["login_server"],
            "vault_name": args["vault_name"],
            "client_id": client_id,
            "tenant_id": args["tenant_id"],
        }
        told = [self._object(one, *known) for one in trust(args["signing"], around)]
        # Its certificate is Ratify's to renew.
        found = KubernetesObject(
            f"{args['prefix']}ratify-provider",
            provider(ratify.NAMESPACE, ratify.NAMESPACE),
            ResourceOptions(parent=self, ignore_changes=["spec.caBundle"]),
        )
        inside = [self._object(one, *known, home, found) for one in ratify.contents(args["signing"], around)]
        definition = authorization.PolicyDefinition(
            name,
            policy_definition_name=f"{args['stem']}-{GUARDRAIL}",
            display_name="Images are signed by somebody the platform trusts",
            description="Ratify verifies the signatures of each pod's images.",
            mode="Microsoft.Kubernetes.Data",
            policy_type=authorization.PolicyType.CUSTOM,
            metadata={"category": "Kubernetes", "guardrail": GUARDRAIL},
            parameters=PARAMETERS,
            policy_rule=policy_rule(),
            opts=child,
        )
        authorization.PolicyAssignment(
            f"{args['prefix']}{GUARDRAIL}",
            policy_assignment_name=GUARDRAIL,
            scope=args["cluster_id"],
            policy_definition_id=definition.id,
            display_name=f"Guardrail {GUARDRAIL}",
            description=f"What guardrail {GUARDRAIL} asks for at preview, for each image that is to run.",
            enforcement_mode=authorization.EnforcementMode.DEFAULT,
            non_compliance_messages=[{"message": f"{GUARDRAIL}: sign the image in the pipeline."}],
            metadata={"assignedBy": "hardened-aks", "guardrail": GUARDRAIL},
            parameters={
                "effect": {"value": args["mode"].value},
                "excludedNamespaces": {"value": [*PLATFORM_NAMESPACES, ratify.NAMESPACE]},
            },
            # Before anybody asks, somebody is there to answer.
            opts=ResourceOptions(parent=self, depends_on=[*told, *inside]),
        )
        self.register_outputs({})

    def _identity(self, args: SignaturesArgs) -> Output[str]:
        identity = TeamIdentity(
            f"{args['prefix']}{ratify.NAMESPACE}",
            {
                "stem": args["stem"],
                "resource_group_name": args["resource_group_name"],
                "subscription_id": args["subscription_id"],
                "oidc_issuer_url": args["oidc_issuer_url"],
                "vault_id": args["vault_id"],
                "team": ratify.NAMESPACE,
                # A certificate with its chain is read as the secret of its name.
                "secrets": [*args["signing"]["certificates"]],
                "tags": args["tags"],
            },
            ResourceOptions(parent=self),
        )
        RoleGrant(
            f"{args['prefix']}ratify-registry",
            {
                "subscription_id": args["subscription_id"],
                "principal_id": identity.principal_id,
                "role": args["pull_role"],
                "scope": args["registry_id"],
                "reason": "Ratify reads the signatures of images.",
            },
            ResourceOptions(parent=self),
        )
        return identity.client_id

    def _object(self, manifest: Manifest, *after: KubernetesObject) -> KubernetesObject:
        about = manifest["metadata"]
        name = f"{self._prefix}signatures-{manifest['kind'].lower()}-{about['name'].partition('.')[0]}"
        return KubernetesObject(name, manifest, ResourceOptions(parent=self, depends_on=[*after]))
