"""Own and cumulative figures of a form and period: in full, or along the ancestors of a change."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from engine.forms import asked, of_row
from engine.gathering import Gathering
from engine.inputs import Frame, Ground, ground_of, ground_taken
from engine.linked import digests as linked_digests
from engine.linked import relinked
from engine.refreshing import Job, few, refresh
from engine.subtrees import Rolled, joined
from engine.work import Work
from errors import Problem
from reporting.rollup import Rollup, roll_up
from store import changes, claims, coverage, forms, journal, rollups, submissions
from store.coverage import OnMap
from store.opening import Connection
from store.rollups import RollupRow


@dataclass(frozen=True, slots=True)
class RolledUp:
    """What a roll-up did: ``changed`` inputs since the one before, ``rows`` written."""

    id: int
    form: str
    period: str
    full: bool
    changed: int
    rows: int
    reported: int
    expected: int
    left_out: int = 0
    succeeded: int = 0


def run(
    work: Work,
    period: str,
    form: str | None,
    now: datetime,
    *,
    final: bool = False,
    pieces: Rolled | None = None,
) -> RolledUp:
    """Bring the roll-up of a period up to date; nothing changed means nothing written.

    ``pieces``: its parts, rolled up elsewhere. Raises Problem form_needed, form_unknown or
    nothing_assigned.
    """
    with work.store().writing(known=True) as connection:
        form_id, reference = asked(connection, period, form)
        # Nothing arrives between two looks, and of two who roll up at once one waits.
        claims.claim(connection, [form_id], period)
        kept = rollups.find(connection, form_id, period, final=final)
        ground = ground_of(work, connection, form_id, period)
        changed = [] if kept is None else changes.changed(connection, kept)
        job = Job(connection, of_row(forms.by_id(connection, form_id)), form_id, period, final)
        little = few(changed, len(ground.map.ids))
        if kept is not None and little and kept.roster_on == ground.roster_on:
            rollup_id, rows, left_out, full = *refresh(job, kept, ground, changed, now), False
        elif pieces is not None and _fits(pieces, job, ground):
            rollup_id, rows, left_out, full = *_added(job, kept, ground, pieces, now), True
        else:
            rollup_id, rows, left_out, full = *_whole(job, kept, ground, now), True
        if rows or kept is None:
            journal.note(connection, now, work.actor, "rollup", reference, period=period, rows=rows)
        changes.seen(connection, rollup_id)
        stood = _coverage(connection, rollup_id, ground, left_out)
    return RolledUp(
        id=rollup_id,
        form=reference,
        period=period,
        full=full,
        changed=len(changed),
        rows=rows,
        reported=stood.reported,
        expected=stood.expected,
        left_out=stood.left_out,
        succeeded=stood.succeeded,
    )


def _added(
    job: Job, kept: RollupRow | None, ground: Ground, pieces: Rolled, now: datetime
) -> tuple[int, int, int]:
    rollup_id, rows, left_out = joined(job, kept, ground, pieces, now)
    fresh = rollups.by_id(job.connection, rollup_id)
    # Each piece was read at a moment of its own, and somebody may have rolled up since.
    since = changes.changed(job.connection, fresh, anew=True)
    refresh(job, fresh, ground, since, now)
    return rollup_id, rows, left_out


def _fits(pieces: Rolled, job: Job, ground: Ground) -> bool:
    """Whether the pieces are of what is rolled up here; the map may have changed meanwhile."""
    told = (pieces.ask.form_id, pieces.ask.period, pieces.ask.final, pieces.ask.roster_on)
    return told == (job.form_id, job.period, job.final, ground.roster_on)


def _coverage(connection: Connection, rollup_id: int, ground: Ground, left_out: int) -> OnMap:
    if ground.moved:
        return coverage.counts_on(connection, rollups.by_id(connection, rollup_id))
    # Nothing was passed on, and but for what is new every unit stands on this map: no need to ask.
    reported, expected = coverage.counts(connection, rollup_id, plans=ground.plans)
    return OnMap(reported, expected, left_out, 0)


def _whole(job: Job, kept: RollupRow | None, ground: Ground, now: datetime) -> tuple[int, int, int]:
    found = Gathering(job.form, ground.map)
    figures = submissions.figures(job.connection, job.form_id, job.period, final=job.final)
    rolled = roll_up(job.form, ground.map.tree, found.take(figures).inputs())
    ids = [ground.map.ids[place] for place in ground.map.tree.interior.tolist()]
    rows = dict(zip(ids, rolled.packed(), strict=True))
    values = job.values(ground.roster_on, now)
    rollup_id = rollups.replace_by_what_counts(job.connection, kept, values, rows)
    return rollup_id, len(rows), found.left_out


def load(work: Work, rollup_id: int) -> tuple[Rollup, Frame, RollupRow]:
    """A kept roll-up with the very revisions it was made of."""
    with work.store().reading() as connection:
        return loaded(work, connection, rollup_id)


def loaded(work: Work, connection: Connection, rollup_id: int) -> tuple[Rollup, Frame, RollupRow]:
    """The same at the moment of a connection, for whoever reads more beside it."""
    kept = rollups.by_id(connection, rollup_id)
    form = of_row(forms.by_id(connection, kept.form_id))
    ground = ground_taken(work, connection, rollup_id)
    found = Gathering(form, ground.map).take(rollups.figures(connection, rollup_id))
    packed = rollups.packed_rows(connection, rollup_id)
    rows = [packed[ground.map.ids[place]] for place in ground.map.tree.interior.tolist()]
    rolled = Rollup.of_packed(form, ground.map.tree, found.inputs(), rows)
    frame = Frame(ground.map, ground.roster_on, ground.plan_id, found.assigned)
    whole = relinked(connection, rolled, kept.period, frame.map.ids, final=kept.final)
    return whole, frame, kept


def inputs_digest(work: Work, rollup_id: int) -> str:
    """SHA-256 over the sorted digests of the revisions a roll-up took: what it was made of."""
    with work.store().reading() as connection:
        return digest_of(connection, rollup_id)


def digest_of(connection: Connection, rollup_id: int) -> str:
    """The same at the moment of a connection."""
    digests = rollups.digests(connection, rollup_id)
    kept = rollups.by_id(connection, rollup_id)
    form = of_row(forms.by_id(connection, kept.form_id))
    digests += sorted(linked_digests(connection, form, kept.period, final=kept.final))
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()


def current(work: Work, period: str, form: str | None, *, final: bool = False) -> int:
    """The row id of the roll-up that stands for a period. Raises Problem no_rollup."""
    with work.store().reading() as connection:
        form_id, _reference = asked(connection, period, form)
        kept = rollups.find(connection, form_id, period, final=final)
    if kept is None:
        raise Problem("no_rollup", period=period)
    return kept.id
