"""Signatures are verified where the stack says so: whom the cluster believes, and what refuses the rest."""

from base64 import b64decode
from typing import Any

import yaml
from guardrails.catalog import catalog
from guardrails.guardrail import Guardrail, Severity, StackGuardrail
from guardrails.judge import judge, judge_stack
from guardrails.stack import Resource, Stack

from components.admission.rendering import Mode
from components.identity.roles import Role
from components.kubernetes.access import ClusterAccess
from components.signatures.trust import Signing
from tests.components.recorder import Recorder, Run
from tests.components.settings_values import TIMESTAMP_ROOT
from tests.components.tenancy import tenants

SIGNING: Signing = {
    "certificates": ["pipeline", "vendor"],
    "identities": ["C=NL, ST=Utrecht, O=Example, CN=pipeline"],
    "image": f"platform/ratify:v1.4.6@sha256:{'0123456789abcdef' * 4}",
    "timestamp_root": TIMESTAMP_ROOT,
    "revocation_hosts": ["crl.example.com"],
}
NAME = "k8s-image-signature-policy-present"
PROVIDED = "signatures-keymanagementprovider-"
RATIFY = "kubernetes:config.ratify.deislabs.io/v1beta1"
OBJECTED = {
    "k8s-automount-sa-token-off": {"signatures-deployment-ratify"},
    "k8s-rbac-no-secret-read": {"signatures-role-ratify"},
}
"""What guardrails object to, and in which object: Ratify takes orders from the API server, and watches its secret."""


def signatures(run: Run, **changes: Any) -> Recorder:
    """Register the tenants of a platform that verifies signatures."""
    return tenants(run, **{"signing": SIGNING, **changes})


def ours(recorder: Recorder) -> list[Any]:
    """Return the objects of the cluster that signatures need."""
    return [r for r in recorder.registered if r.name.startswith(("signatures-", "ratify-provider"))]


def test_nothing_of_it_is_there_by_default(run: Run) -> None:
    """The switch is off, or nobody makes objects."""
    assert ours(tenants(run)) == []
    assert ours(signatures(run, access=ClusterAccess.AZURE)) == []


def test_trust_is_strict_and_of_somebody(run: Run) -> None:
    """Every repository, certificates of the vault, names in them; the token goes to our registry only."""
    recorder = signatures(run)
    verifier = recorder.inputs(f"{RATIFY}:Verifier")["spec"]
    (policy,) = verifier["parameters"]["trustPolicyDoc"]["trustPolicies"]
    keys = recorder.inputs(f"{RATIFY}:KeyManagementProvider", f"{PROVIDED}signing-certificates")
    store = recorder.inputs(f"{RATIFY}:Store")["spec"]["parameters"]["authProvider"]

    assert policy["registryScopes"] == ["*"]
    assert policy["signatureVerification"]["level"] == "strict"
    assert policy["trustedIdentities"] == [f"x509.subject: {SIGNING['identities'][0]}"]
    assert "ca:signers" in policy["trustStores"]
    assert verifier["parameters"]["verificationCertStores"]["ca"] == {"signers": [keys["metadata"]["name"]]}
    assert keys["spec"]["parameters"]["vaultURI"] == "https://kva.vault.azure.net"
    assert keys["spec"]["parameters"]["certificates"] == [{"name": "pipeline"}, {"name": "vendor"}]
    assert store["endpoints"] == ["example.azurecr.io"]


def test_a_signature_outlives_its_certificate(run: Run) -> None:
    """By the time that an authority has told, whose root is public; until the certificate ends nobody is asked."""
    recorder = signatures(run)
    verifier = recorder.inputs(f"{RATIFY}:Verifier")["spec"]
    (policy,) = verifier["parameters"]["trustPolicyDoc"]["trustPolicies"]
    root = recorder.inputs(f"{RATIFY}:KeyManagementProvider", f"{PROVIDED}timestamp-root")

    assert policy["signatureVerification"]["verifyTimestamp"] == "afterCertExpiry"
    assert "tsa:timestamps" in policy["trustStores"]
    assert verifier["parameters"]["verificationCertStores"]["tsa"] == {"timestamps": [root["metadata"]["name"]]}
    assert root["spec"] == {"type": "inline", "parameters": {"contentType": "certificate", "value": TIMESTAMP_ROOT}}


def test_its_identity_may_read_certificates_and_images(run: Run) -> None:
    """One federated subject, the certificates one by one, the registry, and nothing else."""
    recorder = signatures(run)
    grants = {
        (r.inputs["scope"], r.inputs["roleDefinitionId"].rpartition("/")[2])
        for r in recorder.registered
        if r.kind == "azure-native:authorization:RoleAssignment" and r.name.startswith("ratify")
    }
    credential = recorder.inputs("azure-native:managedidentity:FederatedIdentityCredential", "ratify")

    assert grants == {
        ("/kva/secrets/pipeline", Role.KEY_VAULT_SECRETS_USER),
        ("/kva/secrets/vendor", Role.KEY_VAULT_SECRETS_USER),
        ("/cr", Role.ACR_PULL),
    }
    assert credential["subject"] == "system:serviceaccount:ratify:ratify"


