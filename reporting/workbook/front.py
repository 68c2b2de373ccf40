"""The cover: what the workbook is about, whether its totals hold, and what stands where."""

from collections.abc import Sequence

from reporting.weighing import Weighed
from reporting.workbook.behind import coverage_words, weight_figure
from reporting.workbook.cells import Block, Sheet, formula_xml
from reporting.workbook.checks import OVERALL, overall
from reporting.workbook.counts import Count, day, moment
from reporting.workbook.head import Setting, letterhead, opened
from reporting.workbook.press import Press
from reporting.workbook.stencil import HIGH, TEXTS, live, stencil
from reporting.workbook.widths import liner, tall

WIDTHS = (8, 38, 24, 40, 38)
"""Column widths in characters."""
_LAST = len(WIDTHS) - 1
_VALUE = liner(sum(WIDTHS[2:]))
_HIGH = 20.0


def front_sheet(
    setting: Setting,
    press: Press,
    sent: tuple[Sequence[Count], Weighed],
    codes: Sequence[str],
) -> Sheet:
    """The sheet's rows; ``codes`` are the sheets the workbook has, in order.

    ``sent`` counts who has sent by child, and the weight of all who have.
    """
    sheet = Sheet(len(WIDTHS))
    letterhead(setting, sheet, 3, _LAST)
    opened(setting, sheet, "title_summary", _LAST)
    finality = setting.say(f"cover_{setting.book.sources.finality}")
    for words in (press.form.title.in_(press.language), finality):
        sheet.merge(sheet.next, 0, _LAST)
        row = stencil((setting.styles["subtitle"],), (words,))[sheet.next]
        sheet.ready(row % HIGH[_HIGH], [(_HIGH, False)])
    sheet.skip()
    _heading(setting, sheet, "cover_facts")
    for key, value in _facts(setting, press, *sent):
        _line(setting, sheet, setting.say(key), tall(_VALUE(value)) or _HIGH, TEXTS[value])
    if "checks" in codes:
        _verdict(setting, press, sheet)
    sheet.skip()
    _contents(setting, press, sheet, codes)
    return sheet


def _verdict(setting: Setting, press: Press, sheet: Sheet) -> None:
    there = press.name("checks")
    sheet.link(f"C{sheet.next}", f"{there}!A1")
    held = live(formula_xml(f"{there}!{OVERALL}"), overall(setting))
    _line(setting, sheet, setting.say("cover_checks"), _HIGH, held, setting.styles["cell"])


def _facts(
    setting: Setting, press: Press, counts: Sequence[Count], weight: Weighed
) -> list[tuple[str, str]]:
    book, said = setting.book, setting.book.sources
    facts = [
        ("fact_unit", f"{setting.unit.name} ({setting.unit.code})"),
        ("fact_period", book.period),
        ("fact_plan", said.plan_title),
        ("fact_finality", book.words.get(f"finality_{said.finality}", said.finality)),
        ("fact_vintage", said.vintage),
        ("fact_as_of", moment(said.as_of)),
        ("fact_roster", day(said.roster_on)),
        ("cover_coverage", coverage_words(setting, Count.of(counts))),
        ("cover_weight", weight_figure(setting, weight)),
        ("cover_bounds", _bounds(setting, press)),
    ]
    return [(key, value) for key, value in facts if value]


def _bounds(setting: Setting, press: Press) -> str:
    if setting.book.assumed is None:
        return ""
    (sheet,) = press.names(["summary"])
    return setting.say("bounds_of", sheet=sheet, period=setting.book.assumed_from)


def _contents(setting: Setting, press: Press, sheet: Sheet, codes: Sequence[str]) -> None:
    """The other sheets, each with what it holds; kept for the workbooks that have the same."""
    identity = ("contents", tuple(codes), sheet.next)
    kept = press.ready.get(identity)
    if kept is None:
        kept = press.ready[identity] = _listed(setting, press, sheet.next, codes)
    assert isinstance(kept, Block)
    sheet.put(kept)


def _listed(setting: Setting, press: Press, start: int, codes: Sequence[str]) -> Block:
    styles, sheet = setting.styles, Sheet(len(WIDTHS), start)
    _heading(setting, sheet, "cover_contents")
    head = sheet.row(_HIGH)
    for place, key in enumerate(("col_no", "col_sheet", "col_holds")):
        head.text(place, setting.say(key), styles["head"])
    head.blank(3, styles["head"])
    head.blank(4, styles["head"])
    sheet.merge(head.number, 2, _LAST)
    listed = [code for code in codes if code != "cover"]
    for number, (code, name) in enumerate(zip(listed, press.names(listed), strict=True), 1):
        row = sheet.row(_HIGH)
        row.number_(0, number, styles["cell_mid"])
        row.text(1, name, styles["link"])
        row.text(2, setting.say(f"holds_{code}"), styles["cell_wrap"])
        row.blank(3, styles["cell_wrap"])
        row.blank(4, styles["cell_wrap"])
        sheet.merge(row.number, 2, _LAST)
        sheet.link(f"B{row.number}", f"{press.name(code)}!A1")
    return sheet.block()


def _heading(setting: Setting, sheet: Sheet, key: str) -> None:
    row = stencil((setting.styles["heading"],), (setting.say(key),))[sheet.next]
    sheet.ready(row % HIGH[22.0], [(22.0, True)])


def _line(
    setting: Setting, sheet: Sheet, words: str, high: float, held: str, style: int | None = None
) -> None:
    """A row of words and what is held beside them."""
    wrap = setting.styles["cell_wrap"]
    styles = (wrap, wrap, wrap if style is None else style, wrap, wrap)
    row = stencil(styles, (words, "", None, "", ""))[sheet.next]
    sheet.merge(sheet.next, 0, 1)
    sheet.merge(sheet.next, 2, _LAST)
    sheet.ready(row % (HIGH[high], held), [(high, False)])
