"""The lines of the sheet of checks: a total as a number, worked out again, and as it stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reporting.workbook.cells import ENDINGS, NUMBERS, Row, escape, formula_xml
from reporting.workbook.frames import Figures
from reporting.workbook.head import Setting, section_cells
from reporting.workbook.paper import ROW
from reporting.workbook.press import Press
from reporting.workbook.table import Column, only_own
from reporting.workbook.total_row import FIRST, live_totals, valued
from reporting.workbook.totals import TOTAL, ended, reference, unended
from reporting.workbook.widths import lined, tall

BAND = (19.0, True)
"""Height of a section's band, and that it stays with what follows."""
BETWEEN = "\x04"
"""Between pieces that are ended all at once: a sign no text of a cell can hold."""
_PIECES = 7
"""A line's four pieces, with three times its number between them."""
_CELL = re.compile(r"(?<![A-Z:])([A-Z]+\{)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line's XML, its rows of the table not ended yet, and the place of its column.

    ``live`` stands around our figure, and twice the value carried; ``empty`` is the line of a
    live total without a value; ``plain`` stands around what our figure's cell holds alone.
    """

    place: int
    live: tuple[str, str, str, str]
    empty: str
    plain: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Lines:
    """Every line of a form, the band of a section before its first, and the rows' heights."""

    each: tuple[Line, ...]
    heights: tuple[tuple[float, bool], ...]

    def laid(self, children: int) -> list[str]:
        """All pieces for so many children, with room for the numbers between them."""
        text = BETWEEN.join([piece for line in self.each for piece in line.live])
        found = ended(text, FIRST + children - 1).split(BETWEEN)
        pieces = [""] * (_PIECES * len(self.each))
        if self.each:
            for place in range(4):
                pieces[2 * place :: _PIECES] = found[place::4]
        return pieces

    def filled(self, laid: list[str], press: Press, found: Figures) -> str:
        """The rows with a unit's totals; ``laid`` for as many children as it has."""
        values, alive = valued(found.total[None])[0], live_totals(press, found)
        veil, last = found.veil, FIRST + len(found.codes) - 1
        pieces = laid.copy()
        numbers = ["" if (v := values[line.place]) is None else NUMBERS[v] for line in self.each]
        for place in (1, 3, 5):
            pieces[place::_PIECES] = numbers
        for at, line in enumerate(self.each):
            value = values[line.place]
            hidden = veil is not None and bool(veil.total[line.place])
            if hidden or not alive[line.place]:
                shown = veil.sign if veil is not None and hidden else value
                words = line.plain[0] + ENDINGS[shown] + line.plain[1]
            elif value is None:
                words = ended(line.empty, last)
            else:
                continue
            pieces[_PIECES * at : _PIECES * (at + 1)] = [words, *[""] * (_PIECES - 1)]
        return "".join(pieces)


def lines_of(setting: Setting, press: Press, start: int, widths: Sequence[float]) -> Lines:
    """The lines of a press from row ``start``."""
    found: list[Line] = []
    heights: list[tuple[float, bool]] = []
    section = None
    for place, column in enumerate(press.columns):
        if only_own(column.measure) or press.formulas[place] is None:
            continue
        band = ""
        if column.section != section:
            section = column.section
            row = Row(start + len(heights), BAND[0])
            words = section or setting.say("general_section")
            section_cells(setting, row, words, len(widths) - 1)
            heights.append(BAND)
            band = row.xml()
        high = tall(lined(column.label, widths[1]))
        row = Row(start + len(heights), high)
        found.append(_line(setting, press, (place, column), row, band))
        heights.append((high or ROW, False))
    return Lines(tuple(found), tuple(heights))


def _line(setting: Setting, press: Press, at: tuple[int, Column], row: Row, band: str) -> Line:
    (place, column), number = at, row.number
    styles, units = setting.styles, press.name("units")
    row.number_(0, place + 1, styles["cell_mid"])
    row.text(1, column.label, styles["cell_wrap"])
    style = styles[f"number{column.look}"]
    ours = f'{band}{row.xml().removesuffix("</row>")}<c r="C{number}" s="{style}"'
    once_more, total = (
        formula_xml(unended(words, FIRST))
        for words in (
            again(press.formulas[place] or "", units),
            reference(units, place, 0).removesuffix("0") + TOTAL,
        )
    )
    end = f"{again_cell(setting, number)}</row>"
    cells = [f'<c r="{letter}{number}" s="{style}"' for letter in "DE"]
    empty = f'/>{cells[0]} t="str"><f>{once_more}</f><v></v></c>'
    empty += f'{cells[1]} t="str"><f>{total}</f><v></v></c>'
    bare = Row(number)
    bare.blank(3, style)
    bare.blank(4, style)
    bare.text(5, setting.say("checks_none"), styles["cell_mid"])
    return Line(
        place,
        (
            f"{ours}><v>",
            f"</v></c>{cells[0]}><f>{once_more}</f><v>",
            f"</v></c>{cells[1]}><f>{total}</f><v>",
            f"</v></c>{end}",
        ),
        f"{ours}{empty}{end}",
        (ours, "".join(bare.cells) + "</row>"),
    )


def again(formula: str, units: str) -> str:
    """A total's formula as another sheet writes it; ``units`` is the quoted name of the table."""
    quoted = units.replace("\\", r"\\")
    return _CELL.sub(quoted + r"!\1", formula)


def again_cell(setting: Setting, number: int, formula: str = "", reach: str = "") -> str:
    """The cell of the mark: the first one's formula over its reach, or the same moved down."""
    opened_cell = f'<c r="F{number}" s="{setting.styles["agreed"]}" t="str">'
    said = escape(setting.say("checks_right"))
    if not formula:
        return f'{opened_cell}<f t="shared" si="0"/><v>{said}</v></c>'
    shared = f'<f t="shared" ref="{reach}" si="0">{escape(formula)}</f>'
    return f"{opened_cell}{shared}<v>{said}</v></c>"
