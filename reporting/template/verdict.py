"""Live cross-checks: each once on a hidden sheet, shown beside the rows it speaks of."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from reporting.comparison import COMPARE
from reporting.template.spoken import Content
from schemas.form import Check
from schemas.grid import BEFORE, Grid
from schemas.links import PREVIOUS

HOLDS = "✓"
FAINT = 9
"""Decimals two figures are compared in where one of them was divided."""
_SIGNS = {"!=": "<>"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """One cross-check of a grid.

    ``formula`` has a hole for the cell of its message. ``beside`` are the rows it is shown at.
    ``terms`` are path, whether of the period before, and 1 or -1 for its side.
    """

    check: Check
    formula: str
    beside: tuple[str, ...]
    digits: int
    terms: tuple[tuple[str, bool, int], ...]

    def said(
        self, figures: Mapping[str, float | str], before: Mapping[str, Content], message: str
    ) -> str:
        """What it shows: holds, its message, or nothing where a part is blank."""
        gap = 0.0
        for path, past, sign in self.terms:
            value = (before if past else figures).get(path)
            if value is None or isinstance(value, str):
                return ""
            gap += sign * value
        gap = round(gap, self.digits)
        return HOLDS if COMPARE[self.check.op](gap, 0) else message


def verdicts(grid: Grid, made: Collection[str], cell: Callable[[str], str]) -> tuple[Verdict, ...]:
    """The checks whose every part stands in the grid, in form order."""
    return tuple(
        _verdict(grid, check, made, cell)
        for check in grid.form.checks
        if all(_stands(grid, path, made) for path in (*check.left, *check.right))
    )


def _stands(grid: Grid, path: str, made: Collection[str]) -> bool:
    bare = path.removeprefix(PREVIOUS)
    spot = grid.by_path.get(bare)
    if spot is None or spot.measure is None or spot.measure.kind not in ("integer", "number"):
        return False
    # Of the period before only what was stated is shown, not what was made of it.
    return spot.entered or (bare in made and bare == path)


def _verdict(
    grid: Grid, check: Check, made: Collection[str], cell: Callable[[str], str]
) -> Verdict:
    def reference(path: str) -> str:
        bare = path.removeprefix(PREVIOUS)
        here = f"${BEFORE}${grid.by_path[bare].row}" if bare != path else cell(bare)
        return f"Bieu!{here}"

    left, right = ([reference(path) for path in named] for named in (check.left, check.right))
    names = [path.removeprefix(PREVIOUS) for path in (*check.left, *check.right)]
    divided = any(name in made for name in names)
    digits = FAINT if divided else max(grid.form.by_path[name].decimals for name in names)
    cells = [*left, *right]
    gap = f"ROUND({'+'.join(left)}-({'+'.join(right)}),{digits})"
    sign = _SIGNS.get(check.op, check.op)
    formula = f'=IF(COUNT({",".join(cells)})={len(cells)},IF({gap}{sign}0,"{HOLDS}",%s),"")'
    beside = tuple(dict.fromkeys(path.removeprefix(PREVIOUS) for path in check.left))
    terms = tuple(
        (path.removeprefix(PREVIOUS), path.startswith(PREVIOUS), sign)
        for named, sign in ((check.left, 1), (check.right, -1))
        for path in named
    )
    return Verdict(check, formula, beside, digits, terms)
