"""Stacks that have everything between them for which order matters."""

from typing import Any

from tests.components.recorder import Program, Recorder
from tests.components.settings_values import IMAGES, SIGNATURES

TEAM = {
    "name": "shop",
    "operators": "3b1f6c52-8d0e-4f7a-9c3b-2a5d7e9f1c04",
    "developers": "5c2e7d63-9e1f-4a8b-8d4c-3b6e8f0a2d15",
}

STACKS: dict[str, tuple[str, dict[str, Any]]] = {
    "production": ("prod", {}),
    "isolated": ("dev", {"network": {"egress": "isolated", "privateMonitoring": True}}),
    "repositories": (
        "dev",
        {
            "network": {"egress": "isolated", "privateMonitoring": True},
            "registry": {"access": "abac"},
            "teams": [{**TEAM, "images": IMAGES}],
        },
    ),
    "tenants": ("dev", {"clusterAccess": "direct", "teams": [TEAM], "admission": {"signatures": SIGNATURES}}),
    "delivery": (
        "dev",
        {
            "clusterAccess": "render",
            "manifests": {"repository": "https://github.com/example/platform"},
            "teams": [TEAM],
        },
    ),
}


def run(program: Program, name: str, **options: Any) -> Recorder:
    """Run one of them on the pretend engine."""
    stack, settings = STACKS[name]
    return program(stack, **settings, **options)
