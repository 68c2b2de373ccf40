"""Keeping what passed the door: each submission a revision, once, with a receipt."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from engine import voiding
from engine.attempts import settle
from engine.behalf import entered_by, spoken_for
from engine.confirm import Warned, keep_warnings, raised
from engine.conflicts import key_conflict, not_silent, too_late
from engine.once import compared
from engine.overtaken import Shown, outdated
from engine.papers import Paper, put, shelved
from engine.work import Work
from errors import Fault
from store import assignments, bonds, claims, journal, refusals, submissions
from store.opening import Connection
from store.refusals import Refusal
from store.submissions import Revision


@dataclass(frozen=True, slots=True)
class Accepted:
    """One submission that passed the door, with all that is kept of it.

    ``moving``: its form says how far a figure may move. ``reasons`` say by path why an unusual
    figure is right. ``template``: it came in the workbook that was made for it. ``papers`` are
    scans that came with it. ``notes`` tell how a doubtful cell was read. ``shown`` is what a
    workbook to correct came with.
    """

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
    form_id: int = 0
    level: str = ""
    moving: bool = False
    reasons: Mapping[str, str] = field(default_factory=dict)
    template: bool = False
    papers: tuple[Paper, ...] = ()
    notes: tuple[Fault, ...] = ()
    shown: Shown | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """A batch after the door."""

    accepted: tuple[Accepted, ...]
    refused: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a sender may keep: reference, content hash, and when it was received.

    ``entered_by`` is who entered it for a silent unit; empty where the unit sent it itself.
    """

    unit: str
    form: str
    period: str
    revision: int
    sha256: str
    received_at: datetime
    entered_by: str = ""

    @property
    def reference(self) -> str:
        """A short name for the receipt, made of its content."""
        return f"{self.unit}-{self.period}-{self.revision}-{self.sha256[:8]}"


@dataclass(frozen=True)
class Collected:
    """What one run kept; ``repeated`` had been sent before and changed nothing.

    ``warned`` stands beside what was kept, confirmed or not; ``notes`` tell how doubtful cells of
    it were read.
    """

    accepted: int = 0
    repeated: int = 0
    receipts: tuple[Receipt, ...] = ()
    refused: tuple[Refusal, ...] = field(default=())
    warned: tuple[Warned, ...] = ()
    notes: tuple[Fault, ...] = ()

    def __add__(self, other: "Collected") -> "Collected":
        return Collected(
            self.accepted + other.accepted,
            self.repeated + other.repeated,
            self.receipts + other.receipts,
            self.refused + other.refused,
            self.warned + other.warned,
            self.notes + other.notes,
        )


def keep_part(work: Work, checked: Checked, now: datetime) -> Collected:
    """Keep a judged batch in one transaction: acknowledged means on disk."""
    checked = shelved(work, checked)
    while True:
        try:
            return _kept(work, checked, now)
        except submissions.KeysTaken:
            # Nothing of it was kept. What took the keys is there now, and the Ledger sees it.
            continue


def _kept(work: Work, checked: Checked, now: datetime) -> Collected:
    with work.store().writing() as connection:
        # What was refused too: it may become a draft.
        tried = [one.attempt.assignment_id for one in checked.refused if one.attempt]
        claims.claim_of(connection, [*(one.assignment_id for one in checked.accepted), *tried])
        # Passed on or withdrawn since the batch was judged: what is closed takes nothing in.
        gone = assignments.closed(connection, [one.assignment_id for one in checked.accepted])
        late = [one for one in checked.accepted if one.assignment_id in gone]
        accepted = tuple(one for one in checked.accepted if one.assignment_id not in gone)
        accepted = compared(connection, accepted)
        ledger = Ledger(connection, accepted, now)
        for one in accepted:
            ledger.enter(one)
        refused = (*checked.refused, *ledger.conflicts, *map(too_late, late))
        submissions.append(connection, ledger.rows)
        warned = keep_warnings(work, connection, accepted, ledger.rows, now)
        settle(connection, refused, ledger.taken, now)
        voiding.follow(work, connection, ledger.changed, now)
        put(work, connection, accepted, now)
        submissions.keep_keys(connection, ledger.fresh_keys)
        refusals.keep(connection, refused, now)
        if ledger.rows:
            doubted = raised(connection, ledger.changed) if warned else ""
            told = {
                "accepted": len(ledger.rows),
                bonds.BOUND: bonds.bound(ledger.rows),
                bonds.WARNED: doubted,
            }
            journal.note(connection, now, work.actor, "collect", "", **told)
    kept = len(ledger.rows)
    receipts = tuple(ledger.receipts)
    notes = tuple(note for one in accepted for note in one.notes)
    return Collected(kept, len(receipts) - kept, receipts, refused, warned, notes)


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
