"""A plan as a letter: the page form, every sentence, and texts that stay texts."""

import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profiles.registry import load
from reporting.letter.basis import Source, basis_lines, once
from reporting.letter.reports import Report, reports_of
from reporting.letter.spelling import clean, day_words, number_words, roman
from reporting.letter.targets import wanted_words
from reporting.letter.writing import pressed, write_letter
from reporting.target import Target
from tests.letters import PLAN, TREE, W, letter, lines, part, words

PAPERS = load("vn").papers
STRATEGY = Source(
    "Chiến lược quốc gia về bình đẳng giới", "28/NQ-CP", date(2021, 3, 3), "Chính phủ"
)


def test_the_page_is_that_of_the_decree() -> None:
    data = pressed(letter())
    page = part(data).find(f".//{W}sectPr")
    assert page is not None
    size, margins = page.find(f"{W}pgSz"), page.find(f"{W}pgMar")
    assert size is not None
    assert margins is not None
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838")
    millimetres = {s: int(margins.get(f"{W}{s}") or 0) / 56.7 for s in ("top", "bottom", "left")}
    assert 19.9 < millimetres["top"] < 25.1
    assert 19.9 < millimetres["bottom"] < 25.1
    assert 29.9 < millimetres["left"] < 35.1
    assert 14.9 < int(margins.get(f"{W}right") or 0) / 56.7 < 20.1
    # The first page has no header of its own: numbers begin on the second.
    assert page.find(f"{W}titlePg") is not None
    header = part(data, "word/header1.xml")
    assert [one.text for one in header.iter(f"{W}instrText")] == [" PAGE "]
    with zipfile.ZipFile(BytesIO(data)) as file:
        assert "Times New Roman" in file.read("word/styles.xml").decode()


def test_an_issued_plan_carries_its_number_and_day_and_the_peoples_committees_name() -> None:
    said = lines(pressed(letter()))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in said
    assert "Độc lập - Tự do - Hạnh phúc" in said
    assert "Số: 07/KH-UBND" in said
    assert "Province of the River, ngày 05 tháng 01 năm 2026" in said
    # A people's committee names no body above itself.
    assert said[0] == "Ủy ban nhân dân Province of the River"
    assert "KẾ HOẠCH" in said
    assert "Bình đẳng giới năm 2026" in said
    assert "DỰ THẢO" not in said


def test_a_draft_leaves_number_and_day_to_a_clerk_and_says_what_it_is() -> None:
    said = lines(pressed(letter(draft=True)))
    (number,) = [one for one in said if one.startswith("Số:")]
    assert number.endswith("/KH-…")
    assert "07" not in number
    assert len(number) > len("Số: /KH-…")
    (place,) = [one for one in said if ", ngày" in one and one.endswith("năm 2026")]
    assert not any(sign.isdigit() for sign in place.replace("2026", ""))
    assert "DỰ THẢO" in said


def test_targets_are_said_in_words_with_a_decimal_comma() -> None:
    said = lines(pressed(letter()))
    assert "từ 62,5% trở lên" in said
    assert "31/12/2026" in said
    assert "Tỷ lệ rate" in said


@pytest.mark.parametrize(
    ("target", "unit", "vi", "en"),
    [
        (Target("m", "<", Fraction(30), date(2026, 1, 1)), "%", "dưới 30%", "below 30%"),
        (
            Target("m", "<=", Fraction(111), date(2026, 1, 1), floor=Fraction(104)),
            "",
            "không quá 111, không dưới 104",
            "at most 111, and at least 104",
        ),
        (
            Target("m", "about", Fraction(17, 10), date(2026, 1, 1), tolerance=Fraction(1, 5)),
            "lần",
            "khoảng 1,7 lần (± 0,2)",
            "about 1.7 lần (± 0.2)",
        ),
        (Target("m", "=", value=True, by=date(2026, 1, 1)), "", "có", "yes"),
        (Target("m", "!=", value=True, by=date(2026, 1, 1)), "", "không", "no"),
        (Target("m", "=", "hoàn thành", date(2026, 1, 1)), "", "hoàn thành", "hoàn thành"),
        (Target("m", ">", Fraction(10035), date(2026, 1, 1)), "", "trên 10.035", "above 10,035"),
    ],
)  # fmt: skip
def test_what_a_target_asks_is_a_phrase(target: Target, unit: str, vi: str, en: str) -> None:
    assert wanted_words(target, unit, words("vi"), "vi") == vi
    assert wanted_words(target, unit, words("en"), "en") == en


