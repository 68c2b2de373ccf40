"""The values a template's formulas carry, so that they stand there before anything recalculates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from reporting.template.filling import ACCEPTED, NONE_SIGNS
from reporting.template.live import ANSWERED, NONE, WRONG, Live, numeric, parts_of
from reporting.template.spoken import Content, exact
from schemas.crosschecks import value_of
from schemas.form import Measure
from schemas.grid import STANDING, WHOLE


@dataclass(frozen=True, slots=True)
class Carried:
    """The values of the formulas of one workbook; what is absent shows nothing.

    ``helpers``, ``stretches`` and ``derived`` are by path, ``verdicts`` by place; ``answered``
    counts the questions with an answer, ``failing`` the answers and checks that do not hold.
    """

    helpers: Mapping[str, float | str]
    stretches: Mapping[str, str]
    derived: Mapping[str, float]
    verdicts: Mapping[int, str]
    answered: int
    failing: int


class Reckoner:
    """Works out what the formulas of one grid show; ``messages`` are those of the verdicts."""

    def __init__(self, live: Live, messages: Sequence[str]) -> None:
        self._live = live
        self._messages = tuple(messages)
        self._leaves = [
            (s.path, s.measure.section, numeric(s.measure), s.measure.standing)
            for s in live.leaves
            if s.measure is not None
        ]
        by_path = live.grid.form.by_path
        self._derived = [(path, by_path[path], parts_of(by_path[path])) for path in _order(live)]

    def carried(self, entries: Mapping[str, Content], before: Mapping[str, Content]) -> Carried:
        """What the formulas show where these contents stand in the cells, by path."""
        stretches = self._stretches(entries)
        helpers = self._helpers(entries, before, stretches)
        if not helpers:
            # A check always has a figure of this period in it, and no part of one is there.
            return Carried(helpers, stretches, {}, {}, 0, 0)
        derived = self._made(helpers)
        known = {**helpers, **derived}
        found = {
            place: said
            for place, verdict in enumerate(self._live.verdicts)
            if (said := verdict.said(known, before, self._messages[place]))
        }
        wrong = sum(value == WRONG for value in helpers.values())
        failing = wrong + sum(len(said) > 1 for said in found.values())
        return Carried(helpers, stretches, derived, found, len(helpers) - wrong, failing)

    def made_before(self, before: Mapping[str, Content]) -> dict[str, float]:
        """What the figures of the period before made, by path."""
        return self._made(before) if before else {}

    def _made(self, figures: Mapping[str, Content]) -> dict[str, float]:
        derived: dict[str, float] = {}
        for path, measure, parts in self._derived:
            value = _reckoned(measure, [derived.get(p, figures.get(p)) for p in parts], parts)
            if value is not None:
                derived[path] = exact(value)
        return derived

    def _helpers(
        self,
        entries: Mapping[str, Content],
        before: Mapping[str, Content],
        stretches: Mapping[str, str],
    ) -> dict[str, float | str]:
        whole, standing = entries.get(WHOLE) is not None, entries.get(STANDING) is not None
        found: dict[str, float | str] = {}
        for path, section, counts, stands in self._leaves:
            value = entries.get(path)
            if value is None:
                kept = before.get(path) if stands and standing else None
                said = stretches.get(section)
                if said is not None:
                    value = said
                elif kept is not None and not (counts and isinstance(kept, str)):
                    value = kept
                elif whole:
                    value = NONE
                else:
                    continue
                if not counts:
                    found[path] = ANSWERED
                elif isinstance(value, str):
                    found[path] = 0 if value == NONE else ANSWERED
                else:
                    found[path] = value
            else:
                found[path] = self._typed(path, value, counts=counts)
        return found

    def _typed(self, path: str, value: float | str, *, counts: bool) -> float | str:
        """What counts of something that stands in a question's own cell."""
        takes = self._live.takes.get(path)
        if not counts:
            return ANSWERED if takes is None or takes.holds(value) else WRONG
        if isinstance(value, str):
            if value in NONE_SIGNS:
                return 0
            return ANSWERED if value.casefold() in ACCEPTED else WRONG
        return value if takes is None or takes.holds(value) else WRONG

    def _stretches(self, entries: Mapping[str, Content]) -> dict[str, str]:
        found: dict[str, str] = {}
        for spot in self._live.sections:
            own = entries.get(spot.path)
            if own in NONE_SIGNS:
                found[spot.path] = NONE
            elif isinstance(own, str) and own.casefold() in ACCEPTED:
                found[spot.path] = ANSWERED
            elif outer := found.get(spot.path.rpartition(".")[0]):
                found[spot.path] = outer
        return found


def _order(live: Live) -> list[str]:
    """Derived rows, parts before what is made of them."""
    done: list[str] = []

    def visit(path: str) -> None:
        if path in live.made and path not in done:
            for part in parts_of(live.grid.form.by_path[path]):
                visit(part)
            done.append(path)

    for path in live.derived:
        visit(path)
    return done


def _reckoned(
    measure: Measure, given: Sequence[float | str | None], names: Sequence[str]
) -> float | None:
    """The figure of a unit's own parts; none where one is blank or a divisor is 0."""
    figures = [value for value in given if value is not None and not isinstance(value, str)]
    if len(figures) < len(given):
        return None
    if measure.computed:
        parts = {name: Fraction(value) for name, value in zip(names, figures, strict=True)}
        value = value_of(measure.computed, parts)
        return None if value is None else float(value)
    top, low = figures
    return top / low * float(measure.rule.scale) if low else None
