"""Fills a form for a unit: plausible figures, the same again for the same seed.

Sizes come from the ``examples`` of a form's leaves: two numbers are a range, more are drawn from
as they stand. The form's own checks hold in what is drawn.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hierarchy.unit import Unit
from reporting.rehearsal.draft import Draft, Step, steps_of
from reporting.rehearsal.figures import Figure, figure
from reporting.rehearsal.limits import Limits, limits_of
from schemas.form import Form, Measure

Values = dict[str, Any]
"""A submission's values nested by section; leaves are int, Decimal, bool or text."""

_SENTENCES = (
    "Đã triển khai theo kế hoạch, chưa phát sinh vấn đề lớn.",
    "Phối hợp giữa các ngành còn chậm ở một số việc.",
    "Cần thêm thời gian để rà soát số liệu.",
    "Đề nghị cấp trên hướng dẫn sớm hơn cho kỳ sau.",
)
_BLANK, _NOT_AVAILABLE, _NONE_OCCURRED, _TEXT, _SECOND = 0.02, 0.03, 0.6, 0.35, 0.3
"""Chances: a blank; a blank or a mark; a mark on 0 out of 0; a narrative; a second sentence."""


@dataclass(frozen=True, slots=True)
class Script:
    """What one level is asked, and the order in which it can be drawn."""

    figures: Mapping[str, Figure]
    steps: tuple[Step, ...]
    limits: Limits
    others: tuple[Measure, ...]
    free: tuple[str, ...]
    ratios: tuple[tuple[str, str], ...]


class Rehearsal:
    """Fills one form for many units; make it once a form, ``fill`` once a unit.

    ``agrees``: path of a yes/no -> path of a number; yes exactly where the number is not 0.
    ``holds``: level -> how many times a survey's figure there is that of the level its examples
    speak of, ``{"nation": 63}``.
    """

    def __init__(
        self,
        form: Form,
        agrees: Mapping[str, str] | None = None,
        holds: Mapping[str, float] | None = None,
    ) -> None:
        self.form = form
        self._agrees = agrees or {}
        self._holds = holds or {}
        self._finest = max((m.decimals for m in form.entered), default=0)
        self._leaves = {m.path: _leaf(form.schema, m.path) for m in form.measures}
        self._places = {m.path: m.path.rpartition(".") for m in form.measures}
        self._exact = [m for m in form.entered if m.kind == "number" and m.decimals]
        self._required = frozenset(_required(form.schema))
        self._scripts: dict[str, Script] = {}

    def fill(self, unit: Unit, seed: int, weight: float = 1.0) -> tuple[Values, dict[str, str]]:
        """Values nested by section, and marks by dotted path, of what the unit's level is asked.

        ``weight`` is the unit's size against a usual unit of its level. Same unit, form and
        seed: the same figures, whoever else is filled before.
        """
        script = self._script(unit.level)
        name = f"{seed}/{self.form.name}/{unit.code}/{unit.valid_from}"
        draw = random.Random(name)  # noqa: S311 # a draw others can repeat, not a secret
        found = Draft(script.figures, script.limits, draw).complete(script.steps, weight)
        marks = _marks(script, found, draw)
        flat = self._values(found)
        for measure in script.others:
            said = self._other(measure, draw)
            number = flat.get(self._agrees.get(measure.path, ""))
            if number is not None:
                said = number != 0
            if said is not None:
                flat[measure.path] = said
        return self._nested(flat), marks

    def _script(self, level: str) -> Script:
        known = self._scripts.get(level)
        if known is not None:
            return known
        asked = [m for m in self.form.measures if not m.derived and m.asked_at(level)]
        holds = self._holds.get(level, 1.0)
        figures = {
            m.path: figure(m, self._leaves[m.path], level, self._finest, holds)
            for m in asked
            if m.kind in ("integer", "number")
        }
        limits = limits_of(self.form, figures, gap=1)
        ratios = (m.rule.parts for m in self.form.measures if m.rule.name == "ratio")
        made = Script(
            figures=figures,
            steps=steps_of(figures, limits),
            limits=limits,
            others=tuple(m for m in asked if m.path not in figures),
            free=tuple(p for p in figures if p not in limits.tied | self._required),
            ratios=tuple(
                (top, bottom)
                for top, bottom in ratios
                if {top, bottom} <= figures.keys() - self._required
            ),
        )
        return self._scripts.setdefault(level, made)

    def _values(self, found: Mapping[str, int]) -> dict[str, Any]:
        one: int = 10**self._finest
        flat: dict[str, Any] = {path: number // one for path, number in found.items()}
        for measure in self._exact:
            number = found.get(measure.path)
            if number is not None:
                value = Decimal(number).scaleb(-self._finest)
                flat[measure.path] = value.quantize(Decimal(1).scaleb(-measure.decimals))
        return flat

    def _other(self, measure: Measure, draw: random.Random) -> bool | str | None:
        examples = self._leaves[measure.path].get("examples", ())
        if measure.kind == "text":
            if measure.path not in self._required and draw.random() > _TEXT:
                return None
            said = examples or _SENTENCES
            count = 2 if len(said) > 1 and draw.random() < _SECOND else 1
            return " ".join(draw.sample(said, count))
        if measure.kind == "boolean":
            return bool(draw.choice(examples or (True, True, False)))
        return str(draw.choice(examples or measure.options))

    def _nested(self, flat: Mapping[str, Any]) -> Values:
        nested: Values = {}
        for path, value in flat.items():
            section, _, name = self._places[path]
            home = nested.get(section)
            if home is None:
                home = nested if not section else _home(nested, section)
            home[name] = value
        return nested


def _home(nested: Values, section: str) -> Values:
    for name in section.split("."):
        nested = nested.setdefault(name, {})
    return nested


def _marks(script: Script, found: dict[str, int], draw: random.Random) -> dict[str, str]:
    marks: dict[str, str] = {}
    for path in script.free:
        chance = draw.random()
        if chance < _NOT_AVAILABLE:
            found.pop(path, None)
            if chance >= _BLANK:
                marks[path] = "not_available"
    for top, bottom in script.ratios:
        nothing = found.get(bottom) == 0 and found.get(top) == 0
        if nothing and draw.random() < _NONE_OCCURRED:
            del found[top], found[bottom]
            marks[top] = marks[bottom] = "none_occurred"
    return marks


def _leaf(schema: Mapping[str, Any], path: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = schema
    for name in path.split("."):
        found = found.get("properties", {}).get(name, {})
    return found


def _required(schema: Mapping[str, Any], path: str = "") -> Iterator[str]:
    for name in schema.get("required", ()):
        yield f"{path}{name}"
    for name, inner in schema.get("properties", {}).items():
        if isinstance(inner, Mapping):
            yield from _required(inner, f"{path}{name}.")
