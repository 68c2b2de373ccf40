"""How far a plan has travelled: the tree in lines, as data, and the picture of it."""

import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest

import messages
from hierarchy.tree import Tree
from reporting.picture import COLOURS, html_page, svg_file
from reporting.receipt import SIGNS, STATES, Taken, Tally
from reporting.travel import Travel, data, lines
from tests.cast import COUNTRY, DAY

TREE = Tree.of(COUNTRY, DAY)
AT = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
SVG = "{http://www.w3.org/2000/svg}"


def taken(code: str, state: str = "received", **more: object) -> Taken:
    place = TREE.index[code]
    one = Taken(place, TREE.units[place].level, state, AT, own=state == "adopted")
    return replace(one, **more)  # type: ignore[arg-type]  # fields by name


def travel(*receipts: Taken, title: str = "Kế hoạch năm 2026") -> Travel:
    ordered = tuple(sorted(receipts, key=lambda one: one.index))
    return Travel("N-2026-1", title, "12/KH-UBQG", TREE, 0, ordered)


def words(language: str = "vi") -> dict[str, str]:
    return {**messages.words(language, "workbook"), **messages.words(language, "picture")}


SOME = travel(
    taken("P1", "adopted", number="5/KH-UBND", issued=date(2026, 2, 1), ref="P1-2026-1"),
    taken("P2"),
    taken("D11", "under_way"),
    taken("D12", "returned"),
    taken("T1", "refused"),
    taken("D21"),
    taken("W111", "closed"),
    taken("W112"),
)


def test_every_state_has_a_sign_and_a_colour_of_its_own() -> None:
    assert set(SIGNS) == set(COLOURS) == set(STATES)
    assert len(set(SIGNS.values())) == len(set(COLOURS.values())) == len(STATES)
    assert set(STATES) <= set(words())


def test_silent_is_who_has_the_plan_and_did_nothing() -> None:
    tally = Tally.of(SOME.receipts)
    assert (tally.received, tally.adopted, tally.silent) == (8, 3, 3)
    assert SOME.standing(TREE.index["W112"]) == "silent"
    assert SOME.standing(TREE.index["W113"]) == "unreached"


def test_the_tree_shows_children_and_counts_what_is_deeper() -> None:
    said = list(lines(SOME, 1, words()))
    assert said == [
        "◆ N Nation · đơn vị ban hành",
        "  ✓ P1 Province of the River · đã ban hành kế hoạch riêng · 5/KH-UBND (01/02/2026)",
        "    Cấp huyện: đã nhận 2, đã ban hành 1, im lặng 0",
        "    Sở, ngành: đã nhận 1, đã ban hành 0, im lặng 0",
        "    Cấp xã: đã nhận 2, đã ban hành 1, im lặng 1",
        "  ○ P2 Province of the Sea · đã nhận, chưa ban hành",
        "    Cấp huyện: đã nhận 1, đã ban hành 0, im lặng 1",
    ]


def test_the_whole_tree_shows_everyone_who_has_the_plan_once() -> None:
    said = list(lines(SOME, None, words("en")))
    codes = [line.split()[1] for line in said]
    assert codes == ["N", *(TREE.units[one.index].code for one in SOME.receipts)]
    assert "    ↩ D12 Lower District · returned" in said


def test_a_unit_without_the_plan_stands_where_units_below_it_have_it() -> None:
    said = list(lines(travel(taken("W211")), None, words()))
    assert [line.strip().split()[:2] for line in said] == [
        ["◆", "N"], ["·", "P2"], ["·", "D21"], ["○", "W211"],
    ]  # fmt: skip


def test_counts_of_a_subtree_are_the_sum_of_its_parts() -> None:
    for place in range(len(TREE)):
        parts = [SOME.levels(int(child)) for child in TREE.children(place)]
        whole = sum(tally.received for part in parts for tally in part.values())
        below = SOME.levels(place, below=True)
        assert whole == sum(tally.received for tally in below.values())


def test_data_says_the_same_as_the_lines() -> None:
    found = data(SOME, 1)
    assert found["levels"]["district"] == {"received": 3, "adopted": 1, "silent": 1}
    assert [one["unit"] for one in found["units"]] == ["N", "P1", "P2"]
    first = found["units"][1]
    assert (first["state"], first["own"], first["issued"]) == ("adopted", "P1-2026-1", "2026-02-01")
    assert first["below"]["ward"] == {"received": 2, "adopted": 1, "silent": 1}


