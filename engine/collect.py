"""What units send: read, judged in workers, kept by one writer; nothing half done."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from engine.door import Door, open_door
from engine.pool import Pool
from engine.work import Work
from errors import Fault
from intake.files import Batch, batches, read_batch
from intake.folders import walk
from intake.reading import Sent
from reporting.submission import canonical, pack
from store import assignments, journal, refusals, submissions
from store.refusals import Refusal

Progress = Callable[[str, int, int], None]
FILES_A_PART = 400


@dataclass(frozen=True, slots=True)
class Part:
    """One batch of files to read; ``mark`` names the state of assignments to judge by."""

    batch: Batch
    form: str | None
    mark: str


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
    """What one run kept; ``repeated`` had been sent before and changed nothing."""

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


def parts(work: Work, paths: Iterable[Path], form: str | None) -> list[Part]:
    """Batches of the files under ``paths``. Raises Problem file_missing."""
    with work.store().reading() as connection:
        mark = assignments.mark(connection)
    return [Part(batch, form, mark) for batch in batches(walk(paths).files, FILES_A_PART)]


def check_part(work: Work, part: Part) -> Checked:
    """Read and judge one batch; touches nothing, so it may run in any process, any number of times."""
    door = open_door(work, part.mark)
    accepted: list[Accepted] = []
    refused: list[Refusal] = []
    for sent in read_batch(part.batch, part.form, door.kinds_of):
        outcome = _judged(work, door, sent)
        if isinstance(outcome, Accepted):
            accepted.append(outcome)
        else:
            refused.append(outcome)
    return Checked(tuple(accepted), tuple(refused))


def _judged(work: Work, door: Door, sent: Sent) -> Accepted | Refusal:
    if sent.faults:
        return _refusal(work, sent, sent.faults)
    found = door.find(sent)
    if isinstance(found, Fault):
        return _refusal(work, sent, (found,))
    owed, form = found
    content, faults = door.judge(sent, owed)
    if content is None:
        return _refusal(work, sent, faults)
    payload, digest = canonical(owed.code, owed.valid_from, form, owed.period, content)
    texts = {m.path: content.values[m.path] for m in form.texts if m.path in content.values}
    return Accepted(
        assignment_id=owed.id,
        unit=owed.code,
        form=owed.form,
        period=owed.period,
        digest=digest,
        payload=payload,
        packed=pack(form, content),
        texts=json.dumps(texts, ensure_ascii=False) if texts else None,
        key=sent.key,
        sender=sent.by or work.actor,
        on_behalf_of=sent.on_behalf_of,
        source=sent.where,
        warnings=faults,
    )


def _refusal(work: Work, sent: Sent, faults: tuple[Fault, ...]) -> Refusal:
    return Refusal(
        source=sent.where,
        unit=sent.unit or "",
        form=sent.form or "",
        period=sent.period or "",
        raw=sent.raw,
        faults=faults,
        sender=sent.by or work.actor,
    )


def keep_part(work: Work, checked: Checked, now: datetime) -> Collected:
    """Keep a judged batch in one transaction: acknowledged means on disk."""
    with work.store().writing() as connection:
        ids = [one.assignment_id for one in checked.accepted]
        standing = {i: (k.revision, k.digest) for i, k in submissions.known(connection, ids).items()}
        keys = submissions.by_keys(connection, [o.key for o in checked.accepted if o.key])
        fresh_keys: dict[str, str] = {}
        rows, receipts = [], []
        refused = list(checked.refused)
        for one in checked.accepted:
            bound = keys.get(one.key) if one.key else None
            if bound is not None and bound != one.digest:
                refused.append(_conflict(one))
                continue
            if one.key and bound is None:
                keys[one.key] = fresh_keys[one.key] = one.digest
            revision, digest = standing.get(one.assignment_id, (0, ""))
            if bound is None and digest != one.digest:
                revision += 1
                standing[one.assignment_id] = (revision, one.digest)
                rows.append(_row(one, revision, now))
            receipts.append(Receipt(one.unit, one.form, one.period, revision, one.digest, now))
        submissions.append(connection, rows)
        submissions.keep_keys(connection, fresh_keys)
        refusals.keep(connection, refused, now)
        if rows:
            journal.note(connection, now, work.actor, "collect", "", accepted=len(rows))
    warnings = tuple(fault for one in checked.accepted for fault in one.warnings)
    return Collected(
        len(rows), len(receipts) - len(rows), tuple(receipts), tuple(refused), warnings
    )


def _conflict(one: Accepted) -> Refusal:
    fault = Fault("key_conflict", path="key", where=one.source, sent=one.key or "")
    return Refusal(one.source, one.unit, one.form, one.period, one.payload, (fault,), one.sender)


def _row(one: Accepted, revision: int, now: datetime) -> dict[str, object]:
    return {
        "assignment_id": one.assignment_id,
        "revision": revision,
        "digest": one.digest,
        "payload": one.payload,
        "packed": one.packed,
        "texts": one.texts,
        "sender": one.sender,
        "on_behalf_of": one.on_behalf_of,
        "source": one.source,
        "received_at": now,
    }


def collect(
    work: Work,
    paths: Iterable[Path],
    form: str | None,
    now: datetime,
    pool: Pool,
    progress: Progress,
) -> Collected:
    """Everything under ``paths``: judged on every core, kept in the order of the files."""
    batches_ = parts(work, paths, form)
    total = Collected()
    checks = pool.each_in_order(_check, [(work, part) for part in batches_])
    for done, checked in enumerate(checks, 1):
        total += keep_part(work, checked, now)
        progress("collect", done, len(batches_))
    return total


def _check(item: tuple[Work, Part]) -> Checked:
    return check_part(*item)
