"""Whose deadlines an officer may move: those of units below him, by the table of rights."""

from collections.abc import Collection, Sequence

from engine.docket import Docket, refuse_unknown
from engine.duties import acting
from engine.work import Work
from errors import Problem
from reporting.rights import allowed
from store import subjects
from store.extensions import Owing
from store.opening import Connection
from store.subjects import Subject


def granted(
    work: Work,
    connection: Connection,
    officer: str | None,
    pairs: Collection[tuple[int, str]],
    rows: Sequence[Owing],
) -> list[Owing]:
    """Those of some open assignments of one plan whose deadline an officer of a unit may move.

    ``pairs``: (form id, period) of all of them. Without ``officer`` it is the issuer that acts,
    and whoever set the days may move all of them.
    Raises Problem unit_unknown, or not_above where nothing is left.
    """
    if officer is None or not rows:
        return list(rows)
    refuse_unknown(work, connection, officer)
    units = sorted({one.unit_id for one in rows})
    may_move: set[int] = set()
    for pair in pairs:
        found = subjects.subjects(connection, *pair, unit_ids=units)
        docket = Docket(work, connection, pair, found)
        may_move |= {one.id for one in found if _may(docket, one, officer)}
    left = [one for one in rows if one.id in may_move]
    if not left:
        raise Problem("not_above", officer=officer, unit=rows[0].code)
    return left


def _may(docket: Docket, one: Subject, officer: str) -> bool:
    try:
        who = acting(docket.case(one), officer)
    except Problem:
        # It does not stand on the map on which this is owed.
        return False
    return allowed((who.role,), "extend", who.relation, one.state)
