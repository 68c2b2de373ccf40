"""Drafts: what was refused is kept as far as it could be read, and counts in nothing."""

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from engine import collect, drafts
from engine.pool import Pool
from engine.whose import Whose
from engine.work import Work
from tests import postgres
from tests.desk import Desk, sent
from tests.office import NOW, quiet
from tests.wards import MOVING, district, stated

pytestmark = pytest.mark.both

NUMBERS = itertools.count(1)
W1 = Whose("W1", "ward-report", "2025")


@pytest.fixture(scope="module")
def far(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with postgres.server(tmp_path_factory.mktemp("postgres")) as address:
        yield address


@dataclass(frozen=True)
class Place:
    """A desk and the database that its commands use."""

    desk: Desk
    url: str

    @property
    def work(self) -> Work:
        return Work(self.url, str(self.desk.workspace), actor="test")

    def send(self, *records: object) -> collect.Collected:
        lines = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records)
        with Pool(1) as pool:
            path = self.desk.write("sent.jsonl", lines)
            return collect.collect(self.work, [path], None, NOW, pool, quiet)

    def rows(self, query: str) -> list[tuple[object, ...]]:
        with self.work.store().reading() as connection:
            return [tuple(row) for row in connection.execute(text(query))]

    def state(self, unit: str = "W1", period: str = "2025") -> object:
        ((found,),) = self.rows(
            "SELECT assignment.state FROM assignment JOIN unit ON unit.id = unit_id"
            f" WHERE code = '{unit}' AND period = '{period}'"
        )
        return found

    def drafts(self) -> int:
        ((found,),) = self.rows("SELECT count(*) FROM draft")
        assert isinstance(found, int)
        return found


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    url = f"sqlite:///{(tmp_path / 'workspace' / 'capbac.db').resolve()}"
    if request.param == "postgresql":
        url = postgres.database(request.getfixturevalue("far"), f"drafts{next(NUMBERS)}")
        monkeypatch.setenv("CAPBAC_DATABASE", url)
    return Place(district(tmp_path), url)


BAD = stated("W1", 5, 4)
GOOD = stated("W1", 4, 5)


def test_what_was_refused_is_a_draft_until_it_is_answered(place: Place) -> None:
    assert place.state() == "expected"
    place.send(BAD)
    assert (place.state(), place.drafts()) == ("draft", 1)
    shown = drafts.show(place.work, W1)
    assert shown.content == {"values": BAD["values"]}
    assert [fault.code for fault in shown.faults] == ["check_failed"]
    place.send(stated("W1", 7, 4))
    assert drafts.show(place.work, W1).content["values"]["leaders"]["women"] == 7
    assert place.drafts() == 1
    place.send(GOOD)
    assert (place.state(), place.drafts()) == ("submitted", 0)


def test_what_stands_stays_where_a_correction_is_refused(place: Place) -> None:
    place.send(GOOD)
    place.send(BAD)
    assert (place.state(), place.drafts()) == ("submitted", 1)
    with place.work.store().writing() as connection:
        connection.execute(text("UPDATE assignment SET state = 'returned'"))
    place.send(stated("W1", 9, 4))
    assert place.state() == "returned"
    drafts.drop(place.work, W1, NOW)
    assert (place.state(), place.drafts()) == ("returned", 0)


def test_a_folder_read_again_brings_no_answered_draft_back(place: Place) -> None:
    place.send(BAD, GOOD)
    assert (place.state(), place.drafts()) == ("submitted", 0)
    first, second = place.desk.folder / "a", place.desk.folder / "b"
    for folder, record in ((first, stated("W2", 5, 4)), (second, stated("W2", 4, 5))):
        place.desk.write_json(f"{folder.name}/one.json", record)
    with Pool(1) as pool:
        for _ in range(2):
            for folder in (first, second):
                collect.collect(place.work, [folder], None, NOW, pool, quiet)
                if folder == first and place.state("W2") == "submitted":
                    assert place.drafts() == 0
    assert place.drafts() == 0


def test_what_is_nobodys_is_no_draft(place: Place) -> None:
    nobody = [sent("W99", 5, 4), {**BAD, "period": "2031"}, {**BAD, "form": "other"}]
    assert len(place.send(*nobody).refused) == 3
    assert place.drafts() == 0


