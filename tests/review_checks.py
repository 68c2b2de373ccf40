"""What holds after every step of the machine: the store against its model and against itself.

Nothing kept is ever changed, what is approved is bound to what stands, final figures are the sum
of what is approved, roll-ups kept by increments are those made anew, and no share passes 100 %.
"""

import hashlib

from sqlalchemy import text

from engine import rollup
from engine.forms import of_row
from engine.inputs import frame_of, inputs_of, latest_by_place
from engine.status import status
from engine.verify import verify
from engine.work import Work
from hierarchy.tree import Tree
from reporting.columns import Key
from reporting.rollup import Rollup, roll_up
from store import forms, rollups, submissions
from tests.office import NOW, quiet
from tests.review_model import PARENT, Model

HIGHER = ("N", "P1", "P2", "D11")
TOTAL = Key("leaders.total")
KEPT = ("submission", "review", "act", "extension", "submission_key", "refusal")
STANDS = (
    "SELECT code, assignment.state, revision, due, draft.assignment_id IS NOT NULL, "
    "(SELECT count(*) FROM review WHERE assignment_id = assignment.id), "
    "(SELECT count(*) FROM review WHERE assignment_id = assignment.id AND forced) "
    "FROM assignment JOIN unit ON unit.id = unit_id "
    "LEFT JOIN submission ON submission.id = latest_id "
    "LEFT JOIN draft ON draft.assignment_id = assignment.id"
)
NEWEST = (
    "SELECT code, submission.id, digest FROM submission "
    "JOIN assignment ON latest_id = submission.id JOIN unit ON unit.id = unit_id"
)
ACTS = (
    "SELECT unit.code, review.kind, submission_id, digest, below, step.code "
    "FROM review JOIN assignment ON assignment.id = assignment_id "
    "JOIN unit ON unit.id = assignment.unit_id "
    "LEFT JOIN unit step ON step.id = review.unit_id ORDER BY assignment_id, turn"
)
Row = tuple[object, ...]


class Checks:
    """One store and its model, looked at again and again."""

    def __init__(self, work: Work, model: Model) -> None:
        self.work, self.model = work, model
        self._before: dict[str, list[Row]] = {}
        self._added_up: list[Row] | None = None

    def run(self) -> None:
        """Everything that holds after a step."""
        self._as_the_model()
        self._nothing_that_was_kept_is_changed()
        self._bound_to_what_stands()
        counted = self._rows("SELECT id, state, latest_id FROM assignment ORDER BY id")
        if counted != self._added_up:
            # Figures are made of nothing else: they were looked at already where none of it moved.
            self._figures_are_exact()
            self._nobody_is_counted_twice()
            self._added_up = counted

    def end(self) -> None:
        """What holds at the end of a run: journal, hashes, pointers and bonds."""
        assert verify(self.work, quiet).faults == ()

    def _rows(self, query: str) -> list[Row]:
        with self.work.store().reading() as connection:
            return [tuple(row) for row in connection.execute(text(query))]

    def _as_the_model(self) -> None:
        """States, newest contents, deadlines, drafts, and how many acts there were."""
        found = {
            code: (state, revision, str(due), bool(drafted), acts, forced)
            for code, state, revision, due, drafted, acts, forced in self._rows(STANDS)
        }
        assert found == {
            unit: (one.state, len(one.sent) or None, str(one.due), one.drafted, one.acts, forced)
            for unit, one in self.model.units.items()
            for forced in [one.forced]
        }

    def _nothing_that_was_kept_is_changed(self) -> None:
        """Every row of what is append-only stands as it stood."""
        now = {name: self._rows(f"SELECT * FROM {name} ORDER BY 1") for name in KEPT}
        for name, before in self._before.items():
            if name == "submission_key":  # in the order of the keys, not of their coming
                assert set(before) <= set(now[name])
            elif name == "extension":  # taking back is noted in the row itself
                assert [row[:7] for row in now[name]][: len(before)] == [row[:7] for row in before]
            else:
                assert now[name][: len(before)] == before, name
        self._before = now

    def _bound_to_what_stands(self) -> None:
        """The approvals that hold name the newest revision, its digest and what is below it."""
        newest = {str(unit): (ident, str(digest)) for unit, ident, digest in self._rows(NEWEST)}
        holding: dict[str, list[Row]] = {}
        for unit, kind, *act in self._rows(ACTS):
            mine = holding.setdefault(str(unit), [])
            mine.append(tuple(act)) if kind == "approved" else mine.clear()
        for unit, one in self.model.units.items():
            mine = holding.get(unit, [])
            assert [act[3] for act in mine] == one.approved, unit
            for submission_id, digest, below, _step in mine:
                assert (submission_id, digest) == newest[unit]
                assert below == _below(unit, newest)

    def _figures_are_exact(self) -> None:
        """Kept by increments, made anew, and added up here: the same, and never over 100 %."""
        for final in (False, True):
            done = rollup.run(self.work, "2025", None, NOW, final=final)
            heard = [
                one
                for one in self.model.units.values()
                if one.sent and (not final or one.state == "approved")
            ]
            assert (done.reported, done.expected) == (len(heard), len(PARENT))
            kept, whole, tree = self._rolled(done.id, final=final)
            for unit in HIGHER:
                figure = whole.block([tree.index[unit]])
                said = figure.exact(TOTAL)[0] or 0
                assert said == self.model.below(unit, final=final), (unit, final)
                assert int(figure.reported(TOTAL)[0]) <= int(figure.expected(TOTAL)[0])
            assert kept == {
                tree.units[int(i)].code: whole.row(int(i)).pack() for i in tree.interior
            }

    def _rolled(self, rollup_id: int, *, final: bool) -> tuple[dict[str, bytes], Rollup, Tree]:
        """The rows that are kept by unit, and the roll-up as it is made anew."""
        with self.work.store().reading() as connection:
            kept = rollups.by_id(connection, rollup_id)
            form = of_row(forms.by_id(connection, kept.form_id))
            frame = frame_of(self.work, connection, kept.form_id, kept.period)
            latest = submissions.latest(connection, kept.form_id, kept.period, final=final)
            packed = rollups.packed_rows(connection, rollup_id)
        chosen, _left_out = latest_by_place(frame.map, latest)
        blobs = {place: one.packed for place, one in chosen.items()}
        tree = frame.map.tree
        whole = roll_up(form, tree, inputs_of(form, frame.assigned, blobs))
        places = frame.map.places
        return {tree.units[places[i]].code: blob for i, blob in packed.items()}, whole, tree

    def _nobody_is_counted_twice(self) -> None:
        """``status`` counts every unit once, and its shares are those of the model."""
        (found,) = status(self.work, "2025", None, NOW)
        units, whole = self.model.units, found.whole
        sent = [one for one in units.values() if one.sent]
        assert (whole.expected, whole.sent, whole.on_time) == (len(units), len(sent), len(sent))
        assert whole.completeness is not None
        assert whole.punctuality is not None
        assert 0 <= whole.punctuality <= whole.completeness <= 1
        for state, count in (("returned", whole.returned), ("approved", whole.approved)):
            assert count == sum(one.state == state for one in units.values()), state
        assert whole.on_behalf == sum(one.sent[-1].on_behalf for one in sent)
        assert whole.forced == sum(one.forced for one in units.values())


def _below(unit: str, newest: dict[str, tuple[object, str]]) -> str:
    def under(code: str) -> bool:
        parent = PARENT[code]
        return parent is not None and (parent == unit or under(parent))

    found = sorted(digest for code, (_id, digest) in newest.items() if under(code))
    return hashlib.sha256("\n".join(found).encode()).hexdigest()
