"""A report's layout as data: which sheets and measures, in which order, under which titles."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from reporting.book import Book

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Description:
    """Codes of sheets and paths of measures in order, each with its title; empty: all, as always.

    An empty title leaves the usual one.
    """

    sheets: tuple[tuple[str, str], ...] = ()
    measures: tuple[tuple[str, str], ...] = ()

    def chosen(self, sheet: str) -> bool:
        """Whether a workbook has this sheet where it has something to say."""
        return not self.sheets or sheet in dict(self.sheets)

    def ordered(self, sheets: list[str]) -> list[str]:
        """The sheets of a workbook in the order described."""
        if not self.sheets:
            return sheets
        return [code for code, _ in self.sheets if code in sheets]


WHOLE = Description()


def read_description(document: Mapping[str, Any], language: str) -> Description:
    """A description that ``schemas.reports.check_report`` found sound, in one language."""

    def pairs(kind: str, name: str) -> tuple[tuple[str, str], ...]:
        return tuple(
            (one[name], one.get("title", {}).get(language, "")) for one in document.get(kind, ())
        )

    return Description(pairs("sheets", "sheet"), pairs("measures", "measure"))


def described(book: "Book", wanted: Description) -> "Book":
    """The book with nothing but what is described: its words, targets and texts too."""
    if wanted == WHOLE:
        return book
    paths = dict(wanted.measures)
    return replace(
        book,
        description=wanted,
        words=_titled(book.words, wanted),
        targets=tuple(one for one in book.targets if not paths or one.measure in paths),
        narratives=tuple(one for one in book.narratives if not paths or one.path in paths)
        if wanted.chosen("narratives") or wanted.chosen("voices")
        else (),
        compared=book.compared if wanted.chosen("comparing") else None,
        rankings=book.rankings if wanted.chosen("ranking") else (),
        taken=book.taken if wanted.chosen("adoption") else (),
    )


def _titled(words: Mapping[str, str], wanted: Description) -> Mapping[str, str]:
    """The words with the titles asked for: one object for all workbooks of a run.

    What is worked out of the words is found again by their identity.
    """
    titles = {f"sheet_{code}": title for code, title in wanted.sheets if title}
    if not titles:
        return words
    kept = _WORDED.get(wanted)
    # The words themselves are kept too, so that no other ones can take their identity.
    if kept is None or kept[0] is not words:
        while len(_WORDED) >= _KEPT:
            _WORDED.pop(next(iter(_WORDED)), None)
        kept = _WORDED[wanted] = (words, {**words, **titles})
    return kept[1]


_KEPT = 4
_WORDED: dict[Description, tuple[Mapping[str, str], Mapping[str, str]]] = {}
