"""What a template works out by itself, as formulas, and the values the formulas carry.

The helper column holds for each question the figure that counts: what was typed, 0 where nothing
occurred, what stood before where one tick confirms it; ``ANSWERED`` where there is an answer but
no figure; ``WRONG`` where what stands there is no answer; nothing where it is blank. Every other
formula looks at the helpers alone, so that a blank part leaves a total empty and accuses nobody.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from reporting.template.filling import ACCEPTED, NONE_SIGNS
from reporting.template.takes import Figure, Listed, Takes
from reporting.template.verdict import Verdict, verdicts
from schemas.form import Measure
from schemas.grid import BEFORE, ENTRY, STANDING_ROW, WHOLE_ROW, Grid, Spot

HELPER, STRETCH = "J", "K"
"""Hidden columns: the figure that counts; what a section's own cell says of all its questions."""
ANSWERED = "…"
WRONG = "✗"
NONE = "-"
OTHER_SIGNS = tuple(sign for sign in ACCEPTED if sign not in NONE_SIGNS)
"""Signs that answer with no figure."""
_WHOLE, _STANDING = f"${ENTRY}${WHOLE_ROW}", f"${ENTRY}${STANDING_ROW}"


def numeric(measure: Measure | None) -> bool:
    """Whether a measure's figure can be reckoned with in a cell."""
    return measure is not None and measure.kind in ("integer", "number")