def test_a_dropped_draft_is_gone_and_the_unit_owes_as_before(place: Place) -> None:
    place.send(BAD)
    told = place.desk.done("draft", "W1", "ward-report", "2025", "--drop", "--lang", "en")
    assert "cannot be brought back" in told.out
    assert (place.state(), place.drafts()) == ("expected", 0)
    again = place.desk.run("draft", "W1", "ward-report", "2025", "--drop")
    assert (again.code, "[draft_missing]" in again.err) == (1, True)
    place.send(BAD)
    assert (place.state(), place.drafts()) == ("draft", 1)


def test_a_draft_is_shown_with_what_to_mend_and_put_out_to_be_sent(place: Place) -> None:
    money = {**BAD, "values": {**BAD["values"], "money": 12.345}, "marks": {"committee": "x?"}}
    place.send({**money, "reasons": {"leaders.women": "Đúng."}})
    told = place.desk.done("draft", "W1", "ward-report", "2025", "--lang", "en")
    assert "money" in told.out
    assert "[check_failed]" in told.err
    data = place.desk.done("draft", "W1", "ward-report", "2025", "--json").data()
    assert {fault["code"] for fault in data["faults"]} >= {"check_failed", "too_many_decimals"}
    file = place.desk.folder / "out.json"
    place.desk.done("draft", "W1", "ward-report", "2025", "--save", file)
    document = json.loads(file.read_text(encoding="utf-8"))
    assert document["values"] == money["values"]
    assert (document["marks"], document["reasons"]) == (money["marks"], {"leaders.women": "Đúng."})
    place.desk.write_json(
        "mended.json",
        {**document, "marks": {}, "values": {"leaders": {"women": 3, "total": 4}, "money": 12.35}},
    )
    place.desk.done("collect", place.desk.folder / "mended.json")
    assert (place.state(), place.drafts()) == ("submitted", 0)


def test_a_draft_saved_on_purpose_need_not_be_complete(tmp_path: Path) -> None:
    strict = {**MOVING, "required": ["leaders", "money"]}
    place = Place(
        desk := district(tmp_path, strict), f"sqlite:///{desk.workspace.resolve()}/capbac.db"
    )
    half = {**stated("W1", 0, 0), "values": {"leaders": {"total": 4}}}
    told = place.desk.done("collect", "--draft", place.desk.write_json("half.json", half))
    assert (place.state(), place.drafts()) == ("draft", 1)
    assert "W1" in told.out
    assert drafts.show(place.work, W1).faults == ()
    refused = place.desk.run(
        "collect", "--draft", place.desk.write_json("none.json", sent("W99", 1, 2))
    )
    assert (refused.code, "[unit_unknown]" in refused.err) == (1, True)


def test_the_workbook_of_faults_is_written_for_each_known_unit(tmp_path: Path) -> None:
    desk = district(tmp_path)
    lines = "".join(json.dumps(one) + "\n" for one in (BAD, sent("W99", 1, 2)))
    out = tmp_path / "faults"
    told = desk.run("collect", desk.write("sent.jsonl", lines), "--faults-to", out)
    assert told.code == 1
    assert [path.name for path in out.iterdir()] == ["W1_ward-report_2025_loi.xlsx"]
    assert "W1_ward-report_2025_loi.xlsx" in told.err


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=3))
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@pytest.mark.slow
def test_a_draft_never_changes_any_roll_up(
    tmp_path_factory: pytest.TempPathFactory, tries: list[tuple[int, int]]
) -> None:
    desk = district(tmp_path_factory.mktemp("desk"), periods=("2025",))
    place = Place(desk, f"sqlite:///{desk.workspace.resolve()}/capbac.db")
    place.send(stated("W1", 4, 5), stated("W2", 1, 2))
    desk.done("rollup", "2025")
    before = desk.figures("2025")
    for women, total in tries:
        place.send(stated("W3", total + 1 + women, total), stated("W1", total + 1, total))
    assert place.drafts() == 2
    desk.done("rollup", "2025")
    assert desk.figures("2025") == before
