"""The lines of the summary: one a figure, from templates kept between workbooks."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fractions import Fraction

from reporting.target import INHERITED, STATUSES, Target, goal_number
from reporting.workbook.cells import ENDINGS, Row, Sheet, digits, escape, text_cell
from reporting.workbook.frames import Figures
from reporting.workbook.head import Setting, section_cells
from reporting.workbook.numerals import grouped
from reporting.workbook.paper import ROW
from reporting.workbook.press import Press
from reporting.workbook.table import Column, only_own
from reporting.workbook.total_row import FIRST, valued
from reporting.workbook.totals import reference
from reporting.workbook.verdicts import standing_targets, target_words, verdict
from reporting.workbook.widths import lined, tall

LAST = 7
"""The last column: number, indicator, unit, target, figure, share, coverage, verdict."""
WIDTHS = (6, 65, 15, 17, 14, 10, 14, 24)
"""Column widths of the summary in characters."""
_BAND = (19.0, True)


@dataclass(frozen=True, slots=True)
class Line:
    """One line as XML around its holes.

    ``head`` ends inside the figure's cell; ``formula`` takes the row of the table by unit.
    ``share`` writes the share-of-target cell from the figure, ``no_share`` leaves it blank.
    ``tails`` end the line after the
    coverage, by verdict (``""``: no target).
    """

    section: str
    head: str
    formula: str
    own: bool
    share: Callable[[float | None], str]
    tails: dict[str, str]
    coverage: str
    height: float
    no_share: str


@dataclass(slots=True)
class Judged:
    """How many figures stand how against their targets: all, and by the objective they serve."""

    all: Counter[str] = field(default_factory=Counter)
    objectives: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, target: Target, judged: str) -> str:
        """Count one figure; its status."""
        self.all[judged] += 1
        if target.objective:
            self.objectives.setdefault(target.objective, Counter())[judged] += 1
        return judged


def lines(setting: Setting, press: Press, sheet: Sheet, found: Figures) -> Judged:
    """Appends a line a figure, grouped by section; counts the verdicts."""
    book = setting.book
    targets = standing_targets(book)
    total_row = FIRST + len(found.codes) + 1
    values = valued(found.summary[None])[0]
    veiled = [] if found.veil is None else found.veil.total.tolist()
    veiled = veiled or [False] * len(press.columns)
    guessed = _guessed(found) or [False] * len(press.columns)
    start, section = sheet.next, None
    heights: list[tuple[float, bool]] = []
    tally = Judged()
    written: list[str] = []
    for place, (column, shown, reported, expected) in enumerate(
        zip(press.columns, values, found.reported, found.expected, strict=True)
    ):
        target = targets.get(column.key.measure)
        begins = column.section != section
        section = column.section
        if begins:
            heights.append(_BAND)
        line = _line(setting, press, place, start + len(heights), target)
        if begins:
            written.append(line.section)
        heights.append((line.height, False))
        judged = ""
        # Where nobody of a column's level is asked, there is no figure to wait for or to count.
        if target is not None and (expected or not column.key.level):
            exact = found.exact[column.key]
            judged = tally.add(target, verdict(target, column, exact, reported))
        coverage = _coverage(reported, expected, press.language)
        if veiled[place] and found.veil is not None:
            written.append(_veiled(line, found.veil.sign, coverage, judged))
            continue
        if guessed[place]:
            style = setting.styles[f"guess{column.look}"]
            line = replace(line, head=line.head.rpartition(' s="')[0] + f' s="{style}"')
        written.append(_written(line, total_row, shown, coverage, judged))
    sheet.ready("".join(written), heights)
    return tally


def _guessed(found: Figures) -> list[bool]:
    guessed = None if found.veil is None else found.veil.guessed_total
    return [] if guessed is None else guessed.tolist()


def _coverage(reported: int, expected: int, language: str) -> str:
    if not expected:
        return "–"
    if expected < 1_000 > reported:
        return f"{reported}/{expected}"
    return f"{grouped(reported, language)}/{grouped(expected, language)}"


def _written(line: Line, total_row: int, shown: float | None, coverage: str, judged: str) -> str:
    formula = line.formula.replace("{row}", str(total_row - line.own))
    value = ' t="str">' if shown is None else ">"
    number = "" if shown is None else digits(shown)
    share = line.share(shown)
    return (
        f"{line.head}{value}<f>{formula}</f><v>{number}</v></c>{share}"
        f"{line.coverage}{coverage}</t></is></c>{line.tails[judged]}"
    )


def _veiled(line: Line, sign: str, coverage: str, judged: str) -> str:
    """The sign instead of the figure, and nothing that would be worked out from it."""
    return (
        f"{line.head}{ENDINGS[sign]}{line.no_share}"
        f"{line.coverage}{coverage}</t></is></c>{line.tails[judged]}"
    )


def _line(setting: Setting, press: Press, place: int, number: int, target: Target | None) -> Line:
    if target is not None and target.rank < INHERITED:
        # One unit's own: nobody else's book has this line, so it is not kept.
        return _made(setting, press, place, number, target)
    identity = ("line", place, number, target)
    kept = press.ready.get(identity)
    if kept is None:
        kept = press.ready[identity] = _made(setting, press, place, number, target)
    assert isinstance(kept, Line)
    return kept


def _made(setting: Setting, press: Press, place: int, number: int, target: Target | None) -> Line:
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
    cell = reference(press.name("units"), place, 0).removesuffix("0") + "{row}"
    formula = f'IF(COUNT({cell})=0,"",{cell})' if own else cell
    goal = goal_number(target) if target else None
    blank = f'<c r="H{number}" s="{styles["cell_wrap"]}"/></row>'
    tails = {"": blank} | {
        name: text_cell(f"H{number}", styles[name], escape(setting.say(f"verdict_{name}")))
        + "</row>"
        for name in STATUSES
    }
    coverage = f'<c r="G{number}" s="{styles["cell_mid"]}" t="inlineStr"><is><t>'
    return Line(
        _section(setting, column, number - 1),
        head,
        formula.replace("&", "&amp;").replace("<", "&lt;"),
        own,
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


def _section(setting: Setting, column: Column, number: int) -> str:
    row = Row(number, 19.0)
    section_cells(setting, row, column.section or setting.say("general_section"), LAST)
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
