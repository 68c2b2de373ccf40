"""A period's figures on the map of another day, worked out when asked for and kept nowhere."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from engine.forms import asked, of_row
from engine.inputs import Frame, ground_of, inputs_of
from engine.roster import Map, Roster, load_roster
from engine.work import Work
from errors import Fault
from hierarchy.restating import Destination, Restating
from hierarchy.unit import Unit
from reporting.cells import Lens
from reporting.columns import Layout
from reporting.figures import Plane
from reporting.marks import worst
from reporting.own import own_plane
from reporting.restatement import Sources, restate
from reporting.rollup import Rollup
from reporting.statuses import STATUSES
from store import forms, submissions, units
from store.opening import Connection
from store.submissions import Latest


@dataclass(frozen=True, slots=True)
class Source:
    """One unit that owed the form: itself, where its figures went, and what counts of it."""

    unit: Unit
    unit_id: int
    latest: Latest
    destination: Destination


@dataclass(frozen=True)
class Restated:
    """A restated roll-up: ``frame`` is the map of ``on``, ``sources`` in the order of codes.

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

    @property
    def digest(self) -> str:
        """SHA-256 over the map's day and the sorted digests of the revisions that went in."""
        digests = sorted(one.latest.digest for one in self.sources if one.latest.digest)
        return hashlib.sha256("\n".join([self.on.isoformat(), *digests]).encode()).hexdigest()

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Units the lineage does not know: they count from the lowest unit that must hold them."""
        unknown = (one.unit for one in self.sources if not one.destination.known)
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
    form_id, reference = asked(connection, period, form)
    latest = submissions.latest(connection, form_id, period, final=final)
    ground = ground_of(work, connection, form_id, period)
    roster = load_roster(work.store(), connection)
    target = roster.on(on)
    restating = Restating(
        roster.hierarchy.units,
        units.load_lineage(connection),
        target.tree,
        lambda day: roster.on(day).tree,
    )
    sources = _sources(roster, restating, newest(latest), ground.roster_on)
    noun = of_row(forms.by_id(connection, form_id))
    above = _above(roster, restating, sources, ground.roster_on)
    given = Sources([one.destination for one in sources], above)
    layout = Layout(noun, _levels(ground.map, sources, target))
    assigned = np.zeros(len(target.ids), dtype=np.bool_)
    assigned[[one.destination.anchor for one in sources]] = True
    return Restated(
        restate(target.tree, layout, _own(layout, sources), given),
        Frame(target, on, ground.plan_id, assigned),
        sources,
        form_id,
        reference,
        period,
        on,
        ground.roster_on,
        final,
    )


def newest(latest: Sequence[Latest]) -> list[Latest]:
    """One entry a unit; where two plans ask it for the same form, its newest revision counts."""
    chosen: dict[int, Latest] = {}
    for one in latest:
        before = chosen.get(one.unit_id)
        if before is None or (before.submission_id or 0) < (one.submission_id or 0):
            chosen[one.unit_id] = one
    return list(chosen.values())


def _sources(
    roster: Roster, restating: Restating, latest: Sequence[Latest], day: date
) -> tuple[Source, ...]:
    found = []
    for one in latest:
        unit = roster.unit(one.unit_id)
        destination = restating.of(unit, restating.since(unit, day))
        found.append(Source(unit, one.unit_id, one, destination))
    return tuple(sorted(found, key=lambda one: (one.unit.code, one.unit.valid_from)))


def _levels(ground: Map, sources: Sequence[Source], target: Map) -> tuple[str, ...]:
    """Levels of the units' own map first, then of others that sent, then of the map asked for."""
    given = (one.unit.level for one in sources)
    return tuple(dict.fromkeys((*ground.tree.levels, *given, *target.tree.levels)))


def _own(layout: Layout, sources: Sequence[Source]) -> Plane:
    """What every source gave, column by column."""
    everyone = np.ones(len(sources), dtype=np.bool_)
    blobs = {place: one.latest.packed for place, one in enumerate(sources)}
    inputs = inputs_of(layout.form, everyone, blobs)
    level = np.array([layout.levels.index(one.unit.level) for one in sources], dtype=np.int16)
    return own_plane(Lens(layout, inputs.values, inputs.states, everyone, level))


def _above(
    roster: Roster, restating: Restating, sources: Sequence[Source], day: date
) -> list[list[int]]:
    """For each source the sources above it on the map its figures speak of."""
    position = {one.unit_id: place for place, one in enumerate(sources)}
    found = []
    for one in sources:
        tree = restating.map_of(restating.since(one.unit, day))
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
