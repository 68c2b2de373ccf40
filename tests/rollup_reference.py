"""The roll-up once more, as slowly and plainly as can be: recursion, dictionaries, fractions.

Nothing here is shared with the product but the nouns: it lists who contributes to a figure, unit
by unit, and then applies the rule to that list.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from hierarchy.unit import Unit
from reporting.columns import Key
from reporting.submission import State
from schemas.form import Condition, Form, Measure
from tests.rollup_forms import Cell, cell_of

Figure = Fraction | None


@dataclass(frozen=True)
class Answer:
    """A unit's own word on one measure: ``value`` counts "none occurred" as 0."""

    value: Figure
    given: bool
    reported: bool
    expected: bool
    chosen: str = ""


@dataclass(frozen=True)
class Reading:
    """A figure with its coverage."""

    value: Figure
    reported: int
    expected: int


def compare(left: Fraction, op: str, right: Fraction) -> bool:
    return {
        "<": left < right,
        "<=": left <= right,
        "=": left == right,
        "!=": left != right,
        ">=": left >= right,
        ">": left > right,
    }[op]


class Reference:
    def __init__(
        self,
        form: Form,
        units: list[Unit],
        sent: Mapping[str, Mapping[str, object]],
        assigned: set[str],
    ) -> None:
        self.form, self.sent, self.assigned = form, sent, assigned
        self.units = {unit.code: unit for unit in units}
        self.children: dict[str, list[str]] = {unit.code: [] for unit in units}
        for unit in units:
            if unit.parent_code is not None:
                self.children[unit.parent_code].append(unit.code)

    # ---- a unit's own word
    def parts(self, m: Measure) -> list[str]:
        if m.computed:
            return [s.path for s in m.computed if s.op == "path"]
        weight = [m.rule.weight] if m.rule.weight else []
        return [*m.rule.parts, *weight, *(c.measure for c in m.rule.conditions)]

    def answer(self, code: str, name: str) -> Answer:
        m = self.form.by_path[name]
        asked = code in self.assigned and m.asked_at(self.units[code].level)
        if m.derived:
            return self.derived(code, m, asked=asked)
        cell: Cell = cell_of(self.sent.get(code, {}).get(name))
        expected = asked and cell is not State.NOT_APPLICABLE
        # By identity: a figure of 4 equals the number behind a mark.
        empty = cell is None or cell is State.NOT_AVAILABLE or cell is State.NOT_APPLICABLE
        if not asked or empty:
            return Answer(None, given=False, reported=False, expected=expected)
        if cell is State.NONE_OCCURRED:
            return Answer(Fraction(0), given=False, reported=True, expected=True)
        if m.kind == "choice":
            place = Fraction(m.options.index(str(cell)))
            return Answer(place, given=True, reported=True, expected=True, chosen=str(cell))
        assert isinstance(cell, Fraction)
        return Answer(cell, given=True, reported=True, expected=True)

    def derived(self, code: str, m: Measure, *, asked: bool) -> Answer:
        answers = {p: self.answer(code, p) for p in self.parts(m)}
        expected = asked and all(a.expected for a in answers.values())
        reported = asked and all(a.reported for a in answers.values())
        if m.rule.name == "share" and not m.computed:
            for p, a in answers.items():
                reported = reported and (a.given or not self.form.by_path[p].derived)
            held = [self.holds(code, c) for c in m.rule.conditions]
            yes = all(held) if m.rule.match == "all" else any(held)
            value = Fraction(yes) if reported else None
            return Answer(value, given=reported, reported=reported, expected=expected)
        value = None
        if reported and m.computed:
            value = self.compute(m, {p: a.value for p, a in answers.items()})
        elif reported and m.rule.name == "ratio":
            above, below = (answers[p].value for p in m.rule.parts)
            value = m.rule.scale * above / below if above is not None and below else None
        elif reported:
            value = answers[m.rule.parts[0]].value
        return Answer(value, given=value is not None, reported=reported, expected=expected)

    def holds(self, code: str, c: Condition) -> bool:
        answer, m = self.answer(code, c.measure), self.form.by_path[c.measure]
        if m.kind == "choice":
            same = answer.given and answer.chosen == c.value
            return same if c.op == "=" else not same
        if answer.value is None:
            return False
        return compare(answer.value, c.op, Fraction(c.value))

    def compute(self, m: Measure, values: Mapping[str, Figure]) -> Figure:
        stack: list[Fraction] = []
        for step in m.computed:
            if step.op == "constant":
                stack.append(step.constant)
            elif step.op == "path":
                found = values[step.path]
                if found is None:
                    return None
                stack.append(found)
            elif step.op == "neg":
                stack.append(-stack.pop())
            else:
                b, a = stack.pop(), stack.pop()
                if step.op == "/" and b == 0:
                    return None
                stack.append({"+": a + b, "-": a - b, "*": a * b}.get(step.op, a / (b or 1)))
        return stack[0]

    # ---- who contributes
    def whole(self, code: str, *, closes: Callable[[str], bool]) -> list[str]:
        return [code] if closes(code) else [code, *self.under(code, closes=closes)]

    def under(self, code: str, *, closes: Callable[[str], bool]) -> list[str]:
        return [u for child in self.children[code] for u in self.whole(child, closes=closes)]

    def scope(self, code: str, name: str, how: str) -> list[str]:
        """``own``, ``all`` or ``below``; a mean follows the measure it averages, with weights."""
        replaces = self.form.by_path[name].own_above == "replaces"
        if how == "own":
            return [code]
        pick = self.whole if how == "all" else self.under
        return pick(code, closes=lambda u: replaces and self.answer(u, name).reported)

    # ---- rules
    def reading(self, code: str, key: Key, how: str) -> Reading:
        m = self.form.by_path[key.measure]
        rolled_up = m.computed and m.computed_at == "rolled_up"
        found = self.at(code, key, how) if key.level else self.figure(code, m, how)
        if m.rule.name == "none" and how != "own" and not rolled_up:
            return Reading(None, found.reported, found.expected)
        return found

    def at(self, code: str, key: Key, how: str) -> Reading:
        m = self.form.by_path[key.measure]
        scope = [
            self.answer(u, m.path)
            for u in self.scope(code, m.path, how)
            if self.units[u].level == key.level
        ]
        answered = [a for a in scope if a.reported]
        reported, expected = len(answered), sum(a.expected for a in scope)
        if not answered:
            return Reading(None, 0, expected)
        if m.rule.name == "choice":
            yes = sum(a.given and a.chosen == key.option for a in answered)
            return Reading(Fraction(yes), reported, expected)
        logical = m.kind == "boolean" or m.rule.name == "share"
        yes = sum(a.given and (bool(a.value) or not logical) for a in answered)
        value = Fraction(yes)
        if m.rule.name == "share":
            value = m.rule.scale * value / reported
        return Reading(value, reported, expected)

    def figure(self, code: str, m: Measure, how: str) -> Reading:
        if m.computed and m.computed_at == "rolled_up":
            each = {p: self.figure(code, self.form.by_path[p], how) for p in self.parts(m)}
            value = self.compute(m, {p: r.value for p, r in each.items()})
            return self.covered(value, list(each.values()))
        if m.rule.name == "ratio":
            above, below = (self.part(code, p, how) for p in m.rule.parts)
            value = None
            if above.value is not None and below.value:
                value = m.rule.scale * above.value / below.value
            return self.covered(value, [above, below])
        if m.rule.name == "mean":
            return self.mean(code, m, how)
        if m.rule.name in ("min", "max"):
            answers = [self.answer(u, m.path) for u in self.scope(code, m.path, how)]
            if m.derived:
                values = [a.value for a in answers if a.value is not None]
            else:
                values = [a.value for a in answers if a.given and a.value is not None]
            value = (min if m.rule.name == "min" else max)(values) if values else None
            return Reading(value, *self.counts(answers))
        return self.part(code, m.path, how)

    def part(self, code: str, name: str, how: str) -> Reading:
        m = self.form.by_path[name]
        if m.derived and m.rule.name != "share" and m.computed_at == "rolled_up":
            return self.figure(code, m, how)
        answers = [self.answer(u, name) for u in self.scope(code, name, how)]
        values = [a.value for a in answers if a.reported and a.value is not None]
        return Reading(sum(values, Fraction(0)) if values else None, *self.counts(answers))

    def mean(self, code: str, m: Measure, how: str) -> Reading:
        averaged = m.rule.parts[0] if m.rule.parts else m.path
        if not m.rule.weight:
            answers = [self.answer(u, averaged) for u in self.scope(code, averaged, how)]
            values = [a.value for a in answers if a.given and a.value is not None]
            value = sum(values, Fraction(0)) / len(values) if values else None
            return Reading(value, *self.counts(answers))
        replaces = self.form.by_path[averaged].own_above == "replaces"
        weight = m.rule.weight

        def both(u: str) -> tuple[Answer, Answer]:
            return self.answer(u, averaged), self.answer(u, weight)

        def closes(u: str) -> bool:
            return replaces and all(a.reported for a in both(u))

        scopes = {"own": lambda: [code], "all": lambda: self.whole(code, closes=closes)}
        units = scopes.get(how, lambda: self.under(code, closes=closes))()
        pairs = [both(u) for u in units]
        used = [
            (x.value, w.value)
            for x, w in pairs
            if x.given and x.value is not None and w.reported and w.value is not None
        ]
        weights = sum((w for _, w in used), Fraction(0))
        value = sum((x * w for x, w in used), Fraction(0)) / weights if weights else None
        reported = sum(x.reported and w.reported for x, w in pairs)
        return Reading(value, reported, sum(x.expected and w.expected for x, w in pairs))

    def counts(self, answers: list[Answer]) -> tuple[int, int]:
        return sum(a.reported for a in answers), sum(a.expected for a in answers)

    def covered(self, value: Figure, parts: list[Reading]) -> Reading:
        least = min(parts, key=lambda r: (r.reported, -r.expected))
        return Reading(value, least.reported, least.expected)
