"""What two forms ask of one unit for one period is asked once, and must not be answered twice.

The one form asks; another names that measure in ``x-same-as``, and its cell is offered filled in.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from engine.earlier import stated
from engine.forms import of_row
from errors import Fault
from schemas.content import Value
from schemas.explaining import shortened
from schemas.form import Measure
from schemas.sharing import asked_in
from store import assignments, forms
from store import stated as payloads
from store.opening import Connection

if TYPE_CHECKING:
    from engine.sending import Accepted

Question = tuple[str, str]
"""The form and the path in which something is asked."""
Shared = dict[str, dict[Question, Measure]]
"""By form reference (``name@version``) the questions it shares with another form."""


def compared(connection: Connection, accepted: tuple["Accepted", ...]) -> tuple["Accepted", ...]:
    """Submissions with a warning beside each figure that another form of the unit states otherwise.

    The order of sending decides who is warned: what came first stands. A blank cell and a mark
    that nothing is known say nothing, and nothing is filled in for anyone.
    """
    shared = _shared(connection) if accepted else {}
    names = {reference.rpartition("@")[0] for reference in shared}
    asked = [one for one in accepted if one.form in names]
    if not asked:
        return accepted
    units = assignments.units_by_id(connection, [one.assignment_id for one in asked])
    known = {
        period: payloads.newest(connection, set(units.values()), names, period, counting=True)
        for period in {one.period for one in asked}
    }
    found = []
    for one in accepted:
        if one.form not in names:
            found.append(one)
            continue
        unit, there = units[one.assignment_id], known[one.period]
        others = {
            name: there[unit, name] for name in sorted(names - {one.form}) if (unit, name) in there
        }
        faults = tuple(_differing(one.payload, others, shared))
        found.append(replace(one, warnings=(*one.warnings, *faults)) if faults else one)
        there[unit, one.form] = one.payload
    return tuple(found)


def _differing(payload: bytes, others: Mapping[str, bytes], shared: Shared) -> Iterator[Fault]:
    own = stated(payload)
    there = [
        (name, stated(other), shared.get(_reference(other), {})) for name, other in others.items()
    ]
    for question, measure in shared.get(_reference(payload), {}).items():
        if measure.path not in own:
            continue
        for name, values, asked in there:
            theirs = asked.get(question)
            if theirs is None or theirs.path not in values:
                continue
            if not _same(measure, own[measure.path], values[theirs.path]):
                yield Fault(
                    "asked_once_differs",
                    measure.path,
                    sent=shortened(own[measure.path]),
                    allowed=f"{shortened(values[theirs.path])} ({name}:{theirs.path})",
                    severity="warning",
                )
                break


def _same(measure: Measure, own: Value, other: Value) -> bool:
    if measure.kind not in ("integer", "number"):
        return own == other
    try:
        return Decimal(str(own)) == Decimal(str(other))
    except ArithmeticError:
        return False


def _reference(payload: bytes) -> str:
    return str(json.loads(payload)["form"])


def _shared(connection: Connection) -> Shared:
    """Every version of every form that shares something, with what it shares."""
    every = [of_row(row) for row in forms.all_rows(connection)]
    questions = {asked_in(m) for form in every for m in form.measures if m.same_as}
    if not questions:
        return {}
    found: Shared = {}
    for form in every:
        for measure in form.measures:
            question = asked_in(measure) if measure.same_as else (form.name, measure.path)
            if question in questions:
                found.setdefault(form.reference, {})[question] = measure
    return found
