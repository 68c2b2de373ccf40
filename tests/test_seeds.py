"""Five real texts, each from issue to workbook over real units, and what each must express.

Units are those of 2021, the nearest tree to the texts' days; the examples' README says which
tree stands in where they are tried by hand.
"""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.conftest import ROOT
from tests.desk import Desk

SEEDS = ROOT / "examples" / "seeds"
Begin = Callable[[str], Desk]


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Path:
    desk = Desk(tmp_path_factory.mktemp("country"))
    desk.done("init")
    roster = shared / "data" / "units" / "units-2021.csv"
    desk.done("units", "import", roster, "--root", "VN,Việt Nam,nation")
    desk.done("forms", "add", SEEDS / "words.json")
    return desk.workspace


@pytest.fixture
def begin(country: Path, tmp_path: Path) -> Begin:
    def begun(seed: str) -> Desk:
        desk = Desk(tmp_path)
        shutil.copytree(country, desk.workspace)
        shutil.copytree(SEEDS / seed, tmp_path / "seed")
        for path in sorted((tmp_path / "seed").glob("*.csv")):
            desk.done("units", "import", path)
        for path in sorted((tmp_path / "seed").glob("*.json")):
            if "$id" in json.loads(path.read_text(encoding="utf-8")):
                desk.done("forms", "add", path)
        return desk

    return begun


def issued(desk: Desk, name: str = "plan.json") -> str:
    """The reference of one of the seed's plans, issued."""
    found: str = desk.done("plans", "issue", desk.folder / "seed" / name, "--json").data()["plan"]
    return found


def shown(desk: Desk, ref: str) -> dict[str, Any]:
    found: dict[str, Any] = desk.done("plans", "show", ref, "--json").data()
    return found


def below(desk: Desk, code: str, level: str) -> list[str]:
    """Codes of the children of a unit that have this level."""
    seen = desk.done("units", "show", code, "--json").data()["children"]
    of = {c: desk.done("units", "show", c, "--json").data()["level"] for c in seen}
    return [c for c in seen if of[c] == level]


def sent(desk: Desk, period: str, form: str, figures: dict[str, dict[str, Any]]) -> None:
    """Submissions of several units, which must all be taken."""
    lines = [
        {"unit": unit, "form": form, "period": period, "values": values}
        for unit, values in figures.items()
    ]
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    desk.done("collect", desk.write("sent.jsonl", text))


def book(desk: Desk, unit: str, period: str, form: str) -> openpyxl.Workbook:
    """The workbook of a unit, after the roll-up."""
    desk.done("rollup", period, "--form", form)
    out = desk.folder / "books"
    desk.done("report", period, "--form", form, "--unit", unit, "--out", out)
    (path,) = out.glob(f"{unit}_*.xlsx")
    return openpyxl.load_workbook(path, data_only=True)


def words(found: openpyxl.Workbook) -> str:
    """Every text of a workbook."""
    cells = (c.value for sheet in found for row in sheet.iter_rows() for c in row)
    return "\n".join(str(value) for value in cells if isinstance(value, str))


def own_plan(desk: Desk, ref: str, unit: str, raw: str) -> str:
    """A unit drafts its own plan under another, puts its number in, and issues it."""
    draft = desk.folder / f"{unit}.json"
    desk.done("plans", "adopt", ref, "--unit", unit, "--draft", draft)
    document = json.loads(draft.read_text(encoding="utf-8"))
    assert not document.get("document", {}).get("raw")
    document["document"] = {"raw": raw, "issued": "2023-04-20"}
    draft.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    done = desk.done("plans", "adopt", ref, "--unit", unit, draft, "--json").data()
    found: str = done["plan"]
    return found


def states(desk: Desk, ref: str) -> dict[str, int]:
    found: dict[str, int] = shown(desk, ref)["receipts"]
    return found


