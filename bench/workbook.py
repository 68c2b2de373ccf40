"""Writing workbooks: ours against bare XlsxWriter and openpyxl, for the same cells."""

import gc
import time
from collections.abc import Callable
from io import BytesIO

import openpyxl
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from bench import books
from reporting.book import Book
from reporting.workbook import write_book

Cell = tuple[int, int, str, object, object]
"""Row and column from 0, kind (number, text, formula), content, carried value."""


def cells(source: BytesIO) -> dict[str, list[Cell]]:
    """Every filled cell of a workbook, by sheet."""
    source.seek(0)
    live = openpyxl.load_workbook(source)
    source.seek(0)
    carried = openpyxl.load_workbook(source, data_only=True)
    return {sheet.title: _cells(sheet, carried[sheet.title]) for sheet in live.worksheets}


def _cells(sheet: Worksheet, carried: Worksheet) -> list[Cell]:
    kinds = {"n": "number", "s": "text", "f": "formula"}
    return [
        (c.row - 1, c.column - 1, kinds[c.data_type], c.value, carried[c.coordinate].value)
        for row in sheet.iter_rows()
        for c in row
        if c.value is not None
    ]


def by_xlsxwriter(sheets: dict[str, list[Cell]], target: BytesIO) -> None:
    """The cells through XlsxWriter's own typed calls, with three charts, formats made once."""
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    line = book.add_format({"border": 1, "font_name": "Times New Roman"})
    figure = book.add_format({"border": 1, "num_format": "#,##0", "font_name": "Times New Roman"})
    for name, found in sheets.items():
        sheet = book.add_worksheet(name)
        for row, column, kind, content, value in found:
            if kind == "number":
                sheet.write_number(row, column, float(str(content)), figure)
            elif kind == "text":
                sheet.write_string(row, column, str(content), line)
            else:
                sheet.write_formula(
                    row, column, str(content), figure, "" if value is None else value
                )
    units, charts = book.worksheets()[1], book.worksheets()[2]
    for place in range(3):
        chart = book.add_chart({"type": "column"})
        where = [units.get_name(), 6, 6 + place, 21, 6 + place]
        chart.add_series({"categories": [units.get_name(), 6, 2, 21, 2], "values": where})
        charts.insert_chart(4 + 16 * place, 0, chart)
    book.close()


def by_openpyxl(sheets: dict[str, list[Cell]], target: BytesIO) -> None:
    """The cells through openpyxl."""
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    book.remove(first)
    for name, found in sheets.items():
        sheet = book.create_sheet(name)
        for row, column, _, content, _ in found:
            sheet.cell(row + 1, column + 1, content)
    book.save(target)


def plain(source: BytesIO, target: BytesIO) -> None:
    """A copy of a workbook's cells through bare XlsxWriter."""
    by_xlsxwriter(cells(source), target)


def _milliseconds(act: Callable[[], object], times: int) -> float:
    best = float("inf")
    for _ in range(times):
        gc.collect()
        start = time.process_time()
        act()
        best = min(best, time.process_time() - start)
    return best * 1_000


def _fresh(asked_for: list[Book]) -> Callable[[], None]:
    """Writes each time another book, so that nothing but the form's press is warm."""
    left = iter(asked_for)

    def act() -> None:
        write_book(next(left), BytesIO())

    return act


def run() -> str:
    """Rows of a Markdown table: processor milliseconds a workbook, the best of several."""
    asked = books.form(200)
    rows = [
        "| workbook | cells | Capbac | bare XlsxWriter | openpyxl |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    sizes = {
        "district, 16 wards": ([16], 8),
        "province, 11 districts, 165 wards": ([11, 15], 4),
        "nation, 63 provinces, 11,151 units below": ([63, 11, 15], 2),
    }
    for name, (widths, times) in sizes.items():
        found = [
            books.book(books.rolled(asked, books.tree(widths), seed)) for seed in range(times + 1)
        ]
        buffer = BytesIO()
        write_book(found[-1], buffer)
        ours = _milliseconds(_fresh(found[:-1]), times)
        sheets = cells(buffer)
        bare = _milliseconds(lambda s=sheets: by_xlsxwriter(s, BytesIO()), 3)  # type: ignore[misc] # bound now
        other = _milliseconds(lambda s=sheets: by_openpyxl(s, BytesIO()), 3)  # type: ignore[misc] # bound now
        count = sum(len(one) for one in sheets.values())
        rows.append(
            f"| {name} | {count:,} | {ours:.1f} ms | {bare:.1f} ms ({bare / ours:.1f}x) "
            f"| {other:.1f} ms ({other / ours:.1f}x) |"
        )
    return "\n".join(rows)


if __name__ == "__main__":
    print(run())
