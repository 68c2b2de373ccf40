"""Sending, returning, correcting, approving, voiding, extending, in any order: what always holds.

Each run plays on a fresh copy of one store. After every step the store is held against a model
of plain sets, and against itself: nothing kept is ever changed, what is approved is bound to
what stands, final figures are the sum of what is approved, and roll-ups are exact.
"""

import hashlib
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import text

from engine import rollup
from engine.extend import Whom, extend
from engine.forms import of_row
from engine.inputs import frame_of, inputs_of, latest_by_place
from errors import Problem
from reporting.columns import Key
from reporting.rollup import roll_up
from store import forms, rollups, submissions
from tests import postgres
from tests.courts import Copies, Court, asking
from tests.office import NOW
from tests.review_model import LEVEL, OPEN, PARENT, STEPS, Model

UNITS = st.sampled_from(["W111", "W112", "W121", "T1", "D11", "D12", "P1", "N"])
OFFICERS = st.sampled_from(["D11", "D12", "P1", "N", "W111", "P2"])
PEOPLE = st.sampled_from(["An", "Bình", "Chi"])
HIGHER = ("N", "P1", "P2", "D11")
TOTAL = Key("leaders.total")
KEPT = ("submission", "review", "act", "extension", "submission_key")


class Machine(RuleBasedStateMachine):
    """One store and its model; ``copies`` is where stores come from."""

    copies: ClassVar[Copies]

    def __init__(self) -> None:
        super().__init__()
        self.court: Court = self.copies.copy()
        self.model = Model()
        self.steps = 0
        self.due = dict.fromkeys(PARENT, date(2025, 12, 20))
        self.due |= {unit: date(2025, 12, 5) for unit, level in LEVEL.items() if level == "ward"}
        self.before: dict[str, list[tuple[object, ...]]] = {}

    @property
    def now(self) -> datetime:
        """A minute later each time."""
        self.steps += 1
        return NOW + timedelta(minutes=self.steps)

    @rule(unit=UNITS, total=st.integers(1, 4), sender=PEOPLE)
    def send(self, unit: str, total: int, sender: str) -> None:
        """A first submission, a correction, or the same once more."""
        done = self.court.send(unit, 0, total, self.now, name=f"sent{self.steps}", by=sender)
        fresh = self.model.send(unit, total, sender)
        assert (done.accepted, done.repeated) == (int(fresh), int(not fresh))

    @rule(unit=UNITS, officer=OFFICERS, person=PEOPLE, force=st.booleans())
    def approve(self, unit: str, officer: str, person: str, *, force: bool) -> None:
        """Whoever tries: the model knows who may."""
        who = self.court.officer(officer, person)
        wanted = self.model.approve(officer, person, unit, force=force)
        try:
            done = who.approve(unit, self.now, "gấp" if force else None, force=force)
        except Problem as problem:
            self.same(problem.code, wanted)
        else:
            self.same("done", wanted)
            assert (done.state, done.next) == (self.model.units[unit].state, self.model.next(unit))

    @rule(unit=UNITS)
    def approve_in_turn(self, unit: str) -> None:
        """The one whose turn it is, with other eyes: so that approvals are not rare."""
        turn = self.model.next(unit) if self.model.units[unit].state == "submitted" else None
        if turn is not None:
            assert self.model.approve(turn, "Dung", unit, force=False) == "done"
            self.court.officer(turn, "Dung").approve(unit, self.now)

    @rule(officer=st.sampled_from(["D11", "P1", "N"]))
    def approve_below(self, officer: str) -> None:
        """Everything that waits for somebody."""
        done = self.court.officer(officer, "Dung").approve_below(officer, self.now)
        waiting = [
            unit
            for unit, one in self.model.units.items()
            if one.state == "submitted" and self.model.next(unit) == officer
        ]
        for unit in waiting:
            assert self.model.approve(officer, "Dung", unit, force=False) == "done"
        assert (done.approved, done.refused) == (len(waiting), ())

    @rule(unit=UNITS, officer=OFFICERS, force=st.booleans(), later=st.integers(0, 3))
    def give_back(self, unit: str, officer: str, later: int, *, force: bool) -> None:
        """With a new due date, sometimes the old one."""
        wanted = self.model.give_back(officer, unit, force=force)
        day = self.due[unit] + timedelta(days=later)
        cells = {"leaders.total": "cộng lại"}
        try:
            self.court.officer(officer, "Dung").give_back(
                unit, self.now, "sai", cells, day, force=force
            )
        except Problem as problem:
            self.same(problem.code, wanted)
        else:
            self.same("done", wanted)
            self.due[unit] = day

    @rule(unit=UNITS, officer=OFFICERS)
    def approve_what_was_seen_before(self, unit: str, officer: str) -> None:
        """What is no longer the newest is approved by nobody, not even by force."""
        if not self.model.units[unit].sent:
            return
        who = self.court.officer(officer, "Dung")
        with pytest.raises(Problem) as refused:
            who.approve(unit, self.now, "gấp", sha256="0" * 64, force=True)
        assert refused.value.code == "content_changed"

    @rule(unit=UNITS, later=st.integers(1, 3))
    def extend(self, unit: str, later: int) -> None:
        """Only what still waits for its unit."""
        day = self.due[unit] + timedelta(days=later)
        whom = Whom(unit, "ward-report", "2025")
        if self.model.units[unit].state in OPEN:
            extend(self.court.work, whom, day, "lũ", "Chánh Văn phòng", self.now)
            self.due[unit] = day
            return
        with pytest.raises(Problem) as refused:
            extend(self.court.work, whom, day, "lũ", "Chánh Văn phòng", self.now)
        assert refused.value.code == "extension_closed"

    @staticmethod
    def same(found: str, wanted: str) -> None:
        """What became of an act, and what the model says."""
        assert found == wanted

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """The rows of one query."""
        with self.court.work.store().reading() as connection:
            return [tuple(row) for row in connection.execute(text(query))]

    @invariant()
    def the_store_stands_as_the_model(self) -> None:
        """States, newest contents, deadlines, and how many acts there were."""
        found = self.rows(
            "SELECT code, assignment.state, revision, due, "
            "(SELECT count(*) FROM review WHERE assignment_id = assignment.id) "
            "FROM assignment JOIN unit ON unit.id = unit_id "
            "LEFT JOIN submission ON submission.id = latest_id"
        )
        stands = {row[0]: (row[1], row[2], str(row[3]), row[4]) for row in found}
        assert stands == {
            unit: (one.state, len(one.sent) or None, str(self.due[unit]), one.acts)
            for unit, one in self.model.units.items()
        }

    @invariant()
    def nothing_that_was_kept_is_changed(self) -> None:
        """Every row of what is append-only stands as it stood."""
        now = {name: self.rows(f"SELECT * FROM {name} ORDER BY 1") for name in KEPT}
        for name, before in self.before.items():
            assert now[name][: len(before)] == before, name
        self.before = now

    @invariant()
    def what_is_approved_is_bound_to_what_stands(self) -> None:
        """The approvals that hold name the newest revision, its digest and what is below it."""
        newest = {
            str(unit): (ident, str(digest))
            for unit, ident, digest in self.rows(
                "SELECT code, submission.id, digest FROM submission "
                "JOIN assignment ON latest_id = submission.id JOIN unit ON unit.id = unit_id"
            )
        }
        acts = self.rows(
            "SELECT unit.code, review.kind, submission_id, digest, below, step.code, forced "
            "FROM review JOIN assignment ON assignment.id = assignment_id "
            "JOIN unit ON unit.id = assignment.unit_id "
            "LEFT JOIN unit step ON step.id = review.unit_id ORDER BY assignment_id, turn"
        )
        holding: dict[str, list[tuple[object, ...]]] = {}
        for unit, kind, *act in acts:
            mine = holding.setdefault(str(unit), [])
            mine.append(tuple(act)) if kind == "approved" else mine.clear()
        for unit, one in self.model.units.items():
            mine = holding.get(unit, [])
            assert [act[3] for act in mine] == one.approved, unit
            for submission_id, digest, below, _step, _forced in mine:
                assert (submission_id, digest) == newest[unit]
                assert below == _below(unit, newest)

    @invariant()
    def figures_are_exact(self) -> None:
        """Kept by increments, made anew, and added up here: the same, and never over 100 %."""
        for final in (False, True):
            done = rollup.run(self.court.work, "2025", None, NOW, final=final)
            heard = [
                one
                for one in self.model.units.values()
                if one.sent and (not final or one.state == "approved")
            ]
            assert (done.reported, done.expected) == (len(heard), len(PARENT))
            kept, whole = self._rolled(done.id, final=final)
            assert kept == whole
            found, frame, _row = rollup.load(self.court.work, done.id)
            for unit in HIGHER:
                place = frame.map.tree.index[unit]
                block = found.block([place])
                figure = block.exact(TOTAL)[0] or 0
                assert figure == self.model.below(unit, final=final), (unit, final)
                assert int(block.reported(TOTAL)[0]) <= int(block.expected(TOTAL)[0])

    def _rolled(self, rollup_id: int, *, final: bool) -> tuple[dict[int, bytes], dict[int, bytes]]:
        work = self.court.work
        with work.store().reading() as connection:
            kept = rollups.by_id(connection, rollup_id)
            form = of_row(forms.by_id(connection, kept.form_id))
            frame = frame_of(work, connection, kept.form_id, kept.period)
            latest = submissions.latest(connection, kept.form_id, kept.period, final=final)
            chosen, _left_out = latest_by_place(frame.map, latest)
            blobs = {place: one.packed for place, one in chosen.items()}
            whole = roll_up(form, frame.map.tree, inputs_of(form, frame.assigned, blobs))
            packed = rollups.packed_rows(connection, rollup_id)
        interior = [int(place) for place in frame.map.tree.interior]
        return packed, {frame.map.ids[place]: whole.row(place).pack() for place in interior}

    def teardown(self) -> None:
        """No connection stays open behind a run."""
        self.court.work.store().close()


def _below(unit: str, newest: dict[str, tuple[object, str]]) -> str:
    def under(code: str) -> bool:
        parent = PARENT[code]
        return parent is not None and (parent == unit or under(parent))

    found = sorted(digest for code, (_id, digest) in newest.items() if under(code))
    return hashlib.sha256("\n".join(found).encode()).hexdigest()


def play(copies: Copies, runs: int, steps: int) -> None:
    """So many runs of so many steps."""

    class Here(Machine):
        pass

    Here.copies = copies
    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_a_few_runs_keep_to_the_model(tmp_path: Path) -> None:
    play(Copies(tmp_path, asking(*STEPS)), 3, 15)


@pytest.mark.slow
def test_two_thousand_steps_keep_to_the_model(tmp_path: Path) -> None:
    play(Copies(tmp_path, asking(*STEPS)), 40, 50)


@pytest.mark.slow
def test_a_thousand_steps_keep_to_the_model_on_postgresql(tmp_path: Path) -> None:
    with postgres.server(tmp_path) as address:
        play(Copies(tmp_path / "desk", asking(*STEPS), address), 20, 50)
