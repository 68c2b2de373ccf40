"""A plan carried over when the map changes in mid-year."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from hierarchy.unit import ALWAYS, FOREVER
from profiles.vn.units import fetch
from tests.desk import PLAN, WARD_FORM, Desk, sent

pytestmark = pytest.mark.both

ROSTER = """code,name,level,parent_code,valid_from,valid_to
N,Nation,nation,,,
P1,River,province,N,,
W1,One,ward,P1,,2025-06-30
W2,Two,ward,P1,,2025-06-30
W3,Three,ward,P1,,2025-06-30
W4,Four,ward,P1,,2025-06-30
W5,Five,ward,P1,,
W1,New One,ward,P1,2025-07-01,
W2,New Two,ward,P1,2025-07-01,
W6,Six,ward,P1,2025-07-01,
W7,Seven,ward,P1,2025-07-01,
"""
"""W1 and W3 merge into the new W2; W2 splits into W6 and the new W1; W4 ends; W7 is founded."""

LINEAGE = """old_code,new_code,on,kind
W1,W2,2025-07-01,merged
W3,W2,2025-07-01,merged
W2,W6,2025-07-01,split
W2,W1,2025-07-01,split
"""
DAY = "2025-07-01"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    desk.done("init")
    roster = desk.write("roster.csv", ROSTER)
    desk.done("units", "import", roster, "--lineage", desk.write("lineage.csv", LINEAGE))
    desk.done("forms", "add", desk.write_json("form.json", WARD_FORM))
    desk.done("plans", "issue", desk.write_json("plan.json", PLAN))
    desk.done("cascade", "N-2025-1")
    return desk


def send(desk: Desk, unit: str, women: int, **more: object) -> None:
    document = {**sent(unit, women, 10), **more}
    desk.done("collect", desk.write_json(f"{unit}-{women}.json", document))


def over(desk: Desk, day: str = DAY, plan: str = "N-2025-1") -> dict[str, Any]:
    found: dict[str, Any] = desk.done("--json", "cascade", plan, "--on", day).data()
    return found


def counts(done: dict[str, Any]) -> tuple[int, int, int]:
    return done["closed"], done["assigned"], done["received"]


def rows(desk: Desk, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(desk.workspace / "capbac.db")) as database:
        return database.execute(query).fetchall()


def owed(desk: Desk, *states: str, plan: str = "N-2025-1") -> list[tuple[Any, ...]]:
    """(code, first day, last day to send) of assignments in some states, in order."""
    wanted = ", ".join(f"'{state}'" for state in states)
    return rows(
        desk,
        "select unit.code, case valid_from when '0001-01-01' then '' else valid_from end, due "
        "from assignment join unit on unit.id = unit_id join plan on plan.id = plan_id "
        f"where assignment.state in ({wanted}) and ref = '{plan}' order by 1, 2",
    )


def test_successors_owe_once_what_was_left_open(desk: Desk) -> None:
    done = over(desk)
    assert counts(done) == (4, 4, 4)
    assert done["ended"] == ["W4"]
    due = "2025-12-05"
    assert owed(desk, "expected") == [
        ("W1", DAY, due), ("W2", DAY, due), ("W5", "", due), ("W6", DAY, due), ("W7", DAY, due),
    ]  # fmt: skip
    assert [code for code, _, _ in owed(desk, "succeeded")] == ["W1", "W2", "W3", "W4"]


def test_carrying_over_twice_changes_nothing_and_the_old_stay_closed(desk: Desk) -> None:
    over(desk)
    acts = rows(desk, "select count(*) from act")
    assert counts(over(desk)) == (0, 0, 0)
    plain = desk.done("--json", "cascade", "N-2025-1").data()
    assert (plain["received"], plain["assigned"]) == (0, 0)
    assert plain["waiting"] == 0
    assert len(owed(desk, "expected")) == 5
    assert rows(desk, "select count(*) from act") == acts


def test_who_came_after_whom_is_on_record(desk: Desk) -> None:
    over(desk)
    pairs = rows(
        desk,
        "select old.code, new.code, new.valid_from, on_day from succession "
        "join assignment a on a.id = assignment_id join unit old on old.id = a.unit_id "
        "join assignment b on b.id = successor_id join unit new on new.id = b.unit_id "
        "order by 1, 2",
    )
    assert pairs == [
        ("W1", "W2", DAY, DAY), ("W2", "W1", DAY, DAY), ("W2", "W6", DAY, DAY),
        ("W3", "W2", DAY, DAY),
    ]  # fmt: skip
    ((details,),) = rows(desk, "select details from plan_act where verb = 'succeeded'")
    assert f'"on": "{DAY}"' in details
    assert '"closed": 4' in details


def test_a_successor_owes_nothing_where_all_before_it_had_answered(desk: Desk) -> None:
    send(desk, "W2", 4)
    assert counts(over(desk))[:2] == (3, 2)
    assert [code for code, _, _ in owed(desk, "expected")] == ["W2", "W5", "W7"]
    # Neither does a later run of the plan take them for newly addressed.
    assert desk.done("--json", "cascade", "N-2025-1").data()["assigned"] == 0


def test_what_was_sent_before_stays_what_the_first_map_rolls_up(desk: Desk) -> None:
    send(desk, "W1", 3)
    desk.done("rollup", "2025")
    over(desk)
    send(desk, "W5", 2)
    rolled = desk.done("--json", "rollup", "2025").data()
    assert (rolled["reported"], rolled["expected"], rolled["succeeded"]) == (2, 2, 3)
    assert desk.figures("2025")["N", "leaders.women"]["value"] == "5"
    send(desk, "W6", 4)
    send(desk, "W1", 1, unit_on="2025-08-01")
    for _ in range(2):
        later = desk.done("--json", "rollup", "2025")
        assert later.data()["left_out"] == 2
        assert "2" in later.err
        assert desk.figures("2025")["N", "leaders.women"]["value"] == "5"
    folder = desk.folder / "books"
    desk.done("report", "2025", "--all", "--out", folder)
    assert len(list(folder.iterdir())) == 2


def test_one_change_at_a_time_rolls_up_as_all_at_once(desk: Desk) -> None:
    send(desk, "W1", 3)
    desk.done("rollup", "2025")
    over(desk)
    refreshed = desk.done("rollup", "2025").out and desk.done("export", "2025").out
    with closing(sqlite3.connect(desk.workspace / "capbac.db")) as database, database:
        for table in ("rollup_input", "rollup_row", "rollup"):
            database.execute(f"delete from {table}")
    desk.done("rollup", "2025")
    assert desk.done("export", "2025").out == refreshed


def test_a_period_nobody_answered_before_is_rolled_up_on_the_new_map(desk: Desk) -> None:
    over(desk)
    for unit, women in (("W1", 1), ("W6", 2), ("W7", 3)):
        send(desk, unit, women)
    rolled = desk.done("--json", "rollup", "2025").data()
    assert (rolled["reported"], rolled["expected"], rolled["left_out"]) == (3, 5, 0)
    assert desk.figures("2025")["N", "leaders.women"]["value"] == "6"


def test_status_counts_who_owes_now_and_says_what_was_passed_on(desk: Desk) -> None:
    send(desk, "W1", 3)
    over(desk)
    (found,) = desk.done("--json", "status", "2025").data()
    assert found["levels"]["ward"]["expected"] == 6
    assert found["levels"]["ward"]["sent"] == 1
    assert found["succeeded"] == 3
    assert sorted(found["silent"]) == ["W1", "W2", "W5", "W6", "W7"]


def test_a_code_used_again_names_two_units_until_the_day_is_told(desk: Desk) -> None:
    send(desk, "W1", 3)
    over(desk)
    outcome = desk.run("collect", desk.write_json("twice.json", sent("W1", 5, 10)))
    assert outcome.code == 1
    assert "ambiguous_unit" in outcome.err
    send(desk, "W1", 5, unit_on="2025-08-01")


def test_of_a_code_used_again_only_a_day_is_asked_for(desk: Desk) -> None:
    send(desk, "W1", 3)
    over(desk)
    outcome = desk.run("collect", desk.write_json("twice.json", sent("W1", 5, 10)))
    assert "Add unit_on.\n" in outcome.err
    assert "Hãy ghi thêm unit_on.\n" in outcome.err


def test_a_unit_that_ended_is_told_when_and_who_came_after(desk: Desk) -> None:
    over(desk)
    split = desk.run(
        "collect", desk.write_json("w2.json", sent("W2", 5, 10) | {"unit_on": "2025-02-01"})
    )
    assert "W1 (New One), W6 (Six). Send under that code." in split.err
    alone = desk.run("collect", desk.write_json("w4.json", sent("W4", 5, 10)))
    assert "[unit_ended_alone] This unit ended on 2025-07-01" in alone.err
    assert "Đơn vị này đã chấm dứt ngày 2025-07-01" in alone.err
    stranger = desk.run("collect", desk.write_json("w9.json", sent("W9", 5, 10)))
    assert "[unit_unknown]" in stranger.err


def test_a_unit_that_ended_before_the_plan_was_made_is_told_so(desk: Desk) -> None:
    later = {**PLAN, "title": "Of the next year", "period": "2026", "roster_on": "2026-01-01"}
    later["collects"] = [{"form": "ward-report", "periods": ["2026"], "from": {"leaves": True}}]
    desk.done("plans", "issue", desk.write_json("later.json", later))
    desk.done("cascade", "N-2026-1")
    record = {**sent("W3", 5, 10), "period": "2026"}
    assert "[unit_ended]" in desk.run("collect", desk.write_json("w3.json", record)).err
    # Where it is still asked it may answer.
    send(desk, "W3", 5)


def test_after_a_reform_days_may_be_set_for_those_who_came_after(desk: Desk) -> None:
    over(desk)
    own = {
        "issuer": "P1",
        "title": "Of the province",
        "period": "2025",
        "roster_on": DAY,
        "adopts": {"plan": "N-2025-1", "due": {"2025": {"ward": "2025-12-01"}}},
    }
    addressed = {**PLAN, "addressed_to": {"children": True}}
    file = desk.write_json("addressed.json", addressed)
    desk.done("plans", "amend", "N-2025-1", file, "--reason", "to all")
    late = {**own, "adopts": {"plan": "N-2025-1", "due": {"2025": {"ward": "2025-12-06"}}}}
    line = ("plans", "adopt", "N-2025-1", "--unit", "P1")
    refused = desk.run(*line, desk.write_json("late.json", late))
    assert "[due_later_than_parent]" in refused.err
    done = desk.done("--json", *line, desk.write_json("own.json", own)).data()
    assert done["earlier"] == 5


def test_what_is_closed_can_no_longer_be_answered(desk: Desk) -> None:
    over(desk)
    outcome = desk.run("collect", desk.write_json("late.json", sent("W3", 5, 10)))
    assert outcome.code == 1
    assert "[unit_ended] This unit ended on 2025-07-01" in outcome.err
    assert "W2 (New Two). Send under that code." in outcome.err


def test_a_day_before_the_rosters_is_refused_and_an_unchanged_map_is_told(desk: Desk) -> None:
    early = desk.run("cascade", "N-2025-1", "--on", "2025-01-01")
    assert early.code == 1
    assert "day_before_roster" in early.err
    assert counts(over(desk, "2025-06-15")) == (0, 0, 0)
    over(desk)
    back = desk.run("cascade", "N-2025-1", "--on", "2025-06-15")
    assert "day_before_roster" in back.err


def test_units_named_are_followed_and_not_looked_up_again(desk: Desk) -> None:
    plan = {
        **PLAN,
        "title": "Two wards",
        "addressed_to": {"units": ["W1"]},
        "collects": [{"form": "ward-report", "periods": ["2025"], "from": {"units": ["W1", "W4"]}}],
    }
    desk.done("plans", "issue", desk.write_json("named.json", plan))
    desk.done("cascade", "N-2025-2")
    assert counts(over(desk, plan="N-2025-2")) == (2, 1, 1)
    assert owed(desk, "expected", plan="N-2025-2") == [("W2", DAY, None)]


def test_a_plan_first_cascaded_after_the_change_goes_to_the_new_map(desk: Desk) -> None:
    plan = {**PLAN, "title": "Late", "collects": [{**PLAN["collects"][0], "due": {}}]}
    desk.done("plans", "issue", desk.write_json("late-plan.json", plan))
    assert counts(over(desk, plan="N-2025-2"))[:2] == (0, 5)
    assert all(first or code == "W5" for code, first, _ in owed(desk, "expected", plan="N-2025-2"))


def test_a_lineage_learnt_later_mends_what_had_ended(desk: Desk) -> None:
    over(desk)
    more = LINEAGE + "W4,W7,2025-07-01,unchanged\n"
    desk.done("units", "import", "--lineage", desk.write("more.csv", more))
    done = over(desk)
    assert (done["closed"], done["assigned"], done["ended"]) == (1, 0, [])
    assert counts(over(desk)) == (0, 0, 0)


def test_a_ladder_that_lacks_the_level_leaves_the_day_there_was(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.done("init")
    roster = (
        "code,name,level,parent_code,valid_from,valid_to\nN,Nation,nation,,,\n"
        "W1,One,ward,N,,2025-06-30\nC1,One,commune,N,2025-07-01,\nC2,Two,commune,N,2025-07-01,\n"
    )
    lineage = "old_code,new_code,on\nW1,C1,2025-07-01\n"
    roster_file = desk.write("roster.csv", roster)
    desk.done("units", "import", roster_file, "--lineage", desk.write("lineage.csv", lineage))
    desk.done("forms", "add", desk.write_json("form.json", WARD_FORM))
    desk.done("plans", "issue", desk.write_json("plan.json", PLAN))
    desk.done("cascade", "N-2025-1")
    over(desk)
    assert owed(desk, "expected") == [("C1", DAY, "2025-12-05"), ("C2", DAY, "2025-12-20")]


def test_a_plan_whose_issuer_is_gone_goes_on_with_those_who_came_after(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.done("init")
    roster = (
        "code,name,level,parent_code,valid_from,valid_to\nN,Nation,nation,,,\n"
        "P1,River,province,N,,2025-06-30\nP2,Sea,province,N,,\n"
        "W1,One,ward,P1,,2025-06-30\nW2,Two,ward,P2,,\nW3,Three,ward,P2,2025-07-01,\n"
    )
    lineage = "old_code,new_code,on\nP1,P2,2025-07-01\nW1,W3,2025-07-01\n"
    roster_file = desk.write("roster.csv", roster)
    desk.done("units", "import", roster_file, "--lineage", desk.write("lineage.csv", lineage))
    desk.done("forms", "add", desk.write_json("form.json", WARD_FORM))
    desk.done("plans", "issue", desk.write_json("plan.json", {**PLAN, "issuer": "P1"}))
    desk.done("cascade", "P1-2025-1")
    assert counts(over(desk, plan="P1-2025-1"))[:2] == (1, 1)
    assert [code for code, _, _ in owed(desk, "expected", plan="P1-2025-1")] == ["W3"]
    assert desk.done("--json", "cascade", "P1-2025-1").data()["assigned"] == 0
    send(desk, "W3", 2)
    assert desk.done("--json", "rollup", "2025").data()["reported"] == 1
    desk.done("status")


def test_step_by_step_only_those_who_came_after_are_reached(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.done("init")
    roster = desk.write("roster.csv", ROSTER)
    desk.done("units", "import", roster, "--lineage", desk.write("lineage.csv", LINEAGE))
    desk.done("forms", "add", desk.write_json("form.json", WARD_FORM))
    plan = {**PLAN, "addressed_to": {"all": True}}
    desk.done("plans", "issue", desk.write_json("plan.json", plan))
    desk.done("cascade", "N-2025-1", "--stepwise")
    assert (over(desk)["moved"], over(desk)["moved"]) == (True, False)
    assert owed(desk, "expected") == []
    own: dict[str, Any] = {"issuer": "P1", "title": "Own", "period": "2025", "roster_on": DAY}
    own["cites"] = [{"plan": "N-2025-1", "title": "Plan of the nation"}]
    desk.done("plans", "issue", desk.write_json("own.json", own))
    assert desk.done("--json", "cascade", "N-2025-1").data()["assigned"] == 5
    assert [code for code, _, _ in owed(desk, "expected")] == ["W1", "W2", "W5", "W6", "W7"]


@pytest.mark.slow
def test_the_reform_of_2025_in_one_city(tmp_path: Path) -> None:
    city, day = "31", "2025-07-01"
    country = fetch()
    before = [u for u in country.units if u.valid_to < FOREVER]
    parents = {u.parent_code for u in before}
    above = {u.code: u.parent_code for u in before}
    leaves = sorted(
        u.code
        for u in before
        if u.code not in parents and city in (above[u.code], above.get(above[u.code] or ""))
    )
    answered = leaves[::3]
    desk = Desk(tmp_path)
    desk.done("init")
    desk.done("units", "fetch", "vietnam")
    desk.done("forms", "add", desk.write_json("form.json", WARD_FORM))
    desk.done("plans", "issue", desk.write_json("plan.json", {**PLAN, "issuer": city}))
    ref = f"{city}-2025-1"
    desk.done("cascade", ref)
    lines = "\n".join(json.dumps(sent(code, 1, 2)) for code in answered)
    desk.done("collect", desk.write("sent.jsonl", lines))
    done = over(desk, day, ref)

    came_from: dict[str, set[str]] = {
        u.code: set() for u in country.units if u.parent_code == city and u.valid_from > ALWAYS
    }
    for edge in country.edges:
        if edge.new_code in came_from and edge.old_code in leaves:
            came_from[edge.new_code].add(edge.old_code)
    expected = sorted(
        code for code, old in came_from.items() if not old or not old.issubset(answered)
    )
    assert len(came_from) == 114
    assert done["closed"] == len(leaves) - len(answered)
    assert done["assigned"] == len(expected)
    assert done["ended"] == []
    assert [code for code, since, _ in owed(desk, "expected", plan=ref) if since] == expected
    assert counts(over(desk, day, ref)) == (0, 0, 0)
    rolled = desk.done("--json", "rollup", "2025").data()
    assert (rolled["reported"], rolled["expected"]) == (len(answered), len(answered))
    assert desk.figures("2025")[city, "leaders.women"]["value"] == str(len(answered))
