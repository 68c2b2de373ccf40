"""A longer period from the shorter ones a form was asked for: computed when asked, never stored.

Where the form was asked for the longer period itself, that roll-up stands and none of this runs.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

import numpy as np

from engine.forms import asked, bare, find, of_row
from engine.inputs import Frame, frame_of, ground_of, inputs_of
from engine.linked import digests, joined_with, registers
from engine.over_maps import Asked, OnOneMap, on_one_map
from engine.restate import Source, newest
from engine.roster import load_roster
from engine.weighing import of_units
from engine.work import Work
from errors import Fault, Problem
from reporting.linking import as_of_form
from reporting.period import read_period
from reporting.rollup import Rollup
from reporting.sub_periods import sub_periods
from reporting.timed_rollup import roll_up_over
from reporting.unit_set import inputs_of_set, set_of
from reporting.versions import read_under
from reporting.weighing import Weighed
from schemas.form import Form
from store import assignments, forms, successive
from store.opening import Connection
from store.submissions import latest


@dataclass(frozen=True, slots=True)
class Step:
    """One of the shorter periods, and the version of the form it was asked in."""

    period: str
    form_id: int
    reference: str


@dataclass(frozen=True, slots=True)
class Longer:
    """A longer period: ``steps`` in order of time; ``missing`` were asked of nobody.

    ``form_id`` and ``reference`` are the newest version among the steps.
    """

    period: str
    form_id: int
    reference: str
    steps: tuple[Step, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OverTime:
    """A form over a longer period: reports counted one by one, unit by unit and step by step.

    ``made_at`` is when the newest revision came in (None: there is none), ``digest`` goes over all
    that went in. ``faults`` name units whose way to this map the lineage does not know. ``weight``
    counts a unit in every step, on the map of that step. ``sources``: whose figures went to this
    map by lineage, where some had to.
    """

    longer: Longer
    rollup: Rollup
    frame: Frame
    reported: int
    expected: int
    digest: str
    made_at: datetime | None
    final: bool
    faults: tuple[Fault, ...] = ()
    weight: Weighed = field(default_factory=Weighed)
    sources: tuple[Source, ...] = ()
    steps: tuple[Asked, ...] = field(default=(), repr=False)

    @property
    def finality(self) -> str:
        """Whether anything may still change: with a step missing it may."""
        return "final" if self.final and not self.longer.missing else "provisional"


def longer_of(connection: Connection, period: str, reference: str | None) -> Longer | None:
    """The longer period a form is meant for; None where it was asked for that period itself.

    Without ``reference`` the only form of the period is meant, else the only one of its parts.
    Raises Problem period_invalid, form_unknown, form_needed or nothing_assigned.
    """
    read_period(period)
    there = assignments.periods(connection)
    if reference is None:
        if any(one == period for _, _, one in there):
            return None
        reference = _only(connection, there, period)
    name = bare(reference)
    row = find(connection, reference)
    versions = {i: full for i, full, _ in there if bare(full) == name}
    if reference != name:
        versions = {i: full for i, full in versions.items() if i == row.id}
    own = {one for i, _, one in there if i in versions}
    if period in own:
        return None
    form = of_row(row)
    parts = sub_periods(period, form.period, form.regime)
    if not own.intersection(parts):
        raise Problem("nothing_assigned", period=period, form=reference)
    steps = tuple(Step(part, *asked(connection, part, reference)) for part in parts if part in own)
    newest = max(steps, key=lambda step: int(step.reference.rpartition("@")[2]))
    missing = tuple(part for part in parts if part not in own)
    return Longer(period, newest.form_id, newest.reference, steps, missing)


def refuse_longer(connection: Connection, period: str, form: str | None) -> None:
    """Raises Problem period_of_parts for a period that only shorter ones make up."""
    longer = longer_of(connection, period, form)
    if longer is not None:
        parts = ", ".join(step.period for step in longer.steps)
        raise Problem("period_of_parts", period=period, parts=parts)


def _only(connection: Connection, there: tuple[tuple[int, str, str], ...], period: str) -> str:
    """The name of the only form that was asked for parts of a period."""
    names = set()
    for form_id, full, one in there:
        form = of_row(forms.by_id(connection, form_id))
        if one in sub_periods(period, form.period, form.regime):
            names.add(bare(full))
    if not names:
        raise Problem("nothing_assigned", period=period, form="-")
    if len(names) > 1:
        raise Problem("form_needed", period=period, known=", ".join(sorted(names)))
    return names.pop()


def frame_of_longer(work: Work, connection: Connection, longer: Longer) -> Frame:
    """The last step's map, with everyone who owed the form in any step."""
    last = longer.steps[-1]
    frame = frame_of(work, connection, last.form_id, last.period)
    assigned = frame.assigned.copy()
    for step in longer.steps:
        owing = assignments.units_of(connection, step.form_id, step.period)
        assigned[[frame.map.places[i] for i in owing if i in frame.map.places]] = True
    return replace(frame, assigned=assigned)


