"""A change after approval: what was approved of it, and all the way up, holds no longer."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

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
    work: Work,
    connection: Connection,
    assignment_ids: Collection[int],
    now: datetime,
    by: Mapping[str, str] = MappingProxyType({}),
) -> int:
    """After these have new revisions, in the same transaction; how many approvals became void.

    ``by`` is who sent it, by the code of the unit, where it was not who asks. What the highest
    unit sends is final at once. Where nothing of the forms and periods was ever
    approved this is two small queries.
    """
    reviews.finish_alone(connection)
    return _changed(work, connection, assignment_ids, assignment_ids, now, by)


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
    by: Mapping[str, str] = MappingProxyType({}),
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
        count += _void(work, connection, [one for one in rows if causes[one.id]], causes, now, by)
    return count


def _void(
    work: Work,
    connection: Connection,
    rows: Sequence[Subject],
    causes: Mapping[int, set[str]],
    now: datetime,
    by: Mapping[str, str],
) -> int:
    acts = reviews.done(connection, [one.id for one in rows])
    voided = [one for one in rows if standing(acts.get(one.id, ()))]
    if not voided:
        return 0
    told: dict[str, list[tuple[Subject, dict[str, object]]]] = {}
    for one in voided:
        actor = by.get(min(causes[one.id]), work.actor)
        row = _row(actor, one, acts[one.id], causes[one.id], now)
        told.setdefault(actor, []).append((one, row))
    reviews.add(connection, [row for many in told.values() for _, row in many])
    reviews.let_stand(connection, [one.id for one in voided], "submitted")
    for actor, many in told.items():
        _note(connection, actor, [one for one, _ in many], [row for _, row in many], now)
    return len(voided)


def _note(
    connection: Connection,
    actor: str,
    voided: Sequence[Subject],
    rows: Sequence[Mapping[str, object]],
    now: datetime,
) -> None:
    said = sorted({one.unit for one in voided})
    about = f"{voided[0].form} {voided[0].period}"
    told = {"units": said, "count": len(voided), bonds.JUDGED: bonds.of_rows(bonds.REVIEW, rows)}
    journal.note(connection, now, actor, "review void", about, **told)


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
    actor: str, one: Subject, acts: Sequence[Done], causes: Collection[str], now: datetime
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
        "actor": actor,
    }
