"""``plans letter``: a plan's own letter, and a draft for each unit that is to issue one."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.desk import PLAN, Desk, opened
from tests.letters import lines

UPPER: Mapping[str, Any] = {
    **PLAN,
    "title": "Kế hoạch của cả nước",
    "document": {"raw": "12/KH-UBQG", "issued": "2025-02-03"},
    "cites": [
        {
            "raw": "28/NQ-CP",
            "issuer": "Chính phủ",
            "issued": "2021-03-03",
            "title": "Chiến lược quốc gia",
        }
    ],
    "addressed_to": [{"all": True}, {"text": "các hội"}],
    "tasks": ["Tuyên truyền.", {"title": "Việc của P2", "for": {"units": ["P2"]}}],
    "targets": [
        {"measure": "leaders.rate", "op": ">=", "value": 30, "by": "2025-12-31"},
        {
            "measure": "leaders.total",
            "op": ">=",
            "value": 5,
            "by": "2025-12-31",
            "for": {"units": ["P2"]},
        },
    ],
    "issue_by": {"national": "2025-04-30", "days_before": {"ward": 10}},
}
REF = "N-2025-1"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = opened(tmp_path, (UPPER,))
    desk.done("init", "--profile", "vn")
    return desk


def letters(desk: Desk, *options: str, plan: str = REF) -> dict[str, list[str]]:
    """The words of every letter written, by file name."""
    out = desk.folder / "letters"
    told = desk.done("--json", "plans", "letter", plan, *options, "--out", out).data()
    assert told["letters"] == len(told["files"])
    return {Path(name).name: lines(Path(name)) for name in told["files"]}


def test_the_issuers_own_letter_says_all_the_plan_says(desk: Desk) -> None:
    (said,) = letters(desk).values()
    assert "Số: 12/KH-UBQG" in said
    assert "Hà Nội, ngày 03 tháng 02 năm 2025" in said
    basis = [one for one in said if one.startswith("Căn cứ")]
    assert basis == [
        "Căn cứ Nghị quyết số 28/NQ-CP ngày 03 tháng 3 năm 2021 của Chính phủ về Chiến lược "
        "quốc gia."
    ]
    assert "- Các hội;" in said
    assert "từ 30 trở lên" in said
    assert "Ward report" in said
    assert "05/12/2025" in said  # fifteen days before the nation's own
    assert any("cấp xã ngày 20 tháng 4 năm 2025" in one for one in said)


def test_a_unit_gets_a_draft_of_what_binds_it_citing_what_is_above(desk: Desk) -> None:
    files = letters(desk, "--unit", "P1")
    assert list(files) == [f"P1_{REF}.docx"]
    (said,) = files.values()
    assert "DỰ THẢO" in said
    basis = [one for one in said if one.startswith("Căn cứ")]
    assert basis[0].startswith("Căn cứ Kế hoạch số 12/KH-UBQG ngày 03 tháng 02 năm 2025")
    assert "28/NQ-CP" in basis[1]
    text = "\n".join(said)
    assert "Tuyên truyền." in text
    assert "Việc của P2" not in text
    assert "leaders.total" not in text
    assert "Cấp xã (5 đơn vị)" in text
    assert "(để báo cáo)" in text


def test_everyone_at_the_next_level_gets_one(desk: Desk) -> None:
    assert set(letters(desk, "--all")) == {f"P1_{REF}.docx", f"P2_{REF}.docx"}


def test_a_unit_that_issued_its_own_gets_that_and_no_draft(desk: Desk) -> None:
    draft = desk.folder / "draft.json"
    desk.done("plans", "adopt", REF, "--unit", "P1", "--draft", draft)
    text = draft.read_text(encoding="utf-8").replace('"raw": null', '"raw": "5/KH-UBND"')
    own = desk.write("own.json", text.replace('"tasks": [', '"tasks": ["Việc của tỉnh", '))
    desk.done("plans", "adopt", REF, "--unit", "P1", own)
    (said,) = letters(desk, "--unit", "P1").values()
    assert "DỰ THẢO" not in said
    tasks = [one for one in said if "Tuyên truyền" in one or "Việc của tỉnh" in one]
    assert tasks == ["1. Tuyên truyền.", "2. Việc của tỉnh."]
    basis = [one for one in said if one.startswith("Căn cứ")]
    assert len(basis) == 2
    assert "12/KH-UBQG" in basis[0]


def test_writing_twice_gives_the_same_bytes(desk: Desk) -> None:
    folder = desk.folder / "letters"
    letters(desk, "--all")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    letters(desk, "--all")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_what_cannot_be_written_is_refused_in_words(desk: Desk) -> None:
    out = desk.folder / "x"
    wrong = desk.run("plans", "letter", REF, "--unit", "X9", "--out", out)
    assert (wrong.code, "unit_unknown" in wrong.err) == (2, True)
    both = desk.run("plans", "letter", REF, "--unit", "P1", "--all", "--out", out)
    assert both.code == 2
    unknown = desk.run("plans", "letter", "N-1999-1", "--out", out)
    assert "plan_unknown" in unknown.err
    fresh = {**UPPER, "title": "Another", "document": {"raw": "13/KH-UBQG"}}
    ref = desk.done("plans", "issue", desk.write_json("fresh.json", fresh)).out.strip()
    nobody = desk.run("plans", "letter", ref, "--all", "--out", out)
    assert (nobody.code, "nobody_received" in nobody.err) == (1, True)
    alone = desk.run("plans", "letter", ref, "--unit", "P1", "--out", out)
    assert (alone.code, "not_received" in alone.err) == (1, True)
    file = desk.write("taken", "")
    blocked = desk.run("plans", "letter", REF, "--out", file)
    assert (blocked.code, "folder_unfit" in blocked.err) == (1, True)


def test_a_workspace_without_a_country_writes_a_bare_letter(tmp_path: Path) -> None:
    desk = opened(tmp_path, (UPPER,))
    (said,) = letters(desk).values()
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" not in said
    assert "12/KH-UBQG" in said
