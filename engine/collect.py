"""What units send: read, judged in workers, kept by one writer; nothing half done."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from engine.door import Door, open_door
from engine.earlier import earlier
from engine.pool import Pool
from engine.sending import Accepted, Checked, Collected, Receipt, keep_part
from engine.work import Work
from errors import Fault
from intake.files import Batch, batches, read_batch
from intake.folders import walk
from intake.reading import Sent
from reporting.submission import canonical, pack
from store import assignments
from store.refusals import Refusal

__all__ = [
    "Accepted",
    "Checked",
    "Collected",
    "Part",
    "Receipt",
    "check_part",
    "collect",
    "keep_part",
    "parts",
]

Progress = Callable[[str, int, int], None]
FILES_A_PART = 720


@dataclass(frozen=True, slots=True)
class Part:
    """One batch of files to read; ``mark`` names the state of assignments to judge by."""

    batch: Batch
    form: str | None
    mark: str


def parts(work: Work, paths: Iterable[Path], form: str | None) -> list[Part]:
    """Batches of the files under ``paths``. Raises Problem file_missing."""
    with work.store().reading() as connection:
        mark = assignments.mark(connection)
    return [Part(batch, form, mark) for batch in batches(walk(paths).files, FILES_A_PART)]


def check_part(work: Work, part: Part) -> Checked:
    """Read and judge one batch; it touches nothing, so any process may run it, and again."""
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
    before = earlier(work, owed, form) if owed.form_id in door.look_back else None
    content, faults = door.judge(sent, owed, before)
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
