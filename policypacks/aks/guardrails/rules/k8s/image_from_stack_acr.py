"""Our images come from our own registry."""

from guardrails.checks import place
from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import azure_policy, cis_aks, kyverno, mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.images import image_of, is_from
from guardrails.kinds import WORKLOAD
from guardrails.pods import WITH_IMAGES, containers_of
from guardrails.props import Problems, Props, Undecided, decided
from guardrails.selectors import a_deployment
from guardrails.stack import Resource, Stack
from guardrails.subjects import REGISTRY


def check(workload: Resource, stack: Stack) -> Problems:
    """An image that is an output of a registry comes from there, even where it is not known yet."""
    registries = list(stack.all(REGISTRY))
    if not registries:
        return
    own = {_host(registry) for registry in registries}
    given = any(one.urn in workload.sources("spec") for one in registries)
    for holder in containers_of(workload, WITH_IMAGES):
        for found in decided(_foreign, holder, own):
            if not (given and isinstance(found, Undecided)):
                yield found


def _foreign(holder: Props, own: set[str]) -> Problems:
    image = image_of(holder)
    if image and is_from(image, "*.azurecr.io") and image.registry not in own:
        if "" in own:
            yield Undecided(f"{holder.path}.image")
        else:
            yield f"must not run an image from {image.registry}{place(holder)}"


def _host(registry: Resource) -> str:
    """Return the registry's host; "" where nobody knows its name before the update."""
    try:
        name = registry.text("registryName") or registry.text("name")
    except Undecided:
        name = ""
    return f"{name}.azurecr.io".lower() if name else ""


_REGISTRY = ExampleResource(REGISTRY.token, {"registryName": "example"})

GUARDRAIL = StackGuardrail(
    title="Images of an Azure registry come from a registry of the stack",
    applies_to=WORKLOAD,
    severity=Severity.MEDIUM,
    why="Another registry of Azure is somebody else's: who owns it decides what runs here.",
    fix="Name the image by the login_server of the stack's Registry.",
    link="https://learn.microsoft.com/azure/aks/cluster-container-registry-integration",
    absent="A stack without a registry of its own is not judged, so absent passes.",
    requirements=("000-2",),
    controls=(
        cis_aks("5.1.4"),
        mcsb("PV-2"),
        azure_policy("febd0533-8e55-448f-b837-bd0e06f16469"),
        kyverno("restrict-image-registries"),
    ),
    check=check,
    passing={
        "from the stack's": {
            "registry": _REGISTRY,
            "web": a_deployment(containers=[{"name": "app", "image": "example.azurecr.io/api:1"}]),
        },
        "from Microsoft": {
            "registry": _REGISTRY,
            "web": a_deployment(containers=[{"name": "app", "image": "mcr.microsoft.com/api:1"}]),
        },
        "the stack has none": {"web": a_deployment(containers=[{"name": "app", "image": "other.azurecr.io/api:1"}])},
        "from an output of the stack's": {
            "registry": _REGISTRY,
            "other": ExampleResource(REGISTRY.token, {"registryName": "other"}),
            "web": a_deployment(containers=[{"name": "app", "image": Output("registry", "loginServer")}]),
        },
    },
    failing={
        "from another": {
            "registry": _REGISTRY,
            "web": a_deployment(containers=[{"name": "app", "image": "other.azurecr.io/api:1"}]),
        },
        "a volume from another": {
            "registry": _REGISTRY,
            "web": a_deployment(volumes=[{"name": "model", "image": {"reference": "other.azurecr.io/model:1"}}]),
        },
    },
)
