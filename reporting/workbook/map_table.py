"""The sheet of the map: room for its pictures, then every unit with where it stands."""

from functools import lru_cache

from reporting.workbook.cells import ENDINGS, LETTERS, Sheet, formula_xml
from reporting.workbook.head import Setting, opened
from reporting.workbook.located import (
    COVERED,
    DATA,
    HEAD_ROW,
    LAST,
    NAMED,
    QUARTERS,
    WIDTHS,
    Located,
    Mapped,
)
from reporting.workbook.paper import PLAIN, page_ends
from reporting.workbook.press import Press
from reporting.workbook.stencil import HIGH, TEXTS, live, stencil
from reporting.workbook.table import LEAD
from reporting.workbook.total_row import FIRST
from reporting.workbook.widths import lined, liner, note_height, tall

_DOWN = PLAIN.down(PLAIN.scale(WIDTHS))
_NAMED = liner(WIDTHS[2])


def map_sheet(setting: Setting, press: Press, drawn: Located) -> Sheet:
    """The sheet's rows: room for the pictures, then every unit with its coordinates."""
    sheet = Sheet(DATA + len(COVERED) + len(QUARTERS) + 1)
    opened(setting, sheet, "title_map", LAST)
    styles = setting.styles
    missing = sum(u.lat is None for u in drawn.units)
    known = len(drawn.units) - missing
    words = setting.say("map_note" if known <= NAMED else "map_note_numbers", count=known)
    if missing:
        words += " " + setting.say("map_missing", count=missing)
    row = sheet.row(note_height(words, sum(WIDTHS)) or 18.0)
    row.text(0, words, styles["wrapped"])
    sheet.merge(row.number, 0, LAST)
    sheet.skip(HEAD_ROW - sheet.next)
    heights = [(_head(setting, sheet, press, drawn), True)]
    rows, written = _Rows(setting, press, drawn), []
    for place, unit in enumerate(drawn.units):
        high = tall(_NAMED(unit.name)) or 16.5
        heights.append((high, False))
        written.append(rows.unit(sheet.next + place, high, place))
    sheet.ready("".join(written), heights[1:])
    ends = page_ends(heights, _DOWN, heights[0][0])
    sheet.ends = [HEAD_ROW - 1, *(HEAD_ROW - 1 + end for end in ends)]
    return sheet


def _head(setting: Setting, sheet: Sheet, press: Press, drawn: Located) -> float:
    place = drawn.what.place
    label = "–" if place is None else press.columns[place].label
    keys = ("col_no", "col_code", "col_name", "map_lat", "map_lon", "map_coverage", "map_class")
    words = (*[setting.say(key) for key in keys], setting.say("map_figure"), label)
    high = _head_height(words)
    row = stencil((setting.styles["head"],) * len(words), words)
    sheet.ready(row[sheet.next] % HIGH[high], [(high, True)])
    return high


@lru_cache(maxsize=256)
def _head_height(words: tuple[str, ...]) -> float:
    most = max(lined(w, x, bold=True) for w, x in zip(words, WIDTHS, strict=True))
    return tall(most) or 20.0


class _Rows:
    """The rows of the units: where each stands, its coverage and its figure, and its classes."""

    def __init__(self, setting: Setting, press: Press, drawn: Located) -> None:
        styles, what = setting.styles, drawn.what
        self._drawn = drawn
        self._sheet = formula_xml(press.name("units"))
        look, self._column = styles["number0"], ""
        if what.place is not None:
            look = styles[f"number{press.columns[what.place].look}"]
            self._column = LETTERS[LEAD + what.place]
        mid, wrap, degrees = styles["cell_mid"], styles["cell_wrap"], styles["number4"]
        figures = (styles["number1"], wrap, look)
        self._known = stencil((mid, wrap, wrap, degrees, degrees, *figures, None))
        lost = styles["no_data"]
        self._lost = stencil((mid, wrap, wrap, lost, lost, *figures, None))
        self._nowhere = TEXTS[setting.say("map_nowhere")]
        self._plain = f' s="{styles["plain"]}"'
        classes = ((name, class_words(setting, what, name)) for name in {*drawn.classed})
        self._classes = {name: f' s="{wrap}"{TEXTS[said]}' for name, said in classes}
        covered = ((name, setting.say(f"map_{_said(name)}")) for name in {*drawn.covered})
        self._covered = {name: TEXTS[said] for name, said in covered}
        data = enumerate((*COVERED, *what.classes), DATA)
        self._letters = [LETTERS[at] for at, _ in data]

    def unit(self, number: int, high: float, place: int) -> str:
        """One unit's row; right of what is printed it stands under its classes."""
        drawn = self._drawn
        unit, share, value = drawn.units[place], drawn.shares[place], drawn.values[place]
        covered, classed = drawn.covered[place], drawn.classed[place]
        figures = (
            self._live("F", place, share),
            self._covered[covered],
            self._live(self._column, place, value),
        )
        lead = (HIGH[high], ENDINGS[place + 1], TEXTS[unit.code], TEXTS[unit.name])
        last = self._classes[classed]
        if unit.lat is None:
            return self._lost[number] % (*lead, self._nowhere, "/>", *figures, last)
        lat, classes = ENDINGS[unit.lat], drawn.what.classes
        points = [self._letters[COVERED.index(covered)]] if covered in COVERED else []
        if classed in classes:
            points.append(self._letters[len(COVERED) + classes.index(classed)])
        data = [f'<c r="{letter}{number}"{self._plain}{lat}' for letter in points]
        where = (lat, ENDINGS[unit.lon])
        return self._known[number] % (*lead, *where, *figures, last + "".join(data))

    def _live(self, letter: str, place: int, value: float | None) -> str:
        """A figure of the table by unit; none stays blank, which a reference would show as 0."""
        if value is None or not letter:
            return "/>"
        return live(f"{self._sheet}!{letter}{FIRST + place}", value)


def _said(covered: str) -> str:
    return "unasked" if covered == "none" else covered


def class_words(setting: Setting, what: Mapped, name: str) -> str:
    """A class of the figure in words."""
    return "" if what.place is None else setting.say(f"map_{name}")
