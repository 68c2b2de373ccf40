"""``plans tree``: who has a plan, who took it up, who is silent, on a screen and in a picture."""

from pathlib import Path

import pytest

from tests.desk import PLAN, Desk, opened

REF = "N-2025-1"
OWN = {
    "title": "Kế hoạch của tỉnh",
    "period": "2025",
    "document": {"raw": "5/KH-UBND", "issued": "2025-03-03"},
    "roster_on": "2025-06-01",
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return opened(tmp_path, ({**PLAN, "addressed_to": {"all": True}},))


def own(desk: Desk, unit: str, cited: str, number: str) -> str:
    document = {
        **OWN,
        "issuer": unit,
        "document": {"raw": number, "issued": "2025-03-03"},
        "cites": [{"plan": cited, "title": "Kế hoạch trên"}],
        "addressed_to": {"all": True},
    }
    path = desk.write_json(f"{unit}.json", document)
    ref: str = desk.done("plans", "issue", path).out.strip()
    return ref


def states(desk: Desk) -> dict[str, str]:
    seen = desk.done("plans", "tree", REF, "--full", "--json").data()
    return {one["unit"]: one["state"] for one in seen["units"]}


def test_the_tree_tells_how_each_stands(desk: Desk) -> None:
    own(desk, "P1", REF, "5/KH-UBND")
    desk.done("plans", "return", REF, "--unit", "P2", "--reason", "Chưa rõ")
    said = desk.done("plans", "tree", REF).out.splitlines()
    assert said[0].startswith("◆ N Nation")
    assert "  ✓ P1 Province of the River" in said[1]
    assert "5/KH-UBND (03/03/2025)" in said[1]
    assert any(line.startswith("  ↩ P2") for line in said)
    assert states(desk)["W111"] == "silent"


def test_a_plan_taken_up_further_up_counts_as_taken_up(desk: Desk) -> None:
    lower = own(desk, "P1", REF, "5/KH-UBND")
    desk.done("cascade", lower)
    own(desk, "D11", lower, "9/KH-UBND")
    # The district has the nation's plan too, but it is the province's that it took up.
    assert states(desk)["D11"] == "adopted"
    levels = desk.done("plans", "tree", REF, "--json").data()["levels"]
    assert levels["district"] == {"received": 4, "adopted": 1, "silent": 3}


def test_how_deep_it_goes_is_asked_for(desk: Desk) -> None:
    short = desk.done("plans", "tree", REF).out
    assert "W111" not in short
    district = desk.done("plans", "tree", REF, "--level", "district").out
    assert "D11" in district
    assert "W111" not in district
    assert "W111" in desk.done("plans", "tree", REF, "--full").out
    assert "level_unknown" in desk.run("plans", "tree", REF, "--level", "village").err
    assert desk.run("plans", "tree", REF, "--full", "--level", "ward").code == 2


@pytest.mark.parametrize("name", ["tree.html", "deep/er/tree.svg"])
def test_a_picture_is_written_where_it_is_asked_for(desk: Desk, name: str) -> None:
    path = desk.folder / name
    desk.done("plans", "tree", REF, "--out", path)
    text = path.read_text(encoding="utf-8")
    assert "Province of the Sea" in text
    assert [one.name for one in path.parent.iterdir() if one.name.startswith(".")] == []


def test_another_kind_of_picture_is_refused(desk: Desk) -> None:
    wrong = desk.run("plans", "tree", REF, "--out", desk.folder / "tree.png")
    assert (wrong.code, ".svg" in wrong.err) == (2, True)
    assert not (desk.folder / "tree.png").exists()
