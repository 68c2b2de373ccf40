"""The sheet by unit: children, the unit's own row, and a total row of live formulas."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from reporting.workbook.cells import ENDINGS, LETTERS, Row, Sheet, link
from reporting.workbook.counts import Count
from reporting.workbook.detail import detail_rows, listed
from reporting.workbook.figure_rows import endings, heads, lead, restyled, template, woven
from reporting.workbook.frames import Figures
from reporting.workbook.head import Setting, opened_narrow
from reporting.workbook.press import Press
from reporting.workbook.spread import FIXED
from reporting.workbook.table import LEAD
from reporting.workbook.total_row import FIRST, below_row, total_row
from reporting.workbook.totals import OWN, TOTAL, ended, unended
from reporting.workbook.veil import Flags
from reporting.workbook.widths import LINE, lined

_LEVEL = ' outlineLevel="1"'
_KEPT_ROWS = 48
"""Children's rows whose cells' heads are kept for the next workbook."""


def units_sheet(setting: Setting, press: Press, found: Figures, counts: Sequence[Count]) -> Sheet:
    """The sheet's rows; ``counts`` has one entry a child, then the unit's own."""
    sheet = Sheet(LEAD + len(press.columns) + len(press.hidden))
    opened_narrow(setting, sheet, "title_units", FIXED)
    sheet.ready(*_headings(setting, press))
    sheet.merges += _merges(press)
    _unit_rows(setting, press, sheet, found, counts)
    total_row(setting, press, sheet, found, Count.of(counts))
    below_row(setting, press, sheet, found)
    sheet.skip()
    row = sheet.row(48.0)
    row.text(0, setting.say("units_note"), setting.styles["note_wrapped"])
    sheet.merge(row.number, 0, 2)
    sheet.links.append(ended(_links(setting, press), FIRST + len(found.codes) - 1))
    if listed(setting.book, press):
        detail_rows(setting, press, sheet, found, counts)
    return sheet


def printed_end(press: Press, last: int) -> int:
    """The last row that is printed, where ``last`` is that of the last child: the note's."""
    return last + (5 if press.below else 4)


def _links(setting: Setting, press: Press) -> str:
    """From each total to the rows it is made of, for ``ended``."""
    kept = press.ready.get("total links")
    if kept is None:
        units, said = press.name("units"), setting.say("to_children")
        made = [
            link(f"{at}{TOTAL}", f"{units}!{at}{FIRST}:{at}{OWN}", said)
            for at in LETTERS[LEAD : LEAD + len(press.columns)]
        ]
        kept = press.ready["total links"] = unended("".join(made), FIRST)
    assert isinstance(kept, str)
    return kept


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
    kept = press.ready.get("merged heads")
    if kept is None:
        kept = press.ready["merged heads"] = [
            *(f"{LETTERS[i]}4:{LETTERS[i]}6" for i in range(LEAD)),
            *(
                f"{LETTERS[LEAD + start]}4:{LETTERS[LEAD + stop - 1]}4"
                for start, stop in _spans(press)
                if stop - start > 1
            ),
        ]
    assert isinstance(kept, list)
    return kept


def _unit_rows(
    setting: Setting, press: Press, sheet: Sheet, found: Figures, counts: Sequence[Count]
) -> None:
    """A row each child, then the unit's own."""
    tree, first, veil = setting.book.rollup.tree, sheet.next, found.veil
    units = [tree.units[child] for child in tree.children(setting.book.index).tolist()]
    styles = _styles(setting, "number", "cell_wrap")
    leads = [
        lead(first + at, at + 1, (unit.code, unit.name), counts[at], styles, _LEVEL)
        for at, unit in enumerate(units)
    ]
    own, number = setting.unit, first + len(units)
    names = own.code, setting.say("own_row", unit=own.name)
    leads.append(lead(number, None, names, counts[-1], _styles(setting, "own", "cell_own")))
    opened = _heads(setting, press, first, len(units))
    opened += heads(_template(setting, press, "own"), number)
    ends = endings(found.units)
    if veil is not None and veil.guessed is not None:
        _guessing(setting, press, opened, veil.guessed)
    if veil is not None:
        for at in np.flatnonzero(veil.rows.ravel()).tolist():
            ends[at] = ENDINGS[veil.sign]
    sheet.ready(woven(leads, opened, ends), [(LINE, False)] * len(leads))


def _styles(setting: Setting, kind: str, body: str) -> tuple[int, ...]:
    """Styles of the six cells before the figures."""
    names = ("cell_mid", body, body, f"{kind}0", f"{kind}0", f"{kind}1")
    return tuple(setting.styles[name] for name in names)


def _heads(setting: Setting, press: Press, first: int, rows: int) -> list[str]:
    """Heads of all cells of the children's rows; those of the first rows are kept."""
    text = _template(setting, press, "number")
    wide = len(press.columns) + len(press.hidden)
    kept = press.ready.get(("heads", first), [])
    assert isinstance(kept, list)
    known = min(rows, _KEPT_ROWS)
    if len(kept) < known * wide:
        kept = [head for row in range(known) for head in heads(text, first + row)]
        press.ready[("heads", first)] = kept
    found = kept[: known * wide]
    for row in range(known, rows):
        found += heads(text, first + row)
    return found


def _template(setting: Setting, press: Press, kind: str) -> str:
    """The cells of one row after the lead."""
    kept = press.ready.get(("row", kind))
    if kept is None:
        looks = [*(column.look for column in press.columns), *("0" for _ in press.hidden)]
        kept = press.ready[("row", kind)] = template(
            (at, setting.styles[f"{kind}{look}"], "") for at, look in enumerate(looks, LEAD)
        )
    assert isinstance(kept, str)
    return kept


def _guessing(setting: Setting, press: Press, opened: list[str], guessed: Flags) -> None:
    """Gives the cells of estimates their style."""
    for row, place in np.argwhere(guessed).tolist():
        look = press.columns[place].look if place < len(press.columns) else "0"
        at = row * guessed.shape[1] + place
        opened[at] = restyled(opened[at], setting.styles[f"guess{look}"])
