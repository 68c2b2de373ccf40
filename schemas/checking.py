"""The door of a form: what a unit sent, into checked content or faults.

``required`` means *answered*: a mark satisfies it as a value does. What a unit is not asked at
its level, and what is derived, is never required of it.
"""

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any

import jsonschema_rs
from jsonschema.protocols import Validator

from errors import Fault
from schemas.content import Content, Value
from schemas.crosschecks import CrossChecks
from schemas.engines import asked_schema, explainer, gate, needs_exact
from schemas.explaining import CODES, faults_of, join, shortened
from schemas.form import Form
from schemas.marking import Marking
from schemas.quick import Quick
from schemas.rules import option_text
from schemas.shape import Leaf, Shape, shape_of
from schemas.tidying import Tidying

Flat = dict[str, Any]
Marks = dict[str, str]
_CODES = frozenset((int, Decimal))


class Checker:
    """Checks submissions of one form; build it once and use it for every unit."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._shape, self._leaves = shape_of(form)
        self._choices = [leaf.path for leaf in self._leaves.values() if leaf.kind == "choice"]
        self._marking = Marking(form)
        self._asked: dict[str, Asked] = {}

    def faults(
        self,
        values: Mapping[str, Any],
        marks: Mapping[str, str],
        level: str,
        previous: Mapping[str, Value] | None = None,
    ) -> tuple[Content | None, tuple[Fault, ...]]:
        """The content a unit of ``level`` states, and what is wrong with it.

        ``values`` may be nested or have dotted keys, ``marks`` name leaves or sections;
        ``previous`` are the flat values of the period before. With an error there is no
        content; warnings stand beside it.
        """
        asked = self.asked(level)
        found = self._quickly(asked, values, marks)
        if found is None:
            flat, spread, faults = self._with_care(asked, values, marks)
        else:
            flat, spread, faults = *found, []
        for path in self._choices:
            if type(flat.get(path)) in _CODES:
                flat[path] = option_text(flat[path])
        faults += asked.checks.faults(_without(flat, faults), spread, previous)
        if faults and any(fault.severity == "error" for fault in faults):
            return None, tuple(faults)
        return Content(flat, spread), tuple(faults)

    def rest(
        self,
        values: Mapping[str, Any],
        marks: Mapping[str, str],
        level: str,
        previous: Mapping[str, Value] | None,
        spoilt: Collection[str],
    ) -> tuple[Fault, ...]:
        """What else is wrong beside figures that could not be read, the ``spoilt`` paths.

        A spoilt path may be a section's: nothing below it is missed then. What leans on a spoilt
        path, a cross-check or a rule of its section, cannot be decided and is passed over.
        """
        lost = {m.path for m in self._form.measures if _lost(m.path, spoilt)}.union(spoilt)
        asked = self.asked(level)
        flat, spread, faults = self._with_care(asked, values, marks, lost)
        for path in self._choices:
            if type(flat.get(path)) in _CODES:
                flat[path] = option_text(flat[path])
        left = {path: value for path, value in _without(flat, faults).items() if path not in lost}
        held = {path: mark for path, mark in spread.items() if path not in lost}
        faults += asked.checks.faults(left, held, previous)
        return tuple(
            fault
            for fault in faults
            if fault.path not in spoilt
            and not any(not fault.path or _below(path, fault.path) for path in spoilt)
        )

    def _quickly(
        self, asked: "Asked", values: Mapping[str, Any], marks: Mapping[str, str]
    ) -> tuple[Flat, Marks] | None:
        """What is stated and marked where neither is in doubt; else None."""
        quick = asked.quick
        taken = quick.taken(values) if quick else None
        if quick is None or taken is None:
            return None
        spread: Marks = {}
        if marks:
            spread, faults = self._marking.expand(marks, taken.flat.keys(), asked.not_asked)
            if faults:
                return None
        return (taken.flat, spread) if quick.answered(taken, spread) else None

    def _with_care(
        self,
        asked: "Asked",
        values: Mapping[str, Any],
        marks: Mapping[str, str],
        lost: Collection[str] = (),
    ) -> tuple[Flat, Marks, list[Fault]]:
        """What is stated and marked, and what is wrong with it, cross-checks apart.

        The paths that are ``lost`` count as answered.
        """
        tidy = Tidying(self._leaves, exact=asked.exact)
        tidy.take(values, self._shape)
        flat, faults = tidy.flat, tidy.faults
        if not flat.keys().isdisjoint(asked.not_asked):
            faults += [Fault("not_measured_here", p) for p in flat if p in asked.not_asked]
        spread: dict[str, str] = {}
        if marks:
            spread, more = self._marking.expand(marks, flat.keys(), asked.not_asked)
            faults += more
        faults += self._schema_faults(asked, tidy, {*spread, *lost}, faults)
        return flat, spread, faults

    def asked(self, level: str) -> "Asked":
        """The form as units of a level are asked it."""
        found = self._asked.get(level)
        if found is None:
            found = self._asked[level] = Asked(self._form, level, self._shape, self._leaves)
        return found

    def _schema_faults(
        self,
        asked: "Asked",
        tidy: Tidying,
        marks: Collection[str],
        known: list[Fault],
    ) -> list[Fault]:
        blamed = {fault.path for fault in known}
        answered = blamed.union(marks)
        leaves = self._leaves
        opened = {leaves[path].section for path in answered if path in leaves}
        tree = tidy.nested(opened)
        if asked.gate.is_valid(tree):
            return []
        if answered and asked.only_answered(tree, answered):
            return []
        return [
            fault
            for fault in asked.explained(tidy.nested(opened, exact=True))
            if fault.path not in (answered if fault.code == "required" else blamed)
        ]


def _without(flat: dict[str, Any], faults: list[Fault]) -> Mapping[str, Any]:
    """The figures a cross-check may still look at once some are refused."""
    if not faults:
        return flat
    blamed = {fault.path for fault in faults}
    return {path: value for path, value in flat.items() if path not in blamed}


class Asked:
    """The form as one level is asked it: its validators, and what need not be given."""

    def __init__(self, form: Form, level: str, shape: Shape, leaves: Mapping[str, Leaf]) -> None:
        self.not_asked = frozenset(
            m.path for m in form.measures if not m.derived and not m.asked_at(level)
        )
        self.checks = CrossChecks(form, self.not_asked)
        waived = self.not_asked.union(m.path for m in form.measures if m.derived)
        empty = {
            section.path
            for section in form.sections
            if section.path
            and all(m.path in waived for m in form.measures if _below(m.path, section.path))
        }
        self._waived = waived | empty
        self.schema = asked_schema(form.schema, self._waived)
        self.gate: jsonschema_rs.Validator = gate(self.schema)
        self.exact = needs_exact(self.schema)
        self.quick: Quick | None = None
        if not self.exact:
            self.quick = Quick(self.schema, shape, leaves, self.not_asked)

    @cached_property
    def explainer(self) -> Validator:
        """The explaining validator, made when a payload is first refused."""
        return explainer(self.schema)

    def only_answered(self, tree: Mapping[str, Any], answered: set[str]) -> bool:
        """Whether the gate misses nothing but what is answered otherwise or need not be given."""
        for error in self.gate.iter_errors(tree):
            kind = error.kind
            if not isinstance(kind, jsonschema_rs.ValidationErrorKind.Required):
                return False
            path = ".".join([*(str(part) for part in error.instance_path), kind.property])
            if path not in answered and path not in self._waived:
                return False
        return True

    def explained(self, tree: Mapping[str, Any]) -> Iterator[Fault]:
        """Every fault jsonschema finds; should it find none, what the gate says stands."""
        errors = list(self.explainer.iter_errors(tree))
        found = [fault for error in errors for fault in faults_of(error)]
        each = {(fault.code, fault.path): fault for fault in found}
        listed = {fault.path for fault in found if fault.code in ("enum", "const")}
        for fault in each.values():
            if fault.code == "required" and fault.path in self._waived:
                continue
            # What may be chosen says more than what type it has.
            if not (fault.code.startswith("type") and fault.path in listed):
                yield fault
        if not errors:
            for refusal in self.gate.iter_errors(tree):
                path = ".".join(p for p in refusal.instance_path if isinstance(p, str))
                code = CODES.get(refusal.kind.name, "not_allowed")
                yield Fault(code, path, sent=shortened(refusal.instance))


def _lost(path: str, spoilt: Collection[str]) -> bool:
    return path in spoilt or any(_below(path, section) for section in spoilt)


def _below(path: str, section: str) -> bool:
    return path.startswith(join(section, ""))
