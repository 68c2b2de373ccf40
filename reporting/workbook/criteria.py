"""The criteria of a score sheet in words, so that the points can be worked out by hand."""

from collections.abc import Sequence
from fractions import Fraction

from reporting.emulation import Criterion, Ranking
from reporting.workbook.cells import Sheet
from reporting.workbook.head import Setting
from reporting.workbook.numerals import number_words
from reporting.workbook.verdicts import SIGNS
from reporting.workbook.widths import lined, tall

_MOST, _HOW = 5, 6
"""Columns of the most points and of how a criterion is judged; its title stands before them."""


def points_words(setting: Setting, value: Fraction) -> str:
    """Points, or a figure they hang on, as they stand in a sentence."""
    return number_words(value, setting.book.language)


def criteria_rows(
    setting: Setting, sheet: Sheet, one: Ranking, widths: Sequence[float], decimals: int
) -> None:
    """One row a criterion: its title, the most points it gives or takes, how it is judged."""
    styles, last = setting.styles, len(widths) - 1
    sheet.skip(stays=True)
    sheet.row(20.0, stays=True).text(0, setting.say("ranking_criteria"), styles["heading"])
    heads = {0: "col_no", 1: "col_criterion", _MOST: "col_most", _HOW: "col_judged"}
    row = sheet.row(32.0, stays=True)
    for place in range(last + 1):
        row.text(place, setting.say(heads[place]) if place in heads else "", styles["head"])
    _spans(sheet, row.number, last)
    room, broad = sum(widths[1:_MOST]), sum(widths[_HOW:])
    for number, criterion in enumerate(one.sheet.criteria, 1):
        words = _judged(setting, one, criterion)
        row = sheet.row(tall(max(lined(criterion.title, room), lined(words, broad))))
        row.number_(0, number, styles["cell_mid"])
        for place in range(1, _MOST):
            row.text(place, criterion.title if place == 1 else "", styles["cell_wrap"])
        row.number_(_MOST, float(criterion.points), styles[f"number{decimals}"])
        for place in range(_HOW, last + 1):
            row.text(place, words if place == _HOW else "", styles["cell_wrap"])
        _spans(sheet, row.number, last)


def _spans(sheet: Sheet, row: int, last: int) -> None:
    sheet.merge(row, 1, _MOST - 1)
    sheet.merge(row, _HOW, last)


def _judged(setting: Setting, one: Ranking, criterion: Criterion) -> str:
    if criterion.kind != "points":
        return setting.say(f"judged_{criterion.kind}")
    if criterion.cascade:
        return setting.say(f"judged_{criterion.cascade}")
    measure = one.measures.get(criterion.measure, criterion.measure)
    if criterion.none_at is not None and criterion.full_at is not None:
        none, full = (points_words(setting, v) for v in (criterion.none_at, criterion.full_at))
        return setting.say("judged_linear", measure=measure, none=none, full=full)
    value = criterion.value
    if isinstance(value, bool):
        said = setting.say("yes" if value else "no")
    else:
        said = points_words(setting, value) if isinstance(value, Fraction) else str(value)
    wanted = f"{SIGNS.get(criterion.op, '≠')} {said}"
    return setting.say("judged_compare", measure=measure, wanted=wanted)
