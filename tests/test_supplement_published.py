"""The supplement of two published copies: nothing in it gives away what one of them hides."""

import copy
from html import unescape
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from engine.supplement import between
from reporting.vintage_changes import Supplement
from tests import desk as desks
from tests.desk import Desk, opened, sent
from tests.office import send, work

BEFORE = {"W111": 2, "W112": 7, "W113": 30, "W121": 9, "W122": 8}
AFTER = {"W112": 12, "W113": 31, "W122": 18, "W211": 6}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Women among leaders stand in for a sensitive count: W111 is small, W112 its cover."""
    form: Any = copy.deepcopy(dict(desks.WARD_FORM))
    form["properties"]["leaders"]["properties"]["women"]["x-suppress-below"] = 5
    monkeypatch.setattr(desks, "WARD_FORM", form)
    monkeypatch.setattr(desks, "KEPT", {})
    made = opened(tmp_path)
    for wards in (BEFORE, AFTER):
        send(made, *[sent(code, women, 100, money=women) for code, women in wards.items()])
        made.done("publish", "2025")
    return made


def found(desk: Desk, *, published: bool = True) -> Supplement:
    return between(work(desk), "2025", None, 1, 2, published=published)


def hidden(desk: Desk, number: int) -> set[tuple[str, str]]:
    rows = desk.figures("2025", "--vintage", str(number), "--published")
    return {key for key, row in rows.items() if row["status"] == "suppressed"}


def test_what_either_vintage_hides_is_in_no_change(desk: Desk) -> None:
    secret = hidden(desk, 1) | hidden(desk, 2)
    assert ("W112", "leaders.women") in secret
    whole = {(c.unit.code, c.key.measure) for c in found(desk, published=False).changes}
    public = {(c.unit.code, c.key.measure) for c in found(desk).changes}
    assert ("W112", "leaders.women") in whole - public
    assert public == whole - secret
    assert ("N", "leaders.women") in public


def test_what_a_shown_difference_is_traced_to_is_shown_too(desk: Desk) -> None:
    secret = hidden(desk, 1) | hidden(desk, 2)
    for change in found(desk).changes:
        for trace in change.traces:
            assert (trace.unit, change.key.measure) not in secret
    total = next(
        c for c in found(desk).changes if (c.unit.code, c.key.measure) == ("D12", "leaders.women")
    )
    assert [trace.unit for trace in total.traces] == ["W122"]


def test_cells_of_who_changed_leave_out_what_is_hidden(desk: Desk) -> None:
    secret = hidden(desk, 1) | hidden(desk, 2)
    for cause in found(desk).causes:
        assert not {(cause.unit.code, key.measure) for key, _, _ in cause.cells} & secret
    cells = {c.unit.code: {k.measure for k, _, _ in c.cells} for c in found(desk).causes}
    assert cells["W112"] == {"money"}


def test_who_changed_only_what_is_hidden_is_not_named(desk: Desk) -> None:
    send(desk, sent("W112", 14, 100, money=12))
    desk.done("publish", "2025")
    assert [c.unit.code for c in between(work(desk), "2025", None, 2, 3).causes] == ["W112"]
    assert between(work(desk), "2025", None, 2, 3, published=True).causes == ()


def test_the_workbook_says_what_it_is_and_names_no_hash(desk: Desk) -> None:
    out = desk.folder / "out"
    desk.done("report", "2025", "--supplement", 1, 2, "--published", "--out", out)
    (path,) = out.iterdir()
    assert path.stem.endswith("_published")
    with ZipFile(path) as book:
        words = unescape("".join(book.read(n).decode() for n in book.namelist()))
    assert "Bản công bố" in words
    hashes = {
        origin.sha256
        for cause in found(desk, published=False).causes
        for origin in (cause.before, cause.after)
        if origin is not None
    }
    assert len(hashes) == 7
    assert not [one for one in hashes if one in words]
