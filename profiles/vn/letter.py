"""The head and foot of a plan's letter, after Nghị định 30/2020/NĐ-CP, Phụ lục I.

What only a clerk may give is left to be filled in: the number of a draft, the symbol of its
issuer, its day and month, and who signs it.
"""

from collections.abc import Sequence

from hierarchy.unit import DEPARTMENT, Unit
from profiles.vn.letterhead import official, place_name, spoken_name
from reporting.letter.letter import Head, Marking
from reporting.letter.spelling import day_words, lower_first

_PEOPLE = {"vi": "Ủy ban nhân dân {name}", "en": "People's Committee of {name}"}
_NATIONAL = {
    "vi": "Ủy ban Quốc gia Vì sự tiến bộ của phụ nữ Việt Nam",
    "en": "National Committee for the Advancement of Women in Viet Nam",
}
_LOCAL = {
    "vi": "Ban Vì sự tiến bộ của phụ nữ {name}",
    "en": "Committee for the Advancement of Women of {name}",
}
_NUMBERED = {"vi": "Số: {number}", "en": "No.: {number}"}
_GAP = "\u00a0" * 8
_SIGNER = {
    "vi": ("QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ", "(chữ ký, dấu)", "(họ và tên)"),
    "en": ("AUTHORITY AND TITLE OF THE SIGNER", "(signature, seal)", "(full name)"),
}
_ARCHIVE = {"vi": "Lưu: VT", "en": "File"}
_PEOPLES_SERIES = "UBND"
_COMMITTEES = ("VSTBPN", "UBQG", "BCĐ")
"""What stands in the series of a committee for the advancement of women."""


def plan_letter(unit: Unit, ancestors: Sequence[Unit], marking: Marking, language: str) -> Head:
    """The paper of whoever the number is counted for: the people's committee, else as reports."""
    spoken = language if language in _PEOPLE else "en"
    above = official(unit, ancestors, None, spoken, "")
    superior, issuer, name = above.superior, above.issuer, _body(unit, spoken)
    if marking.series == _PEOPLES_SERIES and unit.level != DEPARTMENT and unit.parent_code:
        # A people's committee names no body above itself.
        name = _PEOPLE[spoken].format(name=_within(unit, spoken))
        superior, issuer = "", name
    place = above.place_date.partition(",")[0]
    return Head(
        superior=superior,
        issuer=issuer,
        motto=above.motto,
        number=_NUMBERED[spoken].format(number=_number(marking)),
        place_date=_place_date(place, marking, spoken),
        name=name,
        sure=_own(unit, marking.series),
        signer=_SIGNER[spoken],
        archive=_ARCHIVE[spoken],
    )


def _body(unit: Unit, language: str) -> str:
    if unit.level == DEPARTMENT:
        return unit.name
    if unit.parent_code is None:
        return _NATIONAL[language]
    return _LOCAL[language].format(name=_within(unit, language))


def _within(unit: Unit, language: str) -> str:
    """A place's name inside a sentence: a Vietnamese kind is small, unless it is half the name."""
    name = spoken_name(unit, language)
    if language != "vi":
        return name
    return name if place_name(name) == name else lower_first(name)


def _own(unit: Unit, series: str) -> bool:
    if not series or series == _PEOPLES_SERIES or unit.level == DEPARTMENT:
        return True
    return any(committee in series for committee in _COMMITTEES)


def _number(marking: Marking) -> str:
    if marking.number:
        return marking.number
    return f"{_GAP}/{marking.type}-…" if marking.type else f"{_GAP}/…"


def _place_date(place: str, marking: Marking, language: str) -> str:
    if marking.issued is not None:
        day = day_words(marking.issued, language)
    elif language == "vi":
        day = f"ngày{_GAP}tháng{_GAP}năm {marking.year}"
    else:
        day = f"{_GAP}{_GAP}{marking.year}"
    return f"{place}, {day}" if place else day
