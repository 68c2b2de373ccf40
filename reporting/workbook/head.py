"""The head of the paper, the title of each sheet, and the places to sign."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hierarchy.unit import Unit
from reporting.book import Book, Letterhead
from reporting.workbook.cells import Row, Sheet
from reporting.workbook.numerals import grouped
from reporting.workbook.widths import height


@dataclass(frozen=True, slots=True)
class Setting:
    """What every sheet needs to speak: the book, its unit, and formats by name."""

    book: Book
    unit: Unit
    styles: dict[str, int]

    @property
    def language(self) -> str:
        """The book's language."""
        return self.book.language

    def say(self, key: str, **details: object) -> str:
        """A sentence of the catalogue with its fields filled, whole numbers with grouped digits."""
        words = self.book.words[key]
        if not details:
            return words
        language = self.book.language
        return words.format(
            **{n: grouped(v, language) if type(v) is int else v for n, v in details.items()}
        )

    def subject(self) -> str:
        """Unit, period: what the workbook is about, in one line."""
        period = self.say("period_line", period=self.book.period)
        return f"{self.unit.name} ({self.unit.code}) – {period}"


def opened(setting: Setting, sheet: Sheet, title: str, last: int) -> None:
    """Three rows over the columns up to ``last``: title, subject, rehearsal label or a blank."""
    styles = setting.styles
    lines = [(setting.say(title), "title", 24.0), (setting.subject(), "subtitle", 20.0)]
    if setting.book.rehearsal:
        lines.append((setting.say("rehearsal"), "rehearsal_centred", 20.0))
    for words, style, high in lines:
        row = sheet.row(high)
        row.text(0, words, styles[style])
        sheet.merge(row.number, 0, last)
    if not setting.book.rehearsal:
        sheet.skip()


def opened_narrow(setting: Setting, sheet: Sheet, title: str, widths: Sequence[float]) -> None:
    """Three rows over the narrow columns that every page repeats.

    The rehearsal label stands right of them, where nothing cuts it; print headers repeat it.
    """
    styles, last = setting.styles, len(widths) - 1
    row = sheet.row(20.0)
    row.text(0, setting.say(title), styles["heading_wrapped"])
    sheet.merge(row.number, 0, last)
    subject = setting.subject()
    row = sheet.row(height(subject, sum(widths), bold=True) or 18.0)
    row.text(0, subject, styles["subheading"])
    sheet.merge(row.number, 0, last)
    row = sheet.row(20.0 if setting.book.rehearsal else 8.0)
    if setting.book.rehearsal:
        row.text(last + 1, setting.say("rehearsal"), styles["rehearsal"])


def section_cells(setting: Setting, row: Row, words: str, last: int) -> None:
    """A section's name over a whole row, as one band up to column ``last``."""
    section_cells_of(setting.styles, row, words, last)


def section_cells_of(styles: Mapping[str, int], row: Row, words: str, last: int) -> None:
    """The same with formats by name."""
    row.text(0, words, styles["section"])
    for place in range(1, last):
        row.blank(place, styles["section_rest"])
    row.blank(last, styles["section_end"])


def letterhead(setting: Setting, sheet: Sheet, split: int, last: int) -> None:
    """Issuing body at the left of column ``split``, motto, place and date at the right.

    Order and emphasis follow Decree 30/2020/ND-CP, annex I, where a profile gives such lines;
    a profile without lines leaves no trace.
    """
    letterhead_of(setting.book.letterhead, setting.styles, sheet, split, last)


def letterhead_of(
    paper: Letterhead, styles: Mapping[str, int], sheet: Sheet, split: int, last: int
) -> None:
    """The same for any paper."""
    left, right = _sides(paper)
    if not left and not right:
        return
    for place in range(max(len(left), len(right))):
        row = sheet.row(18.0)
        for side, first, end in ((left, 0, split - 1), (right, split, last)):
            if place < len(side) and side[place][0]:
                row.text(first, side[place][0], styles[side[place][1]])
                sheet.merge(row.number, first, end)
    sheet.skip()


def _sides(paper: Letterhead) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    right = [(line, "motto") for line in paper.motto[:-1]]
    right += [(line, "motto_rule") for line in paper.motto[-1:]]
    right += [("", "plain"), (paper.place_date, "italic_right")] if paper.place_date else []
    left = [(paper.superior, "left"), (paper.issuer, "issuer"), (paper.number, "left")]
    left = [(line, style) for line, style in left if line]
    if paper.number and len(right) > len(left):
        left.insert(len(left) - 1, ("", "plain"))
    return left, right


def letterhead_rows(paper: Letterhead) -> int:
    """Rows the letterhead takes, with the blank one below it."""
    left, right = _sides(paper)
    return max(len(left), len(right)) + 1 if left or right else 0


def signatures(setting: Setting, sheet: Sheet, spans: list[tuple[int, int]]) -> None:
    """The titles of those who sign, left to right over the column spans given."""
    titles = setting.book.letterhead.signatures
    if not titles:
        return
    sheet.skip(stays=True)
    used = spans if len(titles) >= len(spans) else [*spans[: len(titles) - 1], spans[-1]]
    if len(titles) == 1:
        used = [spans[-1]]
    for style, high in (("sign_title", 20.0), ("sign_note", 18.0)):
        row = sheet.row(high, stays=True)
        for title, (first, last) in zip(titles, used, strict=False):
            words = title if style == "sign_title" else setting.say("sign_here")
            row.text(first, words, setting.styles[style])
            sheet.merge(row.number, first, last)
    sheet.skip(4)
