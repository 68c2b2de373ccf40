"""Workbooks to fill in: whose they are, made once, kept on record, written for many at once."""

import json
from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import func, select

import messages
from engine.pool import Pool
from engine.pressing import Order
from engine.template import Made, Scope, run, template
from errors import Problem
from schemas.grid import CODE_CELL, FAULTS, IDENTITY, SHEET, WHOLE
from store import templates
from store.review_tables import template as template_rows
from store.tables import submission
from tests.desk import PLAN, WARD_FORM, Desk, opened, roster_csv, sent
from tests.office import NOW, quiet, send, take_in, work


def order(*, packets: bool = False, days: int = 0) -> Order:
    words = {**messages.words("vi", "workbook"), **messages.words("vi", "template")}
    when = NOW + timedelta(days=days)
    return Order(tuple(words.items()), when, messages.fault, messages.mend, packets)


def scope(unit: str, **more: Any) -> Scope:
    return Scope(unit, "ward-report", "2025", **more)


def read(made: Made, folder: Path) -> Any:
    path = folder / made.name
    path.write_bytes(made.data)
    return openpyxl.load_workbook(path, data_only=True)


def rows(desk: Desk) -> int:
    with work(desk).store().reading() as connection:
        return int(connection.execute(select(func.count()).select_from(template_rows)).scalar_one())


def body(desk: Desk, code: str) -> Any:
    with work(desk).store().reading() as connection:
        return json.loads(templates.find(connection, [code])[code].body)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return opened(tmp_path)


def test_the_same_template_is_the_same_file_and_one_row(desk: Desk) -> None:
    (first,) = template(work(desk), scope("W111"), order())
    (again,) = template(work(desk), scope("W111"), order(days=9))
    assert first == again
    assert first.name == "W111_ward-report_2025_mau.xlsx"
    assert rows(desk) == 1


def test_a_file_says_whose_it_is_and_the_server_knows_it(desk: Desk, tmp_path: Path) -> None:
    (made,) = template(work(desk), scope("W111"), order())
    book = read(made, tmp_path)
    told = {row[0].value: row[1].value for row in book[IDENTITY].iter_rows(max_col=2)}
    code = book[SHEET][CODE_CELL].value
    assert told["code"] == code
    assert (told["unit"], told["form"], told["kind"]) == ("W111", "ward-report@1", "blank")
    assert told["made"] == "2025-12-01"
    assert body(desk, code) == {"asked": [], "elsewhere": {}, "open": None, "standing": {}}
    assert book[SHEET]["B2"].value.startswith("Ward 1 of Upper (W111)")
    assert "Upper District" in book[SHEET]["B3"].value
    assert "05/12/2025" in book[SHEET]["B4"].value


def test_another_unit_has_another_code(desk: Desk, tmp_path: Path) -> None:
    codes = set()
    for unit in ("W111", "W112", "D22"):
        (made,) = template(work(desk), scope(unit), order())
        codes.add(read(made, tmp_path)[SHEET][CODE_CELL].value)
    assert len(codes) == 3


def test_everyone_below_gets_the_file_they_would_get_alone(desk: Desk, tmp_path: Path) -> None:
    with Pool(1) as pool:
        paths = run(work(desk), scope("P1", below=True), order(), tmp_path / "out", pool, quiet)
    units = [Path(path).name.partition("_")[0] for path in paths]
    assert sorted(units) == ["T1", "W111", "W112", "W113", "W121", "W122"]
    (alone,) = template(work(desk), scope("W121"), order())
    assert (tmp_path / "out" / alone.name).read_bytes() == alone.data
    assert rows(desk) == 6


