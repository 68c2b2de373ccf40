"""All units of a level, or below one unit, side by side in one workbook."""

from bisect import bisect_left
from collections.abc import Mapping
from pathlib import Path

from engine.loaded import Loaded, fit_name
from engine.orders import Order, Scope, Written
from engine.report import ordered
from engine.work import Work
from errors import Problem
from reporting.workbook.counts import Count
from reporting.workbook.one_book import write_one_book
from reporting.workbook.side_by_side import Abreast


def one_book(work: Work, wanted: Order, scope: Scope) -> Written:
    """The workbook of a level's units, or of the units directly below one.

    It is named ``{level}_{form}_{period}.xlsx``, ``{unit}_below_…`` for one unit's. Raises Problem
    level_unknown, unit_unknown, no_children, or as ``report``.
    """
    loaded = ordered(work, wanted)
    places, name = _places(loaded, scope), str(scope.level or f"{scope.unit}_below")
    words = dict(wanted.words)
    tree = loaded.rollup.tree
    who = _who(tree.units[int(tree.parent[places[0]])].name, scope, words)
    path = Path(wanted.out) / fit_name(loaded, name)
    form = loaded.rollup.form.title.in_(work.language)
    period = words["period_line"].format(period=loaded.kept.period)
    write_one_book(
        Abreast(
            rollup=loaded.rollup,
            places=places,
            counts=_counts(loaded, places),
            subject=f"{who} – {period}",
            form=form,
            period=loaded.kept.period,
            sources=loaded.sources,
            words=words,
            language=work.language,
            rehearsal=wanted.rehearsal,
        ),
        path,
    )
    return Written((str(path),))


def _places(loaded: Loaded, scope: Scope) -> list[int]:
    tree = loaded.rollup.tree
    if scope.unit is not None:
        if scope.unit not in tree.index:
            raise Problem("unit_unknown", code=scope.unit)
        places = [int(i) for i in tree.children(tree.index[scope.unit])]
        if not places:
            raise Problem("no_children", code=scope.unit)
        return places
    if scope.level not in tree.levels:
        known = ", ".join(tree.levels)
        raise Problem("level_unknown", level=scope.level or "–", known=known)
    level = tree.levels.index(scope.level)
    return [int(i) for i in (tree.level == level).nonzero()[0]]


def _who(parent: str, scope: Scope, words: Mapping[str, str]) -> str:
    if scope.unit is not None:
        return words["abreast_below"].format(unit=f"{parent} ({scope.unit})")
    named = words.get(f"level_{scope.level}", str(scope.level))
    return words["abreast_level"].format(level=named)


def _counts(loaded: Loaded, places: list[int]) -> list[Count]:
    """Who has sent in each unit's subtree."""
    at = [one.index for one in loaded.standings]
    stops = [int(loaded.rollup.tree.stop[place]) for place in places]
    return [
        Count.standing(loaded.standings[bisect_left(at, place) : bisect_left(at, stop)])
        for place, stop in zip(places, stops, strict=True)
    ]
