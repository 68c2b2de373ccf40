"""How the histograms and the map-like pictures look: drawn on a plate, filled with each book."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from reporting.workbook import located, spreading
from reporting.workbook.cells import LETTERS, digits
from reporting.workbook.located import ACROSS, COVERED, DOWN, INNER, Located, Mapped, area
from reporting.workbook.plate import checked
from reporting.workbook.press import Press
from reporting.workbook.spreading import Spread

_BAND_END = 999_800
"""Stands, with a block's number added, for the last row of its bands."""
MAP_END = 999_790
"""Stands for the last row of the units with coordinates."""
_BOUNDS = (999_781, 999_782, 999_783, 999_784)
"""Stand for west, east, south and north."""
_LABEL = "(LABEL)"
_LABELLED = re.compile(r'<c:dLbl><c:idx val="0"/>(?:(?!</c:dLbl>).)*\(LABEL\).*?</c:dLbl>')
_BAR, _GRID = "#2F5D8C", "#D9D9D9"
_FONT = "Times New Roman"
_LOOKS: Mapping[str, tuple[str, str]] = {
    "full": ("circle", "#1B7837"),
    "most": ("triangle", "#7FBF7B"),
    "half": ("square", "#F1A340"),
    "low": ("diamond", "#B2182B"),
    "met": ("circle", "#1B7837"),
    "unmet": ("diamond", "#B2182B"),
    "first": ("circle", "#08519C"),
    "second": ("triangle", "#4292C6"),
    "third": ("square", "#F1A340"),
    "fourth": ("diamond", "#B2182B"),
    "none": ("x", "#7F7F7F"),
}
"""Shape and colour of each class: told apart in black and white too."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Which pictures a book's plate has."""

    spreads: tuple[int, ...] = ()
    mapped: Mapped | None = None


@dataclass(frozen=True)
class Holes:
    """What replaces the marks of a plate's pictures; labels are point and escaped text."""

    marks: Mapping[str, str] = field(default_factory=dict)
    labels: Sequence[tuple[int, str]] = ()

    def filled(self, text: str) -> str:
        """A chart with its ends, its bounds and a label a point."""
        for mark, said in self.marks.items():
            text = text.replace(mark, said)
        if _LABEL in text:
            text = _LABELLED.sub(self._labelled, text)
        return text

    def _labelled(self, one: re.Match[str]) -> str:
        return "".join(
            one.group()
            .replace('<c:idx val="0"/>', f'<c:idx val="{place}"/>', 1)
            .replace(_LABEL, said)
            for place, said in self.labels
        )


def holes(spreads: Sequence[Spread], drawn: Located | None) -> Holes:
    """What fills the pictures of one book."""
    marks = {
        f"${_BAND_END + number}": f"${spreading.last_line(number, len(one.counts))}"
        for number, one in enumerate(spreads)
    }
    if drawn is None:
        return Holes(marks)
    marks[f"${MAP_END}"] = f"${located.HEAD_ROW + len(drawn.units)}"
    for mark, bound in zip(_BOUNDS, drawn.bounds(), strict=True):
        marks[f'"{mark}"'] = f'"{digits(bound)}"'
    return Holes(marks, drawn.labels())


def lay_out(workbook: Workbook, sheets: Mapping[str, Worksheet], press: Press, seen: Seen) -> None:
    """Draws the pictures on a plate; their data come later."""
    if "spread" in sheets:
        for number, place in enumerate(seen.spreads):
            _histogram(workbook, sheets["spread"], press, number, place)
    if seen.mapped is not None:
        what = seen.mapped
        _map(workbook, sheets["map"], press, (0, press.words["map_coverage_title"]), COVERED)
        if what.place is not None:
            title = press.columns[what.place].label
            kind = press.words["map_judged" if what.judged else "map_quarters"]
            where = (1, f"{kind}: {title}")
            _map(workbook, sheets["map"], press, where, what.classes)


def _histogram(workbook: Workbook, sheet: Worksheet, press: Press, number: int, place: int) -> None:
    column = press.columns[place]
    chart = workbook.add_chart({"type": "column"})
    first, last = spreading.first_line(number), _BAND_END + number
    words, count = LETTERS[spreading.DATA + 2], LETTERS[spreading.DATA + 3]
    name = press.name("spread")
    checked(
        chart.add_series(
            {
                "name": press.words["chart_units"],
                "categories": f"={name}!${words}${first}:${words}${last}",
                "values": f"={name}!${count}${first}:${count}${last}",
                "categories_data": ["x"],
                "values_data": [1],
                "fill": {"color": _BAR},
                "border": {"color": "#FFFFFF"},
                "gap": 4,
                "data_labels": {"value": True, "font": {"name": _FONT, "size": 9}},
            }
        )
    )
    title = press.words["spread_picture"] + (f" ({column.unit})" if column.unit else "")
    chart.set_title({"name": title, "overlay": False, "name_font": _bold(10)})
    chart.set_x_axis({"num_font": {"name": _FONT, "size": 9}})
    chart.set_y_axis({"min": 0, "visible": False, "major_gridlines": {"visible": False}})
    chart.set_legend({"none": True})
    width = 7 * int(spreading.WIDTHS[spreading.PICTURE]) + 5
    chart.set_size({"width": width, "height": 20 * (spreading.LINES + 1)})
    checked(sheet.insert_chart(first - 2, spreading.PICTURE, chart))


def _bold(size: int) -> dict[str, Any]:
    return {"name": _FONT, "size": size, "bold": True}


def _map(
    workbook: Workbook,
    sheet: Worksheet,
    press: Press,
    where: tuple[int, str],
    classes: Sequence[str],
) -> None:
    number, title = where
    chart = workbook.add_chart({"type": "scatter"})
    start = located.DATA + (len(COVERED) if number else 0)
    for at, name in enumerate(classes, start):
        shape, colour = _LOOKS[name]
        marker: dict[str, Any] = {"type": shape, "size": 9, "border": {"color": "#404040"}}
        marker["fill"] = {"color": colour}
        if shape == "x":
            marker["border"] = {"color": colour}
        checked(chart.add_series(_points(press, press.words[f"map_{name}"], at, marker)))
    labels = _points(press, press.words["map_names"], 3, {"type": "none"})
    font = {"name": _FONT, "size": 8}
    labels["data_labels"] = {
        "value": True,
        "position": "right",
        "font": font,
        "custom": [{"value": _LABEL, "font": font}],
    }
    checked(chart.add_series(labels))
    chart.set_title({"name": title, "overlay": False, "name_font": _bold(11)})
    west, east, south, north = _BOUNDS
    still = {"visible": False, "major_gridlines": {"visible": False}}
    chart.set_x_axis({"min": west, "max": east, **still})
    chart.set_y_axis({"min": south, "max": north, **still})
    left, top, wide, high = INNER
    chart.set_plotarea({"layout": {"x": left, "y": top, "width": wide, "height": high}})
    chart.set_chartarea({"border": {"color": _GRID}})
    font = {"name": _FONT, "size": 9}
    chart.set_legend({"position": "bottom", "font": font, "delete_series": [len(classes)]})
    chart.set_size({"width": ACROSS, "height": DOWN})
    checked(sheet.insert_chart(located.PICTURE - 1, 4 if number else 0, chart, _OFFSET[number]))


_OFFSET: tuple[dict[str, Any], ...] = ({}, {"x_offset": 96})


def _points(press: Press, name: str, column: int, marker: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": name,
        "categories": area(press, 4, MAP_END),
        "values": area(press, column, MAP_END),
        "categories_data": [1],
        "values_data": [1],
        "marker": marker,
        "line": {"none": True},
    }
