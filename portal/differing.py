"""Two sets of answers to one form beside each other, cell by cell: mine, and what another kept."""

from collections.abc import Iterator
from dataclasses import dataclass

import messages
from engine.sheet import Sheet
from intake.typed import Page
from schemas.grid import Spot


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell in which two answers differ: its id on the page, its words, and what stands there.

    A side is empty where it is blank.
    """

    id: str
    label: str
    mine: str
    theirs: str


def differences(sheet: Sheet, mine: Page, theirs: Page, language: str) -> tuple[Difference, ...]:
    """Every cell that differs, in the order of the form."""
    return tuple(_each(sheet, mine, theirs, language))


def _each(sheet: Sheet, mine: Page, theirs: Page, language: str) -> Iterator[Difference]:
    for spot in sheet.grid.spots:
        if not spot.entered or spot.asked == "tick":
            continue
        one, other = (_said(spot, page, language) for page in (mine, theirs))
        if one != other:
            label = (spot.measure or spot.section).label.in_(language)  # type: ignore[union-attr]  # a row is one of both
            yield Difference(f"c{spot.row}", label, one, other)


def _said(spot: Spot, page: Page, language: str) -> str:
    """What stands in a cell: its text, else the mark beside it."""
    words = messages.words(language, "portal")
    text = " ".join(page.texts.get(spot.path, "").split())
    mark = page.marks.get(spot.path, "")
    if text and spot.asked == "boolean":
        text = {"true": words["yes"], "false": words["not_so"]}.get(text, text)
    elif text and spot.measure is not None and spot.measure.options:
        text = spot.measure.option_in(text, language) or text
    marked = words.get(f"mark_{mark}", mark) if mark else ""
    return " ".join(part for part in (text, marked) if part)
