"""The period before: what a unit stated, for checks; what rolled up, for splitting a target."""

import json
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from engine import rollup
from engine.forms import of_row
from engine.work import Work
from errors import Problem
from reporting.period import before
from schemas.content import Value
from schemas.form import Form
from store import allotments, forms, submissions
from store.assignments import Owed


def looks_back(form: Form) -> bool:
    """Whether any check of a form compares with the period before."""
    return any(
        path.startswith("prev:") for check in form.checks for path in (*check.left, *check.right)
    )


def earlier(work: Work, owed: Owed, form: Form) -> Mapping[str, Value] | None:
    """The unit's newest figures of the period before; None where it stated none."""
    try:
        period = before(owed.period)
    except Problem:
        period = None
    if period is None:
        return None
    with work.store().reading() as connection:
        payload = submissions.payload(connection, owed.unit_id, owed.form, period)
    return None if payload is None else _values(payload, form)


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


def _values(payload: bytes, form: Form) -> dict[str, Value]:
    document = json.loads(payload)
    found: dict[str, Value] = {
        path: 0 for path, mark in document["marks"].items() if mark == "none_occurred"
    }
    for path, value in document["values"].items():
        measure = form.by_path.get(path)
        if measure is not None and measure.kind in ("integer", "number"):
            found[path] = Decimal(value)
        else:
            found[path] = value
    return found
