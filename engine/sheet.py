"""One assignment as a page puts it before whoever fills it in: questions, and what stands beside.

The same figures as in a workbook to fill in: the period before, targets, what stands, what was
given elsewhere; and the draft, or what was sent last, with what was found wrong.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from engine.fillings import Ground, ground
from engine.offered import Offered, offered
from engine.packets import Packet, flat, packet_of
from engine.standings import standings_at
from engine.unseen import mark_of
from engine.work import Work
from errors import Fault, Problem
from reporting.book import Standing
from schemas.content import Value
from schemas.form import Form
from schemas.grid import Grid, grid_of
from store import drafts, dues, reviews, subjects, templates
from store.dues import Due
from store.extensions import terms
from store.opening import Connection
from store.templates import Asked

SENT, DRAFT, BLANK = "sent", "draft", "blank"


@dataclass(frozen=True, slots=True)
class Given:
    """What stands in the cells, and where it comes from: DRAFT, SENT or BLANK.

    ``reasons`` were given for warnings, by path; ``upon`` is the digest of the newest revision,
    ``mark`` the name of all that stands there, as ``engine.unseen`` has it.
    """

    origin: str = BLANK
    values: Mapping[str, Value] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    saved_at: datetime | None = None
    saved_by: str = ""
    upon: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Returned:
    """Why an officer sent it back: the whole, and single cells by path."""

    why: str
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Sheet:
    """Everything a page shows of one assignment; mappings are by dotted path."""

    asked: Asked
    due: Due
    standing: Standing
    grid: Grid
    unit: str
    parent: str
    offered: Offered
    targets: Mapping[str, str]
    given: Given
    returned: Returned | None = None

    @property
    def form(self) -> Form:
        """The form's version."""
        return self.grid.form


def sheet(work: Work, assignment_id: int, words: Mapping[str, str], now: datetime) -> Sheet:
    """The sheet of an assignment that may be answered; ``words`` are those of the workbook.

    Raises what ``open_one`` does.
    """
    with work.store().reading() as connection:
        asked = open_one(connection, assignment_id)
        there = ground(plain(work), asked.owed.form_id, asked.owed.period)
        offer = offered(work, connection, [asked.owed], there.form, asked.owed.period)
        (due,) = (
            one
            for one in dues.of_units(connection, [asked.owed.unit_id])
            if one.id == asked.owed.id
        )
        packet = packet_of(connection, asked, there.form)
        given = _given(connection, asked, there.form, packet, offer.get(asked.owed.id, Offered()))
        returned = _returned(connection, asked)
        standing = _standing(work, connection, there, due, now)
    return Sheet(
        asked=asked,
        due=due,
        standing=standing,
        grid=grid_of(there.form, asked.owed.level),
        unit=there.roster.unit(asked.owed.unit_id).name,
        parent=there.parent(asked),
        offered=offer.get(asked.owed.id, Offered()),
        targets=there.aims(asked, words, work.language),
        given=given,
        returned=returned,
    )


def open_one(connection: Connection, assignment_id: int) -> Asked:
    """An assignment that may be answered.

    Raises Problem not_found, or assignment_closed where it was passed on or taken back.
    """
    found = templates.asked_by_id(connection, [assignment_id])
    if found:
        return found[0]
    subject = subjects.by_id(connection, assignment_id)
    if subject is None:
        raise Problem("not_found")
    raise Problem("assignment_closed", unit=subject.unit, form=subject.form, period=subject.period)


def plain(work: Work) -> Work:
    """The same workspace without who asks: what is kept in memory is kept once for everybody."""
    return replace(work, actor="", language="vi")


def _standing(
    work: Work, connection: Connection, there: Ground, due: Due, now: datetime
) -> Standing:
    found = terms(connection, due.form_id, due.period, now)
    unit = there.roster.unit(due.unit_id)
    (one,) = standings_at(work, {due.unit_id: (0, unit)}, [due.stand], found, now)
    return one


def _given(
    connection: Connection, asked: Asked, form: Form, packet: Packet | None, offer: Offered
) -> Given:
    newest = _newest(connection, asked)
    draft = drafts.of(connection, asked.owed.id)
    mark = mark_of(draft, newest[1])
    if draft is not None and packet is not None:
        return Given(
            origin=DRAFT,
            values=packet.values,
            marks=packet.marks,
            reasons=packet.reasons,
            faults=packet.faults,
            saved_at=draft.saved_at,
            saved_by=draft.sender,
            upon=newest[1],
            mark=mark,
        )
    if asked.submission_id is None:
        return Given(values=offer.elsewhere, mark=mark)
    told = json.loads(newest[0])
    values = {path: value for path, value in flat(told["values"]).items() if path in form.by_path}
    return Given(origin=SENT, values=values, marks=told["marks"], upon=newest[1], mark=mark)


def _newest(connection: Connection, asked: Asked) -> tuple[bytes, str]:
    if asked.submission_id is None:
        return b"", ""
    return templates.stated(connection, asked.submission_id)


def _returned(connection: Connection, asked: Asked) -> Returned | None:
    if asked.state != "returned":
        return None
    acts = reviews.done(connection, [asked.owed.id]).get(asked.owed.id, [])
    act = next((one for one in reversed(acts) if one.kind == "returned"), None)
    if act is None:
        return None
    return Returned(act.reason or "", json.loads(act.cells) if act.cells else {})
