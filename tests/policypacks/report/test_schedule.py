"""The time that a stack takes is that of its longest chain, by durations that a file tells."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from guardrails.report import schedule
from guardrails.report.formats import WRITERS
from guardrails.report.gantt import minutes
from guardrails.report.model import Location, Resource
from guardrails.report.options import Form
from guardrails.report.schedule import Durations
from guardrails.report.svg import short
from guardrails.schemas import ConfigurationError

from simulator.azure.catalog import modelled_resources
from tests.policypacks.report.made import DURATIONS, result

TIMES = Durations({"slow": (10, 60, 100), "quick": (1, 2, 30)}, (0, 5, 5))


def one(name: str, kind: str, *after: str, operation: str = "create", custom: bool = True, **given: str) -> Resource:
    """Return a resource that waits for others: for some because the program says so, for some by a property."""
    depends_on = {key: (urn,) for key, urn in given.items()}
    return Resource(name, kind, name, "", operation, (), depends_on, (), custom, Location("x"), after)


def test_the_longest_chain_decides() -> None:
    made = schedule.schedule(
        [
            one("cluster", "slow", "grant", subnet="net"),
            one("grant", "quick"),
            one("net", "slow"),
            one("alone", "slow"),
            one("gone", "slow", "cluster", operation="delete"),
            one("component", "slow", "cluster", custom=False),
            one("lock", "another", "component", "elsewhere"),
        ],
        TIMES,
    )

    assert made.critical == ("net", "cluster", "component", "lock")
    assert (made.least, made.seconds, made.most) == (20, 125, 205)
    assert {span.urn: (span.start, span.seconds) for span in made.spans} == {
        "net": (0, 60),
        "grant": (0, 2),
        "alone": (0, 60),
        "cluster": (60, 60),
        "lock": (120, 5),
    }


def test_nothing_takes_no_time() -> None:
    made = schedule.schedule([], TIMES)

    assert (made.seconds, made.critical, made.spans) == (0, (), ())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("other = [1, 2]", "`other` must be [least, typical, most]"),
        ("other = [3, 2, 1]", "`other` must be [least, typical, most]"),
        ("", "`other` must be"),
        ('other = [1, 2, 3]\n[[create]]\ntypes = "a:b:C"', "create, entry 1: `types` must be a list"),
        ('other = [1, 2, 3]\n[[create]]\ntypes = ["a:b:C"]', "create, entry 1: `seconds` must be"),
        ("other", "mend it or unset GUARDRAILS_DURATIONS"),
    ],
)
def test_a_wrong_file_is_told(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "durations.toml"
    file.write_text(text, "utf-8")

    with pytest.raises(ConfigurationError) as error:
        schedule.read({schedule.VARIABLE: str(file)})

    assert str(file) in str(error.value)
    assert told in str(error.value)


def test_durations_are_about_types_that_are_simulated() -> None:
    durations = schedule.read({schedule.VARIABLE: str(DURATIONS)})

    assert durations is not None
    assert set(durations.by_type) - set(modelled_resources()) == set()
    assert schedule.read({}) is None


def test_production_waits_for_its_firewall_and_its_cluster() -> None:
    told = result("prod").schedule

    assert told is not None
    kinds = {one.urn: one.type.rpartition(":")[2] for one in result("prod").resources}
    chain = [kinds[urn] for urn in told.critical]
    assert chain.index("AzureFirewall") < chain.index("ManagedCluster")
    assert 15 * 60 < told.seconds < 45 * 60
    assert told.least < told.seconds < told.most
    starts = {span.urn: span for span in told.spans}
    for before, after in zip(told.critical, told.critical[1:], strict=False):
        assert starts[before].start + starts[before].seconds == pytest.approx(starts[after].start)


def test_the_picture_has_a_bar_for_each_link_of_the_chain() -> None:
    told = result("prod").schedule
    picture = ET.fromstring(WRITERS[Form.GANTT].write(result("prod")))

    assert told is not None
    names = [row.findtext(".//{*}text[@class='label']") for row in picture.findall(".//{*}g[@class='row critical']")]
    assert [name.strip() for name in names if name] == [short(urn.rpartition("::")[2], 26) for urn in told.critical]


def test_a_duration_is_read_by_people() -> None:
    assert [minutes(of) for of in (0, 59.4, 60, 95, 3600)] == ["0 s", "59 s", "1 min", "1 min 35 s", "60 min"]
