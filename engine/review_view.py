"""Looking at what waits for an officer, and at everything that was done with one submission."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from engine.docket import refuse_unknown
from engine.review_below import Below, cases
from engine.whose import Whose, forms_of, found
from engine.work import Work
from store import assignments, history, papers
from store.history import Sent
from store.papers import PaperRow
from store.reviews import Done


@dataclass(frozen=True, slots=True)
class Waiting:
    """One submission that waits for an officer; ``warnings`` are those nobody confirmed."""

    unit: str
    name: str
    form: str
    period: str
    plan: str
    revision: int
    sha256: str
    sender: str
    on_behalf_of: str | None
    received_at: datetime
    due: date | None
    warnings: int


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the unit whose officers approve, and whether it is done; ``next``: its turn."""

    unit: str
    level: str
    done: bool
    next: bool


@dataclass(frozen=True, slots=True)
class History:
    """One assignment with every revision and every act, oldest first; ``turn`` is the next's.

    ``papers`` are scans that go with a revision, by its row id.
    """

    unit: str
    form: str
    period: str
    plan: str
    state: str
    due: date | None
    sha256: str | None
    turn: int
    warnings: int
    forced: bool
    steps: tuple[Step, ...]
    revisions: tuple[Sent, ...]
    acts: tuple[Done, ...] = field(default=())
    papers: Mapping[int, Sequence[PaperRow]] = field(default_factory=dict)

    def cells(self, act: Done) -> Mapping[str, str]:
        """The reasons an act gave for single cells, by path."""
        found: dict[str, str] = json.loads(act.cells) if act.cells else {}
        return found


def waiting(
    work: Work, officer: str, form: str | None = None, period: str | None = None
) -> tuple[Waiting, ...]:
    """Everything that waits for a unit's officers, of all forms and periods or of one.

    Raises Problem unit_unknown, form_unknown, nothing_assigned or period_invalid.
    """
    with work.store().reading() as connection:
        refuse_unknown(work, connection, officer)
        every = assignments.periods(connection)
        if form is not None and period is not None:
            named = set(forms_of(connection, form, period))
            every = tuple(one for one in every if one[0] in named and one[2] == period)
        elif period is not None:
            every = tuple(one for one in every if one[2] == period)
        told: list[Waiting] = []
        for form_id, _reference, asked_for in every:
            whom = Below(officer, "", asked_for, officer)
            for _docket, case in cases(work, connection, whom, form_id):
                one = case.subject
                assert one.revision is not None
                assert one.digest is not None
                assert one.received_at is not None
                told.append(
                    Waiting(
                        unit=one.unit,
                        name=case.map.tree.units[case.place].name,
                        form=one.form,
                        period=one.period,
                        plan=one.plan,
                        revision=one.revision,
                        sha256=one.digest,
                        sender=one.sender or "",
                        on_behalf_of=one.on_behalf_of,
                        received_at=one.received_at,
                        due=one.due,
                        warnings=case.warnings,
                    )
                )
    return tuple(told)


def show(work: Work, whose: Whose) -> History:
    """Everything that was done with one assignment. Raises what ``found`` raises."""
    with work.store().reading() as connection:
        form_ids = forms_of(connection, whose.form, whose.period)
        docket, subject = found(work, connection, whose, form_ids)
        case = docket.case(subject)
        sent = history.sent(connection, subject.id)
        scans = papers.of(connection, [one.id for one in sent])
    passed = set(case.passed)
    reached = case.chain.index(case.next) if case.next is not None else len(case.chain)
    done = subject.state == "approved"
    steps = tuple(
        Step(
            unit=case.code(place),
            level=case.map.tree.units[place].level,
            done=done or (bool(passed) and case.chain.index(place) < reached),
            next=subject.state == "submitted" and place == case.next,
        )
        for place in case.steps
    )
    return History(
        unit=subject.unit,
        form=subject.form,
        period=subject.period,
        plan=subject.plan,
        state=subject.state,
        due=subject.due,
        sha256=subject.digest,
        turn=case.turn,
        warnings=case.warnings,
        forced=any(one.forced for one in case.approvals),
        steps=steps,
        revisions=sent,
        acts=case.acts,
        papers=scans,
    )