def test_targets_of_one_objective_stand_under_it() -> None:
    targets = [
        {**PLAN["targets"][0], "measure": "a"},
        {**PLAN["targets"][0], "measure": "b", "objective": "Mục tiêu 1"},
        {**PLAN["targets"][0], "measure": "c", "objective": "Mục tiêu 1", "reason": "vùng cao"},
    ]
    said = lines(pressed(letter({**PLAN, "targets": targets})))
    band = said.index("Mục tiêu 1")
    assert said.index("Tỷ lệ a") < band < said.index("Tỷ lệ b")
    assert "Tỷ lệ c (lý do: vùng cao)" in said


def test_local_tasks_come_after_the_inherited_ones() -> None:
    tasks = ["Việc của mình", "Việc chung.", {"title": "Việc riêng", "lead": "Sở Nội vụ"}]
    found = letter({**PLAN, "tasks": tasks}, inherited=frozenset({"Việc chung."}))
    (section,) = [s for s in found.sections if "NHIỆM VỤ" in s.heading]
    assert section.paragraphs == (
        "Nhiệm vụ theo văn bản của cấp trên:",
        "1. Việc chung.",
        "Nhiệm vụ của đơn vị:",
        "2. Việc của mình.",
        "3. Việc riêng (chủ trì: Sở Nội vụ).",
    )


def test_what_is_cited_is_named_with_type_number_day_and_issuer() -> None:
    plan = Source("Kế hoạch bình đẳng giới năm 2026", "37/KH-UBND", date(2026, 2, 17), "UBND tỉnh")
    guide = Source("Hướng dẫn hoạt động năm 2026", "02/UBQG-VP", date(2026, 3, 10), "Ủy ban")
    law = Source("Luật Bình đẳng giới")
    assert basis_lines((plan, guide, STRATEGY, law), PAPERS, words(), "vi") == (
        "Căn cứ Kế hoạch số 37/KH-UBND ngày 17 tháng 02 năm 2026 của UBND tỉnh về bình đẳng "
        "giới năm 2026;",
        "Căn cứ Công văn số 02/UBQG-VP ngày 10 tháng 3 năm 2026 của Ủy ban về việc hướng dẫn "
        "hoạt động năm 2026;",
        "Căn cứ Nghị quyết số 28/NQ-CP ngày 03 tháng 3 năm 2021 của Chính phủ về Chiến lược "
        "quốc gia về bình đẳng giới;",
        "Căn cứ Luật Bình đẳng giới.",
    )


def test_a_document_is_cited_once_however_its_number_is_typed() -> None:
    again = Source("Chiến lược", "28 / NQ-CP")
    law = Source("Luật Bình đẳng giới")
    assert once((STRATEGY, law, again, law), PAPERS) == (STRATEGY, law)
    # Numbers begin anew every year: another day is another document.
    other = Source("Khác", "28/NQ-CP", date(2022, 3, 3))
    assert once((STRATEGY, other), PAPERS) == (STRATEGY, other)


def test_those_who_get_it_are_units_and_others_and_the_body_above() -> None:
    found = letter(superior="Ủy ban Quốc gia")
    assert found.recipients == (
        "- Ủy ban Quốc gia (để báo cáo);",
        "- Các đơn vị cấp huyện;",
        "- Các doanh nghiệp trên địa bàn;",
        "- Lưu: VT.",
    )
    assert "Nơi nhận:" in lines(pressed(found))


def test_an_official_letter_has_no_title_and_says_to_whom_it_goes() -> None:
    paper = {"raw": "02/UBQG-VP", "issued": "2026-03-10"}
    said = lines(pressed(letter({**PLAN, "title": "Hướng dẫn hoạt động", "document": paper})))
    assert "V/v hướng dẫn hoạt động" in said
    assert "Kính gửi: Các đơn vị cấp huyện; các doanh nghiệp trên địa bàn" in said
    assert "CÔNG VĂN" not in said
    assert "- Như trên;" in said


def test_reports_are_listed_by_who_owes_them_and_when() -> None:
    p1, w111, w112 = (TREE.index[code] for code in ("P1", "W111", "W112"))
    w211 = TREE.index["W211"]
    day = date(2026, 12, 5)
    owing = {p1: date(2026, 12, 20), w111: day, w112: day, w211: day}
    found = tuple(reports_of("Biểu", "2026", owing, TREE, p1, words()))
    assert found == (
        Report("Biểu", "2026", "Province of the River", 1, date(2026, 12, 20)),
        Report("Biểu", "2026", "Cấp xã", 2, day),
    )
    said = lines(pressed(letter(reports=found)))
    assert "Cấp xã (2 đơn vị)" in said
    assert "05/12/2026" in said
    assert said.count("Biểu") == 1