def test_gatekeeper_asks_about_every_image_and_believes_no_silence(run: Run) -> None:
    """By a policy that carries its own template, on the cluster, after somebody is there to answer."""
    recorder = signatures(run)
    definition = recorder.inputs("azure-native:authorization:PolicyDefinition")
    details = definition["policyRule"]["then"]["details"]
    template = yaml.safe_load(b64decode(details["templateInfo"]["content"]))
    (target,) = template["spec"]["targets"]
    assignment = recorder.one("azure-native:authorization:PolicyAssignment", NAME)

    assert definition["mode"] == "Microsoft.Kubernetes.Data"
    assert template["metadata"]["name"] == template["spec"]["crd"]["spec"]["names"]["kind"].lower()
    assert all(
        one in target["rego"] for one in ("initContainers", "ephemeralContainers", "volumes", "system_error", "errors")
    )
    assert (
        recorder.inputs("kubernetes:externaldata.gatekeeper.sh/v1beta1:Provider")["metadata"]["name"]
        in (target["rego"])
    )
    assert assignment.inputs["scope"] == "/aks"
    assert assignment.inputs["parameters"]["effect"] == {"value": "Deny"}
    assert {"gatekeeper-system", "kube-system", "ratify"} <= {
        *assignment.inputs["parameters"]["excludedNamespaces"]["value"]
    }
    assert {str(r) for r in ours(recorder)} <= recorder.waits_for(assignment)


def test_mode_of_admission_is_that_of_signatures(run: Run) -> None:
    """A stack that only looks refuses no image either."""
    assignment = signatures(run, mode=Mode.AUDIT).inputs("azure-native:authorization:PolicyAssignment", NAME)

    assert assignment["parameters"]["effect"] == {"value": "Audit"}


def test_its_namespace_is_as_closed_as_a_teams(run: Run) -> None:
    """Only Gatekeeper comes in; out it reaches names of Azure, and the API server."""
    recorder = signatures(run)
    policies = {r.name: r.inputs["spec"] for r in ours(recorder) if r.inputs["kind"] == "NetworkPolicy"}
    hosts = recorder.inputs("kubernetes:cilium.io/v2:CiliumNetworkPolicy", "signatures-ciliumnetworkpolicy-allow-hosts")
    named = {
        rule["toPorts"][0]["ports"][0]["port"]: rule["toFQDNs"] for rule in hosts["spec"]["egress"] if "toFQDNs" in rule
    }

    assert policies["signatures-networkpolicy-default-deny"]["policyTypes"] == ["Ingress", "Egress"]
    assert policies["signatures-networkpolicy-allow-gatekeeper"]["ingress"] == [
        {
            "from": [{"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "gatekeeper-system"}}}],
            "ports": [{"protocol": "TCP", "port": 6001}],
        }
    ]
    assert named["443"] == [
        {"matchName": "login.microsoftonline.com"},
        {"matchName": "example.azurecr.io"},
        {"matchPattern": "example.*.data.azurecr.io"},
        {"matchName": "kva.vault.azure.net"},
    ]
    assert named["80"] == [{"matchName": "crl.example.com"}]


def test_where_nothing_is_revoked_nobody_is_asked(run: Run) -> None:
    """A rule without names would open its port to everywhere."""
    recorder = signatures(run, signing={**SIGNING, "revocation_hosts": []})
    hosts = recorder.inputs("kubernetes:cilium.io/v2:CiliumNetworkPolicy", "signatures-ciliumnetworkpolicy-allow-hosts")

    assert all(rule.get("toFQDNs") != [] for rule in hosts["spec"]["egress"])


def test_guardrails_pass_but_for_what_ratify_is(run: Run) -> None:
    """But for advice of low severity. The one about signatures fails without verifier or question."""
    recorder = signatures(run)
    assigned = recorder.one("azure-native:authorization:PolicyAssignment", NAME)
    resources = [Resource(r.urn, r.name, r.kind, r.inputs, {}) for r in (*ours(recorder), assigned)]
    cluster = Resource("cluster", "cluster", "azure-native:containerservice:ManagedCluster", {}, {})
    stack = Stack([*resources, cluster])
    found: dict[str, set[str]] = {}
    for one in catalog():
        if one.name.startswith("k8s-") and one.severity is not Severity.LOW:
            problems = stack_problems(one, stack) if isinstance(one, StackGuardrail) else own_problems(one, resources)
            found |= {one.name: problems - {"cluster"}} if problems - {"cluster"} else {}
    without, unasked = (
        Stack([one for one in stack.resources if not one.token.endswith(end)]) for end in (":Verifier", "Assignment")
    )
    (verified,) = (one for one in catalog() if isinstance(one, StackGuardrail) and one.name == NAME)

    assert found == OBJECTED
    assert stack_problems(verified, stack) == set()
    assert stack_problems(verified, without) == stack_problems(verified, unasked) == {"cluster"}


def stack_problems(guardrail: StackGuardrail, stack: Stack) -> set[str]:
    """Return the resources that a guardrail about the stack objects to."""
    by_urn = {one.urn: one.name for one in stack.resources}
    return {by_urn[urn] for urn, verdict in judge_stack(guardrail, stack).items() if verdict.problems}


def own_problems(guardrail: Guardrail, resources: list[Resource]) -> set[str]:
    """Return the resources that a guardrail about one resource objects to."""
    return {
        one.name
        for one in resources
        if one.token in guardrail.applies_to.tokens and judge(guardrail, one.token, one.raw, {}).problems
    }