def test_a_department_carries_out_its_citys_plan_and_the_nations_strategy(begin: Begin) -> None:
    desk = begin("000-ha-noi-so-ngoai-vu")
    city = issued(desk, "city.json")
    desk.done("cascade", city)
    # A department of the city level beside the districts, with no children.
    seen = desk.done("units", "show", "01.NV", "--on", "2017-03-07", "--json").data()
    assert (seen["level"], seen["parent_code"], seen["children"]) == ("department", "01", [])
    under = desk.done("units", "show", "01", "--on", "2017-03-07", "--json").data()["below"]
    assert (under["department"], under["district"]) == (2, 30)
    adopted = desk.done(
        "plans", "adopt", city, "--unit", "01.NV", desk.folder / "seed" / "plan.json", "--json"
    ).data()
    own = shown(desk, adopted["plan"])
    # Both the city's plan, one level up, and the strategy, two levels up and of other years.
    cites = own["cites"]
    assert [cite["raw"] for cite in cites] == ["37/KH-UBND", "2351/QĐ-TTg", None]
    assert (cites[0]["unit"], cites[0]["plan"]) == ("01", city)
    assert cites[1]["period"] == "2011-01-01/2020-12-31"
    # Issue and publication are two days; tasks and no targets; a symbol no name gives.
    assert (own["issued"], own["published"]) == ("2017-03-07", "2017-03-08")
    assert (len(own["tasks"]), own["targets"]) == (4, [])
    assert (own["number"], own["symbol"]) == ("08/KH-NV", "NV")
    # The one has taken it up; the other department and thirty districts are silent.
    assert states(desk, city) == {"adopted": 1, "received": 31}
    sent(desk, "2017", "in-words", {"01.NV": {"results": "Đã tuyên truyền tới toàn cơ quan."}})
    assert "Đã tuyên truyền tới toàn cơ quan." in words(book(desk, "01", "2017", "in-words"))


def test_a_city_inspects_a_sample_and_asks_every_district_yes_or_no(begin: Begin) -> None:
    desk = begin("001-ha-noi")
    ref = issued(desk)
    desk.done("cascade", ref)
    seen = shown(desk, ref)
    # A Party body outside the state tree, without number; an issue date nobody knows.
    assert (seen["cites"][0]["raw"], seen["cites"][0]["issuer"]) == (None, "Thành ủy Hà Nội")
    assert (seen["issued"], seen["published"]) == (None, "2016-02-23T16:53")
    # Tasks on terms and projects, not on the plan's year; one for several groups and levels.
    periods = {task["period"] for task in seen["tasks"] if task.get("period")}
    assert periods == {"2015-01-01/2019-12-31", "2016-01-01/2021-12-31"}
    groups = next(task["for"] for task in seen["tasks"] if "lồng ghép" in task["title"])
    assert {"levels": ["ward"]} in groups
    assert {"departments": True} in groups
    # An inspection of a sample of departments and districts.
    owing = {one["form"]: one["levels"] for one in desk.done("status", "--json").data()}
    drawn = owing["inspection-of-a-sample@1"]
    assert sum(level["expected"] for level in drawn.values()) == 6
    assert set(drawn) <= {"district", "department"}
    districts = below(desk, "01", "district")
    assert len(districts) == 30
    yes = {"committee_set_up": True, "officers": "enough"}
    no = {"committee_set_up": False, "officers": "not_enough", "difficulties": "Chưa có biên chế."}
    answers = {code: (no if place < 4 else yes) for place, code in enumerate(districts[:25])}
    sent(desk, "2016", "committees-of-districts", answers)
    own_plan(desk, ref, districts[0], "12/KH-UBND")
    found = book(desk, "01", "2016", "committees-of-districts")
    assert "Chưa có biên chế." in words(found)
    lines = desk.done("export", "2016", "--form", "committees-of-districts").out.splitlines()
    rows = [line.split(",") for line in lines]
    (city,) = (
        r for r in rows if r[0] == "01" and r[1] == "district" and r[4] == "committee_set_up"
    )
    assert (city[6], city[9], city[10]) == ("21", "25", "30")
    assert states(desk, ref)["adopted"] == 1


