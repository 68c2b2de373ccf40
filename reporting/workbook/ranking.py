"""The sheet of ranks: points by criterion, totals as live formulas, and how each is judged."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from reporting.emulation import Ranking, Standing
from reporting.workbook.cells import LETTERS, Row, Sheet
from reporting.workbook.counts import moment
from reporting.workbook.criteria import criteria_rows, points_words
from reporting.workbook.head import Setting, opened, section_cells
from reporting.workbook.paper import PLAIN
from reporting.workbook.widths import height, lined, tall

_LEAD = (6, 8, 8, 10, 28)
"""Widths of number, rank, rank overall, code and name."""
_TAIL = (9, 9, 10, 15, 36)
"""Widths of bonus, minus, total, grade and notes."""
_ROW = 19.0
"""Points of a row of one line: air between figures that are read across a wide sheet."""
_FEW = 8
_NAME = 4
_FIRST = len(_LEAD)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where everything stands: ``many`` columns of criteria, ``decimals`` of points."""

    many: int
    decimals: int

    @property
    def bonus(self) -> int:
        return _FIRST + self.many

    @property
    def last(self) -> int:
        return self.bonus + len(_TAIL) - 1

    def total(self, row: int) -> str:
        """The formula of a row's total."""
        return f"{self.given(row)}-{LETTERS[self.bonus + 1]}{row}"

    def given(self, row: int) -> str:
        """The formula of what a row's criteria and bonus give together."""
        return f"SUM({LETTERS[_FIRST]}{row}:{LETTERS[self.bonus]}{row})"


def ranking_widths(rankings: Sequence[Ranking]) -> tuple[float, ...]:
    """Column widths in characters: wide enough for the plan with the most criteria."""
    many = _most(rankings)
    return (*_LEAD, *([13] if many <= _FEW else [10]) * many, *_TAIL)


def ranking_head(rankings: Sequence[Ranking]) -> int:
    """The row of the table's head, repeated on each printed page; 0 where there are several."""
    if len(rankings) != 1:
        return 0
    (one,) = rankings
    return 7 + bool(one.sheet.note) + (one.entered is not None)


def _most(rankings: Sequence[Ranking]) -> int:
    return max((len(one.sheet.of_kind("points")) for one in rankings), default=0)


def ranking_sheet(setting: Setting) -> Sheet:
    """The sheet's rows, one plan after the other."""
    rankings = setting.book.rankings
    widths = ranking_widths(rankings)
    columns = _Columns(_most(rankings), max(map(_decimals, rankings), default=0))
    sheet = Sheet(len(widths))
    opened(setting, sheet, "title_ranking", columns.last)
    for one in rankings:
        _words(setting, sheet, one, widths)
        _table(setting, sheet, one, columns, widths)
        _reading(setting, sheet, one, widths)
        criteria_rows(setting, sheet, one, widths, columns.decimals)
    head = ranking_head(rankings)
    repeated = sheet.height_of(head) if head else 0.0
    sheet.page(PLAIN.down(PLAIN.scale(widths)), repeated)
    return sheet


def _decimals(ranking: Ranking) -> int:
    """As many as show every figure of points exactly, but no more than two."""
    shown = [c.points for c in ranking.sheet.criteria]
    shown += [part.points for one in ranking.standings for part in one.parts]
    return next((d for d in (0, 1) if all((p * 10**d).denominator == 1 for p in shown)), 2)


def _line(
    setting: Setting,
    sheet: Sheet,
    words: str,
    style: str,
    widths: Sequence[float],
    *,
    stays: bool = True,
) -> None:
    row = sheet.row(height(words, sum(widths)) or 18.0, stays=stays)
    row.text(0, words, setting.styles[style])
    sheet.merge(row.number, 0, len(widths) - 1)


def _words(setting: Setting, sheet: Sheet, one: Ranking, widths: Sequence[float]) -> None:
    plan = f"{one.plan} ({one.number})" if one.number else one.plan
    sheet.skip(stays=True)
    _line(setting, sheet, one.sheet.title, "heading_wrapped", widths)
    issued = setting.say("ranking_issued", plan=plan, issuer=one.issuer)
    _line(setting, sheet, issued, "wrapped", widths)
    if one.sheet.note:
        _line(setting, sheet, one.sheet.note, "note_wrapped", widths)
    if one.entered is not None:
        at = moment(one.entered, setting.book.sources.as_of)
        _line(setting, sheet, setting.say("ranking_entered", at=at), "note_wrapped", widths)


def _table(
    setting: Setting, sheet: Sheet, one: Ranking, columns: _Columns, widths: Sequence[float]
) -> None:
    _head(setting, sheet, one, columns, widths)
    _maxima(setting, sheet, one, columns)
    if not one.standings:
        _line(setting, sheet, setting.say("ranking_no_unit"), "note", widths)
    number = 0
    for cluster, found in groupby(one.standings, key=lambda s: s.cluster):
        if one.sheet.clusters:
            row = sheet.row(20.0, stays=True)
            words = cluster or setting.say("ranking_alone")
            section_cells(setting, row, words, columns.last)
        for standing in found:
            number += 1
            _unit(setting, sheet, one, standing, columns, number)


