"""The rows below the units: live totals, and what came from below where it is replaced."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from reporting.workbook.cells import ENDINGS, LETTERS, Row, Sheet, digits, formula_xml
from reporting.workbook.counts import Count
from reporting.workbook.figure_rows import CLOSE, restyled, spelled, woven
from reporting.workbook.frames import Figures
from reporting.workbook.head import Setting
from reporting.workbook.paper import ROW
from reporting.workbook.press import Press
from reporting.workbook.spread import FIXED
from reporting.workbook.stencil import HIGH, TEXTS, live
from reporting.workbook.table import LEAD, Column
from reporting.workbook.totals import TOTAL, ended, unended
from reporting.workbook.widths import height

FIRST = 7
"""The first child's row; three rows of title and three of headings stand above."""
_NAME = 2
_EXTREMES: dict[str, Callable[[NDArray[np.float64]], float]] = {"min": np.min, "max": np.max}
_VALUE, _NONE = "<v>", '""'
_AFTER = "\x04"
"""Stands for the number of the row after the total's: a sign that no text can hold."""


def valued(table: NDArray[np.float64]) -> list[list[float | None]]:
    """Rows of a table with None where there is no value."""
    rows: list[list[float | None]] = np.where(np.isnan(table), None, table).tolist()  # type: ignore[call-overload] # None makes an object array
    return rows


def total_row(setting: Setting, press: Press, sheet: Sheet, found: Figures, whole: Count) -> None:
    """The total of every column: a formula that carries the computed value."""
    styles = setting.styles
    last = FIRST + len(found.codes) - 1
    row = Row(sheet.next)
    row.blank(0, styles["cell_total"])
    row.blank(1, styles["cell_total"])
    row.text(_NAME, setting.say("total_row"), styles["cell_total"])
    for place, number in ((3, whole.expected), (4, whole.reported)):
        letter = LETTERS[place]
        row.formula(place, f"SUM({letter}{FIRST}:{letter}{last + 1})", number, styles["total0"])
    n = row.number
    row.formula(5, f'IF(D{n}=0,"",E{n}/D{n}*100)', whole.percent, styles["total1"])
    xml = woven([row.xml().removesuffix("</row>")], *_figures(setting, press, found))
    sheet.ready(ended(xml, last), [(ROW, False)])


def _figures(setting: Setting, press: Press, found: Figures) -> tuple[list[str], list[str]]:
    """Head and end of every total's cell; those that are no formula with a number, made anew."""
    kept, formulas = _heads(setting, press)
    opened, ends, veil = [*kept], spelled(found.total, _VALUE, CLOSE), found.veil
    live, empty = live_totals(press, found), np.isnan(found.total)
    # Parts kept per period have a total that no formula over the rows comes to.
    bare = np.array([not formula for formula in formulas], dtype=np.bool_)
    apart = empty | bare | ~np.array(live, dtype=np.bool_)
    if veil is not None:
        apart |= veil.total
    if veil is not None and veil.guessed_total is not None:
        apart |= veil.guessed_total
    for place in np.flatnonzero(apart).tolist():
        head = opened[place].partition("><f>")[0]
        if veil is not None and veil.guessed_total is not None and veil.guessed_total[place]:
            head = restyled(head, setting.styles[f"guess_total{_look(press, place)}"])
        if veil is not None and veil.total[place]:
            opened[place], ends[place] = head, ENDINGS[veil.sign]
            continue
        formula = formulas[place] if live[place] else ""
        if empty[place]:
            opened[place] = f'{head} t="str"><f>{formula or _NONE}</f>'
            ends[place] = _VALUE + CLOSE
        elif not formula:
            opened[place] = f"{head}><f>{digits(float(found.total[place]))}</f>"
    return opened, ends


def _look(press: Press, place: int) -> str:
    return press.columns[place].look if place < len(press.columns) else "0"


def _heads(setting: Setting, press: Press) -> tuple[list[str], list[str]]:
    """For each column the head of its cell and its formula as XML, for ``ended``."""
    kept = press.ready.get("totals")
    if kept is None:
        formulas = [formula_xml(unended(formula or "", FIRST)) for formula in press.formulas]
        styles = [setting.styles[f"total{_look(press, at)}"] for at in range(len(formulas))]
        number = unended(TOTAL, FIRST)
        opened = [
            f'<c r="{LETTERS[LEAD + at]}{number}" s="{style}"><f>{formula}</f>'
            for at, (style, formula) in enumerate(zip(styles, formulas, strict=True))
        ]
        kept = press.ready["totals"] = opened, formulas
    assert isinstance(kept, tuple)
    return kept


def live_totals(press: Press, found: Figures) -> list[bool]:
    """Whether each total is what its rows gather to.

    Figures restated on another day's map may stand at no child in full; such a total is written
    as a number, never as a formula that would recalculate to something else.
    """
    if not found.live:
        found.live.append(_live_totals(press, found))
    return found.live[0]


