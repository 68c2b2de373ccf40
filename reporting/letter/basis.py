"""What a letter is based on: every document cited, nearest first, each once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reporting.document_number import Papers, read_number
from reporting.letter.spelling import (
    clean,
    day_words,
    lower_first,
    upper_first,
    without_type,
)

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Source:
    """One cited document; what is not known is empty or None. ``issuer`` as a sentence says it."""

    title: str
    raw: str = ""
    issued: date | None = None
    issuer: str = ""


def source_of(cite: Mapping[str, Any], issuer: str = "") -> Source:
    """The document of one citation; ``issuer`` is the unit it names, as a sentence says it."""
    issued = cite.get("issued")
    return Source(
        clean(cite["title"]),
        clean(cite.get("raw") or ""),
        None if issued is None else date.fromisoformat(issued),
        clean(cite.get("issuer") or issuer),
    )


def once(sources: Iterable[Source], papers: Papers) -> tuple[Source, ...]:
    """Every document once, where it stands first.

    The same number of the same day, or where one has no number the same title, is one document.
    """
    found: list[Source] = []
    for source in sources:
        if not any(_same(source, other, papers) for other in found):
            found.append(source)
    return tuple(found)


def _same(one: Source, other: Source, papers: Papers) -> bool:
    if one.raw and other.raw:
        days = {day for day in (one.issued, other.issued) if day is not None}
        same = read_number(one.raw, papers).identity == read_number(other.raw, papers).identity
        return same and len(days) < 2
    return one.title.casefold() == other.title.casefold()


def basis_lines(
    sources: Sequence[Source], papers: Papers, words: Words, language: str
) -> tuple[str, ...]:
    """The lines "Căn cứ …;", the last with a full stop."""
    said = [words["basis"].format(what=said_of(one, papers, words, language)) for one in sources]
    return tuple(f"{line};" for line in said[:-1]) + tuple(f"{line}." for line in said[-1:])


def said_of(source: Source, papers: Papers, words: Words, language: str) -> str:
    """One document as a sentence names it: type, number, day, issuer, and what it is about."""
    number = read_number(source.raw, papers) if source.raw else None
    named, rest = without_type(source.title.rstrip(" .;"), _names(papers))
    kind = (number.type_name if number else "") or named
    if not kind and not number:
        return upper_first(rest)
    parts = [upper_first(kind or words["any_document"])]
    if source.raw:
        parts.append(words["numbered"].format(number=source.raw))
    if source.issued is not None:
        parts.append(words["dated"].format(day=day_words(source.issued, language)))
    if named and kind and named.casefold() != kind.casefold():
        rest = f"{named} {rest}"  # another type than its number's is part of what it is about
    of, about = words["of"], words["about"]
    if source.issuer and not rest.startswith(f"{of} "):
        parts.append(f"{of} {source.issuer}")
    if rest and not rest.startswith((f"{of} ", f"{about} ")):
        is_letter = bool(kind) and kind == papers.letter
        parts.append(words["about_doing"] if is_letter else about)
        rest = lower_first(rest) if is_letter else rest
    return " ".join([*parts, rest]).strip()


def _names(papers: Papers) -> list[str]:
    return [name for name in (*papers.types.values(), papers.letter) if name]
