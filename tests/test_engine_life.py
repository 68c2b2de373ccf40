"""The life of a receipt and of a plan: every step, who took it, and what is refused."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from errors import Problem
from reporting.adoption import OF_A_PLAN, OF_A_RECEIPT, already, moved
from tests import vault
from tests.desk import Desk, opened
from tests.office import store

pytestmark = pytest.mark.both

UPPER: Mapping[str, Any] = {
    "issuer": "N",
    "title": "Of the nation",
    "period": "2025",
    "roster_on": "2025-06-01",
    "addressed_to": {"children": True},
    "document": {"raw": None},
}
OWN = {
    "issuer": "P1",
    "title": "Of the province",
    "period": "2025",
    "roster_on": "2025-06-01",
    "adopts": {"plan": "N-2025-1"},
}
REF = "N-2025-1"
STATES = ("received", "adopted", "under_way", "closed", "returned", "refused")
WAYS = {
    ("adopt", "received"): "adopted",
    ("start", "adopted"): "under_way",
    ("close", "under_way"): "closed",
    ("return", "received"): "returned",
    ("refuse", "received"): "refused",
    ("reopen", "returned"): "received",
    ("reopen", "refused"): "received",
    ("reopen", "closed"): "under_way",
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return opened(tmp_path, (UPPER,))


def state(desk: Desk, unit: str) -> str:
    query = "SELECT receipt.state FROM receipt JOIN unit ON unit.id = unit_id WHERE code = ?"
    found: str = vault.value(store(desk), query, unit)
    return found


def say(desk: Desk, *words: str) -> dict[str, Any]:
    told: dict[str, Any] = desk.done("--json", "--as", "Lan", "plans", *words).data()
    return told


def adopt(desk: Desk) -> None:
    say(desk, "adopt", REF, "--unit", "P1", str(desk.write_json("own.json", OWN)))


@pytest.mark.parametrize("verb", sorted(OF_A_RECEIPT))
@pytest.mark.parametrize("before", STATES)
def test_every_move_stands_in_one_table(verb: str, before: str) -> None:
    wanted = WAYS.get((verb, before))
    if wanted is not None:
        assert moved(OF_A_RECEIPT, verb, before, "why", "P1") == wanted
        return
    with pytest.raises(Problem) as refused:
        moved(OF_A_RECEIPT, verb, before, "why", "P1")
    assert refused.value.code == "move_refused"
    assert refused.value.details["state"] == before


@pytest.mark.parametrize("verb", ["return", "refuse", "reopen"])
@pytest.mark.parametrize("reason", [None, "", "  "])
def test_what_turns_a_plan_down_or_back_needs_its_reason(verb: str, reason: str | None) -> None:
    before = "closed" if verb == "reopen" else "received"
    with pytest.raises(Problem) as refused:
        moved(OF_A_RECEIPT, verb, before, reason, "P1")
    assert refused.value.code == "reason_missing"


def test_only_a_reopening_is_known_by_what_was_done_last() -> None:
    assert already(OF_A_RECEIPT, "start", "under_way", "reopen")
    assert not already(OF_A_RECEIPT, "reopen", "received", None)
    assert already(OF_A_RECEIPT, "reopen", "received", "reopen")
    assert already(OF_A_PLAN, "close", "closed", None)


def test_a_receipt_lives_from_received_to_closed(desk: Desk) -> None:
    assert state(desk, "P1") == "received"
    adopt(desk)
    assert state(desk, "P1") == "adopted"
    assert say(desk, "start", REF, "--unit", "P1")["state"] == "under_way"
    assert say(desk, "close", REF, "--unit", "P1", "--reason", "done")["state"] == "closed"
    assert say(desk, "reopen", REF, "--unit", "P1", "--reason", "more")["state"] == "under_way"
    query = "SELECT verb, plan_act.actor, reason FROM plan_act WHERE unit_id NOT NULL ORDER BY id"
    assert vault.rows(store(desk), query) == [
        ("adopt", "Lan", None),
        ("start", "Lan", None),
        ("close", "Lan", "done"),
        ("reopen", "Lan", "more"),
    ]
    query = "SELECT changed_by, reason, changed_at NOT NULL FROM receipt WHERE state = 'under_way'"
    assert vault.rows(store(desk), query) == [("Lan", "more", 1)]
    query = "SELECT verb FROM act WHERE subject = ? AND actor = 'Lan' ORDER BY id"
    said = [verb for (verb,) in vault.rows(store(desk), query, REF)]
    assert said == ["plans adopt", "plans start", "plans close", "plans reopen"]


@pytest.mark.parametrize(("verb", "after"), [("return", "returned"), ("refuse", "refused")])
def test_a_plan_turned_down_may_be_taken_back(desk: Desk, verb: str, after: str) -> None:
    assert say(desk, verb, REF, "--unit", "P1", "--reason", "not ours")["state"] == after
    refused = desk.run("plans", "adopt", REF, "--unit", "P1", desk.write_json("own.json", OWN))
    assert refused.code == 1
    assert "[move_refused]" in refused.err
    assert say(desk, "reopen", REF, "--unit", "P1", "--reason", "ours")["state"] == "received"
    adopt(desk)
    assert state(desk, "P1") == "adopted"


@pytest.mark.parametrize(
    "words",
    [
        ("return", REF, "--unit", "P1", "--reason", "not ours"),
        ("close", REF),
    ],
)
def test_said_twice_it_changes_nothing(desk: Desk, words: tuple[str, ...]) -> None:
    assert say(desk, *words)["changed"]
    back = ("reopen", *words[1:], *(() if "--reason" in words else ("--reason", "back")))
    for turn in (words, back):
        say(desk, *turn)
        before = vault.dump(store(desk))
        assert not say(desk, *turn)["changed"]
        assert vault.dump(store(desk)) == before


def test_a_move_that_is_not_allowed_names_the_state_in_both_languages(desk: Desk) -> None:
    refused = desk.run("plans", "start", REF, "--unit", "P1")
    assert refused.code == 1
    assert "đã nhận" in refused.err
    assert "received" in refused.err
    assert state(desk, "P1") == "received"


def test_a_unit_that_has_not_the_plan_has_nothing_to_move(desk: Desk) -> None:
    assert "[not_received]" in desk.run("plans", "start", REF, "--unit", "D11").err
    assert "[unit_unknown]" in desk.run("plans", "start", REF, "--unit", "XX").err
    assert "[plan_unknown]" in desk.run("plans", "start", "N-1", "--unit", "P1").err
    assert desk.run("plans", "return", REF, "--unit", "P1").code == 2


def test_nothing_more_is_done_under_a_closed_plan_until_it_is_reopened(desk: Desk) -> None:
    assert say(desk, "close", REF)["state"] == "closed"
    for words in (
        ("cascade", REF),
        ("cascade", REF, "--stepwise"),
        ("plans", "return", REF, "--unit", "P1", "--reason", "late"),
        ("plans", "adopt", REF, "--unit", "P1", "--draft", desk.folder / "draft.json"),
    ):
        refused = desk.run(*words)
        assert refused.code == 1
        assert "[plan_not_open]" in refused.err
    assert desk.run("plans", "reopen", REF).code == 2
    assert say(desk, "reopen", REF, "--reason", "too early")["state"] == "issued"
    assert desk.done("cascade", REF).code == 0
    query = "SELECT verb, reason FROM plan_act WHERE unit_id IS NULL ORDER BY id"
    told = [row for row in vault.rows(store(desk), query) if row[0] != "cascade"]
    assert told == [("close", None), ("reopen", "too early")]


def test_a_unit_at_work_whose_own_plan_is_withdrawn_has_only_received(desk: Desk) -> None:
    adopt(desk)
    say(desk, "start", REF, "--unit", "P1")
    say(desk, "withdraw", "P1-2025-1", "--reason", "a mistake")
    assert state(desk, "P1") == "received"


def start(desk: Desk) -> None:
    say(desk, "start", REF, "--unit", "P1")


@pytest.mark.parametrize("steps", [(), (start,)])
@pytest.mark.parametrize("ref", [REF, "P1-2025-1"])
def test_a_plan_restored_leaves_the_receipt_as_it_was(
    desk: Desk, ref: str, steps: tuple[Any, ...]
) -> None:
    adopt(desk)
    for step in steps:
        step(desk)
    query = "SELECT state, adopted_at, adopted_by_plan FROM receipt WHERE adopted_by_plan = 2"
    before = vault.rows(store(desk), query)
    assert len(before) == 1
    for _ in range(2):
        say(desk, "withdraw", ref, "--reason", "a mistake")
        say(desk, "restore", ref)
        assert vault.rows(store(desk), query) == before


def test_a_plan_restored_does_not_undo_what_was_done_since(desk: Desk) -> None:
    adopt(desk)
    say(desk, "withdraw", "P1-2025-1", "--reason", "a mistake")
    other = desk.write_json("other.json", {**OWN, "title": "Another"})
    say(desk, "adopt", REF, "--unit", "P1", str(other))
    say(desk, "restore", "P1-2025-1")
    own = "SELECT ref FROM receipt JOIN plan ON plan.id = adopted_by_plan"
    assert vault.value(store(desk), own) == "P1-2025-2"


def test_who_wants_its_own_plan_corrected_is_pointed_to_amending_it(desk: Desk) -> None:
    adopt(desk)
    another = str(desk.write_json("other.json", {**OWN, "title": "Another"}))
    why = ("--reason", "a slip")
    for words in (("return", REF, *why), ("refuse", REF, *why), ("adopt", REF, another)):
        refused = desk.run("plans", *words, "--unit", "P1")
        assert refused.code == 1
        assert "[move_refused]" in refused.err
        assert "«capbac plans amend P1-2025-1 FILE" in refused.err
        assert "“capbac plans amend P1-2025-1 FILE" in refused.err
    # It is no way for who only has to begin first, nor where the own plan is closed.
    assert "amend" not in desk.run("plans", "close", REF, "--unit", "P1").err
    say(desk, "close", "P1-2025-1")
    assert "amend" not in desk.run("plans", "return", REF, "--unit", "P1", *why).err


def test_a_plan_without_a_number_is_told_how_to_get_one_later(desk: Desk) -> None:
    path = desk.write_json("own.json", OWN)
    first = desk.done("plans", "adopt", REF, "--unit", "P1", path)
    assert "«capbac plans amend P1-2025-1 FILE" in first.err
    assert "amend" not in desk.done("plans", "adopt", REF, "--unit", "P1", path).err
    numbered = desk.write_json("own.json", {**OWN, "document": {"raw": "7/KH-P1"}})
    desk.done("plans", "amend", "P1-2025-1", numbered, "--reason", "numbered")
    assert desk.done("--json", "plans", "show", "P1-2025-1").data()["number"] == "7/KH-P1"
    other = {**OWN, "issuer": "P2", "document": {"raw": "8/KH-P2"}}
    assert "amend" not in desk.done("plans", "issue", desk.write_json("p2.json", other)).err
    waiting = {**other, "title": "Waiting", "document": {"raw": "…/KH-P2"}}
    told = desk.done("plans", "issue", desk.write_json("waiting.json", waiting)).err
    assert "«capbac plans amend P2-2025-2 FILE" in told


def test_a_withdrawn_plan_takes_nothing_up(desk: Desk) -> None:
    adopt(desk)
    say(desk, "withdraw", "P1-2025-1", "--reason", "a mistake")
    path = desk.write_json("own.json", OWN)
    outcome = desk.run("plans", "adopt", REF, "--unit", "P1", path)
    assert outcome.code == 1
    assert "[plan_not_open]" in outcome.err
    assert state(desk, "P1") == "received"


def test_a_draft_for_who_stands_elsewhere_says_what_is_above(desk: Desk) -> None:
    outcome = desk.run("plans", "adopt", REF, "--unit", "N", "--draft", desk.folder / "n.json")
    assert "[unit_not_below]" in outcome.err
    assert "\u2026" not in outcome.err
