"""DHIS2 ``dataValueSets`` JSON: what units themselves sent, since DHIS2 adds up by itself.

A value is identified by ``dataElement``, ``period`` and ``orgUnit``. Without a table of
identifiers these are our paths and codes, and the set says so (``…IdScheme`` CODE). Figures that
follow from others, and texts, stay out; "none occurred" is 0 with a comment.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from errors import Problem
from reporting.display import shown
from reporting.outward.figures import CHUNK, Outgoing
from reporting.period import read_period
from reporting.submission import State
from schemas.form import Measure

ELEMENT, UNIT, SET = "dataElement", "orgUnit", "dataSet"
KINDS = (ELEMENT, UNIT, SET)
NONE_OCCURRED = "none_occurred"
NAMED = 5
"""Codes without an identifier that are named; the rest are counted."""


class Identity(NamedTuple):
    """What DHIS2 calls one of ours; ``option`` is a category option combination, or empty."""

    id: str
    option: str = ""


@dataclass(frozen=True)
class Identities:
    """DHIS2's identifiers by kind and our code; without any, our own codes are sent."""

    known: Mapping[tuple[str, str], Identity] = field(default_factory=dict)

    def of(self, kind: str, code: str) -> Identity:
        """The identifier of a code."""
        return self.known[kind, code] if self._has(kind) else Identity(code)

    def scheme(self, kind: str) -> str:
        """``UID`` where a table names this kind, else ``CODE``."""
        return "UID" if self._has(kind) else "CODE"

    def lacking(self, kind: str, codes: Sequence[str]) -> list[str]:
        """The codes of a named kind that have no identifier."""
        return [c for c in codes if (kind, c) not in self.known] if self._has(kind) else []

    def _has(self, kind: str) -> bool:
        return any(each == kind for each, _ in self.known)


def dhis2_period(text: str) -> str:
    """``2025``, ``2025S1``, ``2025Q3``, ``202505``. Raises Problem period_elsewhere for a span."""
    kind = read_period(text).kind
    if kind == "span":
        raise Problem("period_elsewhere", period=text)
    return text.replace("-M", "") if kind == "month" else text.replace("-", "")


def dhis2_parts(out: Outgoing, identities: Identities, comment: str) -> Iterator[str]:
    """The document piece by piece, one value a line.

    ``comment`` stands beside a 0 that was marked "none occurred". Raises Problem
    period_elsewhere, nothing_sent_here (these figures were made, not sent) or ids_missing.
    """
    period = dhis2_period(out.period)
    if out.rollup.own is not None:  # made from other periods, or for another map
        raise Problem("nothing_sent_here", period=out.period)
    asked = {key.measure for key in out.keys}
    measures = [m for m in out.rollup.form.entered if m.path in asked]
    units = [out.rollup.tree.units[place].code for place in out.places]
    _known(identities, ELEMENT, [m.path for m in measures])
    _known(identities, UNIT, units)
    head: dict[str, object] = {
        "dataElementIdScheme": identities.scheme(ELEMENT),
        "orgUnitIdScheme": identities.scheme(UNIT),
    }
    if (SET, out.rollup.form.name) in identities.known:
        head[SET] = identities.of(SET, out.rollup.form.name).id
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "dataValues": ['
    before = "\n"
    for values in _values(out, measures, period, identities, comment):
        for value in values:
            yield before + json.dumps(value, ensure_ascii=False)
            before = ",\n"
    yield "\n]}\n"


def _known(identities: Identities, kind: str, codes: Sequence[str]) -> None:
    lacking = identities.lacking(kind, codes)
    if lacking:
        named = ", ".join(lacking[:NAMED])
        raise Problem("ids_missing", kind=kind, count=len(lacking), codes=named)


def _values(
    out: Outgoing,
    measures: Sequence[Measure],
    period: str,
    identities: Identities,
    comment: str,
) -> Iterator[list[dict[str, str]]]:
    rollup, given = out.rollup, out.rollup.inputs
    slots = [rollup.form.slots[m.path] for m in measures]
    hidden = [None if out.hidden is None else out.hidden.own(m.path) for m in measures]
    elements = [identities.of(ELEMENT, m.path) for m in measures]
    for start in range(0, len(out.places), CHUNK):
        found = []
        for place in out.places[start : start + CHUNK]:
            if not given.assigned[place]:
                continue
            unit = rollup.tree.units[place]
            org = identities.of(UNIT, unit.code).id
            states = given.states[:, place][slots]
            for at in np.flatnonzero(np.isin(states, (State.VALUE, State.NONE_OCCURRED))).tolist():
                measure, flags = measures[at], hidden[at]
                if not measure.asked_at(unit.level) or (flags is not None and flags[place]):
                    continue
                none = states[at] == State.NONE_OCCURRED
                if none and measure.kind == "choice":
                    continue
                number = 0 if none else int(given.values[slots[at], place])
                value = {ELEMENT: elements[at].id, "period": period, UNIT: org}
                if elements[at].option:
                    value["categoryOptionCombo"] = elements[at].option
                value["value"] = _text(measure, number)
                if none:
                    value["comment"] = comment
                found.append(value)
        yield found
        out.watch(min(start + CHUNK, len(out.places)))


def _text(measure: Measure, number: int) -> str:
    if measure.kind == "boolean":
        return "true" if number else "false"
    if measure.kind == "choice":
        return measure.options[number]
    return shown(Fraction(number, 10**measure.decimals), measure.decimals)
