"""What Gatekeeper asks Ratify about each pod, as a definition of Azure Policy, whose add-on brings the only Gatekeeper.

Templates that are not Azure Policy's own are no business of the add-on's Gatekeeper:
https://learn.microsoft.com/azure/container-registry/container-registry-tutorial-verify-with-ratify-aks and
https://learn.microsoft.com/azure/governance/policy/concepts/effect-deny
"""

from base64 import b64encode
from typing import Any

import yaml

from components.signatures.trust import PROVIDER

GUARDRAIL = "k8s-image-signature-policy-present"
"""Guardrail that asks for this at preview, and name of the assignment."""

# What Ratify does not answer, or answers with anything but success, is refused.
REGO = f"""\
package signedimages

lists := {{"containers", "initContainers", "ephemeralContainers"}}

images := array.concat(
  [image | list := lists[_]; image := input.review.object.spec[list][_].image],
  [image | image := input.review.object.spec.volumes[_].image.reference]
)

answer := external_data({{"provider": "{PROVIDER}", "keys": images}})

violation[{{"msg": msg}}] {{
  answer.system_error != ""
  msg := sprintf("{GUARDRAIL}: signatures cannot be verified now: %v", [answer.system_error])
}}

violation[{{"msg": msg}}] {{
  failed := answer.errors[_]
  msg := sprintf("{GUARDRAIL}: the signature of %v cannot be verified: %v", [failed[0], failed[1]])
}}

violation[{{"msg": msg}}] {{
  image := images[_]
  not verified(image)
  msg := sprintf("{GUARDRAIL}: %v is signed by nobody that the platform trusts; sign it in the pipeline", [image])
}}

verified(image) {{
  response := answer.responses[_]
  response[0] == image
  response[1].isSuccess == true
}}
"""

TEMPLATE: dict[str, Any] = {
    "apiVersion": "templates.gatekeeper.sh/v1",
    "kind": "ConstraintTemplate",
    "metadata": {"name": "signedimages"},
    "spec": {
        "crd": {"spec": {"names": {"kind": "SignedImages"}}},
        "targets": [{"target": "admission.k8s.gatekeeper.sh", "rego": REGO}],
    },
}
PARAMETERS: dict[str, Any] = {
    "effect": {"type": "String", "allowedValues": ["Deny", "Audit", "Disabled"]},
    "excludedNamespaces": {"type": "Array"},
}


def policy_rule() -> dict[str, Any]:
    """Return the rule of the definition: pods of a cluster, by the template above."""
    content = b64encode(yaml.safe_dump(TEMPLATE, sort_keys=False).encode()).decode()
    return {
        "if": {"field": "type", "equals": "Microsoft.ContainerService/managedClusters"},
        "then": {
            "effect": "[parameters('effect')]",
            "details": {
                "templateInfo": {"sourceType": "Base64Encoded", "content": content},
                "apiGroups": [""],
                "kinds": ["Pod"],
                "excludedNamespaces": "[parameters('excludedNamespaces')]",
            },
        },
    }
