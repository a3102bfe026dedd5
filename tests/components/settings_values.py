"""Values of settings that tests vary, and what is said of wrong ones."""

import json
from base64 import b64encode
from typing import Any

import pulumi
import pytest

from components.settings.load import load
from tests.components.recorder import DEPLOYER, PROJECT, Run, stack_config

POOL = {"name": "apps", "vmSize": "Standard_D4ds_v5", "minCount": 1, "maxCount": 3}
SYSTEM = {"vmSize": "Standard_D4ds_v5", "minCount": 3, "maxCount": 5}
TAGS = {"owner": "platform-team", "costCenter": "1000"}
HUB_GROUP = "/subscriptions/0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d/resourceGroups/hub"
HUB = {
    "networkId": f"{HUB_GROUP}/providers/Microsoft.Network/virtualNetworks/vnet-hub",
    "nextHop": "10.0.0.4",
    "zoneGroupId": HUB_GROUP,
}
WINDOW = {"day": "Sunday", "start": "01:00", "utcOffset": "+00:00", "hours": 8}

GROUP = "3b1f6c52-8d0e-4f7a-9c3b-2a5d7e9f1c04"

GITHUB = {
    "previewSubject": "repo:a/b:environment:preview",
    "deploySubject": "repo:a/b:environment:dev",
    "deployerId": DEPLOYER,
}
"""Where the platform's own pipelines run."""

IMAGES = {"pushSubject": "repo:a/shop:environment:build", "releaseSubject": "repo:a/shop:environment:release"}
"""Where the pipelines of a team's images run."""


def changed(key: str, value: Any) -> dict[str, str]:
    """Return the development stack's configuration with one value changed."""
    full = key if ":" in key else f"{PROJECT}:{key}"
    config = stack_config("dev") | {full: value if isinstance(value, str) else json.dumps(value)}
    if key == "addressSpace" and value == "10.20.0.0/22":
        config |= {f"{PROJECT}:userPools": json.dumps([POOL | {"maxCount": 185}])}
    if key == "workload" and value == "warehousing":
        config |= {f"{PROJECT}:environment": "acceptance"}
    return config


def refusal(run: Run) -> list[str]:
    """Load the configuration and return the problems it reports, a line each."""
    with pytest.raises(pulumi.RunError) as error:
        run(load)
    head, *problems = str(error.value).splitlines()

    assert head == "stack dev cannot run as configured:"
    return problems


TIMESTAMP_ROOT = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"

SIGNATURES = {
    "certificates": ["pipeline"],
    "trustedIdentities": ["C=NL, ST=Utrecht, O=Example, CN=pipeline"],
    "image": f"platform/ratify:v1.4.6@sha256:{'0123456789abcdef' * 4}",
    "timestampRoot": b64encode(TIMESTAMP_ROOT.encode()).decode(),
    "revocationHosts": ["crl.example.com"],
}