@dataclass(frozen=True)
class Live:
    """The formulas of one grid.

    ``derived`` has only rows that a unit's own figures make: the others are made above it.
    Without ``takes`` nothing that is typed is told to be wrong.
    """

    grid: Grid
    takes: Takes = field(default_factory=dict)

    @cached_property
    def leaves(self) -> tuple[Spot, ...]:
        """The questions that count for how far one is: figures, yes/no and choices."""
        return tuple(
            s
            for s in self.grid.spots
            if s.measure is not None and s.entered and s.measure.kind != "text"
        )

    @cached_property
    def sections(self) -> tuple[Spot, ...]:
        """The rows of sections."""
        return tuple(s for s in self.grid.spots if s.asked == "section")

    @cached_property
    def derived(self) -> dict[str, str]:
        """The formula of each derived row, by path, in form order."""
        return {
            s.path: self._formula(s.measure)
            for s in self.grid.spots
            if s.measure is not None and s.measure.path in self.made
        }

    @cached_property
    def made(self) -> frozenset[str]:
        """Derived rows whose parts all stand in this grid."""
        found: set[str] = set()

        def able(path: str) -> bool:
            spot = self.grid.by_path.get(path)
            if spot is None or not numeric(spot.measure) or spot.measure is None:
                return False
            if spot.entered or path in found:
                return True
            parts = parts_of(spot.measure)
            if parts and all(map(able, parts)):
                found.add(path)
                return True
            return False

        for spot in self.grid.spots:
            if spot.asked == "derived":
                able(spot.path)
        return frozenset(found)

    def _cell(self, path: str) -> str:
        spot = self.grid.by_path[path]
        return f"${ENTRY}${spot.row}" if path in self.made else f"${HELPER}${spot.row}"

    def _formula(self, measure: Measure) -> str:
        parts = parts_of(measure)
        cells = ",".join(self._cell(part) for part in parts)
        if measure.computed:
            reckoned = _infix(measure, self._cell)
        else:
            top, low = (self._cell(part) for part in measure.rule.parts)
            scale = measure.rule.scale
            reckoned = f"{top}/{low}"
            if scale != 1:
                reckoned += f"*{scale.numerator}"
            if scale.denominator != 1:
                reckoned += f"/{scale.denominator}"
        return f'=IF(COUNT({cells})={len(parts)},IFERROR({reckoned},""),"")'

    @cached_property
    def helpers(self) -> dict[str, str]:
        """The helper formula of each question, by path."""
        return {spot.path: self._helper(spot) for spot in self.leaves}

    def _helper(self, spot: Spot) -> str:
        assert spot.measure is not None
        entry, before = f"{ENTRY}{spot.row}", f"{BEFORE}{spot.row}"
        section = self.grid.by_path.get(spot.measure.section)
        stretch = f"{STRETCH}${section.row}" if section is not None else ""
        takes = self.takes.get(spot.path)
        fits = takes.condition.replace("#", str(spot.row)) if isinstance(takes, Listed) else ""
        if not numeric(spot.measure):
            ways = [f'{_WHOLE}<>""', *([f'{stretch}<>""'] if stretch else [])]
            if spot.measure.standing:
                ways.append(f'AND({_STANDING}<>"",{before}<>"")')
            typed = f'IF({fits},"{ANSWERED}","{WRONG}")' if fits else f'"{ANSWERED}"'
            return f'=IF({entry}<>"",{typed},IF(OR({",".join(ways)}),"{ANSWERED}",""))'
        rest = f'IF({_WHOLE}<>"",0,"")'
        if spot.measure.standing:
            rest = f'IF(AND({_STANDING}<>"",ISNUMBER({before})),{before},{rest})'
        if stretch:
            rest = f'IF({stretch}="",{rest},IF({stretch}="{NONE}",0,"{ANSWERED}"))'
        number = entry
        if isinstance(takes, Figure):
            within = ",".join(takes.conditions).replace("#", str(spot.row))
            number = f'IF(AND({within}),{entry},"{WRONG}")'
        return (
            f'=IF({entry}="",{rest},IF(ISNUMBER({entry}),{number},'
            f"IF({_among(entry, NONE_SIGNS)},0,"
            f'IF({_among(entry, OTHER_SIGNS)},"{ANSWERED}","{WRONG}"))))'
        )

    @cached_property
    def stretches(self) -> dict[str, str]:
        """The formula of what each section's own cell says, by path."""
        return {spot.path: self._stretch(spot) for spot in self.sections}

    def _stretch(self, spot: Spot) -> str:
        entry = f"{ENTRY}{spot.row}"
        above = self.grid.by_path.get(spot.path.rpartition(".")[0])
        outer = f"{STRETCH}${above.row}" if above is not None else '""'
        answered = f'IF({_among(entry, OTHER_SIGNS)},"{ANSWERED}",{outer})'
        return f'=IF({_among(entry, NONE_SIGNS)},"{NONE}",{answered})'

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The cross-checks that can be looked at in this grid, in form order."""
        return verdicts(self.grid, self.made, self._cell)

    @cached_property
    def shown(self) -> dict[str, tuple[int, ...]]:
        """For each row the places of the verdicts that stand beside it, by path."""
        found: dict[str, tuple[int, ...]] = {}
        for place, verdict in enumerate(self.verdicts):
            for path in verdict.beside:
                found[path] = (*found.get(path, ()), place)
        return found


def _among(cell: str, signs: Sequence[str]) -> str:
    return "OR(" + ",".join(f'{cell}="{sign}"' for sign in signs) + ")"


def parts_of(measure: Measure) -> tuple[str, ...]:
    """The measures a unit's own figure is made of; none where it is made of many units'."""
    if measure.computed:
        return tuple(dict.fromkeys(s.path for s in measure.computed if s.op == "path"))
    return measure.rule.parts if measure.rule.name == "ratio" else ()


def _infix(measure: Measure, cell: Callable[[str], str]) -> str:
    """A parsed expression as a formula writes it, every step in brackets."""
    stack: list[str] = []
    for step in measure.computed:
        if step.op == "path":
            stack.append(cell(step.path))
        elif step.op == "constant":
            whole = step.constant
            stack.append(str(whole) if whole.denominator == 1 else f"({whole})")
        elif step.op == "neg":
            stack.append(f"(0-{stack.pop()})")
        else:
            right, left = stack.pop(), stack.pop()
            stack.append(f"({left}{step.op}{right})")
    return stack[0]
