"""What a spreadsheet program makes of the workbook to fill in; what the real forms ask of it."""

import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from errors import Fault
from reporting.template import Filling, Mould, written
from reporting.template.filling import SIGNS
from schemas.form import Form
from schemas.grid import SHEET, STANDING, WHOLE
from schemas.reading import read_form
from tests.recalculation import differences, recalculated
from tests.template_form import UNIT, frame_of, mixed, told
from tests.test_reporting_template import GIVEN

# The other program writes bars of its own into an extension that openpyxl does not read.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
FORMS = ("annual", "half")
LEVELS = ("ward", "district", "province", "department", "nation")


def real(name: str) -> Form:
    """A ready form as it travels with the package."""
    text = files("profiles.vn").joinpath(f"forms/{name}.json").read_text(encoding="utf-8")
    return read_form(json.loads(text, parse_float=Decimal))


def filled(form: Form, level: str) -> dict[str, Any]:
    """An answer to every question of a form, some of which disagree."""
    found: dict[str, Any] = {}
    for place, measure in enumerate(form.measures):
        if measure.derived or not measure.asked_at(level):
            continue
        figure = (place * 37) % 100 + 1
        found[measure.path] = {
            "integer": figure,
            "number": Decimal(figure) / 10**measure.decimals,
            "boolean": figure % 2 == 0,
            "choice": measure.options[0] if measure.options else "",
            "text": "Khó khăn về kinh phí & cán bộ.",
        }[measure.kind]
    return found


def _mixed_fillings() -> dict[str, Filling]:
    wrong = told(Fault("check_failed", "leaders.women", message={"vi": "Nữ nhiều hơn tổng."}))
    over = {**GIVEN, "leaders.women": 11, "leaders.posts.empty": 4}
    return {
        "blank": UNIT,
        "figures": replace(UNIT, given=GIVEN, before={"leaders.women": 4, "people": 9}),
        "over": replace(UNIT, given=over, faults=(wrong,), before={"leaders.women": 4}),
        "section": replace(UNIT, marks={"leaders": "none_occurred"}, given={"people": 3}),
        "nested": replace(UNIT, marks={"leaders.posts": "not_available"}, given={"people": 1}),
        "whole": replace(UNIT, marks={WHOLE: ""}, before={"leaders.women": 4}),
        "standing": replace(
            UNIT,
            marks={STANDING: "", "leaders": "not_applicable"},
            standing={"people": 40, "committee": False},
        ),
        "cells": replace(
            UNIT,
            given={"leaders.total": 3, "people": "mười"},
            marks={"leaders.women": "none_occurred", "money": "not_available"},
        ),
        "wrong": replace(
            UNIT,
            given={
                "people": -1,
                "leaders.total": 501,
                "leaders.women": 2,
                "money": Decimal("1.005"),
                "committee": "chưa rõ",
                "staff": "đông",
                "code": "7",
                "says": "Ý.\n" * 40,
            },
            marks={"leaders.posts": "nhiều"},
        ),
        "long": replace(UNIT, given={"says": "dài " * 400, "code": 2, "staff": "short"}),
        "thirds": replace(UNIT, given={"leaders.total": 7, "leaders.women": 3, "people": 4}),
    }


@pytest.mark.slow
def test_recalculating_changes_nothing(tmp_path: Path, tool: Callable[[str], str]) -> None:
    tool("soffice")
    frame = frame_of(mixed())
    mould = Mould(frame)
    found = {}
    for name, filling in _mixed_fillings().items():
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(mould.pressed(filling) if filling.plain else written(frame, filling))
        found[name] = differences(path, tmp_path)
    assert not {name: differing for name, differing in found.items() if differing}


@pytest.mark.slow
@pytest.mark.parametrize("level", ["ward", "province"])
def test_the_real_form_recalculates_to_what_it_carries(
    tmp_path: Path, tool: Callable[[str], str], level: str
) -> None:
    tool("soffice")
    form = real("annual")
    given = filled(form, level)
    path = tmp_path / "real.xlsx"
    path.write_bytes(Mould(frame_of(form, level)).pressed(replace(UNIT, given=given, before=given)))
    assert differences(path, tmp_path) == []


@pytest.mark.slow
def test_what_a_clerk_types_is_worked_out_as_what_was_put_in(
    tmp_path: Path, tool: Callable[[str], str]
) -> None:
    """Typed into the blank file by another program, the figures make the same totals and checks."""
    tool("soffice")
    frame, filling = frame_of(mixed()), _mixed_fillings()["cells"]
    book = openpyxl.load_workbook(io.BytesIO(written(frame, UNIT)))
    put_in = openpyxl.load_workbook(io.BytesIO(written(frame, filling)), data_only=True)
    entries = {spot.cell for spot in frame.grid.spots if spot.entered}
    for address in entries:
        book[SHEET][address].value = put_in[SHEET][address].value
    book.save(tmp_path / "typed.xlsx")
    fresh = recalculated(tmp_path / "typed.xlsx", tmp_path)[SHEET]
    for row in put_in[SHEET].iter_rows():
        for cell in row:
            assert (fresh[cell.coordinate].value or None) == (cell.value or None), cell.coordinate


@pytest.mark.slow
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("name", FORMS)
def test_the_longest_real_words_fit_what_the_format_holds(
    name: str, level: str, language: str
) -> None:
    frame = frame_of(real(name), level, language)
    book = openpyxl.load_workbook(io.BytesIO(Mould(frame).pressed(UNIT)))
    for sheet in book.worksheets:
        for rule in sheet.data_validations.dataValidation:
            assert len(rule.prompt or "") <= 255
            assert len(rule.error or "") <= 255
            assert len(rule.promptTitle or "") <= 32
            assert len(rule.errorTitle or "") <= 32
            assert len(rule.formula1 or "") <= 255
        header: Any = sheet.oddHeader
        assert sum(len(part.text or "") for part in (header.left, header.center)) < 200
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.data_type == "f":
                    assert len(cell.value) < 8_192
                    assert all(len(text) <= 255 for text in re.findall(r'"([^"]*)"', cell.value))


def test_every_real_choice_is_listed_with_the_marks() -> None:
    form = real("annual")
    frame = frame_of(form)
    for measure in form.measures:
        if measure.kind == "choice" and measure.asked_at("ward"):
            listed = frame.lists[measure.path]
            assert listed == (*frame.spoken.options(measure), *SIGNS.values())
            assert len(set(listed)) == len(measure.options) + len(SIGNS)