def test_every_addressee_must_issue_its_own_plan(begin: Begin) -> None:
    desk = begin("002-hung-yen")
    ref = issued(desk)
    desk.done("cascade", ref)
    seen = shown(desk, ref)
    # The issuer is known as "UBND tỉnh" only; that it is Hưng Yên is inferred, and said so.
    file = json.loads((desk.folder / "seed" / "plan.json").read_text(encoding="utf-8"))
    assert "suy ra" in file["kind"]
    assert seen["symbol"] == "UBND"
    # One plan under several programmes of different years; an association is no unit.
    assert {c["period"] for c in seen["cites"]} == {
        "2021-01-01/2030-12-31",
        "2021-01-01/2025-12-31",
    }
    assert "các đoàn thể tỉnh" in json.dumps(seen["addressed_to"], ensure_ascii=False)
    districts = below(desk, "33", "district")
    assert len(districts) == 10
    for place, code in enumerate(districts[:6]):
        own_plan(desk, ref, code, f"{place + 11}/KH-UBND")
    # Who has and who has not is a report.
    assert states(desk, ref) == {"adopted": 6, "received": 6}
    tree = desk.done("plans", "tree", ref).out
    assert all(code in tree for code in districts)
    money = {code: {"budget": 120.5, "spent": 60.3} for code in districts[:8]}
    sent(desk, "2023", "budget-for-gender-equality", money)
    text = words(book(desk, "33", "2023", "budget-for-gender-equality"))
    assert "11/KH-UBND" in text
    figures = desk.figures("2023", "--form", "budget-for-gender-equality")
    assert figures["33", "budget"]["value"] == "964.0"
    assert figures["33", "spent_rate"]["value"] == "50.0"


def test_a_committee_beside_the_peoples_committee_cites_the_nations_letter(begin: Begin) -> None:
    desk = begin("003-hai-phong")
    guidance = issued(desk, "guidance.json")
    desk.done("cascade", guidance)
    plan = desk.folder / "seed" / "plan.json"
    ref = desk.done("plans", "adopt", guidance, "--unit", "31", plan, "--json").data()["plan"]
    seen = shown(desk, ref)
    # A letter without type, cited from the nation directly; another type; a series of its own.
    assert (seen["cites"][0]["raw"], seen["cites"][0]["plan"]) == ("02/UBQG-VP", guidance)
    assert (seen["number"], seen["type"]) == ("02/CTr-BVSTBPN", "CTr")
    assert (shown(desk, guidance)["type"], shown(desk, guidance)["number"]) == (None, "02/UBQG-VP")
    desk.done("plans", "issue", desk.write_json("other.json", other_series(plan)))
    # Exactly four tasks, the last an inspection of six headings; no deadline; an attached file.
    assert len(seen["tasks"]) == 4
    assert [a["name"] for a in seen["attachments"]] == ["02-CTr-BVSTBPN.txt"]
    kept = list((desk.workspace / "attachments").rglob("*"))
    assert any(p.is_file() and p.read_bytes() == plan.with_name("02-CTr-BVSTBPN.txt").read_bytes()
               for p in kept)  # fmt: skip
    desk.done("cascade", ref)
    form = json.loads((plan.parent / "inspection.json").read_text(encoding="utf-8"))
    assert len(form["properties"]) == 6
    districts = below(desk, "31", "district")
    figures = {
        code: {
            "violence": {"cases": 2, "account": f"Đã tư vấn ({code})."},
            "cadres": {"leaders_total": 20, "leaders_women": 6},
            "difficulties": {"account": "Thiếu kinh phí."},
        }
        for code in districts[:10]
    }
    sent(desk, "2022", "inspection-in-six-headings", figures)
    # Narratives travel up unmerged: each stands with its unit.
    text = words(book(desk, "31", "2022", "inspection-in-six-headings"))
    assert all(f"Đã tư vấn ({code})." in text for code in districts[:10])
    # Without a deadline nobody is late, and nothing is overdue.
    (owed,) = desk.done("status", "--json").data()
    assert {one["late"] + one["missing"] for one in owed["levels"].values()} == {0}
    got = desk.figures("2022", "--form", "inspection-in-six-headings")
    assert got["31", "violence.cases"]["value"] == "20"
    assert got["31", "cadres.leaders_women_rate"]["value"] == "30.0"


