"""Publish: freeze what a period's figures are made of, and what they come to."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from engine import rollup as rollups_verbs
from engine.forms import asked
from engine.inputs import Frame, ground_of
from engine.linked import registers
from engine.over_time import longer_of
from engine.publish_composed import Compound, of_longer, of_period
from engine.targets import bindings
from engine.vintages import recalled
from engine.work import Work
from errors import Problem
from reporting.digest import figures_digest, inputs_digest
from reporting.kept_targets import spelled
from reporting.rollup import Rollup
from schemas.form import Form
from store import claims, journal, rollups, vintage_links, vintages
from store.opening import Connection
from store.rollups import RollupRow
from store.vintages import VintageRow


@dataclass(frozen=True, slots=True)
class Published:
    """The vintage that stands after an act of publishing, and whether it is new.

    ``missing`` are parts of a longer period that nobody was asked for.
    """

    vintage: VintageRow
    new: bool
    reported: int
    expected: int
    missing: tuple[str, ...] = ()


def publish(
    work: Work,
    period: str,
    form: str | None,
    now: datetime,
    *,
    final: bool = False,
    note: str = "",
    on: date | None = None,
) -> Published:
    """Bring the roll-up of a period up to date and freeze it as the next vintage.

    A period that shorter ones make up is frozen with what they are made of; ``on``: on the map of
    that day. Where the newest vintage of the same finality is made of the very same, that one
    stands. Raises Problem form_needed, form_unknown, nothing_assigned, or the roster's own.
    """
    with work.store().reading() as connection:
        longer = longer_of(connection, period, form)
        apart = longer is not None or _elsewhere(work, connection, period, form, on)
    if apart:
        with work.store().writing() as connection:
            if longer is not None:
                found = of_longer(work, connection, longer, on, final=final)
            else:
                assert on is not None
                found = of_period(work, connection, period, form, on, final=final)
            return _compound(work, connection, found, now, note)
    done = rollups_verbs.run(work, period, form, now, final=final)
    with work.store().writing() as connection:
        form_id, _ = asked(connection, period, form)
        # Of two who publish at once one waits, and then finds what the other published.
        claims.claim(connection, [form_id], period)
        kept = rollups.find(connection, form_id, period, final=final)
        if kept is None:
            raise Problem("no_rollup", period=period)
        rollup, frame, _ = rollups_verbs.loaded(work, connection, kept.id)
        values = _values(connection, kept, rollup, frame)
        standing = _standing(connection, rollup.form, values)
        if standing is not None:
            return Published(standing, new=False, reported=done.reported, expected=done.expected)
        values |= _named(work, connection, rollup.form, values, now, note)
        values["targets"] = spelled(bindings(connection, frame.map, period, rollup.form))
        row = vintages.by_id(connection, _kept(connection, kept, rollup.form, values))
        _noted(connection, row)
    return Published(row, new=True, reported=done.reported, expected=done.expected)


def _elsewhere(
    work: Work, connection: Connection, period: str, form: str | None, on: date | None
) -> bool:
    """Whether another map than a period's own is meant."""
    if on is None:
        return False
    form_id, _ = asked(connection, period, form)
    return ground_of(work, connection, form_id, period).roster_on != on


def _compound(
    work: Work, connection: Connection, found: Compound, now: datetime, note: str
) -> Published:
    values, form = found.values(connection), found.rollup.form
    row = _standing(connection, form, values)
    new = row is None
    if row is None:
        values |= _named(work, connection, form, values, now, note)
        values["targets"] = spelled(bindings(connection, found.frame.map, found.period, form))
        row = vintages.by_id(connection, found.keep(connection, values))
        _noted(connection, row, **found.making.as_details())
        # What cannot be made again from what was frozen is not published.
        recalled(work, connection, row)
    return Published(row, new, found.reported, found.expected, found.making.missing)


def _standing(
    connection: Connection, form: Form, values: Mapping[str, object]
) -> VintageRow | None:
    """The newest vintage of the same finality, where it is made of the very same."""
    series = vintages.of_series(connection, form.name, str(values["period"]))
    newest = next((one for one in reversed(series) if one.final == values["final"]), None)
    same = newest is not None and all(getattr(newest, n) == v for n, v in values.items())
    return newest if same else None


def _named(
    work: Work,
    connection: Connection,
    form: Form,
    values: Mapping[str, object],
    now: datetime,
    note: str,
) -> dict[str, object]:
    """What tells a new vintage from all before it."""
    period = str(values["period"])
    # Versions of a form are asked for by plans of their own, and count their vintages together.
    claims.named(connection, f"vintage {form.name} {period}")
    number = vintages.next_number(connection, form.name, period)
    return {"form": form.name, "number": number, "note": note, "at": now, "actor": work.actor}


def _values(
    connection: Connection, kept: RollupRow, rollup: Rollup, frame: Frame
) -> dict[str, object]:
    """What a vintage is made of: another of the same is the same vintage."""
    taken = vintages.taken_by(connection, kept.id)
    for one in registers(connection, rollup.form, kept.period, final=kept.final).values():
        taken += vintage_links.taken_of(connection, one.form_id, one.period, final=kept.final)
    return {
        "period": kept.period,
        "form_id": kept.form_id,
        "final": kept.final,
        "roster_on": kept.roster_on,
        "plan_id": frame.plan_id,
        "inputs_digest": inputs_digest(taken),
        "figures_digest": figures_digest(rollup),
    }


def _kept(connection: Connection, kept: RollupRow, form: Form, values: Mapping[str, object]) -> int:
    """The vintage's row id: what other forms give is frozen with its own."""
    vintage_id = vintages.keep(connection, kept.id, values)
    for one in registers(connection, form, kept.period, final=kept.final).values():
        vintage_links.keep_given(connection, vintage_id, one.form_id, one.period, final=kept.final)
    return vintage_id


def _noted(connection: Connection, row: VintageRow, **making: object) -> None:
    """The act that made a vintage, with all that proves it."""
    about = f"{row.form}@{row.version}"
    journal.note(connection, row.at, row.actor, vintages.PUBLISH, about, **told(row), **making)


def told(row: VintageRow) -> dict[str, object]:
    """What the act of publishing says of a vintage."""
    return {
        "period": row.period,
        "number": row.number,
        "final": row.final,
        "roster_on": row.roster_on.isoformat(),
        "plan": row.plan,
        "inputs": row.inputs_digest,
        "figures": row.figures_digest,
        "targets": hashlib.sha256(row.targets.encode()).hexdigest(),
        "note": row.note,
    }
