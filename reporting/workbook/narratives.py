"""The sheet of words: what units wrote, beside who wrote it."""

from collections import Counter
from collections.abc import Iterator

from reporting.book import Narrative
from reporting.workbook.cells import Sheet, clean
from reporting.workbook.head import Setting, opened, section_cells
from reporting.workbook.numerals import grouped
from reporting.workbook.paper import PLAIN
from reporting.workbook.table import level_words
from reporting.workbook.widths import LINE, lined

WIDTHS = (6, 12, 30, 16, 90)
"""Column widths in characters."""
PIECE = 2_400
"""Longest piece of a text in one cell, so that its row still fits a printed page."""
_LAST = len(WIDTHS) - 1
_MOST = 26
"""Lines of one row, whose height the file format bounds."""
_HEAD = 24.0
_ROW_LIMIT = 405.0


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
        taken = lined(part, WIDTHS[4])
        if taken > _MOST:
            size = min(size, len(part)) // 2
            continue
        yield part.rstrip(), taken
        rest = rest[len(part) :].lstrip()
    if not paragraph:
        yield "", 1


def _height(count: int, name: str) -> float:
    count = max(count, lined(name, WIDTHS[2]))
    return min(count * LINE + 3.0, _ROW_LIMIT)


def narratives_sheet(setting: Setting) -> Sheet:
    """The sheet's rows: per question, children and the unit's own in full, deeper ones counted."""
    book, styles = setting.book, setting.styles
    tree = book.rollup.tree
    near = {*tree.children(book.index).tolist(), book.index}
    by_path: dict[str, list[Narrative]] = {}
    for one in book.narratives:
        if one.text.strip():
            by_path.setdefault(one.path, []).append(one)
    sheet = Sheet(len(WIDTHS))
    opened(setting, sheet, "title_narratives", _LAST)
    sheet.skip()
    row = sheet.row(_HEAD, stays=True)
    for place, key in enumerate(("col_no", "col_code", "col_name", "col_level", "col_content")):
        row.text(place, setting.say(key), styles["head"])
    for measure in book.rollup.form.texts:
        found = by_path.get(measure.path, [])
        row = sheet.row(20.0, stays=True)
        section_cells(setting, row, measure.label.in_(book.language), _LAST)
        shown = [n for n in found if book.full or n.index in near]
        _texts(setting, sheet, shown)
        _counted(setting, sheet, found, shown)
    if not book.rollup.form.texts:
        row = sheet.row(20.0)
        row.text(0, setting.say("no_questions"), styles["note"])
        sheet.merge(row.number, 0, _LAST)
    sheet.page(PLAIN.down(PLAIN.scale(WIDTHS)), _HEAD)
    return sheet


def _texts(setting: Setting, sheet: Sheet, shown: list[Narrative]) -> None:
    top, mid = setting.styles["cell_top"], setting.styles["cell_mid_top"]
    for place, one in enumerate(shown, 1):
        for part, (text, count) in enumerate(pieces(one.text)):
            name = one.unit.name
            name = f"{name} {setting.say('continued')}" if part else name
            row = sheet.row(_height(count, name))
            if part:
                row.text(0, "…", mid)
            else:
                row.number_(0, place, mid)
            row.text(1, one.unit.code, top)
            row.text(2, name, top)
            row.text(3, level_words(one.unit.level, setting.book.words), top)
            row.text(4, text, top)


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
