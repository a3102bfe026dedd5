"""Who is exempted from a guardrail is exempted from its policy, until the same day."""

import os
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TypedDict

import pulumi

FILE = Path(__file__).parents[2] / "policypacks" / "aks" / "exemptions.yaml"
VARIABLE = "GUARDRAILS_EXEMPTIONS"
_PLATFORM = "hardened-aks:index:Platform$hardened-aks:index"
SUBJECTS = {
    "cluster": f"{_PLATFORM}:Stamp$hardened-aks:index:Cluster$azure-native:containerservice:ManagedCluster",
    "registry": f"{_PLATFORM}:Images$hardened-aks:index:Registry$azure-native:containerregistry:Registry",
    "vault": f"{_PLATFORM}:Site$hardened-aks:index:KeyVault$azure-native:keyvault:Vault",
}
"""Resources that both have policies, by their names in the stack: the types in their URN."""


class GrantedExemption(TypedDict):
    """One exemption of one resource, as Azure Policy takes it."""

    guardrail: str
    """Name of the guardrail, and of its assignment."""
    subject: str
    """Name of the resource in the stack: cluster, registry or vault, with the prefix of its stamp."""
    category: str
    """Waiver (risk accepted) or Mitigated (met in another way)."""
    reason: str
    """Why, for those who review it."""
    owner: str
    """Who answers for it."""
    expires: str
    """Last day it holds, such as 2027-01-31."""


def granted(guardrails: Collection[str], prefixes: Sequence[str] = ("",)) -> list[GrantedExemption]:
    """Return what the policy pack's file exempts this stack's resources from, among the given guardrails.

    A cluster and its vault exist once for each of the prefixes that their names begin with.

    Another file counts where GUARDRAILS_EXEMPTIONS names one; without a file nothing is exempted. An exemption of a
    single property is left out: Azure Policy exempts whole resources.

    Raises:
        KeyError: an entry lacks a part; the policy pack says which, and what it is for.
        ConfigurationError: the file is none that the policy pack would read.
        ModuleNotFoundError: a file is named, but the policy pack, whose reader it is, is not beside the program.

    """
    file = Path(os.environ.get(VARIABLE) or FILE)
    if not file.exists():
        return []
    from components.documents import read_mapping  # noqa: PLC0415 - a program without the pack has not its reader

    entries = [entry for entry in read_mapping(file).get("exemptions") or [] if "property" not in entry]
    return [
        {
            "guardrail": entry["guardrail"],
            "subject": subject,
            "category": entry["category"].capitalize(),
            "reason": entry["reason"],
            "owner": entry["owner"],
            "expires": expires.isoformat() if isinstance(expires := entry["expires"], date) else expires,
        }
        for entry in entries
        if entry["guardrail"] in guardrails
        for subject in _subjects(entry["resource"], prefixes)
    ]


def _subjects(pattern: str, prefixes: Sequence[str]) -> Iterator[str]:
    for role, types in SUBJECTS.items():
        for name in [role] if role == "registry" else [f"{prefix}{role}" for prefix in prefixes]:
            if fnmatchcase(f"urn:pulumi:{pulumi.get_stack()}::{pulumi.get_project()}::{types}::{name}", pattern):
                yield name
