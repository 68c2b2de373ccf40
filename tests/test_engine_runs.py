"""Runs on record: lost when their process is gone or silent, taken over by one, never by two."""

import errno
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier, Semaphore
from typing import Any

import pytest

from engine import pulse, runs
from engine.runs import Place, Run
from engine.work import Work
from errors import Problem
from flows import record
from tests.desk import opened
from tests.office import work

pytestmark = [pytest.mark.both, pytest.mark.dead_letters]
NOW = datetime(2025, 12, 1, 8, tzinfo=UTC)
HERE = Place("here", "1 2 boot")
ASKED = {"plan": "N-2025-1", "mode": None}


@pytest.fixture
def desk_work(tmp_path: Path) -> Work:
    return work(opened(tmp_path, ()))


def nobody(_place: Place) -> bool:
    return False


def everybody(_place: Place) -> bool:
    return True


def began(here: Work, flow: str = "cascade", asked: Any = ASKED) -> int:
    return runs.begin(here, flow, asked, HERE, nobody, NOW)


def of(here: Work, number: int) -> Run:
    found = runs.of(here, number)
    assert found is not None
    return found


def test_a_run_is_on_record_from_its_beginning_to_its_end(desk_work: Work) -> None:
    number = began(desk_work)
    one = of(desk_work, number)
    assert (one.flow, one.asked, one.actor, one.host) == ("cascade", ASKED, "test", "here")
    assert (one.state, one.done, one.total, one.ended_at) == ("running", 0, 0, None)
    later = NOW + timedelta(seconds=9)
    counts = {"cascade": {"received": 3}}
    assert runs.sign(desk_work, number, later, stage="cascade", done=1, total=4, counts=counts)
    one = of(desk_work, number)
    assert (one.stage, one.done, one.total, one.seen_at) == ("cascade", 1, 4, later)
    assert one.counts == counts
    assert runs.end(desk_work, number, None, later)
    one = of(desk_work, number)
    assert (one.state, one.ended_at, one.problem) == ("done", later, None)


def test_a_run_that_failed_says_with_what(desk_work: Work) -> None:
    number = began(desk_work)
    runs.end(desk_work, number, Problem("plan_unknown", plan="X"), NOW)
    assert of(desk_work, number).state == "failed"
    assert of(desk_work, number).problem == {"code": "plan_unknown", "plan": "X"}


def test_a_run_is_lost_once_its_process_is_gone_or_silent_for_two_minutes(desk_work: Work) -> None:
    number = began(desk_work)
    assert runs.lost(desk_work, nobody, NOW + timedelta(minutes=2)) == []
    (found,) = runs.lost(desk_work, nobody, NOW + timedelta(minutes=2, seconds=1))
    assert found.id == number
    assert [one.id for one in runs.lost(desk_work, everybody, NOW)] == [number]
    runs.end(desk_work, number, None, NOW)
    assert runs.lost(desk_work, everybody, NOW + timedelta(days=1)) == []


def test_a_process_of_another_host_or_another_start_is_never_known_to_be_gone() -> None:
    here = record.here()
    pid, started, world = here.process.split()
    assert not record.gone(here)
    assert record.gone(Place(here.host, f"{pid} {int(started) + 1} {world}"))
    assert not record.gone(Place("elsewhere", f"{pid} 1 {world}"))
    assert not record.gone(Place(here.host, f"{pid} 1 another-start"))
    assert not record.gone(Place(here.host, ""))
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    assert record.gone(Place(here.host, f"{child} {started} {world}"))


def test_of_two_who_resume_the_same_run_one_does(desk_work: Work) -> None:
    began(desk_work)
    (found,) = runs.lost(desk_work, everybody, NOW)
    line = Barrier(4)

    def take(number: int) -> int | None:
        line.wait()
        return runs.take(desk_work, found, Place("here", f"{number} 2 boot"), NOW)

    with ThreadPoolExecutor(4) as threads:
        taken = [one for one in threads.map(take, range(4)) if one is not None]
    assert len(taken) == 1
    one = of(desk_work, found.id)
    assert (one.state, one.resumed_by) == ("lost", taken[0])
    fresh = of(desk_work, taken[0])
    assert (fresh.flow, fresh.asked, fresh.state) == (found.flow, found.asked, "running")
    assert len(runs.newest(desk_work)) == 2, "who came second left nothing behind"


def test_a_run_that_gave_a_sign_since_is_not_taken(desk_work: Work) -> None:
    number = began(desk_work)
    (found,) = runs.lost(desk_work, nobody, NOW + timedelta(minutes=3))
    assert runs.sign(desk_work, number, NOW + timedelta(minutes=3))
    assert runs.take(desk_work, found, HERE, NOW + timedelta(minutes=3)) is None
    assert of(desk_work, number).state == "running"