def _live_totals(press: Press, found: Figures) -> list[bool]:
    replaced, summed = _manner(press)
    table = found.units
    blank = np.isnan(table)
    numbers = np.where(blank, 0.0, table)
    below, own = numbers[:-1].sum(axis=0), numbers[-1]
    gathered = np.where(replaced & ~blank[-1], own, below + own)
    kept = np.abs(gathered - found.total) <= 1e-9 * np.maximum(1.0, np.abs(found.total))
    empty = np.flatnonzero(np.isnan(found.total))
    kept[empty] = blank[:, empty].all(axis=0)
    if found.veil is not None:
        kept &= ~found.veil.touched
    alive: list[bool] = (kept | ~summed).tolist()
    if found.veil is None:
        return alive
    for place, column in enumerate(press.columns):
        if column.measure.rule.name in _EXTREMES and not column.measure.computed:
            alive[place] = not found.veil.touched[place] and _extreme(found, place, column)
    return alive


def _extreme(found: Figures, place: int, column: Column) -> bool:
    """Whether a least or a most of the rows is the total."""
    rows, total = found.units[:, place], found.total[place]
    own = rows[-1:] if column.measure.own_above == "replaces" else rows[:0]
    given = own if not np.isnan(own).all() else rows[~np.isnan(rows)]
    if not len(given):
        return bool(np.isnan(total))
    return bool(_EXTREMES[column.measure.rule.name](given) == total)


def _manner(press: Press) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Columns whose own figure replaces those below, and columns whose total is a plain sum."""
    kept = press.ready.get("manner")
    if kept is None:
        measures = [c.measure for c in press.columns]
        measures += [press.form.by_path[h.key.measure] for h in press.hidden]
        added = [
            m.rule.name in {"sum", "count", "choice"}
            and not (m.computed and m.computed_at == "rolled_up")
            for m in measures
        ]
        added[len(press.columns) :] = [True] * len(press.hidden)
        kept = (
            np.array([m.own_above == "replaces" for m in measures], dtype=np.bool_),
            np.array(added, dtype=np.bool_),
        )
        press.ready["manner"] = kept
    assert isinstance(kept, tuple)
    return kept


def below_row(setting: Setting, press: Press, sheet: Sheet, found: Figures) -> None:
    """What came from below, beside totals that a unit's own figure replaces."""
    if not press.below or not found.codes:
        return
    last = FIRST + len(found.codes) - 1
    high = height(setting.say("below_row"), FIXED[_NAME])
    veil = found.veil
    written = []
    for (place, formula), value in zip(_below(press), _gathered(press, found), strict=True):
        if veil is None or not veil.touched[place]:
            written.append(live(formula, value))
        elif veil.below[place]:
            written.append(TEXTS[veil.sign])
        else:
            # A formula over rows that are hidden in part would come to another number.
            shown = float(veil.gathered[place])
            written.append(ENDINGS[None if np.isnan(shown) else shown])
    xml = _below_text(setting, press) % (HIGH[high], *written)
    sheet.ready(ended(xml, last).replace(_AFTER, str(sheet.next)), [(high or ROW, False)])


def _gathered(press: Press, found: Figures) -> list[float | None]:
    """What the children's rows come to, for each column that has it."""
    given = found.units[:-1, list(press.below)]
    blank = np.isnan(given)
    gathered = np.where(blank, 0.0, given).sum(axis=0)
    for at, place in enumerate(press.below):
        extreme = _EXTREMES.get(press.columns[place].measure.rule.name)
        if extreme is not None and not blank[:, at].all():
            gathered[at] = extreme(given[:, at][~blank[:, at]])
    return valued(np.where(blank.all(axis=0), np.nan, gathered)[None])[0]


def _below(press: Press) -> list[tuple[int, str]]:
    """The columns that have it, and the formula of each as XML for ``ended``."""
    kept = press.ready.get("below")
    if kept is None:
        kept = press.ready["below"] = [
            (place, formula_xml(unended(formula, FIRST))) for place, formula in press.below.items()
        ]
    assert isinstance(kept, list)
    return kept


def _below_text(setting: Setting, press: Press) -> str:
    """The row with holes for its height and for what follows the style of these columns."""
    kept = press.ready.get("below row")
    if kept is None:
        name, own = setting.say("below_row"), setting.styles["cell_own"]
        cells = [
            f'<c r="{LETTERS[at]}{_AFTER}" s="{own}"{TEXTS[name if at == _NAME else ""]}'
            for at in range(LEAD)
        ]
        lead = "".join(cells).replace("%", "%%")
        figures = [
            f'<c r="{LETTERS[at]}{_AFTER}" s="{setting.styles[f"below{column.look}"]}"'
            + ("%s" if at - LEAD in press.below else "/>")
            for at, column in enumerate(press.columns, LEAD)
        ]
        kept = press.ready["below row"] = f'<row r="{_AFTER}"%s>{lead}{"".join(figures)}</row>'
    assert isinstance(kept, str)
    return kept