def test_one_level_below_may_be_asked_for(desk: Desk, tmp_path: Path) -> None:
    with Pool(1) as pool:
        wanted = scope("N", below=True, level="district")
        paths = run(work(desk), wanted, order(), tmp_path, pool, quiet)
    assert [Path(path).name.partition("_")[0] for path in paths] == ["D22"]


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (scope("P1"), "nothing_owed"),
        (scope("W111", below=True), "nobody_owes"),
        (scope("ZZ", below=True), "unit_unknown"),
        (scope("N", below=True, level="hamlet"), "level_unknown"),
        (Scope("W111", "other", "2025"), "form_unknown"),
        (Scope("W111", "ward-report", "2024"), "nothing_assigned"),
    ],
)
def test_what_cannot_be_made_is_said(desk: Desk, wanted: Scope, code: str) -> None:
    with pytest.raises(Problem) as caught:
        template(work(desk), wanted, order())
    assert caught.value.code == code


def test_nothing_to_correct_is_said(desk: Desk) -> None:
    with pytest.raises(Problem) as caught:
        template(work(desk), scope("W111"), order(packets=True))
    assert caught.value.code == "nothing_to_correct"


def test_a_refused_submission_comes_back_as_its_own_workbook(desk: Desk, tmp_path: Path) -> None:
    send(desk, sent("W112", 9, 3, money="12,5", difficulties="Thiếu người."))
    (made,) = template(work(desk), scope("W112"), order(packets=True))
    assert made.name == "W112_ward-report_2025_sua.xlsx"
    book = read(made, tmp_path)
    paths = {row[0].value: row[6].value for row in book[SHEET].iter_rows(max_col=9)}
    assert paths["leaders.women"] == 9
    assert paths["difficulties"] == "Thiếu người."
    listed = [book[FAULTS][f"C{row}"].value for row in (6, 7)]
    assert {book[SHEET][cell].row for cell in listed if cell} <= set(range(12, 40))
    asked = body(desk, book[SHEET][CODE_CELL].value)["asked"]
    assert ["check_failed", "leaders.women"] in asked
    assert len(asked) == sum(bool(book[FAULTS][f"A{row}"].value) for row in range(6, 20))


STANDING_FORM: Mapping[str, Any] = {
    **WARD_FORM,
    "properties": {
        **WARD_FORM["properties"],
        "households": {"type": "integer", "minimum": 0, "x-rollup": "sum", "x-standing": True},
    },
}
TWO_YEARS: Mapping[str, Any] = {
    **PLAN,
    "targets": [{"measure": "leaders.rate", "op": ">=", "value": 35, "by": "2025-12-31"}],
    "collects": [{"form": "ward-report", "periods": ["2024", "2025"], "from": {"leaves": True}}],
}


