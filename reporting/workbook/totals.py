"""The formulas of the total row: what recalculates each rule over the rows above."""

from collections.abc import Mapping, Sequence

from reporting.columns import Key
from reporting.workbook.cells import LETTERS
from reporting.workbook.table import LEAD, Column, Helper
from schemas.form import Measure

FIRST, LAST, OWN, TOTAL = "{first}", "{last}", "{own}", "{total}"
"""Holes for the row numbers, filled by ``filled``."""


def filled(formula: str, first: int, last: int) -> str:
    """The formula for children in rows ``first`` to ``last``; own and total rows follow."""
    return (
        formula.replace(FIRST, str(first))
        .replace(LAST, str(last))
        .replace(OWN, str(last + 1))
        .replace(TOTAL, str(last + 2))
    )


_MARKS = {LAST: "\x01", OWN: "\x02", TOTAL: "\x03"}
"""The same holes in XML: signs that no text of a cell can hold (``cells.clean``)."""


def unended(formula: str, first: int) -> str:
    """The formula for children from row ``first``, its other rows left to ``ended``."""
    for hole, mark in _MARKS.items():
        formula = formula.replace(hole, mark)
    return formula.replace(FIRST, str(first))


def ended(xml: str, last: int) -> str:
    """XML that holds ``unended`` formulas, for children down to row ``last``."""
    for row, mark in enumerate(_MARKS.values(), last):
        xml = xml.replace(mark, str(row))
    return xml


def _gathered(letter: str, call: str, measure: Measure) -> str:
    own, all_ = f"{letter}{OWN}", f"{letter}{FIRST}:{letter}{OWN}"
    if measure.own_above == "replaces":
        below = below_formula(letter, call)
        return f"IF(COUNT({own})=1,{own},{below})"
    return f'IF(COUNT({all_})=0,"",{call}({all_}))'


def below_formula(letter: str, call: str) -> str:
    """The children alone, gathered."""
    kids = f"{letter}{FIRST}:{letter}{LAST}"
    return f'IF(COUNT({kids})=0,"",{call}({kids}))'


def _quotient(top: str, low: str, scale: str) -> str:
    times = "" if scale == "1" else f"*{scale}"
    return f'IF(COUNT({top},{low})<2,"",IF({low}=0,"",{top}/{low}{times}))'


def _scale(measure: Measure) -> str:
    scale = measure.rule.scale
    exact = str(scale.numerator)
    return exact if scale.denominator == 1 else f"({exact}/{scale.denominator})"


_CALLS = {"sum": "SUM", "count": "SUM", "choice": "SUM", "min": "MIN", "max": "MAX"}


class Totals:
    """Formulas for every figure column and hidden column of one table."""

    def __init__(self, found: Sequence[Column], hidden: Sequence[Helper]) -> None:
        self._at = {c.key: LETTERS[LEAD + i] for i, c in enumerate(found)}
        self._plain = {c.key.measure: self._at[c.key] for c in found if not c.key.level}
        self._hidden: Mapping[Helper, str] = {
            h: LETTERS[LEAD + len(found) + i] for i, h in enumerate(hidden)
        }

    def of(self, column: Column) -> str | None:
        """Formula of a figure column's total, with holes for rows; None where none is known."""
        measure, letter = column.measure, self._at[column.key]
        if measure.computed and measure.computed_at == "rolled_up":
            return self._computed(measure)
        rule = measure.rule.name
        if rule in _CALLS:
            return _gathered(letter, _CALLS[rule], measure)
        if rule == "none":
            return None
        return self._fraction(column)

    def _fraction(self, column: Column) -> str:
        key, measure = column.key, column.measure
        top = self._hidden.get(Helper(key, top=True))
        low = self._hidden.get(Helper(key, top=False))
        if top is None or low is None:
            top, low = (self._plain[part] for part in measure.rule.parts)
        return _quotient(f"{top}{TOTAL}", f"{low}{TOTAL}", _scale(measure))

    def hidden(self, helper: Helper, measure: Measure) -> str:
        """Formula of a hidden column's total."""
        return _gathered(self._hidden[helper], "SUM", measure)

    def _computed(self, measure: Measure) -> str | None:
        stack: list[str] = []
        cells: list[str] = []
        for step in measure.computed:
            if step.op == "path":
                if step.path not in self._plain:
                    return None
                cells.append(f"{self._plain[step.path]}{TOTAL}")
                stack.append(cells[-1])
            elif step.op == "constant":
                number = step.constant
                stack.append(f"({number.numerator}/{number.denominator})")
            elif step.op == "neg":
                stack.append(f"(-{stack.pop()})")
            else:
                right, left = stack.pop(), stack.pop()
                stack.append(f"({left}{step.op}{right})")
        distinct = list(dict.fromkeys(cells))
        if not distinct:
            return None
        given = f"COUNT({','.join(distinct)})<{len(distinct)}"
        return f'IF({given},"",IFERROR({stack.pop()},""))'


def reference(totals_sheet: str, place: int, row: int) -> str:
    """A reference from another sheet to the total of the figure column at ``place``."""
    return f"{totals_sheet}!{LETTERS[LEAD + place]}{row}"


def letter_of(place: int) -> str:
    """Letters of the figure column at ``place``."""
    return LETTERS[LEAD + place]


def key_places(found: Sequence[Column]) -> dict[Key, int]:
    """Place of every key among the figure columns."""
    return {c.key: i for i, c in enumerate(found)}