def drawn(seen: Travel, language: str = "vi") -> tuple[str, ET.Element]:
    text = svg_file(seen, words(language), AT)
    return text, ET.fromstring(text)


def test_the_picture_is_whole_in_itself() -> None:
    text, root = drawn(SOME)
    page = html_page(SOME, words(), "vi", AT)
    assert root.tag == f"{SVG}svg"
    for one in (text, page):
        assert "http" not in one.replace("http://www.w3.org/2000/svg", "").replace("http-equiv", "")
        assert "<script" not in one
        assert "url(" not in one
    assert page.startswith("<!DOCTYPE html>")
    assert text.partition("\n")[2].strip() in page


def test_the_picture_names_everyone_by_sign_and_in_a_tooltip() -> None:
    text, root = drawn(SOME)
    tips = [one.text or "" for one in root.iter(f"{SVG}title")]
    shown = {"P1", "P2", "D11", "D12", "T1", "D21"}
    assert all(any(tip.startswith(f"{code} ") for tip in tips) for code in shown)
    assert any("5/KH-UBND" in tip for tip in tips)
    said = [one.text for one in root.iter(f"{SVG}text")]
    assert "1/2 đơn vị trực thuộc đã ban hành kế hoạch riêng" in said
    assert all(SIGNS[state] in said and words()[state] in said for state in STATES)
    assert COLOURS["adopted"][0] in text


def test_titles_and_names_stay_texts() -> None:
    hostile = '<script>alert("1")</script> & \x00 {{ 7*7 }}'
    units = [unit._replace(name=hostile) for unit in COUNTRY]
    seen = replace(SOME, tree=Tree.of(units, DAY), title=hostile)
    text, root = drawn(seen)
    assert "<script" not in text
    tips = " ".join(one.text or "" for one in root.iter(f"{SVG}title"))
    assert '<script>alert("1")</script> &  {{ 7*7 }}' in tips
    assert "<script" not in html_page(seen, words(), "vi", AT)


def test_a_plan_that_went_nowhere_has_its_picture_too() -> None:
    _text, root = drawn(travel())
    said = [one.text for one in root.iter(f"{SVG}text")]
    assert "Chưa có đơn vị trực thuộc nào nhận kế hoạch" in said


def test_a_nation_of_sixty_three_stands_in_two_columns_and_none_is_left_out() -> None:
    parents = np.array([-1, *[0] * 63, *[1 + n // 12 for n in range(63 * 12)]], dtype=np.int32)
    tree = Tree.from_parents(parents, ["nation", "province", "district"])
    receipts = tuple(
        Taken(i, tree.units[i].level, "adopted" if i % 3 else "received", AT, own=bool(i % 3))
        for i in range(1, len(tree))
    )
    seen = Travel("N-2026-1", "Kế hoạch", "1/KH", tree, 0, receipts)
    _text, root = drawn(seen)
    tips = [(one.text or "").split(" ", 1)[0] for one in root.iter(f"{SVG}title")]
    assert {unit.code for unit in tree.units[1:]} <= set(tips)
    names = [one for one in root.iter(f"{SVG}text") if one.get("font-weight") and one.text]
    lefts = {one.get("x") for one in names if (one.text or "").split()[0].isdigit()}
    assert len(lefts) == 2
    width, height = (float(root.get(side) or 0) for side in ("width", "height"))
    assert width < 1_700
    assert height < 1_900
    assert svg_file(seen, words(), AT) == svg_file(seen, words(), AT)


@pytest.mark.slow
def test_a_browser_draws_it(tmp_path: Path, tool: Callable[[str], str]) -> None:
    page = tmp_path / "travel.html"
    page.write_text(html_page(SOME, words(), "vi", AT), encoding="utf-8")
    picture = tmp_path / "travel.png"
    command = [tool("chromium"), "--headless", "--no-sandbox", "--disable-gpu"]
    where = f"--user-data-dir={tmp_path / 'browser'}"
    subprocess.run(
        [*command, where, f"--screenshot={picture}", page.as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert picture.stat().st_size > 5_000
