"""Watching on a desk: everything that may rest is final or said, once, and said to be over."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

import messages
from engine import outgoing, runs
from engine import remind as reminding
from engine.alerting import Finding
from engine.outgoing import LEASE
from engine.runs import Place
from engine.watch import EVERY, PATIENCE, Watched, Watching, numbers, watch
from errors import Problem
from flows import addresses, record
from reporting.workflow import STATES
from store import watching
from store.outbox import ALERT
from tests import vault
from tests.desk import Desk, opened, sent
from tests.office import roll_up, send, store, work

pytestmark = [pytest.mark.both, pytest.mark.dead_letters]
NOW = datetime(2025, 12, 1, 8, tzinfo=UTC)
HERE = Place("host", "1 1 1/1")
QUARTER = timedelta(minutes=15)
WORDS = messages.words("en", "watching")
SAID = "SELECT subject, body FROM outbox WHERE kind = 'alert' ORDER BY id"


@pytest.fixture
def desk(tmp_path: Path, database: str) -> Desk:
    return opened(tmp_path)


def look(desk: Desk, now: datetime, *inboxes: Path) -> Watched:
    return watch(work(desk), now, WORDS, Watching(inboxes))


def codes(found: Watched) -> list[str]:
    return [one.code for one in found.found]


def alerts(desk: Desk) -> list[tuple[str, str]]:
    return vault.rows(store(desk), SAID)


def begun(desk: Desk, flow: str = "rollup", now: datetime = NOW) -> int:
    return runs.begin(work(desk), flow, {"period": "2025"}, HERE, lambda _place: False, now)


def reminded(desk: Desk) -> int:
    """A message to a unit, made at NOW."""
    words = messages.words("en", "reminders")
    reminding.remind(work(desk), NOW, words, reminding.Order(), date(2025, 12, 6))
    return int(vault.value(store(desk), "SELECT min(id) FROM outbox"))


def test_a_desk_where_all_is_well_says_nothing(desk: Desk) -> None:
    send(desk, sent("W111", 1, 2))
    before = vault.dump(store(desk))
    assert look(desk, NOW + timedelta(days=9)).found == ()
    assert vault.dump(store(desk)) == before


def test_each_trouble_is_said_once_and_once_more_when_it_is_over(desk: Desk) -> None:
    number = begun(desk)
    later = NOW + PATIENCE
    assert codes(look(desk, later)) == ["run_lost"]
    again = look(desk, later + EVERY)
    assert (codes(again), again.fresh, again.over) == (["run_lost"], (), ())
    assert runs.end(work(desk), number, None, later + EVERY)
    over = look(desk, later + 2 * EVERY)
    assert (over.found, over.over) == ((), (f"run_lost {number}",))
    assert look(desk, later + 3 * EVERY).over == ()
    (first, second) = alerts(desk)
    assert first[0] == "Capbac: 1 standing still, 0 over"
    assert "capbac resume" in first[1]
    assert second[0] == "Capbac: 0 standing still, 1 over"
    assert f"run {number}" in second[1]


def test_what_comes_back_is_said_again(desk: Desk) -> None:
    number = reminded(desk)
    for times in (1, 2):
        vault.change(store(desk), f"UPDATE outbox SET state = 'dead' WHERE id = {number}")
        assert [one.code for one in look(desk, NOW).fresh] == ["message_dead"]
        outgoing.again(work(desk), number, NOW)
        assert look(desk, NOW).over == (f"message_dead {number}",)
        assert len(alerts(desk)) == 2 * times


def test_a_trial_finds_the_same_and_says_nothing(desk: Desk) -> None:
    begun(desk)
    before = vault.dump(store(desk))
    trial = watch(work(desk), NOW + QUARTER, WORDS, Watching(), trial=True)
    assert vault.dump(store(desk)) == before
    assert codes(trial) == codes(look(desk, NOW + QUARTER)) == ["run_lost"]


def alive(desk: Desk, now: datetime, number: int, *, moved: datetime = NOW) -> None:
    assert runs.sign(work(desk), number, now, moved_at=moved, done=1, total=3, stage="report")


def test_a_run_that_lives_and_does_not_get_on_is_said_and_one_that_does_is_not(desk: Desk) -> None:
    still, moving = begun(desk), begun(desk, "report")
    now = NOW + QUARTER
    alive(desk, now, still)
    alive(desk, now, moving, moved=now - timedelta(minutes=1))
    (found,) = look(desk, now).found
    assert (found.code, found.details["id"], found.since) == ("run_stalled", still, NOW)


@pytest.mark.parametrize(
    ("flow", "code", "said"),
    [
        ("scheduled-nightly", "nothing_assigned", True),
        ("rollup", "internal", True),
        ("rollup", "run_broken", True),
        ("rollup", "nothing_assigned", False),
    ],
)
def test_a_failure_that_nobody_was_shown_is_said_until_it_is_done(
    desk: Desk, flow: str, code: str, *, said: bool
) -> None:
    details = {"reason": "?", "path": "", "period": "2025"}
    number = begun(desk, flow)
    assert runs.end(work(desk), number, Problem(code, **details), NOW)
    assert codes(look(desk, NOW)) == (["run_failed"] if said else [])
    assert runs.end(work(desk), begun(desk, flow), None, NOW)
    assert look(desk, NOW).found == ()


def test_a_flow_that_broke_through_a_mistake_of_our_own_is_said(desk: Desk) -> None:
    asked = {"period": "2025"}
    with pytest.raises(ZeroDivisionError), record.recorded(work(desk), "rollup", asked):
        raise ZeroDivisionError
    (found,) = look(desk, NOW).fresh
    assert (found.code, found.details["problem"]) == ("run_failed", "run_broken")
    with record.recorded(work(desk), "rollup", asked):
        pass
    assert look(desk, NOW).over == (found.about,)


FULL = Problem("disk_full", path="/", reason="?")


def failed(desk: Desk, flow: str, *, problem: Problem = FULL, **asked: object) -> int:
    number = runs.begin(work(desk), flow, asked, HERE, lambda _place: False, NOW)
    assert runs.end(work(desk), number, problem, NOW)
    return number


def test_what_was_cut_off_and_fails_when_it_is_finished_is_said(desk: Desk) -> None:
    failed(desk, "year")
    cut_off = runs.of(work(desk), begun(desk, "year"))
    assert cut_off is not None
    number = runs.take(work(desk), cut_off, HERE, NOW)
    assert number is not None
    assert runs.end(work(desk), number, FULL, NOW)
    (found,) = look(desk, NOW).fresh
    assert (found.code, found.details["id"]) == ("run_failed", number)
    assert found.details["problem"] == "disk_full"
    assert runs.end(work(desk), begun(desk, "year"), None, NOW)
    assert look(desk, NOW).over == (found.about,)


def test_a_schedule_that_fails_every_time_is_said_once_until_it_gets_through(desk: Desk) -> None:
    flow = "scheduled-collect"
    first = failed(desk, flow, inbox=["/inbox"])
    assert [one.about for one in look(desk, NOW).fresh] == [f"run_failed {first}"]
    for minutes in range(5, 30, 5):
        failed(desk, flow, inbox=[], language="en")
        assert look(desk, NOW + timedelta(minutes=minutes)).fresh == ()
    runs.end(work(desk), begun(desk, "scheduled-nightly"), None, NOW)
    runs.end(work(desk), begun(desk, "collect"), None, NOW)
    assert [one.about for one in look(desk, NOW).found] == [f"run_failed {first}"]
    assert runs.end(work(desk), begun(desk, flow), None, NOW), "whatever it was asked"
    assert look(desk, NOW).over == (f"run_failed {first}",)
    again = failed(desk, flow, inbox=["/inbox"])
    assert [one.about for one in look(desk, NOW).fresh] == [f"run_failed {again}"]
    assert [subject for subject, _ in alerts(desk)] == [
        "Capbac: 1 standing still, 0 over",
        "Capbac: 0 standing still, 1 over",
        "Capbac: 1 standing still, 0 over",
    ]


def test_what_somebody_put_aside_is_not_said_and_hides_no_failure(desk: Desk) -> None:
    failed(desk, "scheduled-nightly", problem=Problem("run_stopped"))
    assert look(desk, NOW).found == ()
    number = failed(desk, "scheduled-nightly")
    failed(desk, "scheduled-nightly", problem=Problem("run_stopped"))
    assert [one.about for one in look(desk, NOW).found] == [f"run_failed {number}"]


def test_a_message_that_was_given_up_is_said_and_an_alert_that_was_is_not(desk: Desk) -> None:
    number = reminded(desk)
    begun(desk)
    look(desk, NOW + QUARTER)
    vault.change(store(desk), "UPDATE outbox SET state = 'dead'")
    dead = [one for one in look(desk, NOW + QUARTER).found if one.code == "message_dead"]
    others = vault.value(store(desk), "SELECT count(*) FROM outbox WHERE kind <> 'alert'")
    assert number in {one.details["id"] for one in dead}
    assert len(dead) == others


def test_a_reminder_of_what_was_done_meanwhile_takes_no_alert_with_it(desk: Desk) -> None:
    begun(desk)
    look(desk, NOW + QUARTER)
    reminded(desk)
    assert vault.rows(store(desk), "SELECT state FROM outbox WHERE kind = 'alert'") == [
        ("pending",)
    ]


def test_an_alert_goes_to_the_operator_and_else_to_the_highest_unit(desk: Desk) -> None:
    begun(desk)
    assert look(desk, NOW + QUARTER).unit == "N"
    reminded(desk)
    letters = {one.kind: one for one in outgoing.unsent(work(desk))}
    book = {"N": ("a:1",), "*": ("b:2",), addresses.OPERATOR: ("c:3",)}
    assert addresses.to(book, letters[ALERT]) == ("c:3",)
    assert addresses.to(book, letters["digest"]) == ("b:2",)
    assert addresses.to({"N": ("a:1",)}, letters[ALERT]) == ("a:1",)
    assert addresses.own(book) == {"N"}


def test_a_store_without_units_finds_trouble_and_tells_nobody(tmp_path: Path) -> None:
    bare = Desk(tmp_path)
    bare.done("init")
    begun(bare)
    found = look(bare, NOW + QUARTER)
    assert (codes(found), found.unit) == (["run_lost"], "")


# Every state in which something of ours may rest, and how it comes to rest there.
Rest = Callable[[Desk], None]


def in_state(state: str) -> Rest:
    def rest(desk: Desk) -> None:
        send(desk, sent("W111", 1, 2))
        vault.change(store(desk), f"UPDATE assignment SET state = '{state}'")

    return rest


def message_in(state: str, next_at: datetime) -> Rest:
    def rest(desk: Desk) -> None:
        reminded(desk)
        said = next_at.strftime("%Y-%m-%d %H:%M:%S.%f")
        vault.change(store(desk), f"UPDATE outbox SET state = '{state}', next_at = '{said}'")

    return rest


def run_in(state: str, *, pulse: bool = False) -> Rest:
    def rest(desk: Desk) -> None:
        number = begun(desk, "scheduled-nightly")
        if pulse:
            alive(desk, NOW + QUARTER, number)
        elif state != "running":
            vault.change(store(desk), f"UPDATE run SET state = '{state}', ended_at = started_at")

    return rest


def refused(desk: Desk) -> None:
    assert send(desk, sent("W111", 3, 2)).refused


ASSIGNMENTS: dict[str, tuple[Rest, str]] = {
    f"assignment {state}": (in_state(state), "") for state in (*STATES, "withdrawn")
}
MESSAGES = {
    "message pending": (message_in("pending", NOW), "messages_waiting"),
    "message put off": (message_in("pending", NOW + timedelta(days=1)), ""),
    "message being sent": (message_in("sending", NOW + LEASE), "message_stuck"),
    "message sent": (message_in("sent", NOW), ""),
    "message void": (message_in("void", NOW), ""),
    "message dead": (message_in("dead", NOW), "message_dead"),
}
RUNS = {
    "run silent": (run_in("running"), "run_lost"),
    "run still": (run_in("running", pulse=True), "run_stalled"),
    "run done": (run_in("done"), ""),
    "run failed": (run_in("failed"), "run_failed"),
    "run taken over": (run_in("lost"), ""),
}
RESTING = {**ASSIGNMENTS, **MESSAGES, **RUNS, "refusal": (refused, "")}


def test_the_table_knows_every_state_there_is(desk: Desk) -> None:
    """A state that is added to the house has to be thought about here."""
    source = (Path(__file__).parent.parent / "store" / "plan_tables.py").read_text("utf-8")
    assert "# pending, sending (claimed until next_at), sent, void or dead." in source
    source = (Path(__file__).parent.parent / "store" / "run_tables.py").read_text("utf-8")
    assert "# running, done, failed or lost." in source
    assert set(STATES) <= {name.removeprefix("assignment ") for name in ASSIGNMENTS}


@pytest.mark.parametrize("name", sorted(RESTING))
def test_whatever_rests_for_a_quarter_of_an_hour_is_final_or_was_said(
    desk: Desk, name: str
) -> None:
    rest, code = RESTING[name]
    rest(desk)
    said: list[Finding] = []
    for minutes in (0, 5, 10, 15):
        said += look(desk, NOW + timedelta(minutes=minutes)).fresh
    assert {one.code for one in said} == ({code} if code else set())
    assert len(said) == len({one.about for one in said})
    assert len(alerts(desk)) == bool(code), "in one message"


def test_what_is_held_for_too_long_is_said_where_the_database_tells(
    desk: Desk, database: str
) -> None:
    now = datetime.now(UTC) + QUARTER
    if database == "sqlite":
        with work(desk).store().writing() as connection:
            assert watching.held(connection, now) == [], "who comes next meets a locked store"
        return
    with work(desk).store().writing() as connection:
        connection.exec_driver_sql("UPDATE form SET name = name")
        assert codes(look(desk, now - QUARTER)) == []
        (found,) = look(desk, now).found
        assert found.code == "claim_held"
        assert "pg_terminate_backend" in alerts(desk)[0][1]
    assert look(desk, now).over == (found.about,)


def test_several_rounds_at_once_say_everything_once(desk: Desk) -> None:
    begun(desk)
    work(desk).store()  # opened before they begin
    with ThreadPoolExecutor(4) as threads:
        done = list(threads.map(lambda _n: look(desk, NOW + QUARTER), range(4)))
    assert sum(len(one.fresh) for one in done) == 1
    assert {codes(one)[0] for one in done} == {"run_lost"}
    assert [one[0] for one in alerts(desk)] == ["Capbac: 1 standing still, 0 over"]


def test_the_numbers_are_those_of_the_store(desk: Desk) -> None:
    send(desk, sent("W111", 1, 2), sent("W112", 5, 2))
    roll_up(desk)
    reminded(desk)
    begun(desk)
    desk.done("backup", desk.folder / "kept.tar")
    found = numbers(work(desk), NOW + QUARTER)
    assert found.assignments == {"draft": 1, "expected": 7, "submitted": 1}
    assert (found.submissions, found.refusals) == (1, 1)
    assert found.runs == {"running": 0, "lost": 1}
    assert found.messages == {"pending": 3}
    assert found.waiting_since == found.unsent_since == found.rolled_up_at == NOW
    assert found.backed_up_at is not None
