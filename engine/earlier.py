"""The period before: what a unit stated, for checks; what rolled up, for splitting a target."""

import json
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from engine import rollup
from engine.forms import of_row
from engine.work import Work
from errors import Problem
from reporting.period import before
from schemas.content import Value
from schemas.form import Form
from store import allotments, forms
from store.assignments import Owed
from store.opening import Connection
from store.stated import newest


def looks_back(form: Form) -> bool:
    """Whether any check of a form compares with the period before."""
    return any(
        path.startswith("prev:") for check in form.checks for path in (*check.left, *check.right)
    )


def earlier(
    work: Work, asked: Iterable[Owed], forms_by_id: Mapping[int, Form]
) -> dict[int, Mapping[str, Value]]:
    """The newest figures of the period before, by assignment id, of the units that stated any.

    One query for five hundred units of the same form and period.
    """
    together: dict[tuple[int, str], list[Owed]] = {}
    for one in asked:
        together.setdefault((one.form_id, one.period), []).append(one)
    if not together:
        return {}
    found: dict[int, Mapping[str, Value]] = {}
    with work.store().reading() as connection:
        for (form_id, period), owed in together.items():
            units = [one.unit_id for one in owed]
            there = stated_before(connection, units, forms_by_id[form_id], period)
            found |= {one.id: there[one.unit_id] for one in owed if one.unit_id in there}
    return found


def stated_before(
    connection: Connection, units: Collection[int], form: Form, period: str
) -> dict[int, Mapping[str, Value]]:
    """What units stated last for the period before one, by unit id."""
    try:
        last = before(period)
    except Problem:
        last = None
    if last is None:
        return {}
    payloads = newest(connection, units, [form.name], last)
    return {unit: _values(payload, form) for (unit, _), payload in payloads.items()}


def figures_before(work: Work, period: str, path: str) -> dict[int, Fraction]:
    """The rolled-up figure of a measure in the period before, by unit id; none where there is none.

    The final roll-up comes before the provisional one. A unit is its code and its validity: one
    that took over another's land has no figure here. Raises Problem period_invalid.
    """
    earlier_one = before(period)
    if earlier_one is None:
        return {}
    with work.store().reading() as connection:
        able = [
            rollup_id
            for rollup_id, form_id in allotments.rollups_of(connection, earlier_one)
            if path in of_row(forms.by_id(connection, form_id)).by_path
        ]
    if not able:
        return {}
    rolled, frame, _kept = rollup.load(work, able[0])
    block = rolled.block(range(len(rolled.tree)))
    found: dict[int, Fraction] = {}
    for key in rolled.layout.keys:
        if key.measure != path:
            continue
        for unit_id, value in zip(frame.map.ids, block.exact(key), strict=True):
            if value is not None:
                found[unit_id] = found.get(unit_id, Fraction(0)) + value
    return found


def stated(payload: bytes) -> dict[str, Value]:
    """The values of a canonical payload by path, numbers as text; what did not occur is 0."""
    document = json.loads(payload)
    nothing: dict[str, Value] = {
        path: 0 for path, mark in document["marks"].items() if mark == "none_occurred"
    }
    return {**nothing, **document["values"]}


def _values(payload: bytes, form: Form) -> dict[str, Value]:
    found = stated(payload)
    for path, value in tuple(found.items()):
        measure = form.by_path.get(path)
        if measure is not None and measure.kind in ("integer", "number") and type(value) is str:
            try:
                found[path] = Decimal(value)
            except ArithmeticError:
                # It was no number in the version of that time.
                del found[path]
    return found
