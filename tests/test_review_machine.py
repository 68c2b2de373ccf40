"""Sending, returning, correcting, approving, voiding, extending, in any order: what always holds.

Each run plays on a fresh copy of one store. After every step the store is held against a model
of plain sets, and against itself (``review_checks``).
"""

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from engine.collect import Collected
from engine.extend import Whom, extend, undo
from errors import Problem
from tests import postgres
from tests.courts import Copies, Court, asking
from tests.office import NOW, codes
from tests.review_checks import Checks
from tests.review_draws import (
    EVERY,
    FORCE,
    KEYS,
    LATER,
    MOVES,
    OFFICERS,
    PEOPLE,
    TOTALS,
    UNITS,
    WAYS,
    Draws,
)
from tests.review_model import OPEN, STEPS, Model, above

ASKED = ("ward-report", "2025")


class Machine(RuleBasedStateMachine):
    """One store and its model; ``copies`` is where stores come from, ``tried`` what was met."""

    copies: ClassVar[Copies]
    tried: ClassVar[Counter[tuple[str, str]]]

    def __init__(self) -> None:
        super().__init__()
        self.court: Court = self.copies.copy()
        self.model = Model()
        self.checks = Checks(self.court.work, self.model)
        self.steps = 0

    @property
    def now(self) -> datetime:
        """A minute later each time."""
        self.steps += 1
        return NOW + timedelta(minutes=self.steps)

    def met(self, name: str, *outcomes: object) -> None:
        """What came of a rule."""
        self.tried.update((name, str(one)) for one in outcomes)

    @initialize(units=st.sets(st.sampled_from(UNITS), min_size=3))
    def begin(self, units: set[str]) -> None:
        """Some have sent already."""
        for unit in sorted(units):
            self._sent("plain", self._send(unit, 2, by="An"), self.model.send(unit, 2, {"An"}))

    @rule(move=st.sampled_from(MOVES), data=st.data())
    def move(self, move: str, data: st.DataObject) -> None:
        """Any of the moves: one rule, since Hypothesis leaves whole rules out of many a run."""
        getattr(self, move)(Draws(self.model, data))

    def send(self, draw: Draws) -> None:
        """A first submission, a correction, or the same once more."""
        unit, total, sender = draw.unsettled(), draw("total", TOTALS), draw("sender", PEOPLE)
        way = draw("way", WAYS)
        if way == "under a key":
            self._send_once_more(draw, unit, total)
        elif way == "on behalf":
            self._send_for(draw, unit, total, sender)
        else:
            wanted = self.model.send(unit, total, {sender})
            self._sent(way, self._send(unit, total, by=sender), wanted)

    def _send_once_more(self, draw: Draws, unit: str, total: int) -> None:
        """Under a key that may have been used: for the same, or for something else."""
        key = draw("key", KEYS)
        if key in self.model.keys and draw("as before", st.booleans()):
            unit, total = self.model.keys[key]
        wanted = self.model.send(unit, total, {"An"}, key)
        self._sent("under a key", self._send(unit, total, by="An", key=key), wanted)

    def _send_for(self, draw: Draws, unit: str, total: int, sender: str) -> None:
        """Somebody above enters for a unit that is silent."""
        officer = draw.one_of("officer", [*OFFICERS, *[unit, *above(unit)] * 3])
        wanted = "behalf_unfit"
        if officer in {unit, *above(unit)}:
            wanted = self.model.send(unit, total, {sender, officer}, on_behalf=True)
        done = self._send(unit, total, by=sender, on_behalf_of=officer)
        self._sent("on behalf", done, wanted)

    def spoil(self, draw: Draws) -> None:
        """What does not hold together is refused, and kept as a draft."""
        unit = draw.standing("expected", "returned", "approved")
        done = self.court.send(unit, 9, 1, self.now, name=f"sent{self.steps}")
        self.model.spoil(unit)
        assert (done.accepted, codes(done)) == (0, ["check_failed"])
        self.met("spoil", self.model.units[unit].state)

    def _send(self, unit: str, total: int, **more: object) -> Collected:
        return self.court.send(unit, 0, total, self.now, name=f"sent{self.steps}", **more)

    def _sent(self, way: str, done: Collected, wanted: str) -> None:
        refused = [wanted] if wanted.startswith(("key_", "behalf_")) else []
        fresh = not refused and wanted != "same"
        assert (done.accepted, codes(done)) == (int(fresh), refused), wanted
        assert done.repeated == int(wanted == "same")
        self.met("send", wanted)
        self.met(way, "refused" if refused else "taken in")

    def approve(self, draw: Draws) -> None:
        """Whoever tries: the model knows who may."""
        unit, force = draw.standing("submitted"), draw("force", FORCE)
        officer, one = draw.officer(unit), self.model.units[unit]
        senders = sorted(one.sent[-1].by) if one.sent else []
        person = draw.one_of("person", [*senders, *["Dung", "Giang"] * 2])
        # What is no longer the newest is approved by nobody, not even by force.
        stale = bool(senders) and draw("seen before", st.integers(0, 9)) == 9
        wanted = "content_changed"
        if not stale:
            wanted = self.model.approve(officer, person, unit, force=force)
        who, why = self.court.officer(officer, person), "gấp" if force else None
        seen = "0" * 64 if stale else None
        try:
            done = who.approve(unit, self.now, why, sha256=seen, force=force)
        except Problem as problem:
            _same(problem.code, wanted)
            self.met("approve", wanted)
        else:
            assert wanted == "done"
            assert (done.state, done.next) == (one.state, self.model.next(unit))
            self.met("approve", one.state, *["forced"] * force)

    def approve_below(self, draw: Draws) -> None:
        """Everything that waits for somebody."""
        waiting = {
            unit: self.model.next(unit)
            for unit, one in self.model.units.items()
            if one.state == "submitted"
        }
        officer = draw.one_of("officer", ["D11", "P1", "N", *filter(None, waiting.values())])
        done = self.court.officer(officer, "Dung").approve_below(officer, self.now)
        mine = [unit for unit, step in waiting.items() if step == officer]
        for unit in mine:
            assert self.model.approve(officer, "Dung", unit, force=False) == "done"
        assert (done.approved, done.refused) == (len(mine), ())
        self.met("approve below", "some" if mine else "none")

    def give_back(self, draw: Draws) -> None:
        """With a new due date, sometimes the old one."""
        unit, force = draw.standing("submitted", "approved", "returned"), draw("force", FORCE)
        officer, before = draw.officer(unit), self.model.units[unit].state
        day = self.model.units[unit].due + timedelta(days=draw("later", LATER))
        wanted = self.model.give_back(officer, unit, day, force=force)
        who, cells = self.court.officer(officer, "Dung"), {"leaders.total": "cộng lại"}
        try:
            who.give_back(unit, self.now, "sai", cells, day, force=force)
        except Problem as problem:
            _same(problem.code, wanted)
            self.met("give back", wanted)
        else:
            assert wanted == "done"
            self.met("give back", before, *["forced"] * force)

    def extend(self, draw: Draws) -> None:
        """Only what still waits for its unit, and only by somebody above."""
        unit = draw.standing(*OPEN)
        officers = st.sampled_from([None, None, *OFFICERS, *above(unit) * 2])
        officer = draw("officer", officers)
        day = self.model.units[unit].due + timedelta(days=1 + draw("later", LATER))
        wanted = self.model.extend(unit, officer, day)
        whom = Whom(unit, *ASKED, officer=officer)
        try:
            done = extend(self.court.work, whom, day, "lũ", "Chánh Văn phòng", self.now)
        except Problem as problem:
            _same(problem.code, wanted)
        else:
            assert (wanted, done.changed) == ("done", 1)
        self.met("extend", wanted)

    def take_back(self, draw: Draws) -> None:
        """The day that held before everything that was granted."""
        unit = draw.unit(lambda one: bool(self.model.units[one].longer))
        still = self.model.units[unit].state in OPEN
        wanted = self.model.take_back(unit)
        done = undo(self.court.work, Whom(unit, *ASKED), "nhầm", self.now)
        assert (done.changed, done.closed) == (int(wanted), int(not still))
        self.met("take back", wanted)

    @invariant()
    def everything_holds(self) -> None:
        """The store against the model, and against itself."""
        self.checks.run()

    def teardown(self) -> None:
        """What is kept holds together at the end too; no connection stays open behind a run."""
        try:
            self.checks.end()
        finally:
            self.court.work.store().close()


def _same(found: str, wanted: str) -> None:
    """What an act came to, and what the model says."""
    assert found == wanted


def play(copies: Copies, runs: int, steps: int) -> Counter[tuple[str, str]]:
    """So many runs of so many steps; how often each rule came to what."""

    class Here(Machine):
        pass

    Here.copies, Here.tried = copies, Counter()
    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    return Here.tried


def test_a_few_runs_keep_to_the_model(tmp_path: Path) -> None:
    play(Copies(tmp_path, asking(*STEPS)), 3, 15)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_two_thousand_steps_keep_to_the_model(tmp_path: Path, kind: str) -> None:
    if kind == "sqlite":
        tried = play(Copies(tmp_path, asking(*STEPS)), 40, 50)
    else:
        with postgres.server(tmp_path) as address:
            tried = play(Copies(tmp_path / "desk", asking(*STEPS), address), 40, 50)
    assert not EVERY - tried.keys(), tried