def _head(
    setting: Setting, sheet: Sheet, one: Ranking, columns: _Columns, widths: Sequence[float]
) -> None:
    clustered = bool(one.sheet.clusters)
    criteria = [c.title for c in one.sheet.of_kind("points")]
    criteria += [""] * (columns.many - len(criteria))
    lead = ("col_no", "col_rank_cluster" if clustered else "col_rank", "", "col_code", "col_name")
    tail = ("col_bonus", "col_minus", "col_total", "col_grade", "col_notes")
    words = [setting.say(key) if key else "" for key in lead]
    words[2] = setting.say("col_rank_overall") if clustered else ""
    words += [*criteria, *(setting.say(key) for key in tail)]
    lines = [
        lined(w, width, bold=True, indent=False) for w, width in zip(words, widths, strict=True)
    ]
    row = sheet.row(tall(max(2, *lines)), stays=True)
    for place, said in enumerate(words):
        row.text(place, said, setting.styles["head"])
    if not clustered:
        sheet.merge(row.number, 1, 2)


def _maxima(setting: Setting, sheet: Sheet, one: Ranking, columns: _Columns) -> None:
    """The most points of each criterion, so that a reader sees what a figure is out of."""
    styles, style = setting.styles, setting.styles[f"total{columns.decimals}"]
    row = sheet.row(stays=True)
    for place in range(_FIRST):
        said = setting.say("row_most") if place == _NAME else ""
        row.text(place, said, styles["cell_total"])
    for place, criterion in enumerate(one.sheet.of_kind("points"), _FIRST):
        row.number_(place, float(criterion.points), style)
    for place in range(_FIRST + len(one.sheet.of_kind("points")), columns.bonus):
        row.blank(place, style)
    bonus, minus = one.sheet.most("bonus"), one.sheet.most("minus")
    row.number_(columns.bonus, float(bonus) if bonus else None, style)
    row.number_(columns.bonus + 1, float(minus) if minus else None, style)
    whole = float(one.sheet.most("points") + bonus)
    row.formula(columns.bonus + 2, columns.given(row.number), whole, style)
    for place in range(columns.bonus + 3, columns.last + 1):
        row.blank(place, styles["cell_total"])


def _unit(
    setting: Setting,
    sheet: Sheet,
    one: Ranking,
    standing: Standing,
    columns: _Columns,
    number: int,
) -> None:
    styles, style = setting.styles, setting.styles[f"number{columns.decimals}"]
    notes = _notes(setting, standing)
    gaps = any(part.gap for part in standing.parts)
    least = 2 if gaps else 1
    lines = max(least, lined(standing.unit.name, _LEAD[_NAME]), lined(notes, _TAIL[-1]))
    row = sheet.row(tall(lines) or _ROW)
    row.number_(0, number, styles["cell_mid"])
    row.number_(1, standing.rank, styles["cell_mid"])
    row.number_(2, standing.overall if one.sheet.clusters else None, styles["cell_mid"])
    if not one.sheet.clusters:
        sheet.merge(row.number, 1, 2)
    row.text(3, standing.unit.code, styles["cell_wrap"])
    row.text(_NAME, standing.unit.name, styles["cell_wrap"])
    parts = [part for part in standing.parts if part.criterion.kind == "points"]
    for place, part in enumerate(parts, _FIRST):
        if part.gap is not None:
            row.text(place, setting.say(f"gap_{part.gap.value}"), styles["no_data"])
        else:
            row.number_(place, float(part.points), style)
    for place in range(_FIRST + len(parts), columns.bonus):
        row.blank(place, style)
    _ends(setting, row, one, standing, columns)


def _ends(setting: Setting, row: Row, one: Ranking, standing: Standing, columns: _Columns) -> None:
    styles, style = setting.styles, setting.styles[f"number{columns.decimals}"]
    bonus, minus = standing.of_kind("bonus"), standing.of_kind("minus")
    grade = standing.grade or (setting.say("ranking_ungraded") if one.sheet.grades else "")
    row.number_(columns.bonus, float(bonus) if bonus else None, style)
    row.number_(columns.bonus + 1, float(minus) if minus else None, style)
    row.formula(
        columns.bonus + 2,
        columns.total(row.number),
        float(standing.total),
        styles[f"points{columns.decimals}"],
    )
    row.text(columns.bonus + 3, grade, styles["cell_mid"])
    row.text(columns.last, _notes(setting, standing), styles["cell_wrap"])


def _notes(setting: Setting, standing: Standing) -> str:
    """Why points were given or taken, in the officer's words."""
    signs = {"bonus": "+", "minus": "−"}
    return "; ".join(
        f"{signs[part.criterion.kind]}{points_words(setting, part.points)}: {part.reason}"
        for part in standing.parts
        if part.reason
    )


def _reading(setting: Setting, sheet: Sheet, one: Ranking, widths: Sequence[float]) -> None:
    sheet.hold(2)
    grades = [
        setting.say("ranking_grade", title=title, least=points_words(setting, least))
        for title, least in one.sheet.grades
    ]
    if grades:
        words = setting.say("ranking_grades", listed="; ".join(grades))
        _line(setting, sheet, words, "note_wrapped", widths)
    words = setting.say("ranking_reading")
    _line(setting, sheet, words, "note_wrapped", widths, stays=False)
