"""Numbers of documents as they are typed: real spellings, misprints, and what is no number."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from profiles.vn.papers import PAPERS
from reporting.document_number import DocumentNumber, Papers, has_number, read_number

NO_RULE = Papers()


def read(raw: str) -> DocumentNumber:
    return read_number(raw, PAPERS)


def test_every_real_spelling_is_taken_apart_as_published(shared: Path) -> None:
    path = shared / "data" / "doc-number-vectors.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 26
    for row in rows:
        found = read(row["raw"])
        seen = {
            "raw": found.raw,
            "number": str(found.number),
            "year_in_number": str(found.year or ""),
            "type": found.type or "",
            "type_vi": found.type_name or "",
            "issuer": found.issuer or "",
            "unit_or_field": found.unit or "",
            "system": found.system,
        }
        wanted = {**row, "system": row["system"].partition(" (")[0]}
        assert seen == {key: wanted[key] for key in seen}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("02/CTr-BVSTBPN", "02-CTr-BVSTBPN"),
        ("54/KH-UBND", "Số: 54 / KH - UBND"),
        ("54/KH-UBND", "054/KH–UBND ngày 24/3/2023"),
        ("45/KH-BCĐ", "45/KH-BCÐ"),
        ("307/TTr-CTK", "307/Ttr-CTK"),
        ("12a/KH-UBND", "12a-KH-UBND"),
        ("a letter  of May", "A letter of May"),
    ],
)
def test_spellings_of_one_number_are_one(one: str, other: str) -> None:
    assert read(one).identity == read(other).identity


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("54/KH-UBND", "54/KH-BVSTBPN"),
        ("41/2019/QĐ-UBND", "41/QĐ-UBND"),
        ("12/KH-UBND", "12a/KH-UBND"),
        ("37/KH-UBND", "37/QĐ-UBND"),
        ("no number", "another"),
    ],
)
def test_different_numbers_stay_apart(one: str, other: str) -> None:
    assert read(one).identity != read(other).identity


@pytest.mark.parametrize("raw", ["", "không số", "…/KH-UBND", "/KH-UBND", "KH-UBND", "5/KH UBND"])
def test_what_cannot_be_read_is_kept_as_it_was_typed(raw: str) -> None:
    assert read(raw) == DocumentNumber(raw)


def test_a_country_without_a_rule_takes_the_symbol_whole() -> None:
    found = read_number("02-CTr-BVSTBPN", NO_RULE)
    assert (found.number, found.issuer, found.type, found.system) == (2, "CTr-BVSTBPN", None, None)


@given(some.text() | some.from_regex(r"[0-9]{1,3}[/-][A-Z]{2}[/-][A-Z]{2,4}", fullmatch=True))
def test_no_text_is_too_odd_to_be_looked_at(raw: str) -> None:
    for papers in (PAPERS, NO_RULE):
        found = read_number(raw, papers)
        assert found.raw == raw
        assert found.identity == read_number(raw, papers).identity


@pytest.mark.parametrize(
    ("raw", "has"),
    [
        ("54/KH-UBND", True), ("Số: 4155QĐ/ BTP", True), ("MOH/2025/12", True), ("9a", True),
        ("…/KH-UBND", False), ("…/KH-P2", False), ("không số", False), ("abc", False), ("", False),
    ],
)  # fmt: skip
def test_a_paper_that_waits_for_its_number_has_none(raw: str, *, has: bool) -> None:
    assert has_number(raw) is has
