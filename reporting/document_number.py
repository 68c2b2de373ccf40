"""The number on a document, however it was typed: ``54/KH-UBND``, ``21-CT/TW``, ``4155QĐ/ BTP``.

State papers: number/TYPE-ISSUER, a letter number/ISSUER-UNIT without a type; a year after the
number makes it a legal normative document; Party papers: number-TYPE/ISSUER. Sources: Nghị định
30/2020/NĐ-CP, Phụ lục I and III, and the spellings of real documents.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

System = Literal["state", "Party", "legal normative"]

_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
_HEADING = re.compile(r"^(?:số|no\.?)\s*:?\s*(?=\d)", re.IGNORECASE)
_DATED = re.compile(r"[\s,;]+(?:ngày|dated|of)\b.*$", re.IGNORECASE)
_AROUND = re.compile(r"\s*([/-])\s*")
_NUMBER = re.compile(r"([0-9]{1,6})([a-zđ](?=[/-]))?")
_ANY = re.compile(r"\b[0-9]")
_YEAR = re.compile(r"[/-]((?:19|20)[0-9]{2})(?=[/-])")
_PARTY = re.compile(r"-[^/]+/[^/]+")
_GROUP = re.compile(r"[^\W_][\w&.]*")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-") | {ord("Ð"): "Đ", ord("Ɖ"): "Đ"}


@dataclass(frozen=True, slots=True, eq=False)
class Papers:
    """What a country calls its papers: name by abbreviation; ``letter`` has none.

    Empty where a country has no rule: then a symbol is taken whole.
    """

    types: Mapping[str, str] = field(default_factory=dict)
    letter: str = ""


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A number taken apart; whatever cannot be told is None, ``raw`` is as it was typed.

    ``suffix`` is a letter behind the number (``12a``), ``year`` one written inside the number,
    ``unit`` the drafting unit or field of a letter.
    """

    raw: str
    number: int | None = None
    suffix: str = ""
    year: int | None = None
    type: str | None = None
    type_name: str | None = None
    issuer: str | None = None
    unit: str | None = None
    system: System | None = None

    @property
    def identity(self) -> tuple[object, ...]:
        """Equal for two spellings of one number; the raw text where it cannot be read."""
        if self.number is None:
            return (" ".join(_plain(self.raw).casefold().split()),)
        names = [part and part.casefold() for part in (self.type, self.issuer, self.unit)]
        return (self.number, self.suffix, self.year, *names)


def read_number(raw: str, papers: Papers) -> DocumentNumber:
    """The number of a raw spelling; one that cannot be read comes back with ``raw`` alone."""
    text = _AROUND.sub(r"\1", _DATED.sub("", _HEADING.sub("", _plain(raw))))
    found = _NUMBER.match(text)
    if found is None:
        return DocumentNumber(raw)
    number, suffix, rest = int(found[1]), found[2] or "", text[found.end() :]
    dated = _YEAR.match(rest)
    year = int(dated[1]) if dated else None
    rest = rest[dated.end() :] if dated else rest
    groups = [group for group in re.split("[/-]", rest) if group]
    if not all(_GROUP.fullmatch(group) for group in groups):
        return DocumentNumber(raw)
    if not groups or not papers.types:
        symbol = "-".join(groups) or None
        return DocumentNumber(raw, number, suffix, year, issuer=symbol)
    system = _system(rest, dated is not None)
    code, name, groups = _typed(groups, papers, letters=system == "state")
    return DocumentNumber(
        raw=raw,
        number=number,
        suffix=suffix,
        year=year,
        type=code,
        type_name=name,
        issuer=groups[0] if groups else None,
        unit="-".join(groups[1:]) or None,
        system=system,
    )


def has_number(raw: str) -> bool:
    """Whether a raw spelling holds a number at all: ``…/KH-UBND`` waits for one."""
    return _ANY.search(raw) is not None


def _plain(raw: str) -> str:
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", raw))
    return text.translate(_DASHES).strip()


def _system(rest: str, has_year: bool) -> System:  # noqa: FBT001  one of the two signs there are
    if has_year:
        return "legal normative"
    return "Party" if _PARTY.fullmatch(rest) else "state"


def _typed(
    groups: list[str], papers: Papers, *, letters: bool
) -> tuple[str | None, str | None, list[str]]:
    """The type's abbreviation as the rule spells it, its name, and the groups that are left."""
    known = {code.casefold(): code for code in papers.types}
    code = known.get(groups[0].casefold())
    if code is not None:
        return code, papers.types[code], groups[1:]
    return None, (papers.letter or None) if letters else None, groups
