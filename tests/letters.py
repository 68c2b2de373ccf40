"""Letters for tests: a plan, its matter, and the words a Word file says."""

import zipfile
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import messages
from hierarchy.tree import Tree
from profiles.registry import load
from reporting.letter.basis import Source
from reporting.letter.compose import Matter, compose, marking_of
from reporting.letter.letter import Letter
from tests.cast import COUNTRY, DAY

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TREE = Tree.of(COUNTRY, DAY)
PLAN: Mapping[str, Any] = {
    "issuer": "P1",
    "title": "Kế hoạch bình đẳng giới năm 2026",
    "period": "2026",
    "document": {"raw": "07/KH-UBND", "issued": "2026-01-05", "series": "UBND"},
    "addressed_to": [{"levels": ["district"]}, {"text": "các doanh nghiệp trên địa bàn"}],
    "tasks": ["Tuyên truyền.", {"title": "Kiểm tra", "by": "2026-11-02", "for": {"self": True}}],
    "targets": [{"measure": "rate", "op": ">=", "value": 62.5, "by": "2026-12-31"}],
}


def words(language: str = "vi") -> dict[str, str]:
    """The words of letters, with those of levels."""
    return {**messages.words(language, "workbook"), **messages.words(language, "letter")}


def letter(
    document: Mapping[str, Any] = PLAN,
    *,
    profile: str = "vn",
    language: str = "vi",
    draft: bool = False,
    sources: tuple[Source, ...] = (),
    **more: Any,
) -> Letter:
    """The letter of a plan of the cast's country."""
    country = load(profile)
    place = TREE.index[document["issuer"]]
    above = [TREE.units[i] for i in TREE.ancestors(place)]
    head = country.letter(
        TREE.units[place], above, marking_of(document, country.papers, draft=draft), language
    )
    matter = Matter(
        document=document,
        tree=TREE,
        head=head,
        sources=sources,
        reports=more.pop("reports", ()),
        named=more.pop("named", lambda path: (f"Tỷ lệ {path}", "%")),
        papers=country.papers,
        words=words(language),
        language=language,
        made=date(2026, 1, 5),
        draft=draft,
        **more,
    )
    return compose(matter)


def part(data: bytes | Path, name: str = "word/document.xml") -> ET.Element:
    """One part of a Word file, read."""
    with zipfile.ZipFile(BytesIO(data) if isinstance(data, bytes) else data) as file:
        return ET.fromstring(file.read(name))


def lines(data: bytes | Path) -> list[str]:
    """Every paragraph's words, those of tables where they stand."""
    return [
        "".join(one.text or "" for one in paragraph.iter(f"{W}t"))
        for paragraph in part(data).iter(f"{W}p")
    ]
