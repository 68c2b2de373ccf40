"""A change after approval: what was approved of it, and all the way up, holds no longer."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from engine.docket import days_of, standing
from engine.roster import Map, load_roster
from engine.work import Work
from store import assignments, bonds, journal, reviews, subjects
from store.opening import Connection
from store.reviews import Done
from store.subjects import Subject

VOIDED = "voided"
NAMED = 5
"""Units named as the cause of a voided approval; more are counted in the journal."""


def follow(
    work: Work, connection: Connection, assignment_ids: Collection[int], now: datetime
) -> int:
    """After these have new revisions, in the same transaction; how many approvals became void.

    What the highest unit sends is final at once. Where nothing of the forms and periods was ever
    approved this is two small queries.
    """
    reviews.finish_alone(connection)
    return _changed(work, connection, assignment_ids, assignment_ids, now)


def moved(
    work: Work, connection: Connection, assignment_ids: Collection[int], now: datetime
) -> int:
    """After these were closed, or opened again: what was approved above rested on them.

    Where nothing had been sent nothing changes.
    """
    answered = reviews.answered(connection, assignment_ids)
    return _changed(work, connection, answered, (), now) if answered else 0


def _changed(
    work: Work,
    connection: Connection,
    assignment_ids: Collection[int],
    own: Collection[int],
    now: datetime,
) -> int:
    """Void what rests on these assignments, and what was approved of ``own`` themselves."""
    count, mine = 0, set(own)
    for (form_id, period), changed in reviews.touched(connection, assignment_ids).items():
        above = _above(_maps(work, connection, form_id, period), set(changed.values()))
        units = sorted({*above, *changed.values()})
        rows = subjects.subjects(connection, form_id, period, unit_ids=units)
        causes = {
            one.id: above.get(one.unit_id, set()) | ({one.unit} if one.id in mine else set())
            for one in rows
        }
        count += _void(work, connection, [one for one in rows if causes[one.id]], causes, now)
    return count


def _void(
    work: Work,
    connection: Connection,
    rows: Sequence[Subject],
    causes: Mapping[int, set[str]],
    now: datetime,
) -> int:
    acts = reviews.done(connection, [one.id for one in rows])
    voided = [one for one in rows if standing(acts.get(one.id, ()))]
    if not voided:
        return 0
    fresh = [_row(work, one, acts[one.id], causes[one.id], now) for one in voided]
    reviews.add(connection, fresh)
    reviews.let_stand(connection, [one.id for one in voided], "submitted")
    said = sorted({one.unit for one in voided})
    about = f"{voided[0].form} {voided[0].period}"
    told = {"units": said, "count": len(voided), bonds.JUDGED: bonds.of_rows(bonds.REVIEW, fresh)}
    journal.note(connection, now, work.actor, "review void", about, **told)
    return len(voided)


def _maps(work: Work, connection: Connection, form_id: int, period: str) -> list[Map]:
    """Every map a plan that asks for this stands on: an approval may rest on any of them."""
    roster = load_roster(work.store(), connection)
    asking = assignments.plans_of(connection, form_id, period)
    days = {day for plan_id in asking for day in days_of(connection, plan_id)}
    return [roster.on(day) for day in sorted(days)]


def _above(maps: Sequence[Map], units: Collection[int]) -> dict[int, set[str]]:
    """Every unit above a changed one, with the codes that changed below it."""
    found: dict[int, set[str]] = {}
    for one in maps:
        for unit_id in units:
            place = one.places.get(unit_id)
            if place is None:
                continue
            code = one.tree.units[place].code
            for higher in one.tree.ancestors(place):
                found.setdefault(one.ids[higher], set()).add(code)
    return found


def _row(
    work: Work, one: Subject, acts: Sequence[Done], causes: Collection[str], now: datetime
) -> dict[str, object]:
    """The approval as it was, and by whose change it is void."""
    last = standing(acts)[-1]
    codes = sorted(causes)
    more = ", …" if len(codes) > NAMED else ""
    return {
        "assignment_id": one.id,
        "turn": acts[-1].turn + 1,
        "kind": VOIDED,
        "submission_id": last.submission_id,
        "digest": last.digest,
        "below": last.below,
        "reason": ", ".join(codes[:NAMED]) + more,
        "forced": False,
        "at": now,
        "actor": work.actor,
    }
