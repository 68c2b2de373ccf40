"""Keeping what passed the door: each submission a revision, once, with a receipt."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from engine.work import Work
from errors import Fault
from store import assignments, journal, refusals, submissions
from store.opening import Connection
from store.refusals import Refusal
from store.submissions import Revision


@dataclass(frozen=True, slots=True)
class Accepted:
    """One submission that passed the door, with all that is kept of it."""

    assignment_id: int
    unit: str
    form: str
    period: str
    digest: str
    payload: bytes
    packed: bytes
    texts: str | None
    key: str | None
    sender: str
    on_behalf_of: str | None
    source: str
    warnings: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """A batch after the door."""

    accepted: tuple[Accepted, ...]
    refused: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a sender may keep: reference, content hash, and when it was received."""

    unit: str
    form: str
    period: str
    revision: int
    sha256: str
    received_at: datetime

    @property
    def reference(self) -> str:
        """A short name for the receipt, made of its content."""
        return f"{self.unit}-{self.period}-{self.revision}-{self.sha256[:8]}"


@dataclass(frozen=True)
class Collected:
    """What one run kept; ``repeated`` had been sent before and changed nothing.

    ``warnings`` stand beside what was kept; their ``where`` names the submission and its unit.
    """

    accepted: int = 0
    repeated: int = 0
    receipts: tuple[Receipt, ...] = ()
    refused: tuple[Refusal, ...] = field(default=())
    warnings: tuple[Fault, ...] = ()

    def __add__(self, other: "Collected") -> "Collected":
        return Collected(
            self.accepted + other.accepted,
            self.repeated + other.repeated,
            self.receipts + other.receipts,
            self.refused + other.refused,
            self.warnings + other.warnings,
        )


def keep_part(work: Work, checked: Checked, now: datetime) -> Collected:
    """Keep a judged batch in one transaction: acknowledged means on disk."""
    with work.store().writing() as connection:
        # Passed on or withdrawn since the batch was judged: what is closed takes nothing in.
        gone = assignments.closed(connection, [one.assignment_id for one in checked.accepted])
        late = [one for one in checked.accepted if one.assignment_id in gone]
        accepted = tuple(one for one in checked.accepted if one.assignment_id not in gone)
        ledger = Ledger(connection, accepted, now)
        for one in accepted:
            ledger.enter(one)
        refused = (*checked.refused, *ledger.conflicts, *map(_too_late, late))
        submissions.append(connection, ledger.rows)
        submissions.keep_keys(connection, ledger.fresh_keys)
        refusals.keep(connection, refused, now)
        if ledger.rows:
            journal.note(connection, now, work.actor, "collect", "", accepted=len(ledger.rows))
    warnings = tuple(
        replace(fault, where=f"{one.source} · {one.unit}")
        for one in accepted
        for fault in one.warnings
    )
    kept = len(ledger.rows)
    receipts = tuple(ledger.receipts)
    return Collected(kept, len(receipts) - kept, receipts, refused, warnings)


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
        self._keys = submissions.by_keys(connection, [one.key for one in accepted if one.key])
        self.fresh_keys: dict[str, str] = {}
        self.rows: list[dict[str, object]] = []
        self.receipts: list[Receipt] = []
        self.conflicts: list[Refusal] = []

    def enter(self, one: Accepted) -> None:
        """Take one submission in, in the order it was sent."""
        bound = self._keys.get(one.key) if one.key else None
        if bound not in (None, one.digest):
            self.conflicts.append(_conflict(one))
            return
        if one.key and bound is None:
            self._keys[one.key] = self.fresh_keys[one.key] = one.digest
        past = self._past.setdefault(one.assignment_id, [])
        kept = _before(past, one, keyed=bound is not None)
        if kept is None:
            kept = Revision(len(past) + 1, one.digest, one.source, self._now)
            past.append(kept)
            self.rows.append(_row(one, kept))
        self.receipts.append(
            Receipt(one.unit, one.form, one.period, kept.number, one.digest, kept.received_at)
        )


def _before(past: list[Revision], one: Accepted, *, keyed: bool) -> Revision | None:
    if keyed:
        return next((r for r in reversed(past) if r.digest == one.digest), None)
    if past and past[-1].digest == one.digest:
        return past[-1]
    same_place = next((r for r in reversed(past) if r.source == one.source), None)
    return same_place if same_place and same_place.digest == one.digest else None


def _too_late(one: Accepted) -> Refusal:
    sent = f"{one.unit} {one.form} {one.period}"
    fault = Fault("not_assigned", path="unit", where=one.source, sent=sent, allowed="-")
    return Refusal(one.source, one.unit, one.form, one.period, one.payload, (fault,), one.sender)


def _conflict(one: Accepted) -> Refusal:
    fault = Fault("key_conflict", path="key", where=one.source, sent=one.key or "")
    return Refusal(one.source, one.unit, one.form, one.period, one.payload, (fault,), one.sender)


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
