"""One line of the summary, and all of them without targets: XML around its holes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from reporting.book import Book
from reporting.target import STATUSES, Target, goal_number
from reporting.workbook import margins
from reporting.workbook.cells import LETTERS, Row, digits, escape, formula_xml, text_cell
from reporting.workbook.figure_rows import CLOSE
from reporting.workbook.head import Setting, section_cells
from reporting.workbook.paper import ROW
from reporting.workbook.press import Press
from reporting.workbook.table import Column, only_own
from reporting.workbook.total_row import FIRST
from reporting.workbook.totals import OWN, reference, unended
from reporting.workbook.trend import SPARK
from reporting.workbook.verdicts import target_words
from reporting.workbook.widths import lined, tall

VERDICT = 7
"""The column of the verdict: after number, indicator, unit, target, figure, share, coverage."""
WIDTHS = (6, 58, 14, 16, 14, 10, 13, 22, 20)
_TREND_WIDTH = 15
_BAND = (19.0, True)
_EMPTY, FORMULA_END = ' t="str"', "</f><v>"


@dataclass(frozen=True, slots=True)
class Line:
    """One line as XML around its holes.

    ``head`` ends inside the figure's cell, whose ``formula`` is for ``totals.ended`` where a unit
    states the figure for itself, and lacks the row and its end otherwise.
    ``share`` writes the share-of-target cell from the figure, ``no_share`` leaves it blank.
    ``tails`` end the line after the coverage, by verdict (``""``: no target).
    """

    section: str
    number: int
    head: str
    formula: str
    share: Callable[[float | None], str]
    tails: dict[str, str]
    coverage: str
    height: float
    no_share: str

    def opened(self, *, empty: bool = False) -> str:
        """The line up to its figure; an empty one is written as a text."""
        return f"{self.section}{self.head}{_EMPTY if empty else ''}>{self.formula}"

    def middle(self, share: str) -> str:
        """From the figure to the coverage."""
        return f"{CLOSE}{share}{self.coverage}"

    def tail(self, judged: str) -> str:
        """From the coverage to what stands beside the line."""
        return f"</t></is></c>{self.tails[judged]}"


@dataclass(slots=True)
class Lines:
    """All lines: of each its parts around figure and coverage, and the heights of all rows."""

    lines: list[Line]
    opened: list[str]
    middles: list[str]
    tails: list[str]
    heights: list[tuple[float, bool]]

    @classmethod
    def of(cls, lines: list[Line]) -> "Lines":
        """Lines without a target, each after the band of its section if that begins with it."""
        heights = []
        for line in lines:
            heights += [_BAND] * bool(line.section) + [(line.height, False)]
        return cls(
            lines,
            [line.opened() for line in lines],
            [line.middle(line.no_share) for line in lines],
            [line.tail("") for line in lines],
            heights,
        )

    def copy(self) -> "Lines":
        """To be changed for one workbook."""
        return Lines([*self.lines], [*self.opened], [*self.middles], [*self.tails], [*self.heights])

    def xml(self, rows: Sequence[str], texts: Sequence[str], coverages: Sequence[str]) -> str:
        """Every line with the row its formula ends with, its figure and its coverage."""
        pieces = [""] * (6 * len(texts))
        pieces[0::6], pieces[1::6], pieces[2::6] = self.opened, rows, texts
        pieces[3::6], pieces[4::6], pieces[5::6] = self.middles, coverages, self.tails
        return "".join(pieces)


def widths(book: Book) -> tuple[float, ...]:
    """Column widths of the summary in characters; the movement stands only beside a period."""
    moved = (_TREND_WIDTH,) if book.compared is not None else ()
    return (*WIDTHS, *moved, *margins.widths(book))


def made(setting: Setting, press: Press, place: int, number: int, target: Target | None) -> Line:
    """The line of the figure at ``place`` in row ``number``."""
    styles, column = setting.styles, press.columns[place]
    words = "" if target is None else target_words(target, setting.book.words, press.language)
    high = _height(column.label, column.unit, words)
    row = Row(number, high)
    row.number_(0, place + 1, styles["cell_mid"])
    row.text(1, column.label, styles["cell_wrap"])
    row.text(2, column.unit, styles["cell_mid"])
    row.text(3, words, styles["cell_mid"])
    style = styles[f"number{column.look}"]
    head = row.xml().removesuffix("</row>") + f'<c r="E{number}" s="{style}"'
    own = only_own(column.measure)
    formula = cell = reference(press.name("units"), place, 0).removesuffix("0")
    if own:
        formula = f'IF(COUNT({cell}{OWN})=0,"",{cell}{OWN})'
    goal = goal_number(target) if target else None
    spark = f'<c r="{LETTERS[SPARK]}{number}" s="{styles["cell"]}"/>'
    blank = f'<c r="H{number}" s="{styles["cell_wrap"]}"/>{spark}'
    tails = {"": blank} | {
        name: text_cell(f"H{number}", styles[name], escape(setting.say(f"verdict_{name}"))) + spark
        for name in STATUSES
    }
    coverage = f'<c r="G{number}" s="{styles["cell_mid"]}" t="inlineStr"><is><t>'
    return Line(
        _section(setting, column, number - 1) if _begins(press, place) else "",
        number,
        head,
        "<f>" + formula_xml(unended(formula, FIRST)) + (FORMULA_END if own else ""),
        _share(number, goal, styles["number1"]),
        tails,
        coverage,
        high or ROW,
        f'<c r="F{number}" s="{styles["number1"]}"/>',
    )


def _share(number: int, goal: Fraction | None, style: int) -> Callable[[float | None], str]:
    cell = f'<c r="F{number}" s="{style}"'
    if goal is None:
        return lambda _: f"{cell}/>"
    divisor = f"({goal.numerator}/{goal.denominator})"
    formula = f'<f>IF(E{number}="","",E{number}/{divisor}*100)</f>'
    against = float(goal)

    def share(shown: float | None) -> str:
        if shown is None:
            return f'{cell} t="str">{formula}<v></v></c>'
        return f"{cell}>{formula}<v>{digits(shown / against * 100)}</v></c>"

    return share


def _begins(press: Press, place: int) -> bool:
    return not place or press.columns[place - 1].section != press.columns[place].section


def _section(setting: Setting, column: Column, number: int) -> str:
    row = Row(number, 19.0)
    last = len(widths(setting.book)) - 1
    section_cells(setting, row, column.section or setting.say("general_section"), last)
    return row.xml()


def _height(label: str, unit: str, target: str) -> float | None:
    """Room for words of several lines; one line keeps the sheet's own height."""
    return tall(
        max(
            lined(label, WIDTHS[1]),
            lined(unit, WIDTHS[2], indent=False),
            lined(target, WIDTHS[3], indent=False),
        )
    )