@pytest.mark.parametrize(
    "text",
    [
        "{{ 7*7 }}",
        "{% for x in y %}",
        "{# nothing #}",
        "<w:p>&amp;</w:p>",
        "A & B < C > \"D\" 'E'",
        "{_{ 7 }_}",
        "{{r head.number }}",
        "]]>",
        "‘x’ “y”",
    ],
)
def test_what_a_plan_says_is_never_read_as_anything_else(text: str) -> None:
    document = {
        **PLAN,
        "title": f"Về {text}",
        "tasks": [text, {"title": text, "lead": text, "note": text}],
        "addressed_to": {"text": text},
        "attachments": [text],
        "targets": [{**PLAN["targets"][0], "label": text, "objective": text, "reason": text}],
    }
    data = pressed(letter(document, sources=(Source(text),)))
    said = lines(data)
    assert f"Về {text}" in said
    assert text in said
    assert f"Căn cứ {text}." in said
    assert "49" not in " ".join(said)
    core = part(data, "docProps/core.xml")
    assert f"Về {text}" in [one.text for one in core.iter()]


@given(st.text(st.characters(codec="utf-8"), min_size=1).map(lambda text: f"x{text}x"))
def test_any_text_comes_out_on_one_line_as_it_was(text: str) -> None:
    data = pressed(letter({**PLAN, "tasks": [text]}))
    assert f"1. {clean(text).rstrip(' .;')}." in lines(data)


def test_the_plain_profile_has_nothing_of_vietnams_paper() -> None:
    said = " ".join(lines(pressed(letter(profile="plain", language="en"))))
    assert "CỘNG HÒA" not in said
    assert "Lưu" not in said
    assert "ngày" not in said
    assert "Province of the River" in said
    assert "2026-01-05" in said
    assert "at least 62.5%" in said


def test_the_same_letter_gives_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    target = tmp_path / "a.docx"
    write_letter(letter(), target)
    again = tmp_path / "b.docx"
    code = (
        "from pathlib import Path; from tests.letters import letter; "
        "from reporting.letter.writing import write_letter; "
        f"write_letter(letter(), Path({str(again)!r}))"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parent.parent)
    assert target.read_bytes() == again.read_bytes()
    with zipfile.ZipFile(target) as file:
        assert file.testzip() is None
        assert {one.date_time for one in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []


def test_days_and_numerals_are_spelled_as_the_decree_spells_them() -> None:
    assert day_words(date(2026, 2, 3), "vi") == "ngày 03 tháng 02 năm 2026"
    assert day_words(date(2026, 10, 30), "vi") == "ngày 30 tháng 10 năm 2026"
    assert day_words(date(2026, 2, 3), "en") == "3 February 2026"
    assert [roman(n) for n in (1, 4, 6, 9, 14)] == ["I", "IV", "VI", "IX", "XIV"]
    assert number_words(Fraction("1234.5"), "vi") == "1.234,5"


@pytest.mark.slow
def test_an_office_opens_it_and_reads_the_same_words(
    tmp_path: Path, tool: Callable[[str], str]
) -> None:
    source = tmp_path / "letter.docx"
    tasks = [f"Nhiệm vụ số {number} của kế hoạch năm 2026" for number in range(1, 61)]
    write_letter(letter({**PLAN, "tasks": tasks}, sources=(STRATEGY,)), source)
    command = [tool("soffice"), "--headless", "--norestore", "--convert-to", "pdf"]
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    done = subprocess.run(
        [*command, profile, "--outdir", str(tmp_path), str(source)],
        check=True, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    printed = tmp_path / "letter.pdf"
    if not printed.exists():
        pytest.skip(f"this LibreOffice has no Writer: {done.stderr.strip()[-80:]}")
    read = [tool("pdftotext"), "-layout", str(printed), "-"]
    text = subprocess.run(read, check=True, capture_output=True, text=True).stdout
    pages = text.split("\f")
    whole = " ".join(text.split())
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in whole
    assert "Căn cứ Nghị quyết số 28/NQ-CP ngày 03 tháng 3 năm 2021 của Chính phủ" in whole
    assert "từ 62,5% trở lên" in whole
    assert all(f"{n}. Nhiệm vụ số {n} của kế hoạch" in whole for n in (1, 30, 60))
    assert len(pages) > 2
    # The second page begins with its number, the first with the head of the paper.
    assert pages[1].split()[0] == "2"
    assert pages[0].split()[0] != "1"
