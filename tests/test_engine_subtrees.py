"""A roll-up in pieces is the whole roll-up, however it is cut and whatever is sent meanwhile."""

import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine import refreshing, rollup, subtrees
from engine.rollup import RolledUp
from engine.subtrees import Rolled, cut, roll_part
from reporting.rollup import Inputs, Row, combine, own_rows, roll_up
from tests import vault
from tests.desk import Desk, opened, sent
from tests.office import NOW, codes, send, store, work
from tests.rich_form import EVERYONE, drawn, rich
from tests.rollup_forms import inputs_of
from tests.rollup_worlds import World, worlds
from tests.test_engine_rollup import in_full, kept_rows

LAWS = settings(
    max_examples=80, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)


@LAWS
@given(worlds(), st.integers(1, 12))
def test_vectors_of_runs_add_up_to_the_whole_for_every_rule(world: World, wanted: int) -> None:
    tree = world.tree
    given_ = inputs_of(world.form, tree, world.sent, world.assigned)
    whole = roll_up(world.form, tree, given_)
    runs = cut(tree, wanted)
    covered = sorted(place for run in runs for place in range(run.start, run.stop))
    tops = [i for i in range(len(tree)) if i not in set(covered)]
    assert len(covered) == len(set(covered))
    below: dict[int, list[Row]] = {top: [] for top in tops}
    for run in runs:
        some = tree.siblings(run.start, run.stop)
        places = np.array([run.above, *range(run.start, run.stop)])
        assigned = given_.assigned[places]
        assigned[0] = False
        values, states = given_.values[:, places], given_.states[:, places]
        rolled = roll_up(world.form, some, Inputs(values, states, assigned))
        for place in some.interior[1:].tolist():
            assert rolled.row(place) == whole.row(run.start + place - 1)
        below[run.above].append(rolled.row(0))
    own = own_rows(whole.layout, given_.values, given_.states, given_.assigned, tree.level)
    for top in reversed(tops):
        made = combine(whole.layout, tree.units[top].level, own[top], below[top])
        assert made == whole.row(top)
        if top:
            below[int(tree.parent[top])].append(made)


def in_pieces(desk: Desk, pieces: Rolled | None = None) -> RolledUp:
    made = pieces or rolled(desk)
    return rollup.run(work(desk), "2025", None, NOW, pieces=made)


def rolled(desk: Desk) -> Rolled:
    found = subtrees.parts(work(desk), "2025", None, 1)
    assert found is not None
    asked, parts = found
    return subtrees.whole([roll_part(work(desk), asked, part) for part in parts])


def taken(desk: Desk) -> list[tuple[object, ...]]:
    query = "SELECT assignment_id, submission_id FROM rollup_input ORDER BY assignment_id"
    return vault.rows(store(desk), query)


@pytest.mark.parametrize("wanted", [1, 2, 3, 5, 18])
def test_what_is_kept_is_what_one_step_keeps(
    tmp_path: Path, wanted: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subtrees, "PARTS", wanted)
    dice = random.Random(wanted)
    desk, whole = rich(tmp_path / "pieces"), rich(tmp_path / "whole")
    given_ = [drawn(dice, unit) for unit in EVERYONE if dice.random() < 0.7]
    for one in (desk, whole):
        assert codes(send(one, *given_)) == []
    done, plain = in_pieces(desk), rollup.run(work(whole), "2025", None, NOW)
    assert done == plain
    assert kept_rows(desk) == kept_rows(whole)
    assert taken(desk) == taken(whole)


def test_what_is_sent_while_pieces_are_rolled_up_is_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refreshing, "FULL_FROM", 0.0)
    dice = random.Random(7)
    desk = rich(tmp_path)
    send(desk, *[drawn(dice, unit) for unit in EVERYONE[:9]])
    pieces = rolled(desk)
    send(desk, *[drawn(dice, unit) for unit in EVERYONE[3:]])
    assert in_pieces(desk, pieces).full
    assert kept_rows(desk) == in_full(desk, "copy")
    assert rollup.run(work(desk), "2025", None, NOW).rows == 0

    again = [drawn(dice, unit) for unit in EVERYONE]
    send(desk, *again)
    pieces = rolled(desk)
    send(desk, drawn(dice, EVERYONE[0]))
    in_pieces(desk, pieces)
    assert kept_rows(desk) == in_full(desk, "copy again")


def test_a_roll_up_that_came_between_makes_no_old_piece_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refreshing, "FULL_FROM", 0.0)
    dice = random.Random(9)
    desk = rich(tmp_path)
    send(desk, *[drawn(dice, unit) for unit in EVERYONE])
    rollup.run(work(desk), "2025", None, NOW)
    send(desk, *[drawn(dice, unit) for unit in EVERYONE[:4]])
    pieces = rolled(desk)
    send(desk, *[drawn(dice, unit) for unit in EVERYONE[4:9]])
    rollup.run(work(desk), "2025", None, NOW)
    send(desk, *[drawn(dice, unit) for unit in EVERYONE[9:12]])
    assert in_pieces(desk, pieces).full
    assert kept_rows(desk) == in_full(desk, "copy")


def test_pieces_of_something_else_are_left_aside(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    send(desk, sent("W111", 1, 2), sent("W112", 1, 2))
    pieces = rolled(desk)
    other = Rolled(subtrees.Ask(pieces.ask.form_id, "2025", True, pieces.ask.roster_on), {}, {}, ())
    assert in_pieces(desk, other).full
    assert kept_rows(desk) == in_full(desk, "copy")


def test_little_changed_or_a_small_country_needs_no_pieces(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    send(desk, sent("W111", 1, 2))
    assert subtrees.parts(work(desk), "2025", None, 16) is None
    assert subtrees.parts(work(desk), "2025", None, 15) is not None
    rollup.run(work(desk), "2025", None, NOW)
    send(desk, sent("W112", 1, 2))
    assert subtrees.parts(work(desk), "2025", None, 1) is None
