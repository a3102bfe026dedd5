"""Reading machine sizes."""

import pytest

from components.cluster.vm_size import VmSize, parse


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("Standard_D4ds_v5", VmSize("D", 4, "ds", 5)),
        ("Standard_E16ads_v5", VmSize("E", 16, "ads", 5)),
        ("Standard_NC24ads_A100_v4", VmSize("NC", 24, "ads", 4)),
        ("Standard_D2pds_v6", VmSize("D", 2, "pds", 6)),
    ],
)
def test_parts_of_a_size(name: str, size: VmSize) -> None:
    """Family, CPUs, features, version."""
    assert parse(name) == size


@pytest.mark.parametrize("name", ["", "D4ds_v5", "Standard_DS2", "standard_d4ds_v5", "Standard_D4ds_v5 "])
def test_other_text_is_refused(name: str) -> None:
    """The message shows the form."""
    with pytest.raises(ValueError, match="not a size of the form Standard_D4ds_v5"):
        parse(name)


@pytest.mark.parametrize(
    ("name", "holds"),
    [
        ("Standard_D4ds_v5", True),
        ("Standard_E8ads_v5", True),
        ("Standard_D2ds_v5", False),
        ("Standard_D4s_v5", False),
        ("Standard_D4ds_v6", False),
        ("Standard_F4s_v2", False),
    ],
)
def test_ephemeral_disk_needs_room(name: str, holds: bool) -> None:
    """Only a temporary disk of 128 GB or more holds the operating system."""
    assert parse(name).holds_os_disk is holds


def test_features() -> None:
    """The letters that decide whether a machine can be hardened."""
    assert parse("Standard_D4pds_v5").arm64
    assert parse("Standard_B4s_v2").burstable
    assert not parse("Standard_D4d_v5").premium_storage
