"""The sheet of what moved against the last period, and of rates that stand apart."""

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

from reporting.compared import Compared
from reporting.movement import Apart, Mover
from reporting.plausibility import THRESHOLD
from reporting.statuses import ESTIMATED
from reporting.workbook.cells import ENDINGS, LETTERS, Sheet, formula_xml
from reporting.workbook.head import Setting, opened
from reporting.workbook.moving import LAST, WIDTHS, Moved
from reporting.workbook.numerals import grouped, number_words
from reporting.workbook.paper import PLAIN, ROW
from reporting.workbook.press import Press
from reporting.workbook.stencil import HIGH, TEXTS, band, live, stencil
from reporting.workbook.table import LEAD, Column, named
from reporting.workbook.total_row import FIRST
from reporting.workbook.widths import lined, liner, note_height, tall

_DOWN = PLAIN.down(PLAIN.scale(WIDTHS))
_NAMED, _INDICATED = liner(WIDTHS[1]), liner(WIDTHS[2])


def moving_sheet(setting: Setting, press: Press, what: Moved) -> Sheet:
    """The sheet's rows: movers, then what stands apart, the most influential first."""
    sheet = Sheet(len(WIDTHS))
    opened(setting, sheet, "title_moving", LAST)
    words = setting.say("moving_note")
    high = note_height(words, sum(WIDTHS))
    sheet.merge(sheet.next, 0, LAST)
    row = stencil((setting.styles["wrapped"],), (words,))[sheet.next]
    sheet.ready(row % HIGH[high], [(high or ROW, False)])
    past = setting.book.compared
    if past is not None:
        _heading(setting, sheet, setting.say("moving_movers", period=past.period))
        _head(setting, sheet, _mover_heads(setting, past))
        _movers(setting, press, sheet, past, what.movers)
        _rest(setting, sheet, what.all_movers, len(what.movers))
    _heading(setting, sheet, setting.say("moving_apart", threshold=_threshold(setting)))
    if what.apart:
        _head(setting, sheet, _apart_heads(setting))
    _odd(setting, press, sheet, what.apart)
    _rest(setting, sheet, what.all_apart, len(what.apart))
    sheet.page(_DOWN)
    return sheet


def _threshold(setting: Setting) -> str:
    return number_words(Fraction(THRESHOLD), setting.language)


def _heading(setting: Setting, sheet: Sheet, words: str) -> None:
    sheet.skip(stays=True)
    row = band(setting.styles, words, LAST)[sheet.next]
    sheet.ready(row % HIGH[20.0], [(20.0, True)])


def _mover_heads(setting: Setting, past: Compared) -> list[str]:
    return [
        setting.say("moving_then", period=past.period),
        setting.say("moving_now", period=setting.book.period),
        setting.say("moving_change"),
        setting.say("moving_percent"),
        setting.say("moving_coverage"),
        setting.say("moving_influence"),
    ]


def _apart_heads(setting: Setting) -> list[str]:
    keys = ("value", "median", "least", "largest", "side", "out")
    return [setting.say(f"moving_{key}") for key in keys]


def _head(setting: Setting, sheet: Sheet, heads: Sequence[str]) -> None:
    keys = ("col_no", "col_name", "col_indicator", "col_unit")
    words = (*[setting.say(key) for key in keys], *heads)
    high = _head_height(words)
    row = stencil((setting.styles["head"],) * len(words), words)[sheet.next]
    sheet.ready(row % HIGH[high], [(high, True)])


@lru_cache(maxsize=256)
def _head_height(words: tuple[str, ...]) -> float:
    most = max(lined(w, x, bold=True) for w, x in zip(words, WIDTHS, strict=True))
    return tall(most) or 20.0


def _lead(
    setting: Setting, number: int, child: int, column: Column
) -> tuple[float, tuple[str, str, str, str, str]]:
    """A row's height, and what its first cells hold, the height before them."""
    name, indicator = setting.book.rollup.tree.units[child].name, named(column)
    high = tall(max(_NAMED(name), _INDICATED(indicator))) or 17.0
    cells = (ENDINGS[number], TEXTS[name], TEXTS[indicator], TEXTS[column.unit])
    return high, (HIGH[high], *cells)


def _lead_styles(setting: Setting) -> tuple[int, int, int, int]:
    mid, wrap = setting.styles["cell_mid"], setting.styles["cell_wrap"]
    return mid, wrap, wrap, mid


def _movers(
    setting: Setting, press: Press, sheet: Sheet, past: Compared, found: Sequence[Mover]
) -> None:
    """A row a figure that changed: then, now, the change and what stands behind both."""
    styles, units = setting.styles, formula_xml(press.name("units"))
    children = setting.book.rollup.tree.children(setting.book.index)
    rows = sorted({one.row for one in found})
    at = {row: place for place, row in enumerate(rows)}
    then, now = past.here.block(children[rows]), setting.book.rollup.block(children[rows])
    ends = (styles["number1"], styles["cell_mid"], styles["points2"])
    for number, one in enumerate(found, 1):
        column, place, n = press.columns[one.at], at[one.row], sheet.next
        high, lead = _lead(setting, number, int(children[one.row]), column)
        guessed = any(block.status(column.key)[place] == ESTIMATED for block in (then, now))
        style = styles[f"guess{column.look}" if guessed else f"number{column.look}"]
        percent = (one.now - one.before) / abs(one.before) * 100 if one.before else ""
        sent = [
            "/".join(
                grouped(int(count[place]), setting.language)
                for count in (block.reported(column.key), block.expected(column.key))
            )
            for block in (then, now)
        ]
        cells = (
            ENDINGS[one.before],
            live(f"{units}!{LETTERS[LEAD + one.at]}{FIRST + one.row}", one.now),
            live(f"F{n}-E{n}", one.now - one.before),
            live(f'IF(E{n}=0,"",G{n}/ABS(E{n})*100)', percent),
            TEXTS[" → ".join(sent)],
            ENDINGS[one.influence * 100],
        )
        row = stencil((*_lead_styles(setting), style, style, style, *ends))[n]
        sheet.ready(row % (*lead, *cells), [(high, False)])


def _odd(setting: Setting, press: Press, sheet: Sheet, found: Sequence[Apart]) -> None:
    """A row a rate that stands apart."""
    styles, units = setting.styles, formula_xml(press.name("units"))
    lead_styles, mid, points = _lead_styles(setting), styles["cell_mid"], styles["points2"]
    children = setting.book.rollup.tree.children(setting.book.index).tolist()
    sides = [TEXTS[setting.say(key)] for key in ("moving_below", "moving_above")]
    for number, one in enumerate(found, 1):
        column = press.columns[one.at]
        high, lead = _lead(setting, number, children[one.row], column)
        look = styles[f"number{column.look}"]
        cells = (
            live(f"{units}!{LETTERS[LEAD + one.at]}{FIRST + one.row}", one.value),
            ENDINGS[one.median],
            ENDINGS[one.least],
            ENDINGS[one.largest],
            sides[one.value > one.median],
            ENDINGS[one.influence * 100],
        )
        row = stencil((*lead_styles, look, look, look, look, mid, points))[sheet.next]
        sheet.ready(row % (*lead, *cells), [(high, False)])


def _rest(setting: Setting, sheet: Sheet, whole: int, shown: int) -> None:
    if whole == shown and whole:
        return
    key = "moving_rest" if whole else "moving_nothing"
    words = TEXTS[setting.say(key, count=whole - shown)]
    sheet.merge(sheet.next, 0, LAST)
    row = stencil((setting.styles["note"],))[sheet.next]
    sheet.ready(row % (HIGH[18.0], words), [(18.0, False)])