def other_series(path: Path) -> dict[str, Any]:
    """The same number from the same place in another series: no conflict."""
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return {
        "issuer": document["issuer"],
        "title": "Kế hoạch khác của cùng thành phố",
        "period": "2022",
        "document": {"raw": "02/KH-UBND", "published": "2022-04-20"},
    }


def test_an_emulation_movement_of_wards_is_scored_and_ranked(begin: Begin) -> None:
    desk = begin("004-vung-tau")
    ref = issued(desk)
    desk.done("cascade", ref)
    seen = shown(desk, ref)
    # A campaign begun in the third quarter; a symbol that disagrees with the issuer's name.
    assert seen["period"] == "2022-09-26/2022-12-31"
    assert (seen["symbol"], seen["type"]) == ("BCĐ", "KH")
    assert "doanh nghiệp" in json.dumps(seen["addressed_to"], ensure_ascii=False)
    wards = below(desk, "747", "ward")
    assert len(wards) == 17
    for place, code in enumerate(wards[:3]):
        own_plan(desk, ref, code, f"{place + 1}/KH-BVSTBPN")
    figures = {
        code: {
            "documents_received": 10,
            "documents_in_full": 10 - place % 4,
            "documents_in_time": 8,
            "initiatives": place % 3,
            "enterprises": 1,
            "contributions": 5.5,
            "account": f"Sáng kiến của {code}.",
        }
        for place, code in enumerate(wards[:15])
    }
    period = "2022-09-26/2022-12-31"
    sent(desk, period, "emulation-movement", figures)
    desk.done(
        "plans", "score", ref, "--unit", wards[0], "--criterion", "bonus", "--points", "3",
        "--reason", "Huy động đóng góp nổi bật",
    )  # fmt: skip
    found = book(desk, "747", period, "emulation-movement")
    assert "Xếp loại" in found.sheetnames
    text = words(found)
    assert "Bảng điểm minh họa do Capbac đặt" in text
    ranks = desk.done("plans", "ranks", ref, "--json").data()
    assert {row["unit"] for row in ranks["standings"]} == set(wards)
    # Completeness and timeliness are what is measured; participants who are no units stay words.
    got = desk.figures(period, "--form", "emulation-movement")
    assert got["747", "documents_in_full"]["value"] == str(sum(10 - i % 4 for i in range(15)))
    assert got["747", "in_time_rate"]["value"] == "80.0"
    assert got["747", "enterprises"]["value"] == "15"


@pytest.mark.slow
def test_a_unit_that_is_no_more_keeps_its_past_plans(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.done("init")
    desk.done("units", "fetch", "vietnam")
    desk.done("forms", "add", SEEDS / "004-vung-tau" / "movement.json")
    path = SEEDS / "004-vung-tau" / "plan.json"
    ref = desk.done("plans", "issue", path, "--json").data()["plan"]
    desk.done("cascade", ref)
    assert [p["plan"] for p in desk.done("plans", "list", "--json").data()] == [ref]
    # Later years go elsewhere: the city of 2022 cannot issue a plan for 2026.
    later = json.loads(path.read_text(encoding="utf-8")) | {
        "period": "2026",
        "document": {"raw": "1/KH-BCĐ", "issued": "2026-01-05"},
    }
    for member in ("collects", "score", "issue_by"):
        later.pop(member)
    refused = desk.run("plans", "issue", desk.write_json("later.json", later))
    assert refused.code == 2
    assert "747" in refused.err
    went = desk.done("units", "show", "747", "--on", "2025-06-30", "--json").data()["to"]
    assert set(went) <= {"26506", "26526", "26536", "26542", "26545"}
    assert desk.done("plans", "show", ref, "--json").data()["issuer"] == "747"
