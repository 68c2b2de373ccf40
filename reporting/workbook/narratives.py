"""The sheet of words: what units wrote, beside who wrote it."""

from collections import Counter
from collections.abc import Iterator

from reporting.book import Narrative
from reporting.workbook.cells import Sheet, clean
from reporting.workbook.head import Setting, opened, section_cells
from reporting.workbook.table import level_words

WIDTHS = (6, 12, 30, 16, 90)
"""Column widths in characters."""
PIECE = 2_400
"""Longest piece of a text in one cell, so that its row still fits a printed page."""
_LAST = len(WIDTHS) - 1
_LINE = 108
_ROW_LIMIT = 405.0


def pieces(text: str) -> Iterator[str]:
    """The text in pieces of at most ``PIECE`` characters, cut between words where it can be."""
    rest = clean(text).strip()
    while len(rest) > PIECE:
        cut = max(rest.rfind("\n", 0, PIECE), rest.rfind(" ", 0, PIECE))
        cut = cut if cut > PIECE // 2 else PIECE
        yield rest[:cut].rstrip()
        rest = rest[cut:].lstrip()
    if rest:
        yield rest


def _height(text: str, name: str) -> float:
    lines = sum(1 + len(line) // _LINE for line in text.split("\n"))
    return min(max(lines, 1 + len(name) // 28) * 15.0 + 3.0, _ROW_LIMIT)


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
    row = sheet.row(24.0)
    for place, key in enumerate(("col_no", "col_code", "col_name", "col_level", "col_content")):
        row.text(place, setting.say(key), styles["head"])
    for measure in book.rollup.form.texts:
        found = by_path.get(measure.path, [])
        row = sheet.row(20.0)
        section_cells(setting, row, measure.label.in_(book.language), _LAST)
        shown = [n for n in found if book.full or n.index in near]
        _texts(setting, sheet, shown)
        _counted(setting, sheet, found, shown)
    if not book.rollup.form.texts:
        sheet.row().text(0, setting.say("no_questions"), styles["note"])
    return sheet


def _texts(setting: Setting, sheet: Sheet, shown: list[Narrative]) -> None:
    top, mid = setting.styles["cell_top"], setting.styles["cell_mid_top"]
    for place, one in enumerate(shown, 1):
        for part, text in enumerate(pieces(one.text)):
            row = sheet.row(_height(text, one.unit.name))
            if part:
                row.text(0, "…", mid)
            else:
                row.number_(0, place, mid)
            row.text(1, one.unit.code, top)
            name = one.unit.name
            row.text(2, f"{name} {setting.say('continued')}" if part else name, top)
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
            f"{level_words(level, setting.book.words)}: {count}" for level, count in levels.items()
        )
        words = setting.say("deeper_texts", count=len(found) - len(shown), levels=listed)
    row = sheet.row(18.0)
    row.text(0, words, setting.styles["note"])
    sheet.merge(row.number, 0, _LAST)
