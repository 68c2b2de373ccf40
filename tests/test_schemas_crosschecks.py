from decimal import Decimal
from typing import Any

from schemas.checking import Checker
from schemas.reading import read_form
from tests.schemas_forms import COUNT, Document, document, leaders, sent


def test_a_check_that_fails_speaks_the_forms_own_words() -> None:
    checker = Checker(read_form(leaders()))
    content, (fault,) = checker.faults({"leaders": {"women": 10, "total": 9}}, {}, "ward")
    assert content is None
    assert (fault.code, fault.path) == ("check_failed", "leaders.women")
    assert fault.message["vi"] == "Nữ nhiều hơn tổng số."
    assert (fault.sent, fault.allowed) == ("leaders.women = 10", "<= leaders.total = 9")


def _checked(check: Document, values: Document, **more: Any) -> tuple[bool, list[str]]:
    measures = {
        "a": COUNT,
        "b": COUNT,
        "c": {"type": "number", "x-decimals": 2, "x-rollup": "sum"},
        "twice": {"type": "integer", "x-computed": "a * 2"},
    }
    made = document(measures, **{"x-checks": [check]})
    checker = Checker(read_form(made))
    content, faults = checker.faults(values, more.get("marks", {}), "ward", more.get("previous"))
    return content is not None, [fault.severity for fault in faults]


def test_a_warning_does_not_refuse() -> None:
    check = {"left": ["a"], "op": "<=", "right": ["b"], "severity": "warning"}
    assert _checked(check, {"a": 2, "b": 1}) == (True, ["warning"])


def test_a_check_with_a_blank_is_left_undecided() -> None:
    check = {"left": ["a", "b"], "op": "=", "right": ["c"]}
    assert _checked(check, {"a": 2, "c": 1}) == (True, [])
    assert _checked(check, {"a": 2, "c": 1}, marks={"b": "not_available"}) == (True, [])


def test_what_did_not_occur_counts_as_nothing() -> None:
    check = {"left": ["a", "b"], "op": "=", "right": ["c"]}
    marks = {"b": "none_occurred"}
    assert _checked(check, {"a": 2, "c": 2}, marks=marks) == (True, [])
    assert _checked(check, {"a": 2, "c": 3}, marks=marks) == (False, ["error"])


def test_sums_are_exact() -> None:
    check = {"left": ["c", "c", "c"], "op": "=", "right": ["a"]}
    assert _checked(check, {"c": Decimal("0.10"), "a": 0}) == (False, ["error"])
    assert _checked(check | {"right": ["c"], "op": "!="}, {"c": Decimal("0.10")}) == (True, [])


def test_a_check_may_look_at_the_period_before() -> None:
    check = {"left": ["a"], "op": ">=", "right": ["prev:a"]}
    assert _checked(check, {"a": 1}) == (True, [])
    assert _checked(check, {"a": 1}, previous={"a": 2}) == (False, ["error"])
    assert _checked(check, {"a": 1}, previous={"b": 2}) == (True, [])


def test_a_check_may_look_at_a_computed_measure() -> None:
    check = {"left": ["b"], "op": "<=", "right": ["twice"]}
    assert _checked(check, {"a": 1, "b": 2}) == (True, [])
    assert _checked(check, {"a": 1, "b": 3}) == (False, ["error"])
    assert _checked(check, {"b": 3}) == (True, [])


def test_a_check_passes_over_a_cell_already_refused() -> None:
    _, _, faults = sent({"leaders": {"women": "many", "total": 9}})
    assert faults == {("type_integer", "leaders.women")}
