"""The revisions of what one unit sent, and what changed from one to another."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from engine.answers import answer
from engine.behalf import entered_by
from engine.forms import of_row
from engine.shelf import home
from engine.whose import Whose
from engine.work import Work
from errors import Problem
from reporting.revision_diff import Cell, cells_of, difference, in_order
from schemas.form import Form, Label, Measure
from store import answers as rows
from store import forms, papers, standing, subjects
from store.answers import Answer, Sending
from store.opening import Connection
from store.papers import PaperRow

_PLACE = re.compile(r"[:#][0-9]+$")
"""What follows the file in the place of one submission of many."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A scan that goes with a revision, and where its file is kept."""

    name: str
    digest: str
    size: int
    at: datetime
    actor: str
    path: str


@dataclass(frozen=True, slots=True)
class Kept:
    """One revision: what came, when, by whom and how; and what stands beside it.

    ``entered_by`` is who entered it for a silent unit. ``open`` warnings wait for an explanation,
    ``confirmed`` ones have one.
    """

    number: int
    received_at: datetime
    sender: str
    channel: str
    source: str
    digest: str
    entered_by: str
    papers: tuple[Scan, ...]
    open: int
    confirmed: int


@dataclass(frozen=True, slots=True)
class Changed:
    """One cell that changed between two revisions, with its words; None where it is blank."""

    path: str
    label: Label
    before: Cell
    after: Cell
    measure: Measure | None = None


@dataclass(frozen=True, slots=True)
class History:
    """Everything one unit sent for one form and period, oldest first."""

    about: Answer
    revisions: tuple[Kept, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """What changed from revision ``first`` to ``second``, in the order of the form."""

    about: Answer
    first: int
    second: int
    changed: tuple[Changed, ...]


def channel_of(source: str) -> str:
    """How a submission came, told by the ending of its file: ``json``, ``csv``, ``xlsx``."""
    return PurePath(_PLACE.sub("", source)).suffix.lower().removeprefix(".") or "-"


def history(work: Work, whose: Whose | int) -> History:
    """The revisions of one assignment, none where nothing was sent. Raises what ``answer`` does.

    An assignment may be named by its row id, as pages do; it may be closed then.
    """
    with work.store().reading() as connection:
        about = _about(connection, whose)
        sent = rows.sendings(connection, about.id)
        scans = papers.of(connection, [one.id for one in sent])
        doubts = standing.doubts(connection, [one.id for one in sent])
    kept = tuple(
        _kept(work, about, one, scans.get(one.id, []), doubts.get(one.id, Counter()))
        for one in sent
    )
    return History(about, kept)


def _kept(
    work: Work, about: Answer, one: Sending, scans: list[PaperRow], doubts: Counter[bool]
) -> Kept:
    return Kept(
        number=one.number,
        received_at=one.received_at,
        sender=one.sender,
        channel=channel_of(one.source),
        source=one.source,
        digest=one.digest,
        entered_by=entered_by(about.unit, one.on_behalf_of, one.sender),
        papers=tuple(
            Scan(s.name, s.digest, s.size, s.at, s.actor, str(home(work, s.digest))) for s in scans
        ),
        open=doubts[False],
        confirmed=doubts[True],
    )


def _about(connection: Connection, whose: Whose | int) -> Answer:
    if isinstance(whose, Whose):
        return answer(connection, whose)
    found = subjects.by_id(connection, whose)
    if found is None:
        raise Problem("not_found")
    same = rows.answers(connection, found.unit, [found.form_id], found.period)
    return next(one for one in same if one.id == whose)


def compared(
    work: Work, whose: Whose | int, first: int | None = None, second: int | None = None
) -> Compared:
    """What changed between two revisions: by default from the one before the newest to that.

    With ``first`` alone, from it to the newest; from 0, all that a revision says. Raises Problem
    nothing_sent, revision_unknown and what ``answer`` does.
    """
    with work.store().reading() as connection:
        about = _about(connection, whose)
        sent = {one.number: one for one in rows.sendings(connection, about.id)}
        form = of_row(forms.by_id(connection, about.form_id))
    if not sent:
        raise Problem("nothing_sent", unit=about.unit, form=about.form, period=about.period)
    newest = max(sent)
    after = newest if second is None else second
    before = after - 1 if first is None else first
    for number in (before, after) if before else (after,):
        if number not in sent:
            raise Problem("revision_unknown", sent=number, known=", ".join(map(str, sent)))
    old = cells_of(sent[before].payload) if before in sent else {}
    moved = in_order(form, difference(old, cells_of(sent[after].payload)))
    changed = tuple(
        Changed(m.path, _label(form, m.path), m.before, m.after, form.by_path.get(m.path))
        for m in moved
    )
    return Compared(about, before, after, changed)


def _label(form: Form, path: str) -> Label:
    measure = form.by_path.get(path)
    return Label(path, path) if measure is None else measure.label