def test_last_years_figures_and_targets_stand_beside_the_cells(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.done("init")
    desk.done("units", "import", desk.write("roster.csv", roster_csv()))
    desk.done("forms", "add", desk.write_json("form.json", STANDING_FORM))
    ref = desk.done("plans", "issue", desk.write_json("plan.json", TWO_YEARS)).out.strip()
    desk.done("cascade", ref)
    before = {**sent("W111", 3, 9, money=Decimal(2), households=120), "period": "2024"}
    send(desk, json.loads(json.dumps(before, default=float)))
    (made,) = template(work(desk), scope("W111"), order())
    book = read(made, tmp_path)
    cells = {row[0].value: row for row in book[SHEET].iter_rows(max_col=9) if row[0].value}
    assert cells["leaders.total"][4].value == 9
    assert cells["households"][4].value == 120
    assert cells["leaders.rate"][5].value == "≥ 35 (2025)"
    told = body(desk, book[SHEET][CODE_CELL].value)
    assert told["standing"] == {"households": "120"}


def test_the_command_writes_files(desk: Desk) -> None:
    out = desk.folder / "made"
    done = desk.done("template", "P1", "ward-report", "2025", "--out", out, "--below", "--json")
    assert done.data()["templates"] == 6
    assert len(list(out.iterdir())) == 6
    assert desk.run("template", "P1", "ward-report", "2025", "--out", out, "--level", "ward").code


@pytest.mark.slow
def test_processes_write_what_one_process_writes(desk: Desk, tmp_path: Path) -> None:
    with Pool(2) as pool:
        paths = run(work(desk), scope("N", below=True), order(), tmp_path / "two", pool, quiet)
    with Pool(1) as pool:
        run(work(desk), scope("N", below=True), order(), tmp_path / "one", pool, quiet)
    for path in map(Path, paths):
        assert path.read_bytes() == (tmp_path / "one" / path.name).read_bytes()


def _changed(path: Path, answers: Mapping[str, int | str | None]) -> Path:
    book = openpyxl.load_workbook(path)
    sheet = book[SHEET]
    rows = {row[0].value: row[0].row for row in sheet.iter_rows(max_col=1)}
    for name, answer in answers.items():
        sheet[f"G{rows[name]}"] = answer
    book.save(path)
    return path


def test_what_was_refused_and_what_was_returned_is_mended_in_its_own_workbook(desk: Desk) -> None:
    send(desk, sent("W112", 9, 3))
    (refused,) = template(work(desk), scope("W112"), order(packets=True))
    path = desk.folder / refused.name
    path.write_bytes(refused.data)
    mended = _changed(path, {"leaders.women": 2, "committee": "có", "money": "…"})
    assert take_in(desk, [mended]).accepted == 1
    desk.done(
        "review", "return", "W112", "ward-report", "2025", "--of", "D11", "--as", "Officer",
        "--reason", "Look again.", "--cell", "leaders.women=One too many", "--due", "2027-01-31",
    )  # fmt: skip
    (returned,) = template(work(desk), scope("W112"), order(packets=True))
    path.write_bytes(returned.data)
    book = openpyxl.load_workbook(path)
    open_cells = [c for row in book[SHEET].iter_rows() for c in row if not c.protection.locked]
    assert [cell.value for cell in open_cells] == [2]
    assert book[FAULTS]["E6"].value == "One too many"
    assert take_in(desk, [_changed(path, {"leaders.women": 1})]).accepted == 1


def test_a_section_that_was_sent_back_can_be_marked_as_a_whole(desk: Desk) -> None:
    send(desk, sent("W112", 2, 3, money=4))
    desk.done(
        "review", "return", "W112", "ward-report", "2025", "--of", "D11", "--as", "Officer",
        "--reason", "Look again.", "--cell", "money=In millions", "--cell", "leaders=All of it",
        "--due", "2027-01-31",
    )  # fmt: skip
    (returned,) = template(work(desk), scope("W112"), order(packets=True))
    path = desk.folder / returned.name
    path.write_bytes(returned.data)
    book = openpyxl.load_workbook(path)
    listed = [book[FAULTS][f"E{row}"].value for row in (6, 7)]
    assert listed == ["All of it", "In millions"]
    cleared = {"leaders": "-", "leaders.total": None, "leaders.women": None}
    assert not book[SHEET][book[FAULTS]["C6"].value].protection.locked
    assert take_in(desk, [_changed(path, cleared)]).accepted == 1
    assert _sent_last(desk)["marks"] == {
        "leaders.total": "none_occurred",
        "leaders.women": "none_occurred",
    }


def test_one_tick_says_that_nothing_occurred_at_all(desk: Desk) -> None:
    (made,) = template(work(desk), scope("W112"), order())
    path = desk.folder / made.name
    path.write_bytes(made.data)
    assert take_in(desk, [_changed(path, {WHOLE: "x", "money": 7})]).accepted == 1
    stated = _sent_last(desk)
    assert stated["values"] == {"money": "7"}
    assert stated["marks"] == dict.fromkeys(
        ("committee", "leaders.total", "leaders.women"), "none_occurred"
    )


def _sent_last(desk: Desk) -> Any:
    with work(desk).store().reading() as connection:
        rows = connection.execute(select(submission.c.payload).order_by(submission.c.id.desc()))
        return json.loads(rows.scalars().first() or b"{}")
