"""Reading a property gives its value, nothing, or the path that is not known yet."""

from collections.abc import Iterator
from typing import Any

import pytest
from google.protobuf.struct_pb2 import Struct
from guardrails.props import Problems, Props, Undecided, all_of, any_of, decided, each_of, select, sift
from guardrails.values import OUTPUT_SIGNATURE, SECRET_SIGNATURE, SIGNATURE, UNKNOWN, Secret, decode, secret_texts, told

POOLS = Props({"pools": [{"on": UNKNOWN}, {"on": False}, UNKNOWN, {"on": True, "subnet": UNKNOWN}]})


def _struct(values: dict[str, Any]) -> Struct:
    struct = Struct()
    struct.update(values)
    return struct


def test_decoding_keeps_numbers_nulls_and_nesting() -> None:
    values = {"count": 3, "share": 0.5, "on": True, "nothing": None, "list": [1, {"a": "b"}]}

    assert values == decode(_struct(values))


@pytest.mark.parametrize(
    "sentinel",
    [
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
        "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
    ],
)
def test_decoding_recognises_unknown_values(sentinel: str) -> None:
    assert decode(_struct({"id": sentinel})) == {"id": UNKNOWN}


def test_decoding_recognises_secrets_and_outputs() -> None:
    secret = {SIGNATURE: SECRET_SIGNATURE, "value": {"password": "hunter2"}}
    unknown_output = {SIGNATURE: OUTPUT_SIGNATURE}
    secret_output = {SIGNATURE: OUTPUT_SIGNATURE, "value": "topsecret", "secret": True}

    values = decode(_struct({"a": secret, "b": unknown_output, "c": secret_output}))

    assert values["a"].value == {"password": "hunter2"}
    assert values["b"] is UNKNOWN
    assert list(secret_texts(values)) == ["hunter2", "topsecret"]


def test_absent_and_null_read_as_the_default() -> None:
    props = Props({"profile": {"name": None}})

    assert props.get("profile.name", "none") == "none"
    assert props.get("profile.missing.deep", 7) == 7


@pytest.mark.parametrize("path", ["profile", "profile.name", "profile.name.deeper"])
def test_reading_an_unknown_value_names_its_path(path: str) -> None:
    with pytest.raises(Undecided, match=path):
        Props({"profile": UNKNOWN}).get(path)


def test_a_secret_reads_as_its_value_and_is_known_to_be_one() -> None:
    props = Props({"login": Secret({"password": "hunter2"}), "user": "jane"})

    assert props.text("login.password") == "hunter2"
    assert props.is_secret("login.password")
    assert not props.is_secret("user")


@pytest.mark.parametrize(
    ("value", "expected"), [(UNKNOWN, True), ("x", True), (False, True), ("", False), (None, False)]
)
def test_presence_counts_the_unknown_but_not_the_empty(value: object, expected: bool) -> None:
    assert Props({"id": value}).has("id") is expected


def test_a_list_with_an_unknown_element_is_undecided_as_a_whole() -> None:
    with pytest.raises(Undecided, match=r"ranges\[1\]"):
        Props({"ranges": ["10.0.0.0/8", UNKNOWN]}).texts("ranges")


def test_each_keeps_known_problems_beside_unknown_elements() -> None:
    def check(pool: Props) -> Problems:
        if not pool.get("on"):
            yield f"must be on ({pool.path})"

    found = [str(one) for one in POOLS.each("pools", check)]

    assert found == [
        "pools[0].on is known only after the update",
        "must be on (pools[1])",
        "pools[2] is known only after the update",
    ]


def test_decided_keeps_what_was_found_before_the_unknown() -> None:
    def check(props: Props) -> Problems:
        yield "must do this"
        props.get("id")
        yield "must do that"

    assert [str(one) for one in decided(check, Props({"id": UNKNOWN}))] == [
        "must do this",
        "id is known only after the update",
    ]


def _raise() -> bool:
    raise Undecided("somewhere")


