"""What waits for the officers of a unit, to be gone through one by one or several at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from engine.forms import of_row
from engine.permits import Holder, of_assignment, refuse_unless
from engine.review import Reviewed, approve
from engine.review_below import Below, cases
from engine.roster import load_roster
from engine.whose import Judged
from engine.work import Work
from errors import Problem
from hierarchy.spelling import clean
from schemas.form import Label
from store import assignments, forms, subjects

MOST = 200
"""Submissions that are listed, and approved, at once."""


@dataclass(frozen=True, slots=True)
class Item:
    """One submission that waits; ``turn`` and ``sha256`` are what an approval is bound to.

    ``warnings`` are those nobody confirmed, ``mine``: whoever looks has sent it.
    """

    id: int
    unit: str
    name: str
    title: Label
    period: str
    revision: int
    sha256: str
    turn: int
    sender: str
    on_behalf_of: str
    received_at: datetime
    due: date | None
    warnings: int
    mine: bool

    @property
    def clean(self) -> bool:
        """Whether it may be approved without being opened: nothing about it asks a question."""
        return not (self.warnings or self.on_behalf_of or self.mine) and self.revision == 1


@dataclass(frozen=True, slots=True)
class Queue:
    """What is listed, and how much waits in all."""

    items: tuple[Item, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Looked:
    """What an officer saw of a submission when approving it."""

    assignment_id: int
    turn: int
    sha256: str


def queue(work: Work, holder: Holder) -> Queue:
    """What waits at the step of somebody's unit, what came first on top; nothing without a unit."""
    if holder.unit_id is None:
        return Queue((), 0)
    me = clean(holder.login).casefold()
    found: list[Item] = []
    with work.store().reading() as connection:
        for form_id, _reference, period in assignments.periods(connection):
            title = of_row(forms.by_id(connection, form_id)).title
            whom = Below(holder.unit, "", period, holder.unit)
            for _docket, case in cases(work, connection, whom, form_id):
                # By row: the code of a unit that has ended may be another's by now.
                if case.next is None or case.map.ids[case.next] != holder.unit_id:
                    continue
                one = case.subject
                assert one.revision is not None
                assert one.received_at is not None
                sent = {clean(who or "").casefold() for who in (one.sender, one.on_behalf_of)}
                found.append(
                    Item(
                        id=one.id,
                        unit=one.unit,
                        name=case.map.tree.units[case.place].name,
                        title=title,
                        period=one.period,
                        revision=one.revision,
                        sha256=one.digest or "",
                        turn=case.turn,
                        sender=one.sender or "",
                        on_behalf_of=one.on_behalf_of or "",
                        received_at=one.received_at,
                        due=one.due,
                        warnings=case.warnings,
                        mine=me in sent,
                    )
                )
    found.sort(key=lambda one: (one.received_at, one.id))
    return Queue(tuple(found[:MOST]), len(found))


def approve_several(
    work: Work, holder: Holder, chosen: Sequence[Looked], now: datetime
) -> tuple[list[Reviewed], list[tuple[str, Problem]]]:
    """Approve each by itself, as it was seen; what is refused is told by its unit's code.

    What somebody may not approve is refused like any other, without a word of what it is.
    """
    done: list[Reviewed] = []
    refused: list[tuple[str, Problem]] = []
    for one in chosen[:MOST]:
        try:
            refuse_unless(of_assignment(work, holder, one.assignment_id), "approve")
            whose = judged(work, holder, one)
        except Problem as problem:
            refused.append(("", problem))
            continue
        try:
            done.append(approve(work, whose, now))
        except Problem as problem:
            refused.append((whose.unit, problem))
    return done, refused


def judged(work: Work, holder: Holder, one: Looked) -> Judged:
    """A submission as the verbs of review name it. Raises Problem not_found."""
    with work.store().reading() as connection:
        subject = subjects.by_id(connection, one.assignment_id)
        if subject is None:
            raise Problem("not_found")
        unit = load_roster(work.store(), connection).unit(subject.unit_id)
    return Judged(
        subject.unit,
        subject.form,
        subject.period,
        subject.plan,
        unit.valid_from,
        officer=holder.unit,
        sha256=one.sha256 or None,
        turn=one.turn or None,
    )
