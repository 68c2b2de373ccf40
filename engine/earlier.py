"""What a unit stated in the period before: for checks that compare with it."""

import json
from collections.abc import Mapping
from decimal import Decimal

from engine.work import Work
from errors import Problem
from reporting.period import before
from schemas.content import Value
from schemas.form import Form
from store import submissions
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
