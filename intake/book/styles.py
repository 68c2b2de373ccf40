"""Which cell styles show a number as a day or as per cent."""

import re

from intake.book.markup import names, starts

# ECMA-376 part 1, 18.8.30: formats that are known by their number and written nowhere.
_DAYS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_SHARES = frozenset((9, 10))
_NAMES = names("styleSheet", "numFmt", "cellStyleXfs", "cellXfs", "xf", "cellStyles")
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE)
_DAY = re.compile(r"[dmyhs]", re.IGNORECASE)


def shown_as(data: bytes | None) -> list[str]:
    """For each cell style ``day``, ``share`` or nothing. Raises Unfit."""
    if data is None:
        return []
    own: dict[str, str] = {}
    found: list[str] = []
    inside = ""
    for name, told in starts(data, "styles.xml", _NAMES):
        if name == "<numFmt>" and inside == "":
            own[told.get("numFmtId", "")] = _kind(told.get("formatCode", ""))
        elif name == "<xf>":
            if inside == "<cellXfs>":
                number = told.get("numFmtId", "0")
                found.append(own[number] if number in own else _built_in(number))
        elif name in ("<cellXfs>", "<cellStyleXfs>", "<cellStyles>"):
            inside = name
    return found


def _built_in(number: str) -> str:
    if not (number.isascii() and number.isdecimal()):
        return ""
    place = int(number[:6])
    return "day" if place in _DAYS else "share" if place in _SHARES else ""


def _kind(code: str) -> str:
    bare = _LITERAL.sub("", code)
    if "%" in bare:
        return "share"
    return "day" if "general" not in bare.lower() and _DAY.search(bare) else ""
