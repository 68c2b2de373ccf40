"""What other forms give to a form's figures, read from them at the same moment."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from engine.forms import asked, of_row
from engine.inputs import inputs_of
from reporting.linking import Given, as_of_form, linked_form, with_links
from reporting.period import read_period
from reporting.rollup import Inputs, Rollup, roll_up
from schemas.form import Form
from store import assignments, forms, submissions, vintage_links
from store.opening import Connection
from store.submissions import Latest


@dataclass(frozen=True, slots=True)
class Register:
    """Another form a form takes measures from: what counts of it for everyone who owed it.

    ``day`` is that of its map as it was frozen with a vintage; None: as it stands now.
    """

    form: Form
    form_id: int
    period: str
    sent: Sequence[Latest]
    day: date | None = None


Registers = Mapping[str, Register]
"""By the name of the form."""


def registers(connection: Connection, form: Form, period: str, *, final: bool) -> Registers:
    """The other forms that give to a form's figures of a period, as they count now."""
    found = {}
    for name in names_of(form):
        stated = stated_in(connection, name, period)
        if stated is not None:
            form_id, _ = asked(connection, stated, name)
            sent = submissions.latest(connection, form_id, stated, final=final)
            noun = of_row(forms.by_id(connection, form_id))
            found[name] = Register(noun, form_id, stated, sent)
    return found


def registers_of(connection: Connection, vintage_id: int) -> Registers:
    """The other forms that gave to a vintage, as they were frozen with it."""
    return {one.form.name: one for one in frozen(connection, vintage_id)}


def frozen(connection: Connection, vintage_id: int) -> list[Register]:
    """What was frozen of other forms with a vintage, form by form and period by period."""
    kept: dict[tuple[int, str], list[Latest]] = {}
    for one in vintage_links.given(connection, vintage_id):
        kept.setdefault((one.form_id, one.period), []).append(one.latest)
    return [
        Register(of_row(forms.by_id(connection, form_id)), form_id, period, sent)
        for (form_id, period), sent in kept.items()
    ]


def names_of(form: Form) -> list[str]:
    """Names of the forms that a form takes measures from."""
    return sorted({m.rule.source.rpartition(":")[0] for m in form.linked})


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
    return joined_with(form, registers(connection, form, period, final=final), unit_ids, inputs)


def joined_with(
    form: Form, others: Registers, unit_ids: Sequence[int], inputs: Inputs
) -> tuple[Form, Inputs]:
    """The same with other forms as they are given; as it is where the form has no links."""
    if not form.linked:
        return form, inputs
    places = {unit_id: place for place, unit_id in enumerate(unit_ids)}
    given = {}
    for measure in form.linked:
        name, _, path = measure.rule.source.rpartition(":")
        one = _given(others[name], path, places) if name in others else None
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


def elsewhere(others: Registers, unit_ids: Sequence[int]) -> int:
    """How many units of other forms stand on another map: what they gave is not among it."""
    here = set(unit_ids)
    return len({one.unit_id for r in others.values() for one in r.sent} - here)


def digests(connection: Connection, form: Form, period: str, *, final: bool) -> list[str]:
    """Digests of the revisions other forms give to a form's figures of a period."""
    return digests_of(registers(connection, form, period, final=final))


def digests_of(others: Registers) -> list[str]:
    """Digests of the revisions other forms give."""
    return [
        f"{name} {one.digest}"
        for name, register in sorted(others.items())
        for one in register.sent
        if one.digest is not None
    ]


def _given(register: Register, path: str, places: Mapping[int, int]) -> Given | None:
    form = register.form
    if path not in form.slots:
        return None
    here = [one for one in register.sent if one.unit_id in places]
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
    there = {
        one
        for _, reference, one in assignments.periods(connection)
        if reference.rpartition("@")[0] == name
    }
    return stated_among(there, period)


def stated_among(there: Collection[str], period: str) -> str | None:
    """The period itself, else the shortest of these around it; None where there is none."""
    within = read_period(period)
    if period in there:
        return period
    around = [
        one
        for one in map(read_period, sorted(there))
        if one.first <= within.first and within.last <= one.last
    ]
    return min(around, key=lambda one: one.last - one.first).text if around else None