def over_time(
    work: Work,
    connection: Connection,
    longer: Longer,
    *,
    final: bool,
    units: Sequence[str] = (),
    on: date | None = None,
) -> OverTime:
    """The figures of a longer period at the moment of a connection.

    They stand on the map of ``on``, without it on that of the last step; units of another map
    are taken there by lineage. With ``units`` the tree is that of this set, under a root named by
    them. Raises unit_unknown, and set_across_maps.
    """
    form = of_row(forms.by_id(connection, longer.form_id))
    frame = frame_of_longer(work, connection, longer)
    steps = [_asked(work, connection, form, step, final=final) for step in longer.steps]
    taken = [one for step in steps for one in newest(step.latest) if one.submission_id]
    if units and (on is not None or not _behind(steps) <= frame.map.places.keys()):
        raise Problem("set_across_maps", period=longer.period, units=",".join(units))
    made = joined(work, connection, form, steps, frame, units, on)
    moments = [
        successive.newest(connection, step.form_id, step.period, final=final)
        for step in longer.steps
    ]
    return OverTime(
        longer=longer,
        rollup=made.rollup,
        frame=made.frame,
        reported=len(taken),
        expected=sum(len({one.unit_id for one in step.latest}) for step in steps),
        digest=_digest(connection, longer, steps, final=final),
        made_at=max((one for one in moments if one is not None), default=None),
        final=final,
        faults=made.faults,
        sources=made.sources,
        steps=tuple(steps),
        weight=sum((step.weight for step in steps), Weighed()),
    )


def joined(
    work: Work,
    connection: Connection,
    form: Form,
    steps: Sequence[Asked],
    frame: Frame,
    units: Sequence[str] = (),
    on: date | None = None,
) -> OnOneMap:
    """Successive steps as one: on the map of ``on``, else on that of ``frame``.

    A set of ``units`` is of one map only. Raises Problem unit_unknown.
    """
    if on is None and _behind(steps) <= frame.map.places.keys():
        return OnOneMap(_on_its_map(form, frame, steps, units), frame, ())
    target = frame.map if on is None else load_roster(work.store(), connection).on(on)
    return on_one_map(work, connection, form, steps, target, frame.plan_id)


def _behind(steps: Sequence[Asked]) -> set[int]:
    """Everyone who owed the form in some step, or another that it takes measures from."""
    owing = {one.unit_id for step in steps for one in step.latest}
    others = (register for step in steps for register in step.others.values())
    return owing.union(one.unit_id for register in others for one in register.sent)


def _asked(work: Work, connection: Connection, form: Form, step: Step, *, final: bool) -> Asked:
    under = of_row(forms.by_id(connection, step.form_id))
    ground = ground_of(work, connection, step.form_id, step.period)
    sent = latest(connection, step.form_id, step.period, final=final)
    answered = {one.unit_id: one.submission_id is not None for one in newest(sent)}
    others = registers(connection, form, step.period, final=final)
    return Asked(under, ground.roster_on, sent, of_units(ground.map, answered), others)


def _on_its_map(form: Form, frame: Frame, steps: Sequence[Asked], units: Sequence[str]) -> Rollup:
    places, ids = frame.map.places, frame.map.ids
    parts = []
    whole = form
    for step in steps:
        assigned = np.zeros(len(frame.assigned), dtype=np.bool_)
        assigned[[places[one.unit_id] for one in step.latest]] = True
        blobs = {places[one.unit_id]: one.packed for one in newest(step.latest)}
        own = read_under(inputs_of(step.under, assigned, blobs), step.under, form)
        whole, part = joined_with(form, step.others, ids, own)
        parts.append(part)
    tree = frame.map.tree
    if units:
        tree, kept = set_of(tree, units)
        parts = [inputs_of_set(part, kept) for part in parts]
    return as_of_form(roll_up_over(whole, tree, parts), form)


def _digest(connection: Connection, longer: Longer, steps: Sequence[Asked], *, final: bool) -> str:
    """SHA-256 over every revision that went in, step by step."""
    taken = []
    for step, sent in zip(longer.steps, steps, strict=True):
        own = [one.digest for one in newest(sent.latest) if one.digest is not None]
        others = digests(connection, sent.under, step.period, final=final)
        taken += [f"{step.period} {one}" for one in (*own, *others)]
    return hashlib.sha256("\n".join(sorted(taken)).encode()).hexdigest()
