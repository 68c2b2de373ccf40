"""Rows of a unit's figures: the cells' heads are kept, the numbers of many rows put between."""

from collections.abc import Iterable, Sequence

import numpy as np
import orjson
from numpy.typing import NDArray

from reporting.workbook.cells import ENDINGS, LETTERS
from reporting.workbook.counts import Count
from reporting.workbook.spread import FIXED
from reporting.workbook.stencil import HIGH, TEXTS
from reporting.workbook.widths import height

VALUE, CLOSE = "><v>", "</v></c>"
"""Around the number of a cell whose style is written."""
_ROW, _END = "\x01", "\x02"
"""Hold the row's number, and end each head, in a template: signs that no text can hold."""


def spelled(table: NDArray[np.float64], before: str = "", after: str = "") -> list[str]:
    """The numbers of a table row by row as texts: the very value in its fewest digits.

    ``before`` and ``after`` stand around each; no value is the end of a cell without content.
    """
    flat = np.ascontiguousarray(table).ravel()
    if not len(flat):
        return []
    empty = np.isnan(flat)
    with np.errstate(invalid="ignore"):  # what is no whole number is written below
        whole = flat.astype(np.int64)
    whole[empty] = 0
    texts = _dumped(whole, before, after)
    broken = np.flatnonzero((whole != flat) & ~empty)
    if len(broken):
        for at, text in zip(broken.tolist(), _dumped(flat[broken], before, after), strict=True):
            texts[at] = text
    for at in np.flatnonzero(empty).tolist():
        texts[at] = "/>"
    return texts


def _dumped(numbers: NDArray[np.int64] | NDArray[np.float64], before: str, after: str) -> list[str]:
    listed = orjson.dumps(numbers, option=orjson.OPT_SERIALIZE_NUMPY)[1:-1].decode()
    return f"{before}{listed.replace(',', f'{after},{before}')}{after}".split(",")


def endings(table: NDArray[np.float64]) -> list[str]:
    """What follows the style of each cell of a table."""
    return spelled(table, VALUE, CLOSE)


def template(cells: Iterable[tuple[int, int, str]]) -> str:
    """Heads of the cells of one row, from each one's column, style and formula if it has one."""
    return _END.join(
        f'<c r="{LETTERS[column]}{_ROW}" s="{style}"' + (f"><f>{formula}</f>" if formula else "")
        for column, style, formula in cells
    )


def heads(text: str, number: int) -> list[str]:
    """The heads of a template in row ``number``."""
    return text.replace(_ROW, str(number)).split(_END) if text else []


def restyled(head: str, style: int) -> str:
    """The head with another style."""
    before, _, after = head.rpartition(' s="')
    return f'{before} s="{style}"' + after.partition('"')[2]


def woven(leads: Sequence[str], opened: list[str], ends: Sequence[str]) -> str:
    """Rows as XML, each with its lead; ``opened`` and ``ends`` are the cells of all rows."""
    wide = len(opened) // len(leads) if leads else 0
    if not wide:
        return "".join([f"{lead}</row>" for lead in leads])
    pieces = [""] * (2 * len(opened))
    pieces[0::2] = opened
    pieces[1::2] = ends
    for row, lead in enumerate(leads):
        at = 2 * wide * row
        pieces[at] = f"{'</row>' if row else ''}{lead}{pieces[at]}"
    pieces.append("</row>")
    return "".join(pieces)


def lead(
    number: int,
    place: int | None,
    names: tuple[str, str],
    count: Count,
    styles: Sequence[int],
    more: str = "",
) -> str:
    """A unit's row up to its figures: number, code, name, expected, reported, share.

    ``names`` are its code and name, ``styles`` those of these six cells; ``more`` is said of the
    row itself.
    """
    (called, name) = names
    at, code, words, expected, reported, share = styles
    numbered = "/>" if place is None else f"><v>{place}{CLOSE}"
    return (
        f'<row r="{number}"{HIGH[height(name, FIXED[2])]}{more}>'
        f'<c r="A{number}" s="{at}"{numbered}'
        f'<c r="B{number}" s="{code}"{TEXTS[called]}'
        f'<c r="C{number}" s="{words}"{TEXTS[name]}'
        f'<c r="D{number}" s="{expected}"><v>{count.expected}{CLOSE}'
        f'<c r="E{number}" s="{reported}"><v>{count.reported}{CLOSE}'
        f'<c r="F{number}" s="{share}"{ENDINGS[count.percent]}'
    )
