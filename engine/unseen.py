"""Nobody writes over a draft they have not seen: two tabs, two people, a page left open overnight.

A page carries the mark of what it was made of, and a name of its own. What it keeps goes in the
place of what it showed, or of what it kept itself; anything else would be lost without a word.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from engine.standings import zone_of
from engine.work import Work
from errors import Problem
from store import drafts, subjects
from store.drafts import Draft
from store.opening import Connection

PAGE = "portal:"
"""How the source of a draft kept by a page begins; its name and turn follow."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one opened page has shown and kept so far.

    ``mark`` is that of ``mark_of`` when it was made, ``opening`` its own name (empty where it has
    none), ``turn`` counts what it keeps: of two that cross on the way the later stands.
    """

    mark: str
    opening: str = ""
    turn: int = 0

    @property
    def source(self) -> str:
        """What stands as the source of the draft it keeps."""
        return f"{PAGE}{self.opening}:{self.turn}"


def mark_of(draft: Draft | None, upon: str) -> str:
    """A name for what stands in the cells: the draft, else the revision sent last."""
    content = ""
    if draft is not None:
        told = json.loads(draft.content, parse_float=str)
        # The same answers by another hand are nothing to be lost.
        told.pop("by", None)
        content = json.dumps(told, sort_keys=True)
    return hashlib.sha256(f"{content}\n{upon}".encode()).hexdigest()[:16]


def overtaken(work: Work, connection: Connection, fresh: Draft, seen: Seen) -> bool:
    """Whether the same page has kept something later already.

    Raises Problem draft_moved where something stands there that the page has not shown.
    """
    there = drafts.of(connection, fresh.assignment_id)
    if there is not None and (turn := _turn(there, seen)) is not None:
        return turn > seen.turn
    subject = subjects.by_id(connection, fresh.assignment_id)
    upon = (subject.digest if subject else None) or ""
    now = mark_of(there, upon)
    if now in {seen.mark, mark_of(fresh, upon)}:
        return False
    by = there.sender if there else subject.sender if subject else ""
    at = there.saved_at if there else subject.received_at if subject else None
    raise Problem("draft_moved", by=by or "–", at="–" if at is None else _clock(work, at))


def _clock(work: Work, at: datetime) -> str:
    """A moment by the country's clock."""
    return f"{at.astimezone(zone_of(work.country().offset)):%H:%M:%S %d/%m/%Y}"


def goes_on(connection: Connection, fresh: Draft, seen: Seen) -> bool:
    """Whether the draft that stands there was kept by the same page."""
    there = drafts.of(connection, fresh.assignment_id)
    return there is not None and _turn(there, seen) is not None


def _turn(there: Draft, seen: Seen) -> int | None:
    """The turn in which this page kept the draft; None where it was another's."""
    name, _, turn = there.source.rpartition(":")
    own = seen.opening and name == f"{PAGE}{seen.opening}"
    return int(turn) if own and turn.isdecimal() else None
