"""Names that Azure takes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import regions
from components.naming import Kind, name, stem

ROLES = st.sampled_from(["", "nodes", "api-server", "private-endpoints", "control-plane"])
STEMS = st.builds(
    stem,
    workload=st.from_regex(r"[a-z][a-z0-9]{1,8}", fullmatch=True),
    environment=st.from_regex(r"[a-z][a-z0-9]{1,3}", fullmatch=True),
    region=st.sampled_from(sorted(regions.SHORT_NAMES.values())),
    suffix=st.from_regex(r"[a-z0-9]{2,4}", fullmatch=True),
)
ALONE = {Kind.DATA_COLLECTION_ENDPOINT, Kind.GRAFANA}
"""Kinds of which a stack has one, whose names leave no room for a role."""


@given(STEMS, ROLES)
def test_names_fit_every_kind(stem_: str, role: str) -> None:
    """A stem whose vault name fits gives valid names of all kinds."""
    short = {Kind.KEY_VAULT, Kind.APPLICATION_VAULT, Kind.BACKUP_STORAGE, Kind.STORAGE_ACCOUNT}
    for kind in set(Kind) - short:
        composed = name(kind, stem_, "" if kind in ALONE else role)

        assert kind.value.minimum <= len(composed) <= kind.value.maximum
        assert composed.startswith(kind.value.prefix)
    for kind in short:
        assert re.fullmatch(r"[a-z][a-z0-9]{2,23}", name(kind, stem_))
    assert re.fullmatch(r"[a-zA-Z0-9]{5,50}", name(Kind.REGISTRY, stem_))
    assert re.fullmatch(r"[a-z0-9-]{3,44}", name(Kind.DATA_COLLECTION_ENDPOINT, stem_))


def test_names_tell_what_and_where() -> None:
    """Prefix, stem, role."""
    assert name(Kind.SUBNET, "shop-dev-weu-x7", "nodes") == "snet-shop-dev-weu-x7-nodes"
    assert name(Kind.REGISTRY, "shop-dev-weu-x7") == "crshopdevweux7"


def test_long_name_is_refused() -> None:
    """The message names what is too long and what to shorten."""
    with pytest.raises(ValueError, match=r"'kvwarehousesproductionweux7' has 27 characters.* shorten workload"):
        name(Kind.KEY_VAULT, "warehouses-production-weu-x7")


def test_wrong_letters_are_refused() -> None:
    """Azure would refuse them later, and worse."""
    with pytest.raises(ValueError, match="may only have lower-case letters"):
        name(Kind.CLUSTER, "Shop-dev-weu-x7")


def test_short_names_of_regions_differ() -> None:
    """Two regions never give one name."""
    assert len(set(regions.SHORT_NAMES.values())) == len(regions.SHORT_NAMES)
    assert max(map(len, regions.SHORT_NAMES.values())) <= 4


def test_regions_are_compared_as_azure_does() -> None:
    """Case and spaces make no difference."""
    assert regions.normalize("West Europe") == "westeurope"
