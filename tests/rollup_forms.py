"""Forms and inputs of roll-up tests, made straight from the nouns."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np

from hierarchy.tree import Tree
from reporting.rollup import Inputs
from reporting.submission import MARKS, State
from schemas.form import Form, Kind, Label, Measure, Rule, RuleName, Step

WORDS = Label("", "")
Cell = Fraction | str | State | None
"""A yes is 1, a no 0, a choice its option."""


def measure(path: str, rule: Rule | RuleName, kind: Kind = "integer", **rest: Any) -> Measure:
    """A measure with no words."""
    named = rule if isinstance(rule, Rule) else Rule(rule)
    return Measure(path=path, kind=kind, rule=named, label=WORDS, unit=WORDS, **rest)


def derived(path: str, rule: Rule | RuleName, **rest: Any) -> Measure:
    """A measure nobody sends."""
    return measure(path, rule, "number", derived=True, **rest)


def form_of(*measures: Measure) -> Form:
    """A form of these measures."""
    return Form("test", 1, WORDS, "year", "calendar", measures, (), (), {}, "")


def path(name: str) -> Step:
    return Step("path", path=name)


def constant(value: int | str) -> Step:
    return Step("constant", constant=Fraction(value))


def cell_of(sent: object) -> Cell:
    """What a test writes for a cell: a number, a yes/no, an option or a mark."""
    if isinstance(sent, str) and sent in MARKS:
        return MARKS[sent]
    if sent is None or isinstance(sent, State | Fraction):
        return sent
    if isinstance(sent, int):
        return Fraction(sent)
    return str(sent)


def inputs_of(
    form: Form,
    tree: Tree,
    sent: Mapping[str, Mapping[str, object]],
    assigned: set[str] | None = None,
) -> Inputs:
    """Arrays of what units sent, by code and path; without ``assigned`` every unit owes."""
    values = np.zeros((len(form.entered), len(tree)), dtype=np.int64)
    states = np.zeros(values.shape, dtype=np.uint8)
    for code, cells in sent.items():
        for name, raw in cells.items():
            slot, place = form.slots[name], tree.index[code]
            cell = cell_of(raw)
            if isinstance(cell, State):
                states[slot, place] = cell
            elif cell is not None:
                states[slot, place] = State.VALUE
                values[slot, place] = _scaled(form.entered[slot], cell)
    owing = [assigned is None or unit.code in assigned for unit in tree.units]
    return Inputs(values, states, np.array(owing))


def _scaled(asked: Measure, cell: Fraction | str) -> int:
    if asked.kind == "choice":
        return asked.options.index(str(cell))
    return int(Fraction(cell) * 10**asked.decimals)