def test_who_was_taken_over_cannot_end_what_another_finishes(desk_work: Work) -> None:
    number = began(desk_work)
    (found,) = runs.lost(desk_work, everybody, NOW)
    taken = runs.take(desk_work, found, HERE, NOW)
    assert not runs.sign(desk_work, number, NOW)
    assert not runs.end(desk_work, number, None, NOW)
    one = of(desk_work, number)
    assert (one.state, one.resumed_by) == ("lost", taken)


def test_asking_the_same_again_finishes_what_was_cut_off(desk_work: Work) -> None:
    first, other = began(desk_work), began(desk_work, asked={**ASKED, "plan": "N-2025-2"})
    again = runs.begin(desk_work, "cascade", ASKED, HERE, everybody, NOW)
    assert of(desk_work, first).resumed_by == again
    assert of(desk_work, other).state == "running"
    beside = runs.begin(desk_work, "cascade", ASKED, HERE, nobody, NOW)
    assert of(desk_work, again).state == "running", "who lives is left alone"
    assert beside != again


def test_what_is_cut_off_each_time_is_left_alone_in_the_end(desk_work: Work) -> None:
    number = began(desk_work)
    for tried in range(runs.MOST_TRIES):
        one = of(desk_work, number)
        assert runs.tries(desk_work, one) == tried
        taken = runs.take(desk_work, one, HERE, NOW)
        assert taken is not None
        number = taken
    assert runs.tries(desk_work, of(desk_work, number)) == runs.MOST_TRIES
    assert runs.give_up(desk_work, of(desk_work, number), Problem("run_given_up", tries=5), NOW)
    assert runs.lost(desk_work, everybody, NOW) == []


def test_runs_are_forgotten_after_a_year(desk_work: Work) -> None:
    number = began(desk_work)
    runs.end(desk_work, number, None, NOW)
    kept = began(desk_work)
    runs.begin(desk_work, "year", {}, HERE, nobody, NOW + timedelta(days=401))
    assert runs.of(desk_work, number) is None
    assert of(desk_work, kept).state == "running", "only what has ended is forgotten"


def test_a_flow_gives_signs_of_life_and_notes_how_it_ended(
    desk_work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "PULSE", timedelta(seconds=0.05))
    with record.recorded(desk_work, "cascade", ASKED):
        number = record.number()
        assert number is not None
        first = of(desk_work, number).seen_at
        record.stage("cascade", 2)
        record.moved()
        for _ in range(10_000):
            if of(desk_work, number).done == 1 and of(desk_work, number).seen_at > first:
                break
        assert of(desk_work, number).done == 1
        record.moved()
        record.came_of("cascade", {"received": 3})
    one = of(desk_work, number)
    assert (one.state, one.stage, one.done, one.total) == ("done", "cascade", 2, 2)
    assert one.counts == {"cascade": {"received": 3}}
    assert one.asked == {**ASKED, "language": "vi"}
    assert record.number() is None


@pytest.mark.parametrize("error", [OSError("?"), Problem("database_unreachable", reason="?")])
def test_a_sign_of_life_that_cannot_be_given_is_not_the_last(
    desk_work: Work,
    error: Exception,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(runs, "PULSE", timedelta(seconds=0.01))
    monkeypatch.setattr(pulse, "GAP", 0.01)
    sign, tried = runs.sign, Semaphore(0)

    def failing(*_given: object, **_told: object) -> bool:
        tried.release()
        raise error

    with record.recorded(desk_work, "cascade", ASKED):
        number = record.number()
        assert number is not None
        monkeypatch.setattr(runs, "sign", failing)
        assert all(tried.acquire(timeout=20) for _ in range(3))
        monkeypatch.setattr(runs, "sign", sign)
        record.stage("cascade", 2)
        record.moved()
    assert (of(desk_work, number).state, of(desk_work, number).done) == ("done", 1)
    said = [one for one in caplog.records if one.name == "capbac.pulse"]
    assert len(said) == (0 if isinstance(error, Problem) else 1), "once, with all of it"
    assert all(one.exc_info for one in said)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (Problem("plan_unknown", plan="X"), "plan_unknown"),
        (KeyboardInterrupt(), "run_stopped"),
        (ZeroDivisionError(), "run_broken"),
        (OSError(errno.ENOSPC, "No space left", "out/N.xlsx"), "disk_full"),
    ],
)
def test_whatever_ends_a_flow_is_on_record(
    desk_work: Work, error: BaseException, code: str
) -> None:
    with pytest.raises(type(error)), record.recorded(desk_work, "cascade", ASKED):
        raise error
    (one,) = runs.newest(desk_work)
    assert one.state == "failed"
    assert one.problem is not None
    assert one.problem["code"] == code


def test_an_address_with_a_password_is_never_put_on_record() -> None:
    with pytest.raises(Problem) as raised:
        record.found_again(["s3://key:secret@files/inbox"])
    assert raised.value.code == "address_secret"


def test_places_are_found_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert record.found_again([Path("inbox"), "memory://inbox"]) == [
        str(tmp_path / "inbox"),
        "memory://inbox",
    ]
