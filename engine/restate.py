"""A period's figures on the map of another day, worked out when asked for and kept nowhere."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from engine.forms import asked, of_row
from engine.inputs import Frame, ground_of, inputs_of
from engine.linked import Register, Registers, digests_of, joined_with, registers
from engine.roster import Map, Roster, load_roster
from engine.work import Work
from errors import Fault
from hierarchy.restating import Destination, Restating
from hierarchy.unit import Unit
from reporting.cells import Lens
from reporting.columns import Layout
from reporting.figures import Plane
from reporting.linking import as_of_form
from reporting.marks import worst
from reporting.own import own_plane
from reporting.restatement import Sources, restate
from reporting.rollup import Rollup
from reporting.statuses import STATUSES
from schemas.form import Form
from store import forms, submissions, units
from store.opening import Connection
from store.submissions import Latest


@dataclass(frozen=True, slots=True)
class Source:
    """One unit that owed the form: itself, where its figures went, and what counts of it.

    Its figures speak of the map of ``day``. One that only another form was asked of ``owes`` not.
    """

    unit: Unit
    unit_id: int
    latest: Latest
    destination: Destination
    day: date
    owes: bool = True


@dataclass(frozen=True)
class Restated:
    """A restated roll-up: ``frame`` is the map of ``on``, ``sources`` in the order of codes.

    ``sources`` are those that owed the form; ``beside`` those that only a form was asked of that
    it takes measures from, and ``others`` digests of what these forms give.

    The places of ``frame`` that are assigned are those some source is credited to. ``units_on``
    is the day of the map that most of the sources stand on.
    """

    rollup: Rollup
    frame: Frame
    sources: tuple[Source, ...]
    form_id: int
    form: str
    period: str
    on: date
    units_on: date
    final: bool
    beside: tuple[Source, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 over the map's day and the sorted digests of the revisions that went in."""
        own = (one.latest.digest for one in self.sources if one.latest.digest)
        digests = sorted((*own, *self.others))
        return hashlib.sha256("\n".join([self.on.isoformat(), *digests]).encode()).hexdigest()

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Units the lineage does not know: they count from the lowest unit that must hold them."""
        unknown = (one.unit for one in (*self.sources, *self.beside) if not one.destination.known)
        day = self.on.isoformat()
        return tuple(
            Fault("lineage_missing", where=unit.code, sent=unit.name, allowed=day)
            for unit in unknown
        )


def restated(
    work: Work,
    connection: Connection,
    period: str,
    form: str | None,
    on: date,
    *,
    final: bool = False,
) -> Restated:
    """What counts of a period now, on the map of ``on``.

    Raises Problem form_needed, form_unknown, nothing_assigned, or the roster's own where no
    units stand on that day.
    """
    return restated_of(work, connection, counting(work, connection, period, form, final=final), on)


def counting(
    work: Work, connection: Connection, period: str, form: str | None, *, final: bool
) -> "Kept":
    """What counts of a period now. Raises Problem form_needed, form_unknown, nothing_assigned."""
    form_id, reference = asked(connection, period, form)
    ground = ground_of(work, connection, form_id, period)
    noun = of_row(forms.by_id(connection, form_id))
    return Kept(
        form=noun,
        form_id=form_id,
        reference=reference,
        period=period,
        day=ground.roster_on,
        plan_id=ground.plan_id,
        final=final,
        latest=submissions.latest(connection, form_id, period, final=final),
        others=registers(connection, noun, period, final=final),
    )


@dataclass(frozen=True, slots=True)
class Kept:
    """What counts of a form and a period whose own map is that of ``day``."""

    form: Form
    form_id: int
    reference: str
    period: str
    day: date
    plan_id: int
    final: bool
    latest: Sequence[Latest]
    others: Registers


def restated_of(work: Work, connection: Connection, given: Kept, on: date) -> Restated:
    """The same of these revisions. Raises the roster's own where no units stand on that day."""
    roster = load_roster(work.store(), connection)
    target = roster.on(on)
    lineage = units.load_lineage(connection)
    restating = Restating(roster.hierarchy.units, lineage, target.tree, lambda d: roster.on(d).tree)
    noun, others = given.form, given.others
    owed = [(one, given.day, True) for one in newest(given.latest)]
    owed += beside(work, connection, others, {one.unit_id for one in given.latest})
    sources = _sources(roster, restating, owed)
    plane, layout = _own(noun, sources, others, roster.on(given.day).tree.levels, target)
    above = _above(roster, restating, sources)
    rollup = restate(
        target.tree, layout, plane, Sources([one.destination for one in sources], above)
    )
    return Restated(
        as_of_form(rollup, noun) if noun.linked else rollup,
        Frame(target, on, given.plan_id, _owed_at(target, sources)),
        tuple(one for one in sources if one.owes),
        given.form_id,
        given.reference,
        given.period,
        on,
        given.day,
        given.final,
        tuple(one for one in sources if not one.owes),
        tuple(digests_of(others)),
    )


