"""The quick ways of the workbook against the plain ones, and LibreOffice's own reckoning."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import numpy as np
import openpyxl
import pytest

import messages
from bench import books
from bench.workbook import plain
from reporting.book import Book, Letterhead
from reporting.figures import Expression, Plane, Sum
from reporting.rollup import Inputs, roll_up
from reporting.suppression import Hidden
from reporting.workbook import press, write_book
from reporting.workbook.gather import Gather
from reporting.workbook.table import columns, helpers
from schemas.form import Step
from tests.recalculation import SOFFICE, differences


@pytest.mark.parametrize("widths", [[1], [3], [2, 3], [2, 2, 2]])
def test_figures_read_together_are_the_figures_read_one_by_one(widths: list[int]) -> None:
    rollup = books.rolled(books.form(80), books.tree(widths))
    gather = Gather(rollup.layout, rollup.layout.keys)
    places = list(range(len(rollup.tree)))
    for block in (rollup.block(places), rollup.own_block(places)):
        table = gather.numbers(block)
        for place, key in enumerate(rollup.layout.keys):
            np.testing.assert_array_equal(table[:, place], block.numbers(key), err_msg=str(key))
        for row in places:
            reported, expected = gather.coverage(block, row)
            assert reported == [block.reported(k)[row] for k in rollup.layout.keys]
            assert expected == [block.expected(k)[row] for k in rollup.layout.keys]
            exact = gather.exact(block, row, range(len(rollup.layout.keys)))
            assert exact == {k: block.exact(k)[row] for k in rollup.layout.keys}


_ONE, _TWO = Step("path", "one"), Step("path", "two")
_ADD, _TAKE, _TIMES, _OVER = Step("+"), Step("-"), Step("*"), Step("/")


@pytest.mark.parametrize(
    "steps",
    [
        (_ONE, _TWO, _ADD),
        (_ONE, _TWO, _TAKE, Step("neg"), _TWO, _TIMES),
        (_ONE, _TWO, _OVER, Step("constant", constant=Fraction(-100, 3)), _TIMES),
        (Step("constant", constant=Fraction(5, 7)), _ONE, _TWO, _TAKE, _OVER),
        (_ONE, _TWO, _TIMES, _ONE, _TIMES, _TWO, _ONE, _ADD, _OVER),
    ],
)
def test_computed_figures_are_the_nearest_floats_to_the_exact_ones(
    steps: tuple[Step, ...],
) -> None:
    random = np.random.default_rng(7)
    numbers = random.integers(-(10**12), 10**12, (2, 60))
    numbers[:, :3], numbers[0, 3:6] = [[0], [0]], numbers[1, 3:6]
    given = random.integers(0, 4, (2, 60))
    sums = [Sum(2, 2, column, step, column + 2) for column, step in ((0, 1), (1, 1_000))]
    figure = Expression(steps, dict(zip(("one", "two"), sums, strict=True)))
    plane = Plane(np.vstack([numbers, given]), [])
    exact = [np.nan if value is None else float(value) for value in figure.exact(plane)]
    assert np.isnan(exact).any()
    assert not np.isnan(exact).all()
    np.testing.assert_array_equal(figure.numbers(plane), np.array(exact))


def test_the_quick_cells_are_the_cells_a_plain_writer_makes() -> None:
    buffer, copied = BytesIO(), BytesIO()
    write_book(books.book(books.rolled(books.form(60), books.tree([4]))), buffer)
    plain(buffer, copied)
    ours, theirs = openpyxl.load_workbook(buffer), openpyxl.load_workbook(copied)
    for sheet in ours.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                other = theirs[sheet.title][cell.coordinate]
                assert cell.data_type == other.data_type
                if isinstance(cell.value, float):  # the plain writer keeps sixteen digits
                    assert other.value == pytest.approx(cell.value, rel=1e-15)
                else:
                    assert cell.value == other.value


def test_a_second_workbook_from_the_same_press_holds_nothing_of_the_first() -> None:
    asked = books.form(40)
    first = books.book(books.rolled(asked, books.tree([5]), 1))
    second = books.book(books.rolled(asked, books.tree([3]), 2))
    fresh, after = BytesIO(), BytesIO()
    write_book(second, fresh)
    write_book(first, BytesIO())
    write_book(second, after)
    assert fresh.getvalue() == after.getvalue()


def _texts(book: Book) -> Book:
    one = book.narratives[0]
    return replace(book, narratives=(replace(one, text="Một\nhai\n\nba"), *book.narratives[2:]))


def _hidden(book: Book) -> Book:
    first = next(m.path for m in book.rollup.form.measures if m.rule.name == "sum")
    flags = np.arange(len(book.rollup.tree)) < 3
    masks = {key: {first: flags} for key in ("own_of", "total_of", "below_of")}
    return replace(book, hidden=Hidden(book.rollup.form, book.rollup.tree, **masks))


CHANGES: dict[str, Callable[[Book], Book]] = {
    "no rehearsal": lambda book: replace(book, rehearsal=False),
    "other sources": lambda book: replace(book, sources=replace(book.sources, vintage="3")),
    "restated": lambda book: replace(book, sources=replace(book.sources, units_on=books.DAY)),
    "other targets": lambda book: replace(
        book, targets=tuple(replace(t, value=Fraction(1, 3)) for t in book.targets[1:])
    ),
    "all in full": lambda book: replace(book, full=True),
    "nobody has sent": lambda book: replace(book, standings=()),
    "other texts": _texts,
    "more children": lambda book: books.book(books.rolled(book.rollup.form, books.tree([3, 3]))),
    "hidden": _hidden,
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_kept_between_workbooks_never_shows(
    change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = books.book(books.rolled(books.form(28), books.tree([2, 3]), 1))
    second = CHANGES[change](first)
    made = []
    for before in ((), (first,)):
        monkeypatch.setattr(press, "_presses", {})
        for book in (*before, second):
            buffer = BytesIO()
            write_book(book, buffer)
        made.append(buffer.getvalue())
    assert made[0] == made[1]


def test_a_measure_never_asked_below_a_unit_has_no_column_there() -> None:
    rollup = books.rolled(books.form(14), books.tree([2]))
    words = messages.words("vi", "workbook")
    wards = columns(rollup.form, rollup.layout.keys, ("district", "ward"), words, "vi")
    upper = columns(rollup.form, rollup.layout.keys, ("nation", "province"), words, "vi")
    assert "s0.board" in {c.key.measure for c in wards}
    assert "s0.board" not in {c.key.measure for c in upper}
    assert {h.key.measure for h in helpers(wards)} == {"s0.hours"}


def _cases(tmp: Path) -> list[Path]:
    small = books.form(60)
    cases = {
        "district": books.book(books.rolled(small, books.tree([7]))),
        "province": books.book(books.rolled(small, books.tree([3, 4])), full=True),
        "nation": books.book(books.rolled(small, books.tree([6, 3, 2]))),
        "one": books.book(books.rolled(small, books.tree([1])), language="en"),
        "wide": books.book(
            books.rolled(books.form(14), books.tree([90])),
            letterhead=Letterhead(), rehearsal=False,
        ),
    }  # fmt: skip
    silent = books.rolled(small, books.tree([3]))
    nothing = Inputs(
        np.zeros_like(silent.inputs.values), np.zeros_like(silent.inputs.states),
        silent.inputs.assigned,
    )  # fmt: skip
    cases["silent"] = books.book(roll_up(small, silent.tree, nothing))
    for name, book in cases.items():
        write_book(book, tmp / f"{name}.xlsx")
    return sorted(tmp.glob("*.xlsx"))


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_recalculation_shows_what_the_file_carried(tmp_path: Path) -> None:
    for path in _cases(tmp_path):
        assert differences(path, tmp_path) == [], path.name


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_recalculation_finds_a_value_that_was_carried_wrongly(tmp_path: Path) -> None:
    from reporting.workbook.archive import archive, part

    path = tmp_path / "wrong.xlsx"
    write_book(books.book(books.rolled(books.form(14), books.tree([3]))), path)
    import zipfile

    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    sheet = parts["xl/worksheets/sheet3.xml"].decode()
    total = sheet.index("SUM(G7:G10)")
    start = sheet.index("<v>", total) + 3
    parts["xl/worksheets/sheet3.xml"] = (sheet[:start] + "9" + sheet[start:]).encode()
    path.write_bytes(archive([part(n, d) for n, d in parts.items()]))
    found = differences(path, tmp_path)
    assert len(found) == 1 or all("G11" in f or "Tổng hợp" in f for f in found)
    assert found
