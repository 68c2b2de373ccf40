"""The sheet of words: what units wrote, beside who wrote it."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache

from reporting.book import Narrative
from reporting.workbook.cells import ENDINGS, Sheet, clean, escape
from reporting.workbook.head import Setting, opened
from reporting.workbook.numerals import grouped
from reporting.workbook.paper import PLAIN
from reporting.workbook.press import Press
from reporting.workbook.stencil import HIGH, TEXTS, stencil, still, worded
from reporting.workbook.table import level_words
from reporting.workbook.voices import Voices, banded, foremost
from reporting.workbook.widths import LINE, liner

WIDTHS = (6, 12, 30, 16, 90)
"""Column widths in characters."""
PIECE = 2_400
"""Longest piece of a text in one cell, so that its row still fits a printed page."""
_LAST = len(WIDTHS) - 1
_MOST = 26
"""Lines of one row, whose height the file format bounds."""
_HEAD = 24.0
_ROW_LIMIT = 405.0
_NAME, _CONTENT = liner(WIDTHS[2]), liner(WIDTHS[4])


def pieces(text: str) -> Iterator[tuple[str, int]]:
    """The text in pieces that each fit one row, cut between lines or words, with their lines."""
    held: list[str] = []
    count = 0
    for paragraph in clean(text).strip().split("\n"):
        for place, (part, taken) in enumerate(_cut(paragraph)):
            if held and (place or count + taken > _MOST):
                yield "\n".join(held), count
                held, count = [], 0
            held.append(part)
            count += taken
    if any(held):
        yield "\n".join(held), count


def _cut(paragraph: str) -> Iterator[tuple[str, int]]:
    rest, size = paragraph, PIECE
    while rest:
        part = rest
        if len(rest) > size:
            cut = rest.rfind(" ", 0, size)
            part = rest[: cut if cut > size // 2 else size]
        taken = _CONTENT(part)
        if taken > _MOST:
            size = min(size, len(part)) // 2
            continue
        yield part.rstrip(), taken
        rest = rest[len(part) :].lstrip()
    if not paragraph:
        yield "", 1


@lru_cache(maxsize=8_192)
def _pieces(text: str) -> tuple[tuple[str, int], ...]:
    """The same, kept: a unit's words stand in its own workbook and in those above."""
    whole = clean(text).strip()
    if whole and "\n" not in whole and len(whole) <= PIECE:
        count = _CONTENT(whole)
        if count <= _MOST:
            return ((whole, count),)
    return tuple(pieces(text))


def _height(count: int, name: str) -> float:
    count = max(count, _NAME(name))
    return min(count * LINE + 3.0, _ROW_LIMIT)


def narratives_sheet(setting: Setting, press: Press, voices: Voices) -> Sheet:
    """The sheet's rows: per question what many wrote alike, then children and own in full."""
    book, styles = setting.book, setting.styles
    tree = book.rollup.tree
    near = {*tree.children(book.index).tolist(), book.index}
    by_path: defaultdict[str, list[Narrative]] = defaultdict(list)
    for one in book.narratives:
        if one.text.strip():
            by_path[one.path].append(one)
    sheet = Sheet(len(WIDTHS))
    opened(setting, sheet, "title_narratives", _LAST)
    sheet.skip()
    heads = ("col_no", "col_code", "col_name", "col_level", "col_content")
    head = still(tuple((at, setting.say(key), styles["head"]) for at, key in enumerate(heads)))
    sheet.ready(head[sheet.next] % HIGH[_HEAD], ((_HEAD, True),))
    for measure in book.rollup.form.texts:
        found = by_path.get(measure.path, [])
        banded(setting, sheet, measure.label.in_(book.language), _LAST)
        foremost(setting, press, sheet, voices.get(measure.path, ()), WIDTHS)
        shown = found if book.full else [one for one in found if one.index in near]
        _texts(setting, sheet, shown)
        _counted(setting, sheet, found, shown)
    if not book.rollup.form.texts:
        row = sheet.row(20.0)
        row.text(0, setting.say("no_questions"), styles["note"])
        sheet.merge(row.number, 0, _LAST)
    sheet.page(PLAIN.down(PLAIN.scale(WIDTHS)), _HEAD)
    return sheet


def _texts(setting: Setting, sheet: Sheet, shown: list[Narrative]) -> None:
    top, words = setting.styles["cell_top"], setting.book.words
    line = stencil((setting.styles["cell_mid_top"], top, top, top, top))
    rows: list[str] = []
    heights: list[tuple[float, bool]] = []
    start = sheet.next
    for place, one in enumerate(shown, 1):
        unit = one.unit
        name, number = unit.name, ENDINGS[place]
        level = TEXTS[level_words(unit.level, words)]
        for text, count in _pieces(one.text):
            high = _height(count, name)
            content = worded(escape(text)) if text else "/>"
            cells = (number, TEXTS[unit.code], TEXTS[name], level, content)
            rows.append(line[start + len(rows)] % (HIGH[high], *cells))
            heights.append((high, False))
            name, number = f"{unit.name} {setting.say('continued')}", TEXTS["…"]
    sheet.ready("".join(rows), heights)


def _counted(
    setting: Setting, sheet: Sheet, found: list[Narrative], shown: list[Narrative]
) -> None:
    if found and len(found) == len(shown):
        return
    words = setting.say("no_texts")
    if found:
        seen = {id(n) for n in shown}
        levels = Counter(n.unit.level for n in found if id(n) not in seen)
        listed = ", ".join(
            f"{level_words(level, setting.book.words)}: {grouped(count, setting.book.language)}"
            for level, count in levels.items()
        )
        words = setting.say("deeper_texts", count=len(found) - len(shown), levels=listed)
    row = sheet.row(18.0)
    row.text(0, words, setting.styles["note"])
    sheet.merge(row.number, 0, _LAST)