def _owed_at(target: Map, sources: Sequence[Source]) -> NDArray[np.bool_]:
    """The places that someone who owed the form is credited to."""
    assigned = np.zeros(len(target.ids), dtype=np.bool_)
    assigned[[one.destination.anchor for one in sources if one.owes]] = True
    return assigned


Owed = tuple[Latest, date, bool]
"""What counts of a unit, the day of its map, and whether it owed the form itself."""


def beside(
    work: Work, connection: Connection, others: Registers, own: Collection[int]
) -> list[Owed]:
    """Units that only other forms were asked of: what they gave of the form itself is nothing."""
    found: dict[int, Owed] = {}
    for register in others.values():
        day = register.day or day_of(work, connection, register)
        for one in register.sent:
            if one.unit_id not in own:
                nothing = Latest(one.assignment_id, one.unit_id, None, None, None)
                found.setdefault(one.unit_id, (nothing, day, False))
    return list(found.values())


def day_of(work: Work, connection: Connection, register: Register) -> date:
    """The day of the map another form stands on now."""
    return ground_of(work, connection, register.form_id, register.period).roster_on


def newest(latest: Sequence[Latest]) -> list[Latest]:
    """One entry a unit; where two plans ask it for the same form, its newest revision counts."""
    chosen: dict[int, Latest] = {}
    for one in latest:
        before = chosen.get(one.unit_id)
        if before is None or (before.submission_id or 0) < (one.submission_id or 0):
            chosen[one.unit_id] = one
    return list(chosen.values())


def _sources(roster: Roster, restating: Restating, owed: Sequence[Owed]) -> tuple[Source, ...]:
    found = []
    for one, day, owes in owed:
        unit = roster.unit(one.unit_id)
        since = restating.since(unit, day)
        found.append(Source(unit, one.unit_id, one, restating.of(unit, since), since, owes))
    return tuple(sorted(found, key=lambda one: (one.unit.code, one.unit.valid_from)))


def _own(
    form: Form, sources: Sequence[Source], others: Registers, levels: tuple[str, ...], target: Map
) -> tuple[Plane, Layout]:
    """What every source gave, column by column, with what other forms give."""
    owing = np.array([one.owes for one in sources], dtype=np.bool_)
    blobs = {place: one.latest.packed for place, one in enumerate(sources) if one.owes}
    inputs = inputs_of(form, owing, blobs)
    form, inputs = joined_with(form, others, [one.unit_id for one in sources], inputs)
    # Levels of the units' own map first, then of others that sent, then of the map asked for.
    given = (one.unit.level for one in sources)
    layout = Layout(form, tuple(dict.fromkeys((*levels, *given, *target.tree.levels))))
    level = np.array([layout.levels.index(one.unit.level) for one in sources], dtype=np.int16)
    lens = Lens(layout, inputs.values, inputs.states, inputs.assigned, level)
    return own_plane(lens), layout


def _above(roster: Roster, restating: Restating, sources: Sequence[Source]) -> list[list[int]]:
    """For each source the sources above it on the map its figures speak of."""
    position = {one.unit_id: place for place, one in enumerate(sources)}
    found = []
    for one in sources:
        tree = restating.map_of(one.day)
        ids = [roster.row(tree.units[i]) for i in tree.ancestors(tree.index[one.unit.code])]
        found.append([position[i] for i in ids if i in position])
    return found


@dataclass(frozen=True, slots=True)
class Told:
    """What a restatement came to: units of the map by their worst mark, and what it was made of.

    ``sources`` old units owed the form, ``reported`` of them sent it; ``faults`` name those the
    lineage does not know.
    """

    form: str
    period: str
    on: date
    units_on: date
    sources: int
    reported: int
    exact: int
    estimated: int
    not_comparable: int
    faults: tuple[Fault, ...]


def tell(work: Work, period: str, form: str | None, on: date, *, final: bool = False) -> Told:
    """How a period stands on another day's map; nothing is written. Problems as ``restated``."""
    with work.store().reading() as connection:
        found = restated(work, connection, period, form, on, final=final)
    rollup = found.rollup
    assert rollup.marks is not None
    marks = worst(rollup.layout, rollup.marks, len(rollup.tree))
    counts = np.bincount(marks, minlength=len(STATUSES)).tolist()
    return Told(
        form=found.form,
        period=period,
        on=on,
        units_on=found.units_on,
        sources=len(found.sources),
        reported=sum(one.latest.submission_id is not None for one in found.sources),
        exact=counts[0],
        estimated=counts[1],
        not_comparable=counts[2],
        faults=found.faults,
    )
