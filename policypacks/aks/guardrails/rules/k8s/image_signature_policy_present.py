"""A cluster should check who signed what it runs."""

import re
from collections.abc import Sequence

from guardrails.examples import ExampleResource, ExampleStack, Output
from guardrails.frameworks import azure_policy, kyverno
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.kinds import KYVERNO_IMAGE_POLICY, KYVERNO_POLICY, RATIFY_CONSTRAINT, RATIFY_VERIFIER, WORKLOAD
from guardrails.policies import is_in_force
from guardrails.props import Problems, Props, all_of, any_of, select
from guardrails.selectors import a_deployment, an_object
from guardrails.stack import Resource, Stack
from guardrails.subjects import MANAGED_CLUSTER, POLICY_ASSIGNMENT

_ACTION = "spec.enforcementAction"
_BUILT_IN = re.compile(r"/providers/Microsoft\.Authorization/", re.IGNORECASE)


def check(_: Resource, stack: Stack) -> Problems:
    """A cluster without workloads in the same program may have its policies from another one."""
    if not any(stack.all(WORKLOAD)):
        return
    if not any_of(
        lambda: bool(select(stack.all(KYVERNO_POLICY), _enforces)),
        lambda: bool(select(stack.all(KYVERNO_IMAGE_POLICY), _denies)),
        lambda: all_of(lambda: any(stack.all(RATIFY_VERIFIER)), lambda: _is_asked(stack)),
    ):
        yield "must have a policy of Kyverno or Ratify that refuses images whose signatures it cannot verify"


def _enforces(policy: Resource) -> bool:
    """Kyverno's defaults: what fails is only reported, and every image that matches must be verified."""
    default = policy.text("spec.validationFailureAction")

    def refuses(verification: Props) -> bool:
        return all_of(
            lambda: verification.text("failureAction", default).lower() == "enforce",
            lambda: verification.get("required") is not False,
        )

    return bool(select((one for rule in policy.objects("spec.rules") for one in rule.objects("verifyImages")), refuses))


def _denies(policy: Resource) -> bool:
    return any_of(
        lambda: "Deny" in policy.texts("spec.validationActions"),
        lambda: not policy.has("spec.validationActions"),
    )


def _is_asked(stack: Stack) -> bool:
    """By itself Ratify answers and refuses nothing."""
    return any_of(
        lambda: bool(select(stack.all(RATIFY_CONSTRAINT), lambda one: one.text(_ACTION, "deny") == "deny")),
        lambda: bool(select(stack.all(POLICY_ASSIGNMENT), _assigns)),
    )


def _assigns(assignment: Resource) -> bool:
    """No definition of Azure asks Ratify and refuses; the id of one of the stack is known after the update only."""
    return all_of(
        lambda: not _BUILT_IN.match(assignment.written("policyDefinitionId")), lambda: is_in_force(assignment)
    )


def _stack(**more: ExampleResource) -> ExampleStack:
    return {"cluster": ExampleResource(MANAGED_CLUSTER.token), "web": a_deployment(), **more}


def _assignment(definition: str | Output, **more: object) -> ExampleResource:
    return ExampleResource(POLICY_ASSIGNMENT.token, {"policyDefinitionId": definition, **more})


def _kyverno(kind: str = "ClusterPolicy", rules: Sequence[object] = (), **spec: object) -> ExampleResource:
    return an_object(f"kubernetes:kyverno.io/v1:{kind}", "images", "", spec={"rules": [*rules], **spec})


def _verify(**more: object) -> dict[str, object]:
    return {"name": "signed", "verifyImages": [{"imageReferences": ["*"], **more}]}


def _image_policy(**spec: object) -> ExampleResource:
    return an_object(KYVERNO_IMAGE_POLICY.token, "signed", "", spec=spec)


def _constraint(**spec: object) -> ExampleResource:
    return an_object(RATIFY_CONSTRAINT.token, "signed", "", spec={"match": {}, **spec})


_DEFINITION = ExampleResource("azure-native:authorization:PolicyDefinition")
_VERIFIER = an_object("kubernetes:config.ratify.deislabs.io/v1beta1:Verifier", "notation", "")
_NAMESPACED = an_object("kubernetes:config.ratify.deislabs.io/v1beta1:NamespacedVerifier", "notation")
_BASELINE = "/providers/Microsoft.Authorization/policySetDefinitions/a8640138-9b0a-4a28-b8cb-1666c838647d"
_INTEGRITY = "/providers/Microsoft.Authorization/policySetDefinitions/cf426bb8-b320-4321-8545-1b784a5df3a4"
_CUSTOM = (
    "/subscriptions/00000000-0000-0000-0000-000000000001/providers/Microsoft.Authorization/policyDefinitions/signed"
)

