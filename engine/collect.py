"""What units send: read, judged in workers, kept by one writer; nothing half done."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from engine.attempts import attempt_of
from engine.behalf import behalf_faults
from engine.beside import all_faults
from engine.door import Door, Found, open_door
from engine.earlier import earlier
from engine.ended import ended
from engine.issued import Templates, of_unit
from engine.papers import Paper, folder_of, looked_at
from engine.pool import Pool
from engine.sending import Accepted, Checked, Collected, Receipt, keep_part
from engine.work import Work
from errors import Fault
from intake.files import Batch, batches, read_batch
from intake.folders import walk
from intake.reading import Sent
from reporting.submission import canonical, pack
from schemas.content import Value
from store import assignments
from store.assignments import Owed
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
UNASKED = frozenset({"unit_unknown", "not_assigned", "other_assignment"})
"""Faults of a submission that nobody asked for, or not of this unit."""


@dataclass(frozen=True, slots=True)
class Part:
    """One batch of files to read; ``mark`` names the state of assignments to judge by."""

    batch: Batch
    form: str | None
    mark: str
    unit: str | None = None


def parts(
    work: Work, paths: Iterable[Path], form: str | None, unit: str | None = None
) -> list[Part]:
    """Batches of the files under ``paths``; ``unit`` is whose they are said to be.

    Raises Problem file_missing.
    """
    with work.store().reading() as connection:
        mark = assignments.mark(connection)
    return [Part(batch, form, mark, unit) for batch in batches(walk(paths).files, FILES_A_PART)]


def check_part(work: Work, part: Part) -> Checked:
    """Read and judge one batch; it touches nothing, so any process may run it, and again."""
    door = open_door(work, part.mark)
    templates = Templates(work, door)
    came = read_batch(part.batch, part.form, door.kinds_of, templates)
    met = [(sent, door.find(sent)) for sent in (of_unit(one, part.unit) for one in came)]
    return judged(work, door, met, templates, part.batch)


def judged(
    work: Work,
    door: Door,
    met: Sequence[tuple[Sent, Found | Fault]],
    templates: Templates,
    batch: Batch | None = None,
) -> Checked:
    """Submissions beside what each answers, judged; it touches nothing.

    Scans they name are looked for beside their file, where they come from one of a ``batch``.
    """
    accepted: list[Accepted] = []
    refused: list[Refusal] = []
    before = _looked_back(work, door, [found for _, found in met])
    for sent, found in met:
        outcome = _judged(work, door, sent, found, before, templates)
        if isinstance(outcome, Accepted) and not isinstance(found, Fault):
            outcome = _accompanied(work, outcome, sent, found[0], batch)
        if isinstance(outcome, Accepted):
            accepted.append(outcome)
        else:
            refused.append(outcome)
    return Checked(tuple(accepted), tuple(refused))


def _looked_back(
    work: Work, door: Door, met: list[Found | Fault]
) -> dict[int, Mapping[str, Value]]:
    """The figures of the period before, by assignment id, where a form looks at them."""
    asked = [found[0] for found in met if not isinstance(found, Fault)]
    return earlier(work, [one for one in asked if one.form_id in door.look_back], door.forms)


def _judged(
    work: Work,
    door: Door,
    sent: Sent,
    found: Found | Fault,
    before: Mapping[int, Mapping[str, Value]],
    templates: Templates,
) -> Accepted | Refusal:
    if sent.faults:
        owed = None if isinstance(found, Fault) else found[0]
        told = all_faults(door, sent, owed, before, templates)
        return _refusal(work, sent, told, owed)
    if isinstance(found, Fault):
        gone = ended(work, sent) if found.code in UNASKED else None
        return _refusal(work, sent, (gone or found,))
    owed, form = found
    content, faults = door.judge(sent, owed, before.get(owed.id))
    faults = templates.placed(sent, faults)
    if content is None:
        return _refusal(work, sent, faults, owed)
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
        form_id=owed.form_id,
        level=owed.level,
        moving=owed.form_id in door.moving,
        reasons=sent.reasons,
        template=sent.template is not None,
        notes=sent.notes,
        shown=templates.shown(sent, owed),
    )


def _accompanied(
    work: Work, one: Accepted, sent: Sent, owed: Owed, batch: Batch | None
) -> Accepted | Refusal:
    """A submission with the scans it names, or refused for what cannot stand beside it."""
    if not sent.attachments and sent.on_behalf_of is None:
        return one
    scans: tuple[Paper, ...] = ()
    if batch is not None:
        scans, faults = looked_at(sent.attachments, folder_of(batch, sent.where), sent.where)
    else:  # no file, so nothing lies beside it
        faults = tuple(
            Fault("paper_missing", "attachments", sent.where, sent=str(name)[:100])
            for name in sent.attachments
        )
    faults = (*faults, *behalf_faults(work, sent, owed))
    return _refusal(work, sent, faults, owed) if faults else replace(one, papers=scans)


def _refusal(
    work: Work, sent: Sent, faults: tuple[Fault, ...], owed: Owed | None = None
) -> Refusal:
    return Refusal(
        source=sent.where,
        unit=sent.unit or "",
        form=sent.form or "",
        period=sent.period or "",
        raw=sent.raw,
        faults=faults,
        sender=sent.by or work.actor,
        attempt=None if owed is None else attempt_of(sent, owed),
    )


def collect(
    work: Work,
    paths: Iterable[Path],
    form: str | None,
    now: datetime,
    pool: Pool,
    progress: Progress,
    unit: str | None = None,
    called: Callable[[Part], Part] | None = None,
) -> Collected:
    """Everything under ``paths``: judged on every core, kept in the order of the files.

    ``called`` gives batches in which files that were fetched are called by their addresses.
    """
    batches_ = parts(work, paths, form, unit)
    if called is not None:
        batches_ = [called(part) for part in batches_]
    total = Collected()
    checks = pool.each_in_order(_check, [(work, part) for part in batches_], 4 * pool.workers)
    for done, checked in enumerate(checks, 1):
        total += keep_part(work, checked, now)
        progress("collect", done, len(batches_))
    return total


def _check(item: tuple[Work, Part]) -> Checked:
    return check_part(*item)
