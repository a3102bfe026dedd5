"""In however many pieces it is written, everything is everything."""

import pytest
from guardrails.reach import covers_a_company, covers_every_port, covers_internet, covers_most_ports, holds_port

EVERYWHERE = [
    *("*", "Internet", "any", " 0.0.0.0/0 ", "::/0", "128.0.0.0/1", "64.0.0.0/7", "2000::/3"),
    *("AzureCloud", "azurecloud.westeurope", "0.0.0.0-255.255.255.255", "::-ffff:ffff::"),
]
SOMEWHERE = [
    *("10.0.0.0/8", "17.0.0.0/8", "8.8.8.8", "8.8.8.1-8.8.8.9", "fc00::/7", "2003::/19"),
    *("VirtualNetwork", "AzureLoadBalancer", "AzureCloudShell", "", "-", "8.8.8.9-8.8.8.1", "::1-8.8.8.8"),
]


@pytest.mark.parametrize("prefix", EVERYWHERE)
def test_is_the_internet(prefix: str) -> None:
    assert covers_internet([prefix])
    assert covers_internet(["10.0.0.0/8", prefix])


@pytest.mark.parametrize("prefix", SOMEWHERE)
def test_is_not_the_internet(prefix: str) -> None:
    assert not covers_internet([prefix])
    assert not covers_internet([prefix] * 9)


@pytest.mark.parametrize(
    "prefixes",
    [
        [f"{first}.0.0.0/8" for first in range(1, 224)],
        ["16.0.0.0/8", "17.0.0.0/8"],
        [f"{first}.{second}.0.0/16" for first in (8, 9) for second in range(256)],
        ["2400::/12", "2600::/12", "2a00::/12"],
    ],
    ids=["every /8", "what one /7 holds", "the same in /16", "IPv6 in use"],
)
def test_pieces_count_together(prefixes: list[str]) -> None:
    assert covers_internet(prefixes)
    assert covers_internet(reversed(prefixes))


def test_what_is_private_or_named_twice_does_not_add_up() -> None:
    private = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fd00::/8"]

    assert not covers_internet([*private, "17.0.0.0/8", "17.128.0.0/9", "17.0.0.0/8"])
    assert not covers_internet([])


@pytest.mark.parametrize("prefixes", [["10.0.0.0/8"], ["10.0.0.0-10.1.255.255"], ["10.1.0.0/16", "10.0.0.0/16"], ["*"]])
def test_is_a_company(prefixes: list[str]) -> None:
    assert covers_a_company(prefixes)


@pytest.mark.parametrize("prefixes", [["192.168.0.0/16"], ["10.1.0.0/16", "10.2.0.0/16"], ["fd00::/8"], ["-"], []])
def test_is_no_company(prefixes: list[str]) -> None:
    assert not covers_a_company(prefixes)


@pytest.mark.parametrize("ports", ["22", "20-30", "*", "22-22", " 22 ", "0-99999"])
def test_holds_port(ports: str) -> None:
    assert holds_port(ports, 22)


@pytest.mark.parametrize("ports", ["220", "23-30", "", "ssh", "-22", "30-20", "1-2-3"])
def test_holds_no_port(ports: str) -> None:
    assert not holds_port(ports, 22)


@pytest.mark.parametrize("ports", [["*"], ["0-65535"], ["1-65535"], ["1-32767", "32768-65535"], ["443", "*"]])
def test_every_port(ports: list[str]) -> None:
    assert covers_every_port(ports)
    assert covers_most_ports(ports)


@pytest.mark.parametrize("ports", [["1-65534"], ["1-442", "444-65535"], ["1024-65535"]])
def test_most_ports(ports: list[str]) -> None:
    assert covers_most_ports(ports)
    assert not covers_every_port(ports)


@pytest.mark.parametrize("ports", [[], ["443"], ["30000-32767", "49152-65535"], ["1-40000", "1-40000"], ["all"]])
def test_some_ports(ports: list[str]) -> None:
    assert not covers_most_ports(ports)
