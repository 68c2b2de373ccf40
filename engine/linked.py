"""What other forms give to a form's figures, read from them at the same moment."""

from collections.abc import Sequence

import numpy as np

from engine.forms import asked, of_row
from engine.inputs import inputs_of
from errors import Problem
from reporting.linking import Given, as_of_form, linked_form, with_links
from reporting.period import read_period
from reporting.rollup import Inputs, Rollup, roll_up
from schemas.form import Form
from store import assignments, forms, submissions
from store.opening import Connection


def linked(
    connection: Connection,
    form: Form,
    period: str,
    unit_ids: Sequence[int],
    inputs: Inputs,
    *,
    final: bool,
) -> tuple[Form, Inputs]:
    """The form with what is other forms' in it, and what its units gave to both.

    ``unit_ids`` are the row ids of the units, in the order of ``inputs``. A form without links is
    given back as it is.
    """
    if not form.linked:
        return form, inputs
    places = {unit_id: place for place, unit_id in enumerate(unit_ids)}
    given = {}
    for measure in form.linked:
        name, _, path = measure.rule.source.rpartition(":")
        one = _given(connection, name, path, period, places, final=final)
        if one is not None and one.decimals <= measure.decimals:
            given[measure.path] = one
    return linked_form(form), with_links(form, inputs, given)


def relinked(
    connection: Connection,
    rolled: Rollup,
    period: str,
    unit_ids: Sequence[int],
    *,
    final: bool,
) -> Rollup:
    """A kept roll-up with other forms' figures in it, where its form has any."""
    form = rolled.form
    if not form.linked:
        return rolled
    whole, inputs = linked(connection, form, period, unit_ids, rolled.inputs, final=final)
    return as_of_form(roll_up(whole, rolled.tree, inputs), form)


def refuse(code: str, form: Form) -> None:
    """Raises Problem ``code`` where a form takes measures from others."""
    if form.linked:
        sources = ", ".join(measure.rule.source for measure in form.linked)
        raise Problem(code, form=form.reference, sources=sources)


def digests(connection: Connection, form: Form, period: str, *, final: bool) -> list[str]:
    """Digests of the revisions other forms give to a form's figures of a period."""
    found = []
    for name in sorted({m.rule.source.rpartition(":")[0] for m in form.linked}):
        stated = stated_in(connection, name, period)
        if stated is not None:
            form_id, _ = asked(connection, stated, name)
            sent = submissions.latest(connection, form_id, stated, final=final)
            found += [f"{name} {one.digest}" for one in sent if one.digest is not None]
    return found


def _given(
    connection: Connection,
    name: str,
    path: str,
    period: str,
    places: dict[int, int],
    *,
    final: bool,
) -> Given | None:
    stated = stated_in(connection, name, period)
    if stated is None:
        return None
    form_id, _ = asked(connection, stated, name)
    form = of_row(forms.by_id(connection, form_id))
    if path not in form.slots:
        return None
    sent = submissions.latest(connection, form_id, stated, final=final)
    here = [one for one in sent if one.unit_id in places]
    assigned = np.zeros(len(places), dtype=np.bool_)
    assigned[[places[one.unit_id] for one in here]] = True
    newest = sorted(
        (one.submission_id, places[one.unit_id], one.packed)
        for one in here
        if one.submission_id is not None
    )
    found = inputs_of(form, assigned, {place: packed for _, place, packed in newest})
    slot = form.slots[path]
    return Given(found.values[slot], found.states[slot], assigned, form.entered[slot].decimals)


def stated_in(connection: Connection, name: str, period: str) -> str | None:
    """The period in which a form says what holds for another: that one, else the shortest around.

    None where it was asked for neither.
    """
    within = read_period(period)
    there = {
        one
        for _, reference, one in assignments.periods(connection)
        if reference.rpartition("@")[0] == name
    }
    if period in there:
        return period
    around = [
        one
        for one in map(read_period, sorted(there))
        if one.first <= within.first and within.last <= one.last
    ]
    return min(around, key=lambda one: one.last - one.first).text if around else None
