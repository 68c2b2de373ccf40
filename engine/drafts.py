"""Drafts: what could be read of something refused, or saved on purpose; shown, dropped, sent on."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from engine.answers import owed_one
from engine.attempts import STRANGE, attempt_of, draft_of
from engine.beside import all_faults
from engine.collect import parts
from engine.door import Door, open_door
from engine.forms import of_row
from engine.issued import Templates, of_unit
from engine.unseen import Seen, goes_on, overtaken
from engine.whose import Whose
from engine.work import Work
from errors import Fault, Problem
from intake.files import read_batch
from intake.sent import Sent
from schemas.canonical import canonical_json
from schemas.form import Form
from store import claims, drafts, forms, journal
from store.assignments import Owed
from store.refusals import Refusal

UNFINISHED = frozenset({"required"})
"""Faults of what is not complete yet: nobody is told them of a draft saved on purpose."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One draft with what it answers; ``content`` has values, marks and reasons."""

    owed: Owed
    form: Form
    content: dict[str, Any]
    faults: tuple[Fault, ...]
    source: str
    sender: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved on purpose, and what could not be: nobody owes it, or it is unreadable."""

    kept: tuple[Refusal, ...]
    refused: tuple[Refusal, ...]


def show(work: Work, whose: Whose) -> Shown:
    """The draft of one assignment. Raises Problem draft_missing and what ``owed_one`` raises."""
    with work.store().reading() as connection:
        owed = owed_one(connection, whose)
        found = drafts.of(connection, owed.id)
        form = of_row(forms.by_id(connection, owed.form_id))
    if found is None:
        raise Problem("draft_missing", unit=whose.unit, form=whose.form, period=whose.period)
    return Shown(
        owed=owed,
        form=form,
        content=json.loads(found.content, parse_float=Decimal),
        faults=tuple(Fault(**one) for one in json.loads(found.faults)),
        source=found.source,
        sender=found.sender,
        saved_at=found.saved_at,
    )


def drop(work: Work, whose: Whose, now: datetime) -> None:
    """Take a draft away for good. Raises what ``show`` raises."""
    with work.store().writing() as connection:
        owed = owed_one(connection, whose)
        if not drafts.drop(connection, [owed.id]):
            raise Problem("draft_missing", unit=whose.unit, form=whose.form, period=whose.period)
        subject = f"{owed.code} {owed.form} {owed.period}"
        journal.note(connection, now, work.actor, "draft drop", subject)


def as_submission(shown: Shown) -> str:
    """A draft as a submission file, to be mended and sent; numbers as they were written."""
    owed = shown.owed
    document = {
        "unit": owed.code,
        "form": owed.form,
        "period": owed.period,
        "plan": owed.plan,
        "values": {},
        **shown.content,
    }
    return canonical_json(document) + "\n"


def save(
    work: Work, paths: Iterable[Path], form: str | None, now: datetime, unit: str | None = None
) -> Saved:
    """Keep what files hold as drafts, whole or not. Raises Problem file_missing.

    What a finished submission would lack is no fault of a draft; the rest is kept beside it.
    """
    kept: list[Refusal] = []
    refused: list[Refusal] = []
    for part in parts(work, paths, form, unit):
        door = open_door(work, part.mark)
        templates = Templates(work, door)
        for came in read_batch(part.batch, part.form, door.kinds_of, templates):
            found, good = drafted(work, door, of_unit(came, unit), templates)
            (kept if good else refused).append(found)
    keep(work, kept, now)
    return Saved(tuple(kept), tuple(refused))


def drafted(work: Work, door: Door, sent: Sent, templates: Templates) -> tuple[Refusal, bool]:
    """A submission as a draft would keep it with its faults, and whether it may be kept."""
    found = door.find(sent)
    if isinstance(found, Fault):
        return _refusal(work, sent, sent.faults or (found,)), False
    if any(fault.code in STRANGE for fault in sent.faults):
        return _refusal(work, sent, sent.faults, found[0]), False
    if sent.faults:
        faults = all_faults(door, sent, found[0], {}, templates)
    else:
        faults = templates.placed(sent, door.judge(sent, found[0], None)[1])
    told = tuple(fault for fault in faults if fault.code not in UNFINISHED)
    return _refusal(work, sent, told, found[0]), True


def keep(work: Work, kept: Sequence[Refusal], now: datetime, seen: Seen | None = None) -> None:
    """Let these be the drafts of what they answer.

    ``seen`` is what a page showed: Raises Problem draft_moved where it would write over more.
    """
    fresh = [draft_of(one, one.attempt, now) for one in kept if one.attempt]
    with work.store().writing() as connection:
        claims.claim_of(connection, [one.assignment_id for one in fresh])
        went = [one for one in fresh if seen is None or not overtaken(work, connection, one, seen)]
        again = seen is not None and all(goes_on(connection, one, seen) for one in went)
        drafts.keep(connection, went)
        # What a page keeps every few seconds is one entry: it was begun.
        if kept and not again:
            journal.note(connection, now, work.actor, "draft", "", count=len(kept))


def _refusal(
    work: Work, sent: Sent, faults: tuple[Fault, ...], owed: Owed | None = None
) -> Refusal:
    return Refusal(
        source=sent.where,
        unit=owed.code if owed else sent.unit or "",
        form=owed.form if owed else sent.form or "",
        period=owed.period if owed else sent.period or "",
        raw=sent.raw,
        faults=faults,
        sender=sent.by or work.actor,
        attempt=attempt_of(sent, owed) if owed else None,
    )
