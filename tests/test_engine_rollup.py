"""Rolling up: incremental equals full, nothing changed writes nothing, and what counts."""

import random
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from engine import rollup
from tests import vault
from tests.cast import COUNTRY, WARDS
from tests.desk import PLAN, WARD_FORM, Desk, opened, roster_csv, sent
from tests.office import roll_up, send, store, work

EVERYONE = [unit.code for unit in COUNTRY if unit.code != "N"]


def leaf(kind: str, rollup_: object, **more: object) -> dict[str, object]:
    return {"type": kind, "x-rollup": rollup_, **more}


RICH: Mapping[str, Any] = {
    "$id": "rich",
    "title": "Every rule",
    "type": "object",
    "x-period": "year",
    "properties": {
        "women": leaf("integer", "sum", minimum=0),
        "total": leaf("integer", "sum", minimum=0),
        "money": leaf("number", "sum", **{"x-decimals": 2}),
        "survey": leaf("integer", "sum", **{"x-own-above": "replaces"}),
        "office": leaf("integer", "sum", **{"x-measured-at": ["district", "department"]}),
        "lowest": leaf("integer", "min"),
        "highest": leaf("integer", "max"),
        "committee": leaf("boolean", "count"),
        "staff": leaf("string", "choice", enum=["enough", "short"]),
        "rate": leaf("number", {"ratio": ["women", "total"], "scale": 100}, readOnly=True),
        "hours": leaf("number", {"mean": "money", "weight": "total"}, readOnly=True),
        "many": leaf(
            "number",
            {"share": {"all": [{"measure": "total", "op": ">=", "value": 4}]}},
            readOnly=True,
        ),
        "spread": {
            "type": "number",
            "x-rollup": "none",
            "x-computed": "highest - lowest",
            "readOnly": True,
        },
    },
}
RICH_PLAN = {**PLAN, "collects": [{"form": "rich", "periods": ["2025"], "from": {"all": True}}]}
ASKED_AT = {unit.code: unit.level for unit in COUNTRY}


def rich(folder: Path) -> Desk:
    """A desk on which everyone but the nation owes a form with every rule."""
    desk = Desk(folder)
    desk.done("init")
    desk.done("units", "import", desk.write("roster.csv", roster_csv()))
    desk.done("forms", "add", desk.write_json("form.json", RICH))
    plan = desk.write_json("plan.json", RICH_PLAN)
    desk.done("plans", "issue", plan)
    desk.done("cascade", plan)
    return desk


def drawn(dice: random.Random, unit: str) -> dict[str, object]:
    """What a unit may send: figures, blanks and marks."""
    values: dict[str, object] = {
        name: dice.randrange(9) for name in ("women", "total", "survey", "lowest", "highest")
    }
    values["money"] = dice.randrange(99999) / 100
    values["committee"] = dice.random() < 0.5
    values["staff"] = dice.choice(["enough", "short"])
    if ASKED_AT[unit] in {"district", "department"}:
        values["office"] = dice.randrange(9)
    marks = {}
    for name in list(values):
        fate = dice.random()
        if fate < 0.3:
            del values[name]
        if fate < 0.15:
            marks[name] = dice.choice(["none_occurred", "not_available", "not_applicable"])
            if marks[name] == "none_occurred" and name in {"committee", "staff"}:
                marks[name] = "not_available"
    return {"unit": unit, "form": "rich", "period": "2025", "values": values, "marks": marks}


def kept_rows(desk: Desk) -> dict[str, bytes]:
    query = "SELECT code, packed FROM rollup_row JOIN unit ON unit.id = unit_id"
    return dict(vault.rows(store(desk), query))


def in_full(desk: Desk, name: str) -> dict[str, bytes]:
    """The rows of a first roll-up in a copy of the store."""
    copy = Desk(desk.folder / name)
    copy.workspace.mkdir(parents=True)
    with (
        closing(sqlite3.connect(store(desk))) as source,
        closing(sqlite3.connect(store(copy))) as target,
    ):
        source.backup(target)
        for table in ("rollup_row", "rollup_input", "rollup"):
            target.execute(f"DELETE FROM {table}")
        target.commit()
    assert roll_up(copy).full
    return kept_rows(copy)


@pytest.mark.parametrize("seed", range(4))
def test_a_roll_up_along_the_ancestors_equals_the_full_one(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rollup, "FULL_FROM", 0.4)
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
