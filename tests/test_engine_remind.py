"""Reminders on a desk: said once, caught up after missed days, silent where it was done."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import messages
from engine.remind import Order, Reminded, remind
from errors import Problem
from reporting.reminder import STEPS, Ladder
from tests import vault
from tests.desk import PLAN, Desk, opened, sent
from tests.office import send, store, work

pytestmark = pytest.mark.both

NOW = datetime(2025, 12, 1, 1, tzinfo=UTC)
WORDS = messages.words("en", "reminders")
ISSUE_BY = {"national": "2025-03-31", "days_before": {"province": 30, "ward": 0}}
WARDS = ["W111", "W112", "W113", "W121", "W122", "W211", "W212"]
PLAIN = Order()
Make = Callable[..., Desk]


@pytest.fixture(scope="module")
def made(database: str) -> Make:
    """A desk with some plans."""
    return opened


@pytest.fixture
def desk(tmp_path: Path, made: Make) -> Desk:
    return made(tmp_path)


def told(desk: Desk, day: str, order: Order = PLAIN, *, trial: bool = False) -> Reminded:
    return remind(work(desk), NOW, WORDS, order, date.fromisoformat(day), trial=trial)


def steps(done: Reminded) -> dict[str, set[str]]:
    """The steps said in digests, by unit they are about."""
    found: dict[str, set[str]] = {}
    for one in done.messages:
        if one.kind == "digest":
            for said in one.said:
                found.setdefault(said.matter.unit, set()).add(said.step)
    return found


def test_before_its_day_nothing_is_said(desk: Desk) -> None:
    assert told(desk, "2025-12-01").messages == ()


def test_each_unit_above_gets_one_digest_of_its_silent_children(desk: Desk) -> None:
    send(desk, sent("W111", 1, 2), sent("W112", 1, 2))
    done = told(desk, "2025-12-03")
    heard = {one.unit: sorted(s.matter.unit for s in one.said) for one in done.messages}
    assert heard == {"D11": ["W113"], "D12": ["W121", "W122"], "D21": ["W211", "W212"]}
    assert {one.kind for one in done.messages} == {"digest"}


def test_nobody_is_told_twice(desk: Desk) -> None:
    assert told(desk, "2025-12-03").matters == 7
    assert told(desk, "2025-12-03").matters == 0
    assert told(desk, "2025-12-04").matters == 0
    assert told(desk, "2025-12-06").matters == 7


def test_missed_days_are_caught_up_with_the_step_reached_since(desk: Desk) -> None:
    assert steps(told(desk, "2025-12-15")) == {ward: {"escalated"} for ward in WARDS}
    assert told(desk, "2025-12-04").matters == 0, "a less urgent step after a more urgent one"


def test_what_was_sent_meanwhile_is_not_spoken_of(desk: Desk) -> None:
    told(desk, "2025-12-03")
    send(desk, sent("W111", 1, 2))
    assert "W111" not in steps(told(desk, "2025-12-06"))


def test_a_message_that_lies_unsent_is_void_once_all_of_it_was_done(desk: Desk) -> None:
    told(desk, "2025-12-03")
    send(desk, sent("W121", 1, 2), sent("W122", 1, 2), sent("W111", 1, 2))
    told(desk, "2025-12-03")
    query = "SELECT unit.code, state FROM outbox JOIN unit ON unit.id = unit_id"
    found: dict[str, str] = dict(vault.rows(store(desk), query))
    assert found == {"D11": "pending", "D12": "void", "D21": "pending"}


def test_a_new_due_day_is_a_new_matter(desk: Desk) -> None:
    told(desk, "2025-12-15")
    with work(desk).store().writing() as connection:
        connection.exec_driver_sql(
            "UPDATE assignment SET due = '2025-12-31' "
            "WHERE unit_id = (SELECT id FROM unit WHERE code = 'W111')"
        )
    assert told(desk, "2025-12-16").matters == 0
    assert steps(told(desk, "2025-12-30"))["W111"] == {"due_soon"}


def test_a_form_that_came_back_is_a_new_matter(desk: Desk) -> None:
    told(desk, "2025-12-15")
    send(desk, sent("W111", 1, 2))
    with work(desk).store().writing() as connection:
        connection.exec_driver_sql(
            "UPDATE assignment SET state = 'returned' WHERE latest_id IS NOT NULL"
        )
    assert {u: s for u, s in steps(told(desk, "2025-12-16")).items() if u in WARDS} == {
        "W111": {"escalated"}
    }


@pytest.mark.parametrize("state", ["withdrawn", "closed"])
def test_a_plan_that_no_longer_runs_reminds_nobody(desk: Desk, state: str) -> None:
    with work(desk).store().writing() as connection:
        connection.exec_driver_sql(f"UPDATE plan SET state = '{state}'")
    assert told(desk, "2025-12-15").messages == ()


@pytest.mark.parametrize("state", ["submitted", "approved", "succeeded", "withdrawn"])
def test_an_assignment_that_is_not_open_reminds_nobody(desk: Desk, state: str) -> None:
    with work(desk).store().writing() as connection:
        connection.exec_driver_sql(f"UPDATE assignment SET state = '{state}'")
    assert told(desk, "2025-12-31").messages == ()


def test_a_unit_with_an_address_hears_it_itself_but_not_what_is_for_the_unit_above(
    desk: Desk,
) -> None:
    order = Order(addressed={"W111", "N"})
    soon = [one for one in told(desk, "2025-12-03", order).messages if one.kind == "own"]
    assert [one.unit for one in soon] == ["W111"]
    escalated = told(desk, "2025-12-15", order)
    assert steps(escalated)["W111"] == {"escalated"}
    assert {one.kind for one in escalated.messages} == {"digest"}


def test_a_plan_not_taken_up_by_its_day_is_told_to_the_unit_above(
    tmp_path: Path, made: Make
) -> None:
    plan = {**PLAN, "addressed_to": {"levels": ["province", "district"]}, "issue_by": ISSUE_BY}
    desk = made(tmp_path, [plan])
    assert steps(told(desk, "2025-03-01")) == {}
    assert steps(told(desk, "2025-03-02")) == {"P1": {"not_adopted"}, "P2": {"not_adopted"}}
    with work(desk).store().writing() as connection:
        connection.exec_driver_sql(
            "UPDATE receipt SET state = 'adopted', adopted_at = '2025-03-05 00:00:00.000000' "
            "WHERE unit_id = (SELECT id FROM unit WHERE code = 'D21')"
        )
    late = steps(told(desk, "2025-04-01"))
    assert late["D11"] == {"not_adopted"}
    assert not {"D21", "P1"} & late.keys()
    assert told(desk, "2025-04-02").matters == 0


def test_an_issuer_that_owes_its_own_form_hears_of_it_itself(tmp_path: Path, made: Make) -> None:
    (collect,) = PLAN["collects"]
    plan = {**PLAN, "issuer": "P1", "collects": [{**collect, "from": {"self": True}}]}
    desk = made(tmp_path, [plan])
    (message,) = told(desk, "2025-12-18", Order(addressed={"P1"})).messages
    assert (message.unit, message.kind) == ("P1", "digest")


def test_one_plan_may_be_reminded_of_alone(tmp_path: Path, made: Make) -> None:
    desk = made(tmp_path, [PLAN, {**PLAN, "issuer": "P2", "title": "Of the sea"}])
    done = told(desk, "2025-12-03", Order(plan="P2-2025-1"))
    assert {said.matter.plan for one in done.messages for said in one.said} == {"P2-2025-1"}
    assert told(desk, "2025-12-03").matters == 7
    with pytest.raises(Problem) as raised:
        told(desk, "2025-12-03", Order(plan="X-2025-1"))
    assert raised.value.code == "plan_unknown"


def test_a_trial_says_the_same_and_writes_nothing(desk: Desk) -> None:
    before = vault.dump(store(desk))
    trial = told(desk, "2025-12-06", trial=True)
    assert vault.dump(store(desk)) == before
    assert told(desk, "2025-12-06") == trial
    assert trial.matters == 7


def test_today_is_the_countrys_and_not_that_of_greenwich(tmp_path: Path) -> None:
    desk = opened(tmp_path, ())
    desk.done("init", "--profile", "vn")
    evening = datetime(2025, 12, 2, 18, tzinfo=UTC)
    assert remind(work(desk), evening, WORDS, Order()).day == date(2025, 12, 3)


def test_what_was_said_is_noted_with_its_day(desk: Desk) -> None:
    told(desk, "2025-12-03")
    (noted,) = vault.rows(store(desk), "SELECT details FROM act WHERE verb = 'remind'")
    assert noted == ('{"matters": 7, "on": "2025-12-03"}',)


Turn = tuple[int, str | None]
TURNS = st.lists(st.tuples(st.integers(-6, 12), st.none() | st.sampled_from(WARDS)), max_size=9)


@settings(max_examples=25)
@given(turns=TURNS, before=st.integers(0, 5), after=st.integers(0, 5))
def test_on_any_days_each_step_is_said_at_most_once_and_nothing_to_those_who_sent(
    tmp_path_factory: pytest.TempPathFactory,
    made: Make,
    turns: list[Turn],
    before: int,
    after: int,
) -> None:
    desk = made(tmp_path_factory.mktemp("days"))
    order = Order(Ladder(before, after), addressed=WARDS)
    done: set[str] = set()
    last: dict[str, int] = {}
    for days, ward in turns:
        if ward is not None:
            send(desk, sent(ward, 1, 2))
            done.add(ward)
        day = date(2025, 12, 5) + timedelta(days=days)
        for unit, said in steps(told(desk, day.isoformat(), order)).items():
            (step,) = said
            assert unit not in done
            assert last.get(unit, -1) < STEPS.index(step)
            last[unit] = STEPS.index(step)
    counted = "SELECT count(*), count(DISTINCT about || step) FROM reminder"
    ((rows, distinct),) = vault.rows(store(desk), counted)
    assert rows == distinct
