"""The sheet by unit: children, the unit's own row, and a total row of live formulas."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from reporting.workbook.cells import ENDINGS, LETTERS, Row, Sheet, escape, text_cell
from reporting.workbook.counts import Count
from reporting.workbook.frames import Figures
from reporting.workbook.head import Setting, opened_narrow
from reporting.workbook.press import Press
from reporting.workbook.spread import FIXED
from reporting.workbook.table import LEAD
from reporting.workbook.total_row import below_row, marked, total_row, valued
from reporting.workbook.widths import LINE, height, lined

_ONE_ROW = [(LINE, False)]


def units_sheet(setting: Setting, press: Press, found: Figures, counts: Sequence[Count]) -> Sheet:
    """The sheet's rows; ``counts`` has one entry a child, then the unit's own."""
    sheet = Sheet(LEAD + len(press.columns) + len(press.hidden))
    opened_narrow(setting, sheet, "title_units", FIXED)
    sheet.ready(*_headings(setting, press))
    sheet.merges += _merges(press)
    children = setting.book.rollup.tree.children(setting.book.index).tolist()
    units = setting.book.rollup.tree.units
    table = marked(valued(found.units), found)
    template, own = _template(setting, press, "number"), _template(setting, press, "own")
    for place, index in enumerate(children):
        unit = units[index]
        sheet.ready(
            _unit_row(
                setting,
                _guessing(setting, press, template, found, place),
                sheet.next,
                (str(place + 1), unit.code, unit.name),
                counts[place],
                table[place],
            ),
            _ONE_ROW,
        )
    name = setting.say("own_row", unit=setting.unit.name)
    own = _guessing(setting, press, own, found, len(children))
    sheet.ready(
        _unit_row(setting, own, sheet.next, ("", setting.unit.code, name), counts[-1], table[-1]),
        _ONE_ROW,
    )
    total_row(setting, press, sheet, found, Count.of(counts))
    below_row(setting, press, sheet, found)
    sheet.skip()
    row = sheet.row(48.0)
    row.text(0, setting.say("units_note"), setting.styles["note_wrapped"])
    sheet.merge(row.number, 0, 2)
    return sheet


def _headings(setting: Setting, press: Press) -> tuple[str, list[tuple[float, bool]]]:
    kept = press.ready.get("headings")
    if kept is None:
        styles = setting.styles
        heights = (
            _sections_height(press),
            _deepest([c.label for c in press.columns], press),
            _deepest([c.unit for c in press.columns], press),
        )
        rows = [Row(number, high) for number, high in enumerate(heights, 4)]
        lead = ("col_no", "col_code", "col_name", "col_expected", "col_reported", "col_share")
        for place, key in enumerate(lead):
            rows[0].text(place, setting.say(key), styles["head"])
            rows[1].blank(place, styles["head"])
            rows[2].blank(place, styles["head"])
        previous = None
        for place, column in enumerate(press.columns, LEAD):
            section = column.section if _starts(press, place - LEAD, previous) else ""
            previous = column.section
            rows[0].text(place, section, styles["head"])
            rows[1].text(place, column.label, styles["head"])
            rows[2].text(place, column.unit, styles["head"])
        for place, helper in enumerate(press.hidden, LEAD + len(press.columns)):
            rows[1].text(
                place, setting.say("helper_top" if helper.top else "helper_low"), styles["head"]
            )
        kept = "".join(row.xml() for row in rows), [(high, True) for high in heights]
        press.ready["headings"] = kept
    assert isinstance(kept, tuple)
    return kept


def _deepest(texts: Sequence[str], press: Press) -> float:
    """Points of a row of the head that shows each text in its column."""
    widths = press.spread.widths
    most = max(
        (lined(t, w, bold=True, indent=False) for t, w in zip(texts, widths, strict=True)),
        default=1,
    )
    return max(most, 2) * LINE + 3.0


def _starts(press: Press, place: int, previous: str | None) -> bool:
    return press.columns[place].section != previous or place in press.spread.breaks


def _spans(press: Press) -> list[tuple[int, int]]:
    """The columns over which each section's name stands: first and past the last."""
    sections = [None, *(c.section for c in press.columns)]
    starts = [p for p in range(len(press.columns)) if _starts(press, p, sections[p])]
    return list(pairwise([*starts, len(press.columns)]))


def _sections_height(press: Press) -> float:
    most = 1
    for start, stop in _spans(press):
        words, width = press.columns[start].section, sum(press.spread.widths[start:stop])
        most = max(most, lined(words, width, bold=True, indent=False))
    return most * LINE + 5.0


def _merges(press: Press) -> list[str]:
    return [f"{LETTERS[i]}4:{LETTERS[i]}6" for i in range(LEAD)] + [
        f"{LETTERS[LEAD + start]}4:{LETTERS[LEAD + stop - 1]}4"
        for start, stop in _spans(press)
        if stop - start > 1
    ]


def _template(setting: Setting, press: Press, kind: str) -> str:
    """Cells of one row after the lead, with ``%s`` for what follows each cell's style."""
    kept = press.ready.get(("row", kind))
    if kept is None:
        cells = []
        for place in range(len(press.columns) + len(press.hidden)):
            look = press.columns[place].look if place < len(press.columns) else "0"
            style = setting.styles[f"{kind}{look}"]
            cells.append(f'<c r="{LETTERS[LEAD + place]}#" s="{style}"%s')
        kept = "".join(cells)
        press.ready[("row", kind)] = kept
    assert isinstance(kept, str)
    return kept


def _guessing(setting: Setting, press: Press, template: str, found: Figures, row: int) -> str:
    """The template with the style of an estimate where this row has one."""
    guessed = None if found.veil is None else found.veil.guessed
    if guessed is None or not guessed[row].any():
        return template
    cells = template.split("%s")
    for place in np.flatnonzero(guessed[row]).tolist():
        look = press.columns[place].look if place < len(press.columns) else "0"
        style = setting.styles[f"guess{look}"]
        cells[place] = cells[place].rpartition(' s="')[0] + f' s="{style}"'
    return "%s".join(cells)


def _unit_row(
    setting: Setting,
    template: str,
    number: int,
    names: tuple[str, str, str],
    count: Count,
    values: Sequence[float | str | None],
) -> str:
    styles = setting.styles
    own = not names[0]
    body = styles["cell_own" if own else "cell_wrap"]
    row = Row(number)
    if own:
        row.blank(0, styles["cell_mid"])
    else:
        row.number_(0, int(names[0]), styles["cell_mid"])
    row.cells.append(text_cell(f"B{number}", body, escape(names[1])))
    row.cells.append(text_cell(f"C{number}", body, escape(names[2])))
    kind = "own" if own else "number"
    row.number_(3, count.expected, styles[f"{kind}0"])
    row.number_(4, count.reported, styles[f"{kind}0"])
    row.number_(5, count.percent, styles[f"{kind}1"])
    rest = template.replace("#", str(number)) % tuple([ENDINGS[v] for v in values])
    high = height(names[2], FIXED[2])
    room = f' ht="{high:g}" customHeight="1"' if high else ""
    return f'<row r="{number}"{room}>{"".join(row.cells)}{rest}</row>'
