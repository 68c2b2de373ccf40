"""Explaining a published copy: what is hidden stays hidden, and nothing in it gives that away."""

import copy
import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from tests import desk as desks
from tests.desk import Desk, opened, sent
from tests.office import roll_up, send

WARDS = {"W111": 2, "W112": 7, "W113": 30, "W121": 9, "W122": 8}


def made(folder: Path, monkeypatch: pytest.MonkeyPatch, wards: dict[str, int]) -> Desk:
    """Women among leaders stand in for a sensitive count."""
    form: Any = copy.deepcopy(dict(desks.WARD_FORM))
    form["properties"]["leaders"]["properties"]["women"]["x-suppress-below"] = 5
    monkeypatch.setattr(desks, "WARD_FORM", form)
    monkeypatch.setattr(desks, "KEPT", {})
    desk = opened(folder)
    send(desk, *[sent(code, women, 100, money=1.5) for code, women in wards.items()])
    roll_up(desk)
    return desk


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """W111 is small, W112 its cover."""
    return made(tmp_path, monkeypatch, WARDS)


def explained(desk: Desk, *words: object) -> Any:
    return desk.done("--json", "explain", *words, "--published").data()


def units(node: dict[str, Any]) -> dict[str, dict[str, Any]]:
    found = {node["unit"]: node}
    for child in node["children"]:
        found |= units(child)
    return found


def test_hidden_figures_stay_hidden_among_the_children_of_a_shown_total(desk: Desk) -> None:
    (figure,) = explained(desk, "N", "leaders.women", "2025")["figures"]
    assert (figure["value"], figure["suppressed"]) == ("56", [])
    tree = units(figure["tree"])
    for code in ("W111", "W112"):
        node = tree[code]
        assert (node["value"], node["own"], node["share"], node["influence"]) == (None,) * 4
        assert node["suppressed"] == ["own", "value"]
    assert (tree["W113"]["value"], tree["W113"]["suppressed"]) == ("30", [])
    assert tree["D11"]["value"] == "39"
    published = desk.figures("2025", "--published")
    for code, node in tree.items():
        assert (node["value"] or "") == published[code, "leaders.women"]["value"]


def test_a_hidden_total_shows_neither_itself_nor_any_share_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = made(tmp_path, monkeypatch, {"W111": 3, "W113": 0, "W121": 60, "W122": 70})
    (figure,) = explained(desk, "D11", "leaders.women", "2025")["figures"]
    assert (figure["value"], figure["status"]) == (None, "suppressed")
    given = {one["unit"]: one for one in figure["contributors"]}
    assert (given["W113"]["value"], given["W113"]["share"]) == ("0", None)
    assert (given["W111"]["value"], given["W111"]["share"]) == (None, None)
    assert [one["influence"] for one in given.values()] == [None, None]


def test_the_order_does_not_tell_where_a_hidden_figure_would_stand(desk: Desk) -> None:
    (figure,) = explained(desk, "D11", "leaders.women", "2025")["figures"]
    # W112 gave more than W111: by size it would stand before it, in the tree it does not.
    assert [one["unit"] for one in figure["contributors"]] == ["W113", "W111", "W112"]
    assert [one["unit"] for one in figure["tree"]["children"]] == ["W113", "W111", "W112"]


def test_a_rate_of_hidden_parts_shows_no_part_that_is_hidden(desk: Desk) -> None:
    (figure,) = explained(desk, "D11", "leaders.rate", "2025")["figures"]
    assert [part["value"] for part in figure["parts"]] == ["39", "300"]
    parts = {one["unit"]: one["parts"] for one in figure["contributors"]}
    assert [one["value"] for one in parts["W111"]] == [None, "100"]
    assert [one["value"] for one in parts["W113"]] == ["30", "100"]


def test_hashes_senders_and_receipts_are_left_out(desk: Desk) -> None:
    whole = desk.done("--json", "explain", "N", "leaders.women", "2025").data()
    secrets = {one[key] for one in whole["figures"][0]["contributors"]
               for key in ("sha256", "receipt")}  # fmt: skip
    assert len(secrets) == 2 * len(WARDS)
    said = json.dumps(explained(desk, "N", "leaders.women", "2025"))
    told = desk.done("explain", "N", "leaders.women", "2025", "--published").out
    target = desk.folder / "why.xlsx"
    desk.done("explain", "N", "leaders.women", "2025", "--published", "--out", target)
    with ZipFile(target) as book:
        sheets = "".join(book.read(n).decode() for n in book.namelist() if "worksheets" in n)
    for secret in secrets:
        assert secret not in said + told + sheets
    assert "•" in told
    assert "&#8226;" in sheets
    assert "SUM(" not in sheets


def test_a_vintage_is_explained_as_it_was_published(desk: Desk) -> None:
    desk.done("publish", "2025")
    send(desk, sent("W111", 40, 100))
    roll_up(desk)
    words = ("N", "leaders.women", "2025", "--vintage", 1)
    (figure,) = explained(desk, *words)["figures"]
    tree = units(figure["tree"])
    assert (figure["value"], tree["W111"]["value"]) == ("56", None)
    now = explained(desk, "N", "leaders.women", "2025")["figures"][0]
    assert units(now["tree"])["W111"]["value"] == "40"
