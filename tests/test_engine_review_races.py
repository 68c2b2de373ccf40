"""Several at once, with threads and connections of their own: one wins, nothing happens twice."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import text

from errors import Problem
from tests.cast import COUNTRY
from tests.courts import Court, courts
from tests.office import NOW
from tests.panel import Officer

pytestmark = pytest.mark.slow
RACES, KEYS, TIMES = 200, 100, 20


@pytest.fixture(params=["sqlite", "postgresql"])
def court(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Court]:
    yield from courts(request.param, tmp_path)


def raced(*acts: Callable[[], object]) -> list[str]:
    """What became of acts that began at the same moment: ``done``, or the code of a refusal."""
    line = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        line.wait()
        try:
            act()
        except Problem as problem:
            return problem.code
        return "done"

    with ThreadPoolExecutor(len(acts)) as threads:
        return sorted(threads.map(run, acts))


def rows(court: Court, query: str) -> list[tuple[object, ...]]:
    with court.work.store().reading() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def test_of_two_reviewers_at_once_exactly_one_wins(court: Court) -> None:
    def acts(one: Officer, turn: int, number: int) -> Callable[[], object]:
        if number % 2:
            return lambda: one.approve("W111", turn=turn)
        return lambda: one.give_back("W111", turn=turn)

    turn = 1
    for race in range(RACES):
        court.send("W111", race, 1000, name=f"race{race}")
        # Both approve, both return, or one does one and one the other.
        kinds = [(1, 1), (0, 0), (1, 0)][race % 3]
        pair = [court.officer("D11", name) for name in ("Lan", "Minh")]
        turn = max([turn, *(int(str(r[0])) + 1 for r in rows(court, "SELECT turn FROM review"))])
        found = raced(*[acts(one, turn, kind) for one, kind in zip(pair, kinds, strict=True)])
        assert found == ["done", "state_changed"], (race, found)
    won = rows(court, "SELECT count(*) FROM review WHERE kind <> 'voided'")
    assert won == [(RACES,)]


def test_without_a_turn_a_second_approval_is_refused_too(court: Court) -> None:
    for race in range(20):
        court.send("W111", race, 1000, name=f"race{race}")
        pair = [court.officer("D11", name) for name in ("Lan", "Minh")]
        found = raced(*[lambda one=one: one.approve("W111") for one in pair])
        assert found == ["done", "state_changed"], (race, found)


def test_an_approval_above_never_outlives_a_change_below(court: Court) -> None:
    for race in range(50):
        court.send("D11", race, 1000, name=f"above{race}")
        acts = (
            lambda: court.officer("P1").approve("D11"),
            lambda race=race: court.send("W111", race, 1000, name=f"below{race}"),
        )
        assert raced(*acts) == ["done", "done"]
        state = rows(
            court,
            "SELECT assignment.state, review.kind, below FROM review "
            "JOIN assignment ON assignment.id = assignment_id "
            "JOIN unit ON unit.id = assignment.unit_id WHERE code = 'D11' "
            "ORDER BY turn DESC LIMIT 1",
        )
        ((stands, kind, below),) = state
        if kind == "voided":
            assert stands == "submitted"
            continue
        case = court.officer("P1")
        with pytest.raises(Problem):
            case.approve("D11")
        assert below == _below(court), race


def _below(court: Court) -> str:
    import hashlib

    found = rows(
        court,
        "SELECT digest FROM submission JOIN assignment ON latest_id = submission.id "
        "JOIN unit ON unit.id = unit_id WHERE code LIKE 'W11%'",
    )
    return hashlib.sha256("\n".join(sorted(str(row[0]) for row in found)).encode()).hexdigest()


def test_the_same_key_sent_at_the_same_time_is_one_row(court: Court) -> None:
    units = [unit.code for unit in COUNTRY]
    for number in range(KEYS):
        unit, now = units[number % len(units)], NOW + timedelta(minutes=number)

        def send(
            time: int, unit: str = unit, number: int = number, now: object = now
        ) -> tuple[int, int]:
            key = f"key{number}"
            done = court.send(unit, number, 1000, name=f"{number}-{time}", key=key)
            assert not done.refused
            return done.accepted, done.repeated

        with ThreadPoolExecutor(TIMES) as threads:
            done = list(threads.map(send, range(TIMES)))
        assert sum(accepted for accepted, _ in done) == 1, (number, done)
        assert sum(repeated for _, repeated in done) == TIMES - 1
    assert rows(court, "SELECT count(*) FROM submission") == [(KEYS,)]
    assert rows(court, "SELECT count(*) FROM submission_key") == [(KEYS,)]