GUARDRAIL = StackGuardrail(
    title="What runs in the stack's cluster has to be signed",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.MEDIUM,
    why="A signature is the only thing that an image copied, renamed or pushed with a stolen password does not have.",
    fix="Add a Ratify Verifier, and a RatifyVerification constraint with enforcementAction deny or an assignment of a "
    "policy definition of your own that asks it; or a Kyverno policy whose verifyImages have failureAction Enforce.",
    link="https://learn.microsoft.com/azure/container-registry/container-registry-tutorial-verify-with-ratify-aks",
    absent="Nothing checks signatures, so absent fails where the stack also runs workloads; Kyverno's absent "
    "failureAction only reports.",
    requirements=("000-3", "002-3"),
    controls=(azure_policy("cf426bb8-b320-4321-8545-1b784a5df3a4"), kyverno("verify-image")),
    check=check,
    passing={
        "no workloads": {"cluster": ExampleResource(MANAGED_CLUSTER.token)},
        "Gatekeeper asks Ratify": _stack(verifier=_VERIFIER, constraint=_constraint(enforcementAction="deny")),
        "Gatekeeper asks Ratify, and denies by default": _stack(verifier=_NAMESPACED, constraint=_constraint()),
        "Azure Policy asks Ratify": _stack(
            verifier=_VERIFIER, definition=_DEFINITION, assignment=_assignment(Output("definition"))
        ),
        "Azure Policy asks Ratify, by a definition from elsewhere": _stack(
            verifier=_VERIFIER, assignment=_assignment(_CUSTOM)
        ),
        "Kyverno, one verification": _stack(policy=_kyverno(rules=[_verify(failureAction="Enforce")])),
        "Kyverno, the policy as a whole": _stack(policy=_kyverno(rules=[_verify()], validationFailureAction="Enforce")),
        "Kyverno, by one of the rules": _stack(
            policy=_kyverno("Policy", [{"name": "labels"}, _verify(failureAction="enforce", required=True)])
        ),
        "Kyverno's own kind for images": _stack(policy=_image_policy(validationActions=["Audit", "Deny"])),
        "Kyverno's own kind for images, which denies by default": _stack(policy=_image_policy()),
    },
    failing={
        "nothing": _stack(),
        "a policy about something else": _stack(
            policy=_kyverno(rules=[{"name": "labels"}], validationFailureAction="Enforce")
        ),
        "Kyverno only reports, of one repository, what is signed": _stack(
            policy=_kyverno(
                rules=[
                    {
                        "verifyImages": [
                            {"imageReferences": ["ghcr.io/nobody/*"], "required": False, "failureAction": "Audit"}
                        ]
                    }
                ],
                validationFailureAction="Audit",
            )
        ),
        "Kyverno only reports, by default": _stack(policy=_kyverno(rules=[_verify()])),
        "Kyverno only reports, by the rule": _stack(
            policy=_kyverno(rules=[_verify(failureAction="Audit")], validationFailureAction="Enforce")
        ),
        "Kyverno verifies what happens to be signed": _stack(
            policy=_kyverno(rules=[_verify(failureAction="Enforce", required=False)])
        ),
        "Kyverno's own kind only reports": _stack(policy=_image_policy(validationActions=["Audit"])),
        "nobody asks Ratify": _stack(verifier=_NAMESPACED),
        "Gatekeeper asks Ratify and only reports": _stack(
            verifier=_VERIFIER, constraint=_constraint(enforcementAction="dryrun")
        ),
        "there is no Ratify to be asked": _stack(constraint=_constraint(enforcementAction="deny")),
        "another policy of Azure beside Ratify": _stack(verifier=_VERIFIER, assignment=_assignment(_BASELINE)),
        "the policy that asks Ratify is switched off": _stack(
            verifier=_VERIFIER, assignment=_assignment(_CUSTOM, enforcementMode="DoNotEnforce")
        ),
        "Image Integrity, which only reports": _stack(assignment=_assignment(_INTEGRITY)),
        "Image Integrity, switched off": _stack(assignment=_assignment(_INTEGRITY, enforcementMode="DoNotEnforce")),
    },
)
