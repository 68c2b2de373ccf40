"""Rolling up: incremental equals full, nothing changed writes nothing, and what counts."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from engine import refreshing, rollup
from tests import vault
from tests.both import server
from tests.cast import WARDS
from tests.desk import PLAN, WARD_FORM, Desk, opened, sent
from tests.office import roll_up, send, store, work
from tests.rich_form import EVERYONE, drawn, rich

pytestmark = pytest.mark.both


def kept_rows(desk: Desk) -> dict[str, bytes]:
    query = "SELECT code, packed FROM rollup_row JOIN unit ON unit.id = unit_id"
    return dict(vault.rows(store(desk), query))


def in_full(desk: Desk, name: str) -> dict[str, bytes]:
    """The rows of a first roll-up in a copy of the store."""
    copy = Desk(desk.folder / name)
    copy.workspace.mkdir(parents=True)
    if server.address:
        server.copy(desk.workspace, copy.workspace)
    else:
        with (
            closing(sqlite3.connect(store(desk))) as source,
            closing(sqlite3.connect(store(copy))) as target,
        ):
            source.backup(target)
    for table in ("rollup_row", "rollup_input", "rollup"):
        vault.change(store(copy), f"DELETE FROM {table}")
    assert roll_up(copy).full
    return kept_rows(copy)


@pytest.mark.parametrize("seed", range(4))
def test_a_roll_up_along_the_ancestors_equals_the_full_one(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refreshing, "FULL_FROM", 0.4)
    dice = random.Random(seed)
    desk = rich(tmp_path)
    send(desk, *[drawn(dice, unit) for unit in EVERYONE if dice.random() < 0.6])
    assert roll_up(desk).full
    for step in range(6):
        changed = dice.sample(EVERYONE, dice.randrange(1, 6))
        send(desk, *[drawn(dice, unit) for unit in changed])
        done = roll_up(desk)
        assert not done.full
        assert kept_rows(desk) == in_full(desk, f"copy{step}")


def test_a_changed_ward_touches_its_ancestors_only(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    send(desk, *[sent(ward.code, 1, 2) for ward in WARDS])
    roll_up(desk)
    before = kept_rows(desk)
    send(desk, sent("W111", 2, 2))
    done = roll_up(desk)
    assert (done.full, done.changed, done.rows) == (False, 1, 3)
    changed = {code for code, row in kept_rows(desk).items() if row != before[code]}
    assert changed == {"D11", "P1", "N"}


def test_where_nothing_changed_nothing_is_written(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    send(desk, sent("W111", 1, 2))
    roll_up(desk)
    before = vault.dump(store(desk))
    send(desk, sent("W111", 1, 2))
    done = roll_up(desk)
    assert (done.full, done.changed, done.rows) == (False, 0, 0)
    assert vault.dump(store(desk)) == before


def test_a_roll_up_of_many_changes_is_made_in_full(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    roll_up(desk)
    send(desk, *[sent(ward.code, 1, 2) for ward in WARDS])
    done = roll_up(desk)
    assert (done.full, done.changed, done.reported, done.expected) == (True, 7, 7, 9)


def second_plan(desk: Desk, units: list[str], **changed: object) -> None:
    collect = {**PLAN["collects"][0], "from": {"units": units}}
    plan = {**PLAN, "title": "Another", "collects": [collect], **changed}
    path = desk.write_json("second.json", plan)
    desk.done("plans", "issue", path)
    desk.done("cascade", path)


def test_a_late_assignment_enters_the_expected_set(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    send(desk, sent("W111", 1, 2))
    roll_up(desk)
    second_plan(desk, ["P2"])
    done = roll_up(desk)
    assert (done.full, done.expected) == (False, 10)
    nation = desk.figures("2025")["N", "leaders.total"]
    assert (nation["reported"], nation["expected"]) == ("1", "10")
    send(desk, sent("P2", 3, 5))
    assert not roll_up(desk).full
    figures = desk.figures("2025")
    assert figures["P2", "leaders.total"]["own"] == "5"
    assert figures["N", "leaders.total"]["value"] == "7"
    assert kept_rows(desk) == in_full(desk, "copy")


def test_a_second_plan_that_asks_the_same_takes_nothing_away(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    send(desk, sent("W111", 1, 2))
    roll_up(desk)
    second_plan(desk, ["W111"])
    roll_up(desk)
    figures = desk.figures("2025")
    assert figures["N", "leaders.total"]["value"] == "2"
    assert figures["N", "leaders.total"]["expected"] == "9"
    assert kept_rows(desk) == in_full(desk, "copy")


def test_of_two_answers_of_one_unit_the_newest_counts_once(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    second_plan(desk, ["W111"])
    send(desk, {**sent("W111", 1, 2), "plan": "N-2025-2"})
    roll_up(desk)
    send(desk, {**sent("W111", 3, 4), "plan": "N-2025-1"})
    roll_up(desk)
    figures = desk.figures("2025")
    assert figures["N", "leaders.total"]["value"] == "4"
    assert kept_rows(desk) == in_full(desk, "copy")


def test_what_was_rolled_up_stands_until_it_is_rolled_up_again(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    send(desk, sent("W111", 1, 2))
    roll_up(desk)
    before = desk.done("export", "2025").out
    send(desk, sent("W111", 2, 2), sent("W112", 1, 1))
    second_plan(desk, EVERYONE, roster_on="2025-06-02")
    assert desk.done("export", "2025").out == before
    roll_up(desk)
    assert desk.done("export", "2025").out != before


CHANGED_MAP = (
    "code,name,level,parent_code,valid_from,valid_to\n"
    "N,Nation,nation,,,\n"
    "W1,Old land,ward,N,,2025-06-30\n"
    "W1,Other land,ward,N,2025-07-01,\n"
    "W2,New land,ward,N,2025-07-01,\n"
)


def test_a_later_map_does_not_move_a_roll_up_that_stands(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.done("init")
    desk.done("units", "import", desk.write("roster.csv", CHANGED_MAP))
    desk.done("forms", "add", desk.write_json("form.json", WARD_FORM))
    second_plan(desk, ["W1"])
    send(desk, sent("W1", 1, 2))
    roll_up(desk)
    before = desk.done("export", "2025").out
    second_plan(desk, ["W1", "W2"], roster_on="2025-07-02")
    assert desk.done("export", "2025").out == before


def digest(desk: Desk) -> str:
    return rollup.inputs_digest(work(desk), roll_up(desk).id)


def test_the_digest_of_a_roll_up_is_that_of_its_inputs(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    empty = digest(desk)
    send(desk, sent("W111", 1, 2))
    first = digest(desk)
    send(desk, sent("W111", 2, 2))
    second = digest(desk)
    send(desk, sent("W111", 1, 2))
    assert digest(desk) == first
    assert len({empty, first, second}) == 3


def test_a_blank_is_not_zero_and_a_mark_says_which_it_is(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    marked = {"none_occurred": "W111", "not_available": "W112", "not_applicable": "W113"}
    records = [{**sent(unit, 1, 2), "marks": {"money": mark}} for mark, unit in marked.items()]
    send(desk, *records, sent("W121", 1, 2), sent("W122", 1, 2, money=0))
    roll_up(desk)
    figures = desk.figures("2025")
    seen = {}
    for unit in (*marked.values(), "W121", "W122", "D11", "D12"):
        row = figures[unit, "money"]
        seen[unit] = (row["value"], row["reported"], row["expected"])
    assert seen == {
        "W111": ("0.00", "1", "1"),
        "W112": ("", "0", "1"),
        "W113": ("", "0", "0"),
        "W121": ("", "0", "1"),
        "W122": ("0.00", "1", "1"),
        "D11": ("0.00", "1", "2"),
        "D12": ("0.00", "1", "2"),
    }


def test_a_whole_section_is_marked_by_one_act(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    none = {"unit": "T1", "form": "ward-report", "period": "2025", "values": {"money": 1}}
    send(desk, {**none, "marks": {"leaders": "none_occurred"}})
    roll_up(desk)
    figures = desk.figures("2025")
    assert figures["T1", "leaders.total"]["value"] == "0"
    assert figures["T1", "leaders.rate"]["value"] == ""
    assert figures["T1", "money"]["value"] == "1.00"


def test_a_yes_or_no_is_counted_by_level_and_never_mixed(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    send(desk, sent("W111", 1, 2, committee=True), sent("W112", 1, 2, committee=False))
    send(desk, sent("T1", 1, 2, committee=True), sent("D22", 1, 2, committee=True))
    roll_up(desk)
    lines = [line.split(",") for line in desk.done("export", "2025").out.splitlines()]
    counted = {line[1]: line[6:11] for line in lines if line[0] == "N" and line[4] == "committee"}
    assert counted["ward"] == ["1", "", "", "2", "7"]
    assert counted["department"] == ["1", "", "", "1", "1"]
    assert counted["district"] == ["1", "", "", "1", "1"]


def test_a_roll_up_of_nothing_has_no_figures_and_full_expectation(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    done = roll_up(desk)
    assert (done.reported, done.expected) == (0, 9)
    assert desk.figures("2025")["N", "leaders.total"]["value"] == ""


def test_a_form_that_asks_for_words_alone_is_rolled_up_too(tmp_path: Path) -> None:
    desk = opened(tmp_path, ())
    asked = {"results": {"type": "string", "x-rollup": "collect"}}
    words = {**WARD_FORM, "$id": "in-words", "properties": asked, "x-checks": []}
    desk.done("forms", "add", desk.write_json("words.json", words))
    collects = [{"form": "in-words", "periods": ["2025"], "from": {"leaves": True}}]
    desk.done("plans", "issue", desk.write_json("plan.json", {**PLAN, "collects": collects}))
    desk.done("cascade", "N-2025-1")
    file = {"unit": "W111", "form": "in-words", "period": "2025", "values": {"results": "Tốt."}}
    desk.done("collect", desk.write_json("one.json", file))
    assert desk.done("rollup", "2025", "--form", "in-words", "--json").data()["reported"] == 1
