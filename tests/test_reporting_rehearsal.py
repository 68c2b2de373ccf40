"""A rehearsal: the same again for the same seed, right where it should be, refused where not."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hierarchy.unit import Unit
from intake.encoding import Refused
from intake.strict import load_json
from profiles.registry import load
from reporting.rehearsal import WRONGS, Chances, Rehearsal, draw_fate, encode, spoil
from schemas.checking import Checker
from schemas.content import Content
from schemas.form import Form
from schemas.reading import read_form
from tests import cast

VIETNAM = load("vn")
LEVELS = ("ward", "district", "province", "nation", "department")


@pytest.fixture(scope="module")
def forms() -> list[Form]:
    return [read_form(document) for document in VIETNAM.forms()]


@pytest.fixture(scope="module")
def annual(forms: list[Form]) -> Form:
    return forms[0]


def _units(level: str, count: int) -> Iterator[Unit]:
    return (Unit(f"{level}-{i}", f"Unit {i}", level, "N") for i in range(count))


def _accepted(checker: Checker, rehearsal: Rehearsal, unit: Unit, weight: float = 1.0) -> Content:
    values, marks = rehearsal.fill(unit, 2025, weight)
    content, faults = checker.faults(values, marks, unit.level)
    assert content is not None, (unit, faults)
    assert faults == ()
    return content


@pytest.mark.parametrize("weight", [0.05, 1.0, 63.0])
def test_what_is_filled_passes_the_door(forms: list[Form], weight: float) -> None:
    for form in forms:
        checker, rehearsal = Checker(form), Rehearsal(form, VIETNAM.agrees)
        for level in LEVELS:
            for unit in _units(level, 250):
                _accepted(checker, rehearsal, unit, weight)


def test_a_unit_is_filled_the_same_whoever_else_is(annual: Form) -> None:
    alone = Rehearsal(annual).fill(cast.WARDS[3], 7)
    after = Rehearsal(annual)
    for ward in cast.WARDS:
        after.fill(ward, 7)
    assert after.fill(cast.WARDS[3], 7) == alone
    assert after.fill(cast.WARDS[3], 8) != alone
    assert after.fill(cast.WARDS[2], 7) != alone


def test_only_what_the_level_is_asked_is_filled(annual: Form) -> None:
    checker, rehearsal = Checker(annual), Rehearsal(annual)
    for level in LEVELS:
        for unit in _units(level, 20):
            content = _accepted(checker, rehearsal, unit)
            given = (*content.values, *content.marks)
            assert all(annual.by_path[path].asked_at(level) for path in given)


def test_blanks_and_marks_appear_but_seldom(annual: Form) -> None:
    checker, rehearsal = Checker(annual), Rehearsal(annual)
    asked = [m for m in annual.entered if m.asked_at("ward")]
    seen: Counter[str] = Counter()
    for unit in _units("ward", 300):
        content = _accepted(checker, rehearsal, unit)
        seen.update(content.marks.values())
        seen["blank"] += sum(
            m.path not in content.values and m.path not in content.marks for m in asked
        )
    assert seen["none_occurred"] > 0
    assert seen["not_available"] > 0
    assert 0 < seen["blank"] < 0.05 * 300 * len(asked)


def test_a_yes_agrees_with_the_number_that_decides_it(annual: Form) -> None:
    rehearsal = Rehearsal(annual, VIETNAM.agrees)
    for unit in _units("district", 100):
        politics = rehearsal.fill(unit, 1)[0]["politics"]
        assert politics["key_woman"] == (politics["key_leaders_women"] > 0)


def test_figures_look_like_a_country(annual: Form) -> None:
    rehearsal = Rehearsal(annual)
    wards = [rehearsal.fill(unit, 3)[0] for unit in _units("ward", 1000)]

    def total(section: str, name: str) -> int:
        return sum(ward[section].get(name, 0) for ward in wards)

    assert 105 < 100 * total("health", "births_boys") / total("health", "births_girls") < 116
    reached = total("communication", "population_reached")
    assert 0.5 < reached / total("communication", "population_total") < 0.8
    assert 0.2 < total("politics", "party_women") / total("politics", "party_total") < 0.45


LEAF = {"type": "integer", "minimum": 0, "x-rollup": "sum"}


def _form(checks: list[dict[str, Any]], **leaves: dict[str, Any]) -> Form:
    return read_form(
        {
            "$id": "small",
            "title": "Small",
            "x-period": "year",
            "type": "object",
            "additionalProperties": False,
            "required": list(leaves),
            "properties": leaves,
            "x-checks": checks,
        }
    )


def _check(left: str, op: str, right: str) -> dict[str, Any]:
    return {"left": left.split(), "op": op, "right": right.split()}


def test_a_form_without_examples_is_filled_within_its_bounds() -> None:
    form = _form(
        [_check("a b", "=", "total"), _check("total", "<", "cap"), _check("small", ">=", "a")],
        a=LEAF,
        b=LEAF,
        total=LEAF,
        cap=LEAF | {"maximum": 60},
        small=LEAF | {"minimum": 3, "maximum": 9},
        money={"type": "number", "x-decimals": 3, "exclusiveMinimum": 0, "x-rollup": "sum"},
        when={"type": "string", "x-rollup": "collect"},
        kind={"type": "string", "enum": ["x", "y"], "x-rollup": "choice"},
    )
    checker, rehearsal = Checker(form), Rehearsal(form)
    for unit in _units("ward", 300):
        content = _accepted(checker, rehearsal, unit)
        assert isinstance(content.values["money"], Decimal | int)


NAMES = st.sampled_from("abcdef")
SIDE = st.lists(NAMES, min_size=1, max_size=3, unique=True).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.builds(_check, SIDE, st.sampled_from(["<=", "=", ">=", "<"]), SIDE), max_size=5))
def test_what_no_figures_can_satisfy_is_left_blank_not_wrong(checks: list[dict[str, Any]]) -> None:
    form = _form(checks, **dict.fromkeys("abcdef", LEAF))
    checker, rehearsal = Checker(form), Rehearsal(form)
    for unit in _units("ward", 5):
        values, marks = rehearsal.fill(unit, 1)
        _, faults = checker.faults(values, marks, "ward")
        assert {fault.code for fault in faults} <= {"required"}


def _refused(data: bytes, checker: Checker) -> bool:
    try:
        sent = load_json(data)
    except Refused:
        return True
    assert isinstance(sent, dict)
    return checker.faults(sent["values"], sent.get("marks", {}), "ward")[0] is None


@pytest.mark.parametrize("wrong", WRONGS)
def test_what_is_spoiled_is_refused(annual: Form, wrong: str) -> None:
    checker, rehearsal = Checker(annual), Rehearsal(annual)
    for unit in _units("ward", 60):
        values, marks = rehearsal.fill(unit, 5)
        document = {"unit": unit.code, "form": annual.name, "period": "2025"}
        whole = {**document, "values": values, "marks": marks}
        assert not _refused(encode(whole), checker)
        assert _refused(spoil(whole, wrong, annual, 5), checker), wrong
        assert whole["values"] is values, "the right one stays as it was"


def test_encoding_keeps_every_decimal() -> None:
    sent = {"values": {"a": Decimal("123456789.1"), "b": Decimal("0.25"), "c": 7}}
    read = json.loads(encode(sent), parse_float=Decimal)
    assert read == sent


def test_fates_come_as_often_as_their_chances() -> None:
    chances = Chances(late=0.1, missing=0.05, wrong=0.05, corrected=0.5)
    fates = [draw_fate(unit, 1, chances) for unit in _units("ward", 4000)]
    often = Counter(fate.outcome for fate in fates)
    assert often["late"] == pytest.approx(400, rel=0.2)
    assert often["missing"] == pytest.approx(200, rel=0.25)
    assert often["wrong"] == pytest.approx(200, rel=0.25)
    wrong = [fate for fate in fates if fate.outcome == "wrong"]
    assert {fate.wrong for fate in wrong} == set(WRONGS)
    corrected = sum(fate.corrected_after is not None for fate in wrong)
    assert corrected == pytest.approx(len(wrong) / 2, rel=0.3)


@pytest.mark.parametrize(
    ("outcome", "holds"),
    [
        ("late", lambda days: days > 0),
        ("on_time", lambda days: days <= 0),
        ("wrong", lambda days: days <= 0),
        ("missing", lambda days: days == 0),
    ],
)
def test_only_the_late_come_after_their_day(outcome: str, holds: Callable[[int], bool]) -> None:
    drawn = [draw_fate(unit, 1, Chances(0.2, 0.2, 0.2)) for unit in _units("ward", 300)]
    assert all(holds(fate.days) for fate in drawn if fate.outcome == outcome)
    assert draw_fate(cast.SEA, 1) == draw_fate(cast.SEA, 1)
