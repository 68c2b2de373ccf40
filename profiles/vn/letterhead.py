"""The head and foot of an official paper, after Nghị định 30/2020/NĐ-CP, Phụ lục I.

What only a clerk may give stays blank: number, symbol of the issuer, day and month.
"""

from collections.abc import Sequence
from datetime import date

from hierarchy.unit import Unit
from profiles.vn.english import english_name
from reporting.book import Letterhead

_KINDS = (
    "Thành phố",
    "Tỉnh",
    "Quận",
    "Huyện",
    "Thị xã",
    "Thị trấn",
    "Phường",
    "Xã",
    "Đặc khu",
)
_NAMED_AFTER_A_PERSON = frozenset({"Hồ Chí Minh"})
_CAPITAL = {"vi": "Hà Nội", "en": "Ha Noi"}
_MOTTO = {
    "vi": ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
    "en": ("SOCIALIST REPUBLIC OF VIET NAM", "Independence - Freedom - Happiness"),
}
_NATIONAL = {
    "vi": "ỦY BAN QUỐC GIA VÌ SỰ TIẾN BỘ CỦA PHỤ NỮ VIỆT NAM",
    "en": "NATIONAL COMMITTEE FOR THE ADVANCEMENT OF WOMEN IN VIET NAM",
}
_LOCAL = {
    "vi": "BAN VÌ SỰ TIẾN BỘ CỦA PHỤ NỮ",
    "en": "COMMITTEE FOR THE ADVANCEMENT OF WOMEN",
}
_PEOPLE = {"vi": "UBND {name}", "en": "PEOPLE'S COMMITTEE OF {name}"}
_NUMBER = {"vi": "Số: …/BC-…", "en": "No.: …/BC-…"}
_SIGNATURES = {
    "vi": ("Người lập biểu", "Thủ trưởng đơn vị"),
    "en": ("Prepared by", "Head of unit"),
}


def official(
    unit: Unit, ancestors: Sequence[Unit], day: date | None, language: str, place: str
) -> Letterhead:
    """The paper of the unit's committee for the advancement of women.

    A department issues in its own name under the people's committee of the unit it belongs to;
    ``ancestors`` nearest first, ``place`` empty: from the unit's own name.
    """
    spoken = language if language in _MOTTO else "en"
    superior, issuer = _bodies(unit, ancestors, spoken)
    return Letterhead(
        superior=superior,
        issuer=issuer,
        motto=_MOTTO[spoken],
        number=_NUMBER[spoken],
        place_date=_place_date(place or _seat(unit, ancestors, spoken), day, spoken),
        signatures=_SIGNATURES[spoken],
    )


def _bodies(unit: Unit, ancestors: Sequence[Unit], language: str) -> tuple[str, str]:
    people = _PEOPLE[language]
    if unit.level == "department":
        above = people.format(name=spoken_name(ancestors[0], language).upper()) if ancestors else ""
        return above, unit.name.upper()
    if unit.parent_code is None:
        return "", _NATIONAL[language]
    return people.format(name=spoken_name(unit, language).upper()), _LOCAL[language]


def spoken_name(unit: Unit, language: str) -> str:
    """A unit's name as a paper in this language writes it."""
    return unit.name if language == "vi" else english_name(unit.name)


def _seat(unit: Unit, ancestors: Sequence[Unit], language: str) -> str:
    if unit.parent_code is None:
        return _CAPITAL[language]
    if unit.level == "department":
        return _seat(ancestors[0], ancestors[1:], language) if ancestors else ""
    place = place_name(unit.name)
    # What keeps its kind as half its name says that kind in the paper's language.
    return spoken_name(unit, language) if place == unit.name else place


def place_name(name: str) -> str:
    """The name of a place without its kind; kept where the name is a person's or a number."""
    for kind in _KINDS:
        rest = name.removeprefix(f"{kind} ")
        if rest != name:
            return name if rest in _NAMED_AFTER_A_PERSON or rest[0].isdigit() else rest
    return name


def _place_date(place: str, day: date | None, language: str) -> str:
    year = "…" if day is None else str(day.year)
    if language == "vi":
        return f"{place}, ngày … tháng … năm {year}"
    return f"{place}, … … {year}"