def test_a_true_condition_decides_any_of() -> None:
    assert any_of(_raise, lambda: True)
    assert not any_of(lambda: False)
    with pytest.raises(Undecided, match="somewhere"):
        any_of(_raise, lambda: False)


def test_a_false_condition_decides_all_of() -> None:
    assert not all_of(_raise, lambda: False)
    assert all_of(lambda: True)
    with pytest.raises(Undecided, match="somewhere"):
        all_of(_raise, lambda: True)


def test_select_ignores_the_unknown_once_one_is_certain() -> None:
    assert select([1, 2, 3], lambda number: _raise() if number == 1 else number > 2) == [3]


def _numbers() -> Iterator[int]:
    yield from (1, 2, 3)
    raise Undecided("more")


def test_select_needs_no_more_candidates_once_one_is_certain() -> None:
    assert select(_numbers(), lambda number: number > 2) == [3]
    with pytest.raises(Undecided, match="more"):
        select(_numbers(), lambda number: number > 3)


def test_sift_tells_what_is_unknown_beside_what_is_certain() -> None:
    certain, unknown = sift(_numbers(), lambda number: _raise() if number == 1 else number > 2)

    assert certain == [3]
    assert [one.path for one in unknown] == ["somewhere", "more"]


def test_each_of_asks_only_about_candidates_that_are_wrong() -> None:
    def is_even(number: int) -> Problems:
        if number % 2 == 0:
            yield f"must not be {number}"

    assert list(each_of([1, 2, 4], lambda number: _raise() if number == 1 else number < 3, is_even)) == [
        "must not be 2"
    ]
    found = list(each_of([2, 4], lambda number: _raise() if number == 2 else True, is_even))
    assert [str(one) for one in found] == ["somewhere is known only after the update", "must not be 4"]


def test_what_lies_in_a_secret_is_a_secret() -> None:
    props = Props({"step": Secret({"arguments": [{"value": "a"}]}), "values": [Secret({"value": "b"}), {"value": "c"}]})

    found = [one.is_secret("value") for path in ("step.arguments", "values") for one in props.objects(path)]

    assert found == [True, True, False]


def test_entries_of_a_map_keep_keys_with_dots() -> None:
    props = Props({"registries": {"docker.io": {"user": "jane"}, "none": None}})

    assert {key: one.text("user") for key, one in props.entries("registries").items()} == {"docker.io": "jane"}
    assert props.entries("missing") == {}


def test_what_is_told_is_inputs_and_known_answers_without_what_nobody_set() -> None:
    inputs = {"vaultName": "kv", "logs": [{"category": "Audit", "days": UNKNOWN}], "sku": {"name": "Premium"}}
    outputs = {
        "id": UNKNOWN,
        "logs": [{"category": "Audit", "categoryGroup": UNKNOWN, "days": UNKNOWN}],
        "sku": UNKNOWN,
        "state": "Succeeded",
    }

    assert told(inputs, outputs) == {**inputs, "state": "Succeeded"}


def test_what_is_told_of_a_secret_stays_secret_and_lacks_what_nobody_set() -> None:
    inputs = {"profile": Secret({"ranges": ["10.0.0.0/8"]}), "pools": [{"name": "a"}, Secret({"name": "b"})]}
    outputs = {
        "profile": Secret({"ranges": ["10.0.0.0/8"], "zone": UNKNOWN}),
        "pools": [{"name": "a", "count": UNKNOWN}, {"name": "b", "count": UNKNOWN}],
    }

    known = told(inputs, outputs)

    assert isinstance(known["profile"], Secret)
    assert known["profile"].value == {"ranges": ["10.0.0.0/8"]}
    assert known["pools"][0] == {"name": "a"}
    assert isinstance(known["pools"][1], Secret)
    assert known["pools"][1].value == {"name": "b"}


def test_an_object_in_place_of_a_text_is_told_by_its_place() -> None:
    """A message must be the same each time, and tell nothing of what is inside."""
    (element,) = Props({"add": [{"name": "hidden"}]}).get("add")

    assert str(element) == "add[0]"
    assert str(Props({"name": "hidden"})) == "an object"
