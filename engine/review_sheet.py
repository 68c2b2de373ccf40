"""One submission as whoever judges it looks at it: beside its last period and its siblings."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from engine.confirm import fault_of
from engine.docket import Case, Docket
from engine.forms import of_row
from engine.inputs import ground_of
from engine.kept import content_of
from engine.offered import offered
from engine.plausible import kin_of
from engine.work import Work
from errors import Fault, Problem
from hierarchy.unit import Unit
from reporting.revision_diff import cells_of, difference
from reporting.submission import State, unpack
from schemas.content import Content, Value
from schemas.form import Form, Measure
from schemas.grid import Grid, grid_of
from store import answers, forms, subjects, submissions, templates, warnings
from store.answers import Sending
from store.opening import Connection
from store.reviews import Done


@dataclass(frozen=True, slots=True)
class Siblings:
    """What units beside it gave for one cell: how many, and the middle and the ends of it.

    Of a yes/no ``middle`` is the share that said yes; ``low`` and ``high`` are then 0 and 1.
    """

    count: int
    low: Fraction
    middle: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Doubt:
    """A question about a cell, and the answer the unit gave to it, if any."""

    fault: Fault
    reason: str
    by: str


@dataclass(frozen=True)
class Judging:
    """A submission before its judge; mappings are by dotted path.

    ``content`` and ``sent`` are of the newest revision, None where nothing was sent. ``changed``
    holds what a cell was in the revision before, as its payload spells it.
    """

    case: Case
    unit: Unit
    grid: Grid
    sent: Sending | None
    content: Content
    before: Mapping[str, Value] = field(default_factory=dict)
    siblings: Mapping[str, Siblings] = field(default_factory=dict)
    beside: int = 0
    doubts: tuple[Doubt, ...] = ()
    changed: Mapping[str, str] = field(default_factory=dict)

    @property
    def form(self) -> Form:
        """The form's version."""
        return self.grid.form

    @property
    def acts(self) -> tuple[Done, ...]:
        """What was done with it so far, oldest first."""
        return self.case.acts


def judging(work: Work, assignment_id: int) -> Judging:
    """One submission with all that helps to judge it. Raises Problem not_found."""
    with work.store().reading() as connection:
        subject = subjects.by_id(connection, assignment_id)
        if subject is None:
            raise Problem("not_found")
        pair = subject.form_id, subject.period
        docket = Docket(work, connection, pair, [subject])
        case, unit = docket.case(subject), docket.unit(subject)
        form = of_row(forms.by_id(connection, subject.form_id))
        sent = answers.sendings(connection, assignment_id)
        asked = templates.asked_by_id(connection, [assignment_id])
        owed = [one.owed for one in asked]
        offer = offered(work, connection, owed, form, subject.period).get(assignment_id)
        beside = _beside(work, connection, pair, subject.unit_id)
        kept = warnings.of_newest(connection, [assignment_id])
    newest = sent[-1] if sent else None
    return Judging(
        case=case,
        unit=unit,
        grid=grid_of(form, unit.level),
        sent=newest,
        content=Content({}, {}) if newest is None else _content(newest, form),
        before={} if offer is None else offer.before,
        siblings=dict(_siblings(form, beside)),
        beside=len(beside),
        doubts=tuple(
            Doubt(fault_of(one), one.reason or "", one.confirmed_by or "") for one in kept
        ),
        changed=_changed(sent),
    )


def _content(sent: Sending, form: Form) -> Content:
    return content_of(json.loads(sent.payload), form)


def _changed(sent: Sequence[Sending]) -> dict[str, str]:
    """What stood in the cells that the newest revision changed."""
    if len(sent) < 2:
        return {}
    moved = difference(cells_of(sent[-2].payload), cells_of(sent[-1].payload))
    return {one.path: one.before.mark or str(one.before.value or "") for one in moved}


def _beside(work: Work, connection: Connection, pair: tuple[int, str], unit_id: int) -> list[bytes]:
    """What units of the same level under the same unit above have sent."""
    near = kin_of(ground_of(work, connection, *pair).map, [unit_id]).get(unit_id, ())
    others = [one for one in near if one != unit_id]
    rows = submissions.latest_of(connection, *pair, others, final=False)
    newest = {row.unit_id: row for row in sorted(rows, key=lambda one: one.submission_id or 0)}
    return [row.packed for row in newest.values() if row.packed is not None]


def _siblings(form: Form, blobs: Sequence[bytes]) -> Iterator[tuple[str, Siblings]]:
    if not blobs:
        return
    values, states = unpack(list(blobs), len(form.entered))
    for slot, measure in enumerate(form.entered):
        given = values[slot][states[slot] == State.VALUE]
        if len(given) and measure.kind != "choice":
            yield measure.path, _spread(measure, sorted(given.tolist()))


def _spread(measure: Measure, given: Sequence[int]) -> Siblings:
    step = 10**measure.decimals
    if measure.kind == "boolean":
        share = Fraction(sum(1 for one in given if one), len(given))
        return Siblings(len(given), Fraction(0), share, Fraction(1))
    half = len(given) // 2
    doubled = given[half] * 2 if len(given) % 2 else given[half - 1] + given[half]
    low, high = Fraction(given[0], step), Fraction(given[-1], step)
    return Siblings(len(given), low, Fraction(doubled, 2 * step), high)
