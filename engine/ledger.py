"""What is new among submissions, what had been sent before, and what cannot be."""

from datetime import datetime

from engine.accepted import Accepted, Receipt
from engine.behalf import entered_by, spoken_for
from engine.conflicts import key_conflict, not_silent
from engine.overtaken import outdated
from store import submissions
from store.opening import Connection
from store.refusals import Refusal
from store.submissions import Revision


class Ledger:
    """Decides for each submission: a new revision, sent before, or a conflict of keys.

    Sent before means: its key was used for the same content; or the same content is the newest
    revision, or the newest that came from the same place, so that reading a folder again, with
    corrections beside what they correct, changes nothing.
    """

    def __init__(
        self, connection: Connection, accepted: tuple[Accepted, ...], now: datetime
    ) -> None:
        self._now = now
        self._past = submissions.revisions(connection, [one.assignment_id for one in accepted])
        self._connection = connection
        self._keys = submissions.by_keys(connection, [one.key for one in accepted if one.key])
        self._answered = spoken_for(connection, accepted)
        self.fresh_keys: dict[str, str] = {}
        self.rows: list[dict[str, object]] = []
        self.receipts: list[Receipt] = []
        self.taken: set[int] = set()
        self.conflicts: list[Refusal] = []

    @property
    def changed(self) -> set[int]:
        """The assignments that have a new revision."""
        return {int(str(row["assignment_id"])) for row in self.rows}

    def enter(self, one: Accepted) -> None:
        """Take one submission in, in the order it was sent."""
        bound = self._keys.get(one.key) if one.key else None
        if bound not in (None, one.digest):
            self.conflicts.append(key_conflict(one))
            return
        past = self._past.setdefault(one.assignment_id, [])
        kept = _before(past, one, keyed=bound is not None)
        if kept is None and one.on_behalf_of and one.assignment_id in self._answered:
            self.conflicts.append(not_silent(one))
            return
        late = outdated(self._connection, one, past, self.rows) if kept is None else None
        if late is not None:
            self.conflicts.append(late)
            return
        if one.key and bound is None:
            self._keys[one.key] = self.fresh_keys[one.key] = one.digest
        repeated = kept is not None
        if kept is None:
            number = len(past) + 1
            kept = Revision(number, one.digest, one.source, self._now, one.on_behalf_of)
            past.append(kept)
            self.rows.append(_row(one, kept))
            if not one.on_behalf_of:
                self._answered.add(one.assignment_id)
        self.taken.add(one.assignment_id)
        self.receipts.append(
            Receipt(
                one.unit,
                one.form,
                one.period,
                kept.number,
                one.digest,
                kept.received_at,
                entered_by(one.unit, kept.on_behalf_of, one.sender),
                one.source,
                repeated,
            )
        )


def _before(past: list[Revision], one: Accepted, *, keyed: bool) -> Revision | None:
    if keyed:
        return next((r for r in reversed(past) if r.digest == one.digest), None)
    if past and past[-1].digest == one.digest and not _own_word(past[-1], one):
        return past[-1]
    same_place = next((r for r in reversed(past) if r.source == one.source), None)
    if same_place is None or same_place.digest != one.digest or _own_word(same_place, one):
        return None
    return same_place


def _own_word(newest: Revision, one: Accepted) -> bool:
    """Whether a unit says itself what was entered for it: that is more than the same again."""
    return bool(newest.on_behalf_of) and not one.on_behalf_of


def _row(one: Accepted, kept: Revision) -> dict[str, object]:
    return {
        "assignment_id": one.assignment_id,
        "revision": kept.number,
        "digest": one.digest,
        "payload": one.payload,
        "packed": one.packed,
        "texts": one.texts,
        "sender": one.sender,
        "on_behalf_of": one.on_behalf_of,
        "source": one.source,
        "received_at": kept.received_at,
    }
