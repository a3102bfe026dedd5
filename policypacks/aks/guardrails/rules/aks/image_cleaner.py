"""Images that nobody uses and that have known holes must leave the nodes."""

from guardrails.checks import must_be, must_be_between, unless_automatic
from guardrails.frameworks import azure_policy, cis_aks, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.subjects import MANAGED_CLUSTER


def check(cluster: Props) -> Problems:
    """Azure takes intervals from a day to three months."""
    cleaner = "securityProfile.imageCleaner"
    yield from decided(must_be(f"{cleaner}.enabled", expected=True), cluster)
    yield from must_be_between(f"{cleaner}.intervalHours", 24, 2160)(cluster)


GUARDRAIL = Guardrail(
    title="The image cleaner is on",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.MEDIUM,
    why="Otherwise vulnerable images stay on the nodes, where a pod that may not pull can still start them.",
    fix="Set security_profile.image_cleaner with enabled=True and interval_hours=168.",
    link="https://learn.microsoft.com/azure/aks/image-cleaner",
    absent="Azure leaves it off, so absent fails, and takes no interval of its own over its API; AKS Automatic "
    "presets it and passes.",
    requirements=("000-4", "002-5"),
    controls=(
        cis_aks("5.1.1"),
        mcsb("PV-6"),
        azure_policy("af3c26b2-6fad-493e-9236-9c68928516ab"),
        azure_policy("7e49285c-4bed-4564-b26a-5225ccc311f3"),
    ),
    check=unless_automatic(check),
    remedy={"securityProfile.imageCleaner.enabled": True, "securityProfile.imageCleaner.intervalHours": 168},
    passing={
        "every week": {"securityProfile": {"imageCleaner": {"enabled": True, "intervalHours": 168}}},
        "every day": {"securityProfile": {"imageCleaner": {"enabled": True, "intervalHours": 24}}},
        "AKS Automatic presets it": {"sku": {"name": "Automatic", "tier": "Standard"}},
        "every three months": {"securityProfile": {"imageCleaner": {"enabled": True, "intervalHours": 2160}}},
    },
    failing={
        "it is off": {"securityProfile": {"imageCleaner": {"enabled": False, "intervalHours": 168}}},
        "no interval": {"securityProfile": {"imageCleaner": {"enabled": True}}},
        "an interval beyond three months": {
            "securityProfile": {"imageCleaner": {"enabled": True, "intervalHours": 2161}}
        },
        "it is left at Azure's default": {},
        "an interval under a day": {"securityProfile": {"imageCleaner": {"enabled": True, "intervalHours": 23}}},
    },
)
