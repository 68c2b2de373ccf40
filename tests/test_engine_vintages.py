"""Vintages: frozen, numbered, proven, compared; a supplement says what changed and why."""

import json
import sqlite3
from contextlib import closing
from html import unescape
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.desk import Desk, opened, sent
from tests.office import send, store
from tests.rich_form import EVERYONE, rich

pytestmark = pytest.mark.both


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Published once, then W111 was corrected and W212 heard from, and published again."""
    desk = opened(tmp_path)
    send(desk, sent("W111", 1, 5, money=2.5), sent("W113", 5, 8), sent("D22", 7, 7))
    desk.done("--as", "Lan", "publish", "2025", "--note", "báo cáo năm")
    send(desk, sent("W111", 3, 9), sent("W212", 4, 4))
    desk.done("publish", "2025")
    return desk


def numbers(desk: Desk) -> list[int]:
    return [one["number"] for one in desk.done("--json", "vintages", "2025").data()]


def test_publishing_twice_with_nothing_changed_is_the_same_vintage(desk: Desk) -> None:
    again = desk.done("--json", "publish", "2025").data()
    assert (again["number"], again["new"]) == (2, False)
    assert numbers(desk) == [1, 2]
    first = desk.done("--json", "vintages", "2025").data()[0]
    assert (first["note"], first["actor"], first["finality"]) == (
        "báo cáo năm",
        "Lan",
        "provisional",
    )
    final = desk.done("--json", "publish", "2025", "--final").data()
    assert (final["number"], final["reported"]) == (3, 0)


def test_an_old_vintage_reads_as_it_did_whatever_came_since(desk: Desk) -> None:
    before = desk.done("export", "2025", "--vintage", 1).out
    assert desk.figures("2025", "--vintage", "1")["N", "leaders.women"]["value"] == "13"
    assert desk.figures("2025", "--vintage", "2")["N", "leaders.women"]["value"] == "19"
    send(desk, sent("W113", 0, 1))
    desk.done("rollup", "2025")
    assert desk.done("export", "2025", "--vintage", 1).out == before
    figure = desk.done("--json", "explain", "N", "leaders.women", "2025", "--vintage", 1).data()
    assert figure["figures"][0]["value"] == "13"
    assert figure["vintage"] == 1


def test_the_workbooks_of_a_vintage_are_the_same_bytes_whatever_came_since(desk: Desk) -> None:
    desk.done("report", "2025", "--vintage", 1, "--unit", "N", "--out", desk.folder / "a")
    send(desk, sent("W113", 0, 1))
    desk.done("publish", "2025")
    desk.done("report", "2025", "--vintage", 1, "--unit", "N", "--out", desk.folder / "b")
    name = "N_ward-report_2025_v1.xlsx"
    assert (desk.folder / "a" / name).read_bytes() == (desk.folder / "b" / name).read_bytes()


def test_each_difference_is_traced_to_the_revisions_that_caused_it(desk: Desk) -> None:
    found = desk.done("--json", "vintages", "2025", "--diff", 1, 2).data()
    causes = {one["unit"]: one for one in found["causes"]}
    assert {code: one["kinds"] for code, one in causes.items()} == {
        "W111": ["revised"],
        "W212": ["sent"],
    }
    assert causes["W111"]["before"]["revision"] == 1
    assert causes["W111"]["after"]["revision"] == 2
    assert causes["W111"]["before"]["sha256"] != causes["W111"]["after"]["sha256"]
    assert causes["W212"]["before"] is None
    women = next(c for c in found["changes"] if (c["unit"], c["measure"]) == ("N", "leaders.women"))
    assert (women["before"], women["after"], women["delta"]) == ("13", "19", "6")
    assert {one["unit"]: one["delta"] for one in women["causes"]} == {"W111": "2", "W212": "4"}
    assert {c["unit"] for c in found["changes"]} == {"N", "P1", "D11", "W111", "P2", "D21", "W212"}
    said = desk.done("vintages", "2025", "--diff", 1, 2).out
    assert "W212" in said


def test_approving_and_returning_is_what_a_final_vintage_differs_by(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    send(desk, sent("W111", 1, 5), sent("W113", 5, 8))
    desk.done("publish", "2025", "--final")
    desk.done("--as", "Mai", "review", "approve", "W111", "ward-report", "2025", "--of", "D11")
    desk.done("publish", "2025", "--final")
    found = desk.done("--json", "vintages", "2025", "--diff", 1, 2).data()
    (cause,) = found["causes"]
    assert (cause["unit"], cause["kinds"]) == ("W111", ["sent"])
    assert [(one["kind"], one["actor"]) for one in cause["review"]] == [("approved", "Mai")]


def test_the_supplement_is_written_and_written_alike(desk: Desk) -> None:
    paths = []
    for place in ("a", "b"):
        said = desk.done(
            "--json", "report", "2025", "--supplement", 1, 2, "--out", desk.folder / place
        ).data()
        paths += [Path(one) for one in said["files"]]
    assert paths[0].read_bytes() == paths[1].read_bytes()
    with ZipFile(paths[0]) as book:
        words = unescape(
            "".join(book.read(name).decode() for name in book.namelist() if "worksheets" in name)
        )
    for expected in ("BÁO CÁO BỔ SUNG", "báo cáo năm", "W212", "ROUND("):
        assert expected in words
    part = desk.done(
        "--json", "report", "2025", "--supplement", 1, 2, "--unit", "P2", "--out", desk.folder / "c"
    ).data()
    assert part["causes"] == 1


def test_an_unknown_vintage_is_refused_with_those_there_are(desk: Desk) -> None:
    outcome = desk.run("export", "2025", "--vintage", 9)
    assert outcome.code == 2
    assert "1, 2" in outcome.err
    assert desk.run("report", "2025", "--supplement", 1, 9, "--out", desk.folder / "x").code == 2


@pytest.mark.parametrize(
    ("spoiled", "code"),
    [
        ("UPDATE vintage SET figures_digest = 'x' WHERE number = 1", "vintage_figures_changed"),
        ("UPDATE vintage SET note = 'x' WHERE number = 1", "vintage_unbound"),
        (
            "UPDATE vintage_input SET submission_id = NULL WHERE vintage_id = 1",
            "vintage_inputs_changed",
        ),
        ("DELETE FROM vintage WHERE number = 2", "vintage_gone"),
    ],
)
def test_a_vintage_that_was_tampered_with_is_found_and_not_read(
    desk: Desk, spoiled: str, code: str
) -> None:
    assert desk.run("verify").code == 0
    with closing(sqlite3.connect(store(desk))) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute(spoiled)
        connection.commit()
    found = desk.run("--json", "verify")
    assert found.code == 1
    assert code in {one["code"] for one in json.loads(found.out)["faults"]}
    if code in ("vintage_figures_changed", "vintage_inputs_changed"):
        outcome = desk.run("export", "2025", "--vintage", 1)
        assert outcome.code == 1
        assert "vintage_changed" in outcome.err


def test_vintages_come_back_from_a_backup(desk: Desk) -> None:
    desk.done("backup", desk.folder / "all.tar")
    target = desk.folder / "back"
    desk.done("restore", desk.folder / "all.tar", "--into", target)
    before = desk.done("export", "2025", "--vintage", 1).out
    again = Desk(target.parent).run("--workspace", target, "export", "2025", "--vintage", "1")
    assert again.out == before, again.err


def test_a_vintage_with_every_rule_is_made_again_from_its_revisions(tmp_path: Path) -> None:
    desk = rich(tmp_path)
    units = [u for u in EVERYONE if u != "D12"]
    figures = [
        {"unit": u, "form": "rich", "period": "2025", "values": {"women": n, "total": n + 3}}
        for n, u in enumerate(units)
    ]
    send(desk, *figures)
    desk.done("publish", "2025")
    assert desk.done("export", "2025").out == desk.done("export", "2025", "--vintage", 1).out
