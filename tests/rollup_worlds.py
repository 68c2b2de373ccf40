"""Random countries, forms and submissions for roll-up tests."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from hypothesis import strategies as st

from hierarchy.tree import Tree
from hierarchy.unit import Unit
from reporting.submission import MARKS
from schemas.content import LIMIT
from schemas.form import Condition, Form, Measure, Rule, RuleName, Step
from tests.cast import DAY
from tests.rollup_forms import constant, derived, form_of, measure, path

LEVELS = ("a", "b", "c")
OPTIONS = ("red", "green", "blue")
Sent = dict[str, dict[str, object]]


@dataclass(frozen=True)
class World:
    form: Form
    units: list[Unit]
    sent: Sent
    assigned: set[str]

    @property
    def tree(self) -> Tree:
        return Tree.of(self.units, DAY)


@st.composite
def units(draw: st.DrawFn) -> list[Unit]:
    """A skewed tree to depth 6; levels are mixed within a depth."""
    made = [Unit("u00", "", draw(st.sampled_from(LEVELS)), None)]
    depths = [0]
    for number in range(1, draw(st.integers(1, 22))):
        above = draw(st.integers(0, len(made) - 1))
        if depths[above] == 6:
            above = 0
        made.append(Unit(f"u{number:02d}", "", draw(st.sampled_from(LEVELS)), made[above].code))
        depths.append(depths[above] + 1)
    return made


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """A form with every rule, in random company."""
    numeric: tuple[RuleName, ...] = ("sum", "min", "max", "mean", "count", "none", "ratio")
    made = [
        _entered(draw, f"n{i}", draw(st.sampled_from(numeric[:-1])))
        for i in range(draw(st.integers(2, 4)))
    ]
    numbers = [m.path for m in made]
    made.append(_entered(draw, "yes", draw(st.sampled_from(("count", "sum", "none"))), "boolean"))
    made.append(_entered(draw, "colour", "choice", "choice", options=OPTIONS))
    weight = draw(st.sampled_from(numbers))
    made.append(_entered(draw, "rated", Rule("mean", ("rated",), weight=weight)))
    at_unit = _steps(draw, [*numbers, "yes"])
    rule = draw(st.sampled_from(numeric[:-1]))
    unit_rule = Rule(rule, ("each",)) if rule == "mean" else Rule(rule)
    made.append(_derived(draw, "each", unit_rule, computed=at_unit, computed_at="unit"))
    made.append(_share(draw, [*numbers, "yes", "colour", "each"]))
    parts = [*numbers, "yes", "rated", "each", "share"]
    made.append(_ratio(draw, "rate", parts))
    averaged = draw(st.sampled_from([*numbers, "each", "rate"]))
    weighted = draw(st.sampled_from([None, *numbers, "each"]))
    made.append(_derived(draw, "average", Rule("mean", (averaged,), weight=weighted)))
    steps = _steps(draw, [*parts, "rate", "average"])
    made.append(_derived(draw, "rolled", Rule("none"), computed=steps))
    made.append(_ratio(draw, "again", [*parts, "rolled"]))
    return form_of(*made)


def _entered(
    draw: st.DrawFn, name: str, rule: Rule | RuleName, kind: Any = "number", **rest: Any
) -> Measure:
    decimals = draw(st.integers(0, 2)) if kind == "number" else 0
    return measure(name, rule, kind, decimals=decimals, **_placing(draw), **rest)


def _derived(draw: st.DrawFn, name: str, rule: Rule, **rest: Any) -> Measure:
    return derived(name, rule, **_placing(draw), **rest)


def _placing(draw: st.DrawFn) -> dict[str, Any]:
    everywhere: tuple[str, ...] = ()
    some = st.sampled_from([everywhere, everywhere, ("a",), ("a", "b"), ("c",)])
    above: st.SearchStrategy[Literal["adds", "replaces"]] = st.sampled_from(("adds", "replaces"))
    return {"measured_at": draw(some), "own_above": draw(above)}


def _ratio(draw: st.DrawFn, name: str, parts: Sequence[str]) -> Measure:
    above, below = draw(st.sampled_from(parts)), draw(st.sampled_from(parts))
    scale = draw(st.sampled_from([Fraction(1), Fraction(100), Fraction(1, 3)]))
    return derived(name, Rule("ratio", (above, below), scale=scale))


def _share(draw: st.DrawFn, paths: Sequence[str]) -> Measure:
    conditions = tuple(
        _condition(draw, p) for p in draw(st.lists(st.sampled_from(paths), min_size=1, max_size=3))
    )
    match: Literal["all", "any"] = draw(st.sampled_from(("all", "any")))
    rule = Rule("share", conditions=conditions, match=match, scale=Fraction(100))
    return _derived(draw, "share", rule)


def _condition(draw: st.DrawFn, name: str) -> Condition:
    if name == "colour":
        return Condition(name, draw(st.sampled_from(("=", "!="))), draw(st.sampled_from(OPTIONS)))
    if name == "yes":
        return Condition(name, draw(st.sampled_from(("=", "!="))), draw(st.booleans()))
    op = draw(st.sampled_from(("<", "<=", "=", "!=", ">=", ">")))
    threshold = st.fractions(-3, 3, max_denominator=7) | st.just(Fraction(10**30))
    return Condition(name, op, draw(threshold))


def _steps(draw: st.DrawFn, paths: Sequence[str]) -> tuple[Step, ...]:
    steps = [path(draw(st.sampled_from(paths)))]
    for _ in range(draw(st.integers(0, 2))):
        other = constant(draw(st.integers(-3, 3))) if draw(st.booleans()) else None
        steps.append(other or path(draw(st.sampled_from(paths))))
        steps.append(Step(draw(st.sampled_from(("+", "-", "*", "/")))))
    if draw(st.booleans()):
        steps.append(Step("neg"))
    return tuple(steps)


def cells(asked: Measure) -> st.SearchStrategy[object]:
    """What may stand in a cell of this measure."""
    marks: st.SearchStrategy[object] = st.sampled_from([None, *MARKS])
    if asked.kind == "boolean":
        return st.booleans() | marks
    if asked.kind == "choice":
        return st.sampled_from(asked.options) | marks
    step = 10**asked.decimals
    small = st.integers(-40, 40) | st.sampled_from((0, LIMIT, -LIMIT))
    return small.map(lambda n: Fraction(n, step)) | marks


@st.composite
def worlds(draw: st.DrawFn) -> World:
    form, country = draw(forms()), draw(units())
    answers = st.fixed_dictionaries({}, optional={m.path: cells(m) for m in form.entered})
    silent: st.SearchStrategy[dict[str, object]] = st.just({})
    sent = {unit.code: draw(answers | silent) for unit in country}
    assigned = {unit.code for unit in country if draw(st.integers(0, 5))}
    return World(form, country, sent, assigned)
