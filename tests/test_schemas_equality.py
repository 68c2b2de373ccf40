"""However the same figures are sent, and whatever is taken at sight, the same comes out."""

import operator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.checking import Checker
from schemas.content import MARK_NAMES
from schemas.reading import read_form
from tests.schemas_forms import COUNT, Document, document

_INNER = {
    "type": "object",
    "required": ["a"],
    "properties": {"a": COUNT, "b": COUNT | {"x-measured-at": "province"}},
}
_MONEY = {"type": "number", "x-decimals": 2, "x-rollup": "sum"}
_FORM = document(
    {
        "s": {
            "type": "object",
            "required": ["d"],
            "properties": {"t": _INNER, "d": _MONEY},
        },
        "e": {"type": ["number", "null"], "x-decimals": 1, "x-rollup": "sum"},
        "yes": {"type": "boolean", "x-rollup": "count"},
        "pick": {"enum": ["a", 1, Decimal("1.5"), None], "x-rollup": "choice"},
        "words": {"type": "string", "maxLength": 5, "x-rollup": "collect"},
    },
    **{
        "required": ["s"],
        "x-checks": [
            {"left": ["s.t.a"], "op": "<=", "right": ["s.t.b"]},
            {"left": ["s.t.a", "s.d"], "op": ">=", "right": ["e"]},
        ],
    },
)
CHECKER = Checker(read_form(_FORM))
PATHS = ("s.t.a", "s.t.b", "s.d", "e", "yes", "pick", "words")
_VALUES = st.one_of(
    st.integers(-2, 9),
    st.decimals(-3, 12, places=2),
    st.sampled_from([0, 1, 10**11, 10**12, -(10**11), Decimal("0.0"), Decimal("-0.0")]),
    st.sampled_from([Decimal("9999999999.9"), Decimal("10000000000.0"), Decimal("1E-9"), 1.5]),
    st.sampled_from([0.1, 2.25, 5.0, 0.005, -1.5, 0.0, 9999999999.9, "abcdef", "Ủy", "\u00d0"]),
    st.sampled_from([True, None, "a", " a\u0302 ", "x\u200b", "", Decimal("NaN"), ["a"]]),
)
_FIGURES = st.dictionaries(st.sampled_from(PATHS), _VALUES)
_MARKS = st.dictionaries(st.sampled_from([*PATHS, "s", "s.t"]), st.sampled_from(MARK_NAMES))
_LEVELS = st.sampled_from(["ward", "province"])


def _nested(flat: Document) -> Document:
    root: Document = {}
    for path, value in flat.items():
        *above, name = path.split(".")
        here = root
        for section in above:
            here = here.setdefault(section, {})
        here[name] = value
    return root


def _taken(values: Document, marks: dict[str, str], level: str) -> Any:
    content, faults = CHECKER.faults(values, marks, level)
    # By their texts: 1 and True are equal, and they are not the same answer.
    kept = content and ({k: repr(v) for k, v in content.values.items()}, dict(content.marks))
    return kept, {repr(fault) for fault in faults}


def test_figures_that_need_no_care_take_the_quick_way() -> None:
    quick = CHECKER.asked("ward").quick
    assert quick is not None
    plain: Document = {"s": {"t": {"a": 1}, "d": 2.5}, "e": 3, "yes": True, "pick": "a"}
    taken = quick.taken(plain)
    assert taken is not None
    assert quick.answered(taken, {})
    assert taken.flat == {"s.t.a": 1, "s.d": Decimal("2.5"), "e": 3, "yes": True, "pick": "a"}
    for doubtful in (None, Decimal("1.5"), "", 2.55, -(10**12)):
        assert quick.taken(plain | {"e": doubtful}) is None


@given(_FIGURES, _MARKS, _LEVELS)
@settings(max_examples=400)
def test_dotted_and_nested_figures_are_taken_alike(
    flat: Document, marks: dict[str, str], level: str
) -> None:
    nested = _taken(_nested(flat), marks, level)
    assert _taken({**flat, "s.t.a": flat.get("s.t.a")}, marks, level) == nested
    assert _taken({"e": flat.get("e"), **flat}, marks, level) == nested


@given(_FIGURES, _MARKS, _LEVELS)
@settings(max_examples=200)
def test_blanks_between_the_figures_change_nothing(
    flat: Document, marks: dict[str, str], level: str
) -> None:
    blanks = {path: flat.get(path) for path in PATHS}
    assert _taken(_nested(blanks), marks, level) == _taken(_nested(flat), marks, level)


_HOLDS = {
    "<": operator.lt, "<=": operator.le, "=": operator.eq,
    "!=": operator.ne, ">=": operator.ge, ">": operator.gt,
}  # fmt: skip
_CELL = st.one_of(st.integers(0, 3), st.sampled_from([Decimal("0.5"), *MARK_NAMES, None]))
_SIDE = st.lists(st.sampled_from("abcd"), min_size=1, max_size=3)


def _sum(named: list[str], cells: Document) -> Any:
    each = [0 if cells[name] == "none_occurred" else cells[name] for name in named]
    return None if any(cell is None or isinstance(cell, str) for cell in each) else sum(each)


@pytest.mark.parametrize("op", _HOLDS)
@given(_SIDE, _SIDE, st.fixed_dictionaries(dict.fromkeys("abcd", _CELL)), _LEVELS)
@settings(max_examples=60)
def test_a_check_fails_exactly_where_its_sums_say_so(
    op: str, left: list[str], right: list[str], cells: Document, level: str
) -> None:
    leaf = {"type": "number", "x-decimals": 1, "x-rollup": "sum"}
    leaves = dict.fromkeys("abc", leaf) | {"d": leaf | {"x-measured-at": "province"}}
    check = {"left": left, "op": op, "right": right}
    if level == "ward":
        cells = cells | {"d": None}
    marks = {name: cell for name, cell in cells.items() if isinstance(cell, str)}
    values = {name: cell for name, cell in cells.items() if name not in marks}
    checker = Checker(read_form(document(leaves, **{"x-checks": [check]})))
    _, faults = checker.faults(values, marks, level)
    one, other = _sum(left, cells), _sum(right, cells)
    fails = one is not None and other is not None and not _HOLDS[op](one, other)
    assert [fault.code for fault in faults] == ["check_failed"] * fails
