"""What all templates of one form, level, language, plan and period share, worked out once."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from reporting.template.answers import Answer, answer_of
from reporting.template.carried import Reckoner
from reporting.template.filling import SIGNS
from reporting.template.live import Live
from reporting.template.numbered import numbers_of, shown_of
from reporting.template.prose import PRINTED
from reporting.template.spoken import Spoken
from reporting.template.takes import Figure, Listed, Takes
from reporting.workbook.cells import letters
from reporting.workbook.numerals import number_words
from schemas.form import Measure
from schemas.grid import STANDING, Grid, Spot
from schemas.sharing import asked_in

LISTS = "_danhmuc"
"""The hidden sheet of what may be chosen, of the cross-checks and of their messages."""
CHECKS, MESSAGES = "D", "E"
"""Its columns; the lists stand in ``A`` to ``C`` and from ``F`` on."""
_LISTS_BEFORE, _LISTS_AFTER = 3, 2
"""Columns of lists left of the cross-checks, and columns these take."""
_MARKED = {"error": "✗ ", "warning": "! "}


@dataclass(frozen=True)
class Frame:
    """One grid in one language, under one plan for one period.

    ``words`` of ``spoken`` are those of the area ``template`` with the names of levels.
    """

    grid: Grid
    spoken: Spoken
    plan: str
    period: str
    notice: str = ""

    @cached_property
    def live(self) -> Live:
        """The formulas."""
        return Live(self.grid, self._takes)

    @cached_property
    def _takes(self) -> Takes:
        found: dict[str, Figure | Listed] = {}
        for path, answer in self.answers.items():
            if answer.figure is not None:
                found[path] = answer.figure
            elif answer.look == "pick":
                words, truth = self.lists[answer.source], answer.source == "truth"
                found[path] = Listed(self.ranges[answer.source], words, truth)
        return found

    @cached_property
    def reckoner(self) -> Reckoner:
        """What the formulas show."""
        return Reckoner(self.live, self.messages)

    @cached_property
    def messages(self) -> tuple[str, ...]:
        """What each cross-check says where it does not hold: a sign, then the form's own words."""
        found = []
        for verdict in self.live.verdicts:
            said = verdict.check.message
            own = said.get(self.spoken.language) or next(iter(said.values()), "")
            own = own or self.spoken.say("check_fails")
            found.append(_MARKED.get(verdict.check.severity, "✗ ") + own)
        return tuple(found)

    @cached_property
    def answers(self) -> dict[str, Answer]:
        """How each row that takes an answer takes it, by path."""
        form = self.grid.form
        return {s.path: answer_of(s, form, self.spoken) for s in self.grid.spots if s.entered}

    @cached_property
    def days(self) -> frozenset[str]:
        """Paths of questions whose answer is a day."""
        return frozenset(path for path, answer in self.answers.items() if answer.look == "day")

    @cached_property
    def prose(self) -> tuple[str, ...]:
        """Paths of questions that are answered in words."""
        return tuple(path for path, answer in self.answers.items() if answer.look == "text")

    @property
    def too_long(self) -> str:
        """What stands beside words that paper cannot show in full."""
        count = number_words(Fraction(PRINTED), self.spoken.language)
        return _MARKED["warning"] + self.spoken.say("too_long", count=count)

    @cached_property
    def shown(self) -> frozenset[str]:
        """Paths of rows that a clerk sees.

        What is made of many units' figures has no sense here, nor has a section with nothing
        else in it, nor a tick for facts that no question is about.
        """
        rows = set(shown_of(self.grid, self.live))
        over = {p[:at] for p in rows for at, sign in enumerate(p) if sign == "."}
        ticks = {s.path for s in self.grid.spots if s.asked == "tick"}
        return frozenset(rows | over | (ticks if self.stands else ticks - {STANDING}))

    @cached_property
    def stands(self) -> bool:
        """Whether any question is about a fact that stands until something changes."""
        return any(s.measure is not None and s.measure.standing for s in self.grid.spots)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each question, by path: what people call it over a telephone."""
        return numbers_of(self.grid, self.live)

    @cached_property
    def lists(self) -> dict[str, tuple[str, ...]]:
        """What may be chosen, by the name of the list: fixed ones, and one for each choice."""
        marks = tuple(SIGNS.values())
        found: dict[str, tuple[str, ...]] = {
            "marks": marks,
            "tick": ("x",),
            "truth": (*self.spoken.truth.values(), *marks),
        }
        for spot in self.grid.spots:
            if spot.asked == "choice" and spot.measure is not None:
                found[spot.path] = (*self.spoken.options(spot.measure), *marks)
        return found

    @cached_property
    def columns(self) -> dict[str, int]:
        """The column (from 0) of each list on the hidden sheet; equal lists share one."""
        found: dict[str, int] = {}
        taken: dict[tuple[str, ...], int] = {}
        for name, items in self.lists.items():
            place = len(taken) + (_LISTS_AFTER if len(taken) >= _LISTS_BEFORE else 0)
            found[name] = taken.setdefault(items, place)
        return found

    @cached_property
    def ranges(self) -> Mapping[str, str]:
        """The range of each list, as rules name it."""
        return {
            name: f"{LISTS}!${letters(place)}$1:${letters(place)}${len(self.lists[name])}"
            for name, place in self.columns.items()
        }

    def verdict_cell(self, place: int) -> str:
        """Where a cross-check stands, as formulas name it."""
        return f"{LISTS}!${CHECKS}${place + 1}"

    def hint(self, spot: Spot) -> str:
        """What stands beside a row about how to answer it."""
        if spot.asked != "derived":
            hint = self.answers[spot.path].hint
            form = asked_in(spot.measure)[0] if spot.measure is not None else ""
            return f"{hint}; {self.spoken.say('hint_same', form=form)}" if form else hint
        assert spot.measure is not None
        return self.spoken.say("hint_derived", formula=self._made_of(spot.measure))

    def _made_of(self, measure: Measure) -> str:
        """A derived figure in terms of the numbers of the questions."""
        if measure.computed:
            stack: list[str] = []
            for step in measure.computed:
                if step.op == "path":
                    stack.append(self._named(step.path))
                elif step.op == "constant":
                    stack.append(f"{step.constant}")
                elif step.op == "neg":
                    stack.append(f"−{stack.pop()}")
                else:
                    right, left = stack.pop(), stack.pop()
                    stack.append(f"({left} {_SPELT[step.op]} {right})")
            return _bare(stack[0])
        top, low = (self._named(part) for part in measure.rule.parts)
        scale = measure.rule.scale
        return f"{top} : {low}" + (f" × {scale}" if scale != 1 else "")

    def _named(self, path: str) -> str:
        return f"[{self.numbers[path]}]"


_SPELT = {"+": "+", "-": "−", "*": "×", "/": ":"}


def _bare(written: str) -> str:
    """An expression without brackets around the whole of it."""
    depth = 0
    for place, sign in enumerate(written):
        depth += (sign == "(") - (sign == ")")
        if not depth and place < len(written) - 1:
            return written
    return written[1:-1] if written.startswith("(") else written
