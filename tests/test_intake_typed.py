"""What is typed on a page is read as the same is read from a workbook; nothing typed is lost."""

from decimal import Decimal
from typing import Any

import pytest

from intake.typed import Page, Typed, typed
from portal.spelling import figure, in_cell
from schemas.grid import STANDING, WHOLE, grid_of
from schemas.reading import read_form
from tests.desk import WARD_FORM
from tests.rich_form import RICH

GRID = grid_of(read_form(RICH), "ward")
WARD = grid_of(read_form(WARD_FORM), "ward")


def read(texts: dict[str, str], **more: Any) -> Typed:
    return typed(GRID, Page(texts, **{"marks": {}, **more}), {}, "page")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("12,5", Decimal("12.5")),
        ("12.5", Decimal("12.5")),
        ("1.234.567,5", Decimal("1234567.5")),
        ("1,234,567.5", Decimal("1234567.5")),
        ("１２", 12),
        ("  7 ", 7),
        ("-3", -3),
        ("", None),
    ],
)
def test_a_number_that_can_be_read_in_one_way_is_read(text: str, value: object) -> None:
    found = read({"money": text})
    assert found.values.get("money") == value
    assert found.faults == ()


@pytest.mark.parametrize("text", ["1,234", "1.2.3", "5.000", "1 234 56"])
def test_a_number_that_can_be_read_in_two_ways_is_kept_as_it_was_typed(text: str) -> None:
    found = read({"money": text})
    assert [(one.code, one.path, one.where) for one in found.faults] == [
        ("ambiguous_number", "money", "page")
    ]
    assert found.values["money"] == text


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    "value", [0, 7, -12, 10**12, Decimal("0.5"), Decimal("1.234"), Decimal("-9876.543"), 1234]
)
def test_what_stands_in_a_cell_is_read_back_as_it_is(value: int | Decimal, language: str) -> None:
    found = read({"money": in_cell(value, language)})
    assert found.faults == ()
    assert found.values["money"] == value


def test_figures_to_read_have_their_thousands_apart() -> None:
    assert figure(Decimal("1234567.5"), "vi") == "1.234.567,5"
    assert figure(Decimal("-0.25"), "vi") == "-0,25"
    assert figure(1234567, "en") == "1,234,567"


def test_marks_are_read_from_the_cell_and_from_beside_it() -> None:
    marks = {"total": "none_occurred", "survey": "…", "lowest": "rubbish", "highest": "-"}
    found = read({"women": "x", "total": "", "highest": "–"}, marks=marks)
    assert found.marks == {
        "women": "not_applicable",
        "total": "none_occurred",
        "survey": "not_available",
        "highest": "none_occurred",
    }
    assert "highest" not in found.values


def test_two_different_marks_for_one_cell_are_both_told() -> None:
    found = read({"women": "x"}, marks={"women": "none_occurred"})
    assert found.marks["women"] == "none_occurred"
    assert found.values["women"] == "x"


def test_ticks_answer_what_is_blank_and_nothing_else() -> None:
    page = Page({"money": "5"}, {"leaders": "not_available"}, {}, (WHOLE, STANDING))
    found = typed(WARD, page, {"committee": True}, "page")
    assert found.values == {"money": 5, "committee": True}
    assert found.marks == {"leaders": "not_available"}


def test_answers_with_few_choices_are_read_by_value_and_by_word() -> None:
    found = read({"committee": "true", "staff": "short"})
    assert found.values == {"committee": True, "staff": "short"}
    assert read({"committee": "Không"}).values == {"committee": False}


def test_what_no_question_asks_is_passed_over() -> None:
    found = read({"nothing": "1", "rate": "5", "office": "3"}, reasons={"money": " vì  \n thế "})
    assert found.values == {}
    assert found.reasons == {"money": "vì thế"}
