"""Publish: freeze what a period's figures are made of, and what they come to."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from engine import linked
from engine import rollup as rollups_verbs
from engine.forms import asked, bare, of_row
from engine.inputs import Frame
from engine.targets import bindings
from engine.work import Work
from errors import Problem
from reporting.digest import figures_digest, inputs_digest
from reporting.kept_targets import spelled
from reporting.rollup import Rollup
from store import claims, forms, journal, rollups, vintages
from store.opening import Connection
from store.rollups import RollupRow
from store.vintages import VintageRow


@dataclass(frozen=True, slots=True)
class Published:
    """The vintage that stands after an act of publishing, and whether it is new."""

    vintage: VintageRow
    new: bool
    reported: int
    expected: int


def publish(
    work: Work, period: str, form: str | None, now: datetime, *, final: bool = False, note: str = ""
) -> Published:
    """Bring the roll-up of a period up to date and freeze it as the next vintage.

    Where the newest vintage of the same finality is made of the very same, that one stands and
    nothing is written. Raises Problem form_needed, form_unknown, nothing_assigned or
    linked_unfrozen.
    """
    with work.store().reading() as connection:
        form_id, _ = asked(connection, period, form)
        linked.refuse("linked_unfrozen", of_row(forms.by_id(connection, form_id)))
    done = rollups_verbs.run(work, period, form, now, final=final)
    with work.store().writing() as connection:
        form_id, reference = asked(connection, period, form)
        # Of two who publish at once one waits, and then finds what the other published.
        claims.claim(connection, [form_id], period)
        kept = rollups.find(connection, form_id, period, final=final)
        if kept is None:
            raise Problem("no_rollup", period=period)
        name = bare(reference)
        rollup, frame, _ = rollups_verbs.loaded(work, connection, kept.id)
        values = _values(connection, kept, rollup, frame)
        series = vintages.of_series(connection, name, period)
        newest = next((one for one in reversed(series) if one.final == final), None)
        if newest is not None and all(getattr(newest, n) == v for n, v in values.items()):
            return Published(newest, new=False, reported=done.reported, expected=done.expected)
        number = vintages.next_number(connection, name, period)
        values |= {
            "form": name,
            "number": number,
            "targets": spelled(bindings(connection, frame.map, period, rollup.form)),
            "note": note,
            "at": now,
            "actor": work.actor,
        }
        row = vintages.by_id(connection, vintages.keep(connection, kept.id, values))
        _noted(connection, row)
    return Published(row, new=True, reported=done.reported, expected=done.expected)


def _values(
    connection: Connection, kept: RollupRow, rollup: Rollup, frame: Frame
) -> dict[str, object]:
    """What a vintage is made of: another of the same is the same vintage."""
    return {
        "period": kept.period,
        "form_id": kept.form_id,
        "final": kept.final,
        "roster_on": kept.roster_on,
        "plan_id": frame.plan_id,
        "inputs_digest": inputs_digest(vintages.taken_by(connection, kept.id)),
        "figures_digest": figures_digest(rollup),
    }


def _noted(connection: Connection, row: VintageRow) -> None:
    """The act that made a vintage, with all that proves it."""
    journal.note(connection, row.at, row.actor, "publish", f"{row.form}@{row.version}", **told(row))


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
