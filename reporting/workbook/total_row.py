"""The rows below the units: live totals, and what came from below where it is replaced."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from reporting.workbook.cells import ENDINGS, LETTERS, Row, Sheet, digits
from reporting.workbook.counts import Count
from reporting.workbook.frames import Figures
from reporting.workbook.head import Setting
from reporting.workbook.press import Press
from reporting.workbook.spread import FIXED
from reporting.workbook.table import LEAD, Column
from reporting.workbook.totals import filled
from reporting.workbook.veil import Veil
from reporting.workbook.widths import height

FIRST = 7
"""The first child's row; three rows of title and three of headings stand above."""
_NAME = 2
_EXTREMES: dict[str, Callable[[NDArray[np.float64]], float]] = {"min": np.min, "max": np.max}
_KEPT_TO = 400
"""Children up to which a form's filled formulas are kept for the next workbook."""


def valued(table: NDArray[np.float64]) -> list[list[float | None]]:
    """Rows of a table with None where there is no value."""
    rows: list[list[float | None]] = np.where(np.isnan(table), None, table).tolist()  # type: ignore[call-overload] # None makes an object array
    return rows


def marked(rows: list[list[float | None]], found: Figures) -> list[list[float | str | None]]:
    """The same rows with the sign of what is hidden."""
    shown: list[list[float | str | None]] = [[*row] for row in rows]
    if found.veil is not None:
        for row, at in np.argwhere(found.veil.rows).tolist():
            shown[row][at] = found.veil.sign
    return shown


def total_row(setting: Setting, press: Press, sheet: Sheet, found: Figures, whole: Count) -> None:
    """The total of every column: a formula that carries the computed value."""
    styles = setting.styles
    last = FIRST + len(found.codes) - 1
    row = sheet.row()
    row.blank(0, styles["cell_total"])
    row.blank(1, styles["cell_total"])
    row.text(_NAME, setting.say("total_row"), styles["cell_total"])
    for place, number in ((3, whole.expected), (4, whole.reported)):
        letter = LETTERS[place]
        row.formula(place, f"SUM({letter}{FIRST}:{letter}{last + 1})", number, styles["total0"])
    n = row.number
    row.formula(5, f'IF(D{n}=0,"",E{n}/D{n}*100)', whole.percent, styles["total1"])
    cells = _cells(setting, press, len(found.codes))
    live = _live(press, found)
    veiled = np.zeros(len(live), np.bool_) if found.veil is None else found.veil.total
    guesses = _guesses(press, found)
    values = valued(found.total[None])[0]
    for (opening, formula), value, alive, mark, guess in zip(
        cells, values, live, veiled.tolist(), guesses, strict=True
    ):
        style = f' s="{styles[guess]}"' if guess else ""
        before = opening.rpartition(' s="')[0] + style if guess else opening
        if mark:
            assert found.veil is not None
            row.cells.append(before + ENDINGS[found.veil.sign])
            continue
        used = formula if alive else '""' if value is None else digits(value)
        if value is None:
            row.cells.append(f'{before} t="str"><f>{used or chr(34) * 2}</f><v></v></c>')
        else:
            row.cells.append(f"{before}><f>{used or digits(value)}</f><v>{digits(value)}</v></c>")


def _guesses(press: Press, found: Figures) -> list[str]:
    """The style of each total that is an estimate; empty for the others."""
    looks = [*(c.look for c in press.columns), *("0" for _ in press.hidden)]
    if found.veil is None or found.veil.guessed_total is None:
        return [""] * len(looks)
    marked = found.veil.guessed_total.tolist()
    return [f"guess_total{look}" if mark else "" for look, mark in zip(looks, marked, strict=True)]


def _cells(setting: Setting, press: Press, children: int) -> list[tuple[str, str]]:
    """For each column the opened cell and its formula as XML; empty where there is none."""
    identity = ("totals", children)
    kept = press.ready.get(identity)
    if kept is None:
        last = FIRST + children - 1
        kinds = [f"total{c.look}" for c in press.columns] + ["total0"] * len(press.hidden)
        kept = [
            (
                f'<c r="{LETTERS[LEAD + at]}{last + 2}" s="{setting.styles[kind]}"',
                filled(formula or "", FIRST, last).replace("<", "&lt;"),
            )
            for at, (kind, formula) in enumerate(zip(kinds, press.formulas, strict=True))
        ]
        if children <= _KEPT_TO:
            press.ready[identity] = kept
    assert isinstance(kept, list)
    return kept


def _live(press: Press, found: Figures) -> list[bool]:
    """Whether each total is what its rows gather to.

    Figures restated on another day's map may stand at no child in full; such a total is written
    as a number, never as a formula that would recalculate to something else.
    """
    replaced, summed = _manner(press)
    table = found.units
    blank = np.isnan(table)
    numbers = np.where(blank, 0.0, table)
    below, own = numbers[:-1].sum(axis=0), numbers[-1]
    gathered = np.where(replaced, np.where(blank[-1], below, own), below + own)
    none = blank.all(axis=0)
    empty = np.isnan(found.total)
    near = np.abs(gathered - found.total) <= 1e-9 * np.maximum(1.0, np.abs(found.total))
    kept = np.where(empty, none, near)
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
    styles = setting.styles
    last = FIRST + len(found.codes) - 1
    name = setting.say("below_row")
    row = sheet.row(height(name, FIXED[_NAME]))
    for place in range(LEAD):
        row.text(place, name if place == _NAME else "", styles["cell_own"])
    kids = found.units[:-1]
    for place, column in enumerate(press.columns):
        style = styles[f"below{column.look}"]
        formula = press.below.get(place)
        if formula is None:
            row.blank(LEAD + place, style)
            continue
        if found.veil is not None and found.veil.touched[place]:
            _below_veiled(row, found.veil, place, style)
            continue
        given = kids[:, place][~np.isnan(kids[:, place])]
        gather = {"min": np.min, "max": np.max}.get(column.measure.rule.name, np.sum)
        value = float(gather(given)) if len(given) else None
        row.formula(LEAD + place, filled(formula, FIRST, last), value, style)


def _below_veiled(row: Row, veil: Veil, place: int, style: int) -> None:
    """A plain number: a formula over rows that are hidden in part would come to another one."""
    if veil.below[place]:
        row.text(LEAD + place, veil.sign, style)
        return
    value = float(veil.gathered[place])
    row.number_(LEAD + place, None if np.isnan(value) else value, style)
