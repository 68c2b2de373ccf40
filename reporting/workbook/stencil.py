"""Rows that many sheets and workbooks share, kept as one text with holes: a row is one fill."""

from collections.abc import Mapping
from functools import lru_cache

from reporting.workbook.cells import LETTERS, NUMBERS, escape

NUMBER = "\x01"
"""Stands for the row's number: a sign that no text of a cell can hold (``cells.clean``)."""
NOTHING = -1
"""Stands for the style of a column without a cell."""
_KEPT = 512
"""Rows whose number is filled in already, for each stencil."""


def worded(escaped: str) -> str:
    """What follows a text cell's style, from the text as XML content."""
    return f' t="inlineStr"><is><t xml:space="preserve">{escaped}</t></is></c>'


class _Texts(dict[str, str]):
    """What follows a text cell's style, by the text; an empty one leaves a styled blank."""

    def __missing__(self, text: str) -> str:
        made = worded(escape(text)) if text else "/>"
        if len(self) < 65_536:
            self[text] = made
        return made


class _Heights(dict[float | None, str]):
    """A row's height as the file holds it; none is the sheet's own."""

    def __missing__(self, points: float | None) -> str:
        self[points] = made = f' ht="{points:g}" customHeight="1"' if points else ""
        return made


TEXTS = _Texts()
HIGH = _Heights()


def live(formula: str, value: float | str | None) -> str:
    """What follows the style of a cell with a formula, already XML, and the value it carries."""
    if value is None or isinstance(value, str):
        return f' t="str"><f>{formula}</f><v>{escape(value or "")}</v></c>'
    return f"><f>{formula}</f><v>{NUMBERS[value]}</v></c>"


class Stencil(dict[int, str]):
    """A row's text by its number, to be filled with its height and what its cells hold."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def __missing__(self, number: int) -> str:
        made = self._text.replace(NUMBER, str(number))
        if len(self) < _KEPT:
            self[number] = made
        return made


@lru_cache(maxsize=256)
def stencil(styles: tuple[int | None, ...], words: tuple[str | None, ...] = ()) -> Stencil:
    """A row of cells by their styles, with a hole in each for what follows the style.

    Cells that have ``words`` have no hole; one without a style is given it with what it holds,
    and there is none where the style is ``NOTHING``.
    """
    said = (*words, *[None] * (len(styles) - len(words)))
    cells = [
        f'<c r="{LETTERS[column]}{NUMBER}"' + _rest(style, text)
        for column, (style, text) in enumerate(zip(styles, said, strict=True))
        if style != NOTHING
    ]
    return Stencil(f'<row r="{NUMBER}"%s>{"".join(cells)}</row>')


def _rest(style: int | None, text: str | None) -> str:
    styled = "" if style is None else f' s="{style}"'
    return styled + ("%s" if text is None else TEXTS[text].replace("%", "%%"))


@lru_cache(maxsize=256)
def still(cells: tuple[tuple[int, str, int], ...]) -> Stencil:
    """A row of the same words in many workbooks: (column, words, style) from left to right."""
    said = [f'<c r="{LETTERS[at]}{NUMBER}"' + _rest(style, words) for at, words, style in cells]
    return Stencil(f'<row r="{NUMBER}"%s>{"".join(said)}</row>')


def band(styles: Mapping[str, int], words: str, last: int) -> Stencil:
    """A section's name over a whole row, up to column ``last``."""
    rest = [styles["section_rest"]] * (last - 1)
    return stencil((styles["section"], *rest, styles["section_end"]), (words, *[""] * last))
