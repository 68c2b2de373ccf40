"""What several units wrote alike: merged and counted, with every wording and who wrote it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from reporting.book import Book
from reporting.statements import Statement, Wording, merged_texts
from reporting.workbook.cells import ENDINGS, LIMIT, Sheet, escape
from reporting.workbook.head import Setting, opened
from reporting.workbook.paper import PLAIN
from reporting.workbook.press import Press
from reporting.workbook.stencil import HIGH, TEXTS, stencil, still, worded
from reporting.workbook.who_wrote import listed, said_by
from reporting.workbook.widths import LINE, lined, liner, note_height

WIDTHS = (6, 26, 70, 62)
"""Number, how many, the wording, who wrote it."""
LAST = len(WIDTHS) - 1
HEAD_ROW = 6
FOREMOST = 10
"""Merged sentences of a question that stand before the texts themselves; the sheet has all."""
_MOST = 12
"""Lines of one row."""
_ROOM = min(_MOST * WIDTHS[3] * 4 // 5, LIMIT)
"""Characters of units in one row."""
_WHO, _WORDS, _UNITS = (liner(width) for width in WIDTHS[1:])
_HEAD, _BAND = 24.0, 20.0
_once = escape.__wrapped__
"""``escape`` for lists of units, which hardly come twice: nothing is to make room for them."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A merged sentence, who wrote it, and the row of its sheet where its wordings stand."""

    statement: Statement
    who: str
    row: int


Voices = dict[str, tuple[Voice, ...]]
"""Merged sentences by the path of their question."""


def heard(book: Book) -> dict[str, list[Statement]]:
    """What at least two units of the subtree wrote alike, by question; empty where nothing is."""
    by_path: defaultdict[str, defaultdict[str, list[int]]]
    by_path = defaultdict(lambda: defaultdict(list))
    for one in book.narratives:
        if one.index != book.index:
            by_path[one.path][one.text].append(one.index)
    found = {path: merged_texts(places) for path, places in by_path.items()}
    return {path: statements for path, statements in found.items() if statements}


def voices_sheet(setting: Setting, found: dict[str, list[Statement]]) -> tuple[Sheet, Voices]:
    """The sheet's rows, and where each merged sentence stands."""
    sheet = Sheet(len(WIDTHS))
    styles = setting.styles
    opened(setting, sheet, "title_voices", LAST)
    words = setting.say("voices_note")
    row = sheet.row(note_height(words, sum(WIDTHS)))
    row.text(0, words, styles["wrapped"])
    sheet.merge(row.number, 0, LAST)
    sheet.skip()
    heads = ("col_no", "voices_who", "voices_wording", "voices_units")
    head = still(tuple((at, setting.say(key), styles["head"]) for at, key in enumerate(heads)))
    sheet.ready(head[sheet.next] % HIGH[_HEAD], ((_HEAD, True),))
    voices: Voices = {}
    for measure in setting.book.rollup.form.texts:
        statements = found.get(measure.path, [])
        if not statements:
            continue
        banded(setting, sheet, measure.label.in_(setting.language), LAST)
        kept = []
        for number, statement in enumerate(statements, 1):
            voice = Voice(statement, said_by(setting, statement.places), sheet.next)
            kept.append(voice)
            if len(statement.wordings) == 1:
                _wording(setting, sheet, (number, voice.who), statement.wordings[0])
                continue
            _gathered(setting, sheet, number, voice)
            for wording in statement.wordings:
                _wording(setting, sheet, (None, said_by(setting, wording.places)), wording)
        voices[measure.path] = tuple(kept)
    sheet.page(PLAIN.down(PLAIN.scale(WIDTHS)), _HEAD)
    return sheet, voices


def banded(setting: Setting, sheet: Sheet, label: str, last: int) -> None:
    """The row of a question: a section's band."""
    styles = setting.styles
    rest = ((place, "", styles["section_rest"]) for place in range(1, last))
    band = still(((0, label, styles["section"]), *rest, (last, "", styles["section_end"])))
    sheet.ready(band[sheet.next] % HIGH[_BAND], ((_BAND, True),))


def _gathered(setting: Setting, sheet: Sheet, number: int, voice: Voice) -> None:
    """The row over several wordings."""
    styles, who, statement = setting.styles, voice.who, voice.statement
    count = max(lined(who, WIDTHS[1], bold=True), lined(statement.text, WIDTHS[2], bold=True))
    high, total = _high(count), styles["cell_total"]
    words = setting.say("voices_wordings", count=len(statement.wordings))
    row = stencil((styles["cell_mid_top"], total, total, total))[sheet.next]
    cells = (ENDINGS[number], TEXTS[who], worded(escape(statement.text)), TEXTS[words])
    sheet.ready(row % (HIGH[high], *cells), ((high, True),))


def _wording(
    setting: Setting, sheet: Sheet, lead: tuple[int | None, str], wording: Wording
) -> None:
    """The row of a sentence as it was written, with who wrote it; before it its number."""
    top, text = setting.styles["cell_top"], wording.text
    number, who = lead
    names, *rest = listed(setting, wording.places, _ROOM)
    high = _high(max(_UNITS(names), _WORDS(text), _WHO(who)))
    row = stencil((setting.styles["cell_mid_top"], top, top, top))[sheet.next]
    cells = (ENDINGS[number], TEXTS[who], worded(escape(text)), worded(_once(names)))
    sheet.ready(row % (HIGH[high], *cells), ((high, False),))
    for part in rest:
        _closed(setting, sheet, part)


def _closed(setting: Setting, sheet: Sheet, names: str) -> None:
    """Further names, in a group that is closed when the file is opened, and is not printed."""
    row = stencil((setting.styles["cell_top"],) * len(WIDTHS))[sheet.next]
    high = HIGH[_high(_UNITS(names))]
    xml = row % (high, *["/>"] * LAST, worded(_once(names)))
    sheet.ready(f'<row hidden="1" outlineLevel="1" {xml.removeprefix("<row ")}', ((0.0, False),))


def _high(count: int) -> float:
    return min(count * LINE + 3.0, 405.0)


def foremost(
    setting: Setting, press: Press, sheet: Sheet, voices: Sequence[Voice], widths: Sequence[float]
) -> None:
    """The most frequent sentences of a question, each leading to its wordings."""
    if not voices:
        return
    styles, last = setting.styles, len(widths) - 1
    _noted(setting, sheet, setting.say("voices_lead"), last)
    leading = stencil((styles["cell_mid"], *[styles["link"]] * (last - 1), styles["cell_strong"]))
    lead, blanks = TEXTS["≈"], ["/>"] * (last - 2)
    lines, who_lines = liner(widths[last], bold=True), liner(sum(widths[1:last]))
    there = press.name("voices")
    for voice in voices[:FOREMOST]:
        number, text = sheet.next, voice.statement.text
        high = _high(max(who_lines(voice.who), lines(text)))
        cells = (lead, TEXTS[voice.who], *blanks, worded(escape(text)))
        sheet.ready(leading[number] % (HIGH[high], *cells), ((high, True),))
        sheet.merge(number, 1, last - 1)
        sheet.link(f"B{number}", f"{there}!A{voice.row}")
    if len(voices) > FOREMOST:
        words = setting.say("voices_more", count=len(voices) - FOREMOST)
        _noted(setting, sheet, words, last)


def _noted(setting: Setting, sheet: Sheet, words: str, last: int) -> None:
    row = sheet.row(18.0, stays=True)
    row.text(0, words, setting.styles["note"])
    sheet.merge(row.number, 0, last)
