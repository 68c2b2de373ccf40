"""Everything of a workbook that does not change from unit to unit, laid out once by XlsxWriter.

A plate is the finished file with holes: the rows, merges and range of each sheet, the unit's
words in the print header, the caches and last rows of the charts, and the document's properties.
Filling a plate gives the same file as laying it out anew, without the cost.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from reporting.workbook.archive import archive, opened, part
from reporting.workbook.seal import MADE, PART, sealed
from reporting.workbook.styles import FONT, STYLES

UNIT_HOLE = "(UNIT)"
PAGE_NUMBER = '&C&"Times New Roman,Regular"&13&P'
"""The page number in a print header; the paper's first page goes without."""
UNITS_END = 999_983
"""Stands for the last child row of the table by unit in chart ranges."""
DATA_END = 999_979
"""Stands for the last row of the charts' own data."""
AREA_END = 999_961
"""Stands for the last row of the table by unit that is printed."""
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""How every workbook is opened: nothing a unit wrote becomes a formula, a link or a number."""
_CREATED = datetime(1980, 1, 1)  # noqa: DTZ001 - a mark to be replaced, read by no clock
_CACHE = re.compile(r"<c:(?:str|num)Cache>.*?</c:(?:str|num)Cache>", re.DOTALL)
_RANGE = re.compile(r'<dimension ref="[^"]*"/>')
_FILTER = re.compile(r"<autoFilter [^>]*/>")
_TAIL = re.compile(r"(?=<(?:printOptions|pageMargins)\b)")
_CONDITIONS = re.compile(r'<dxfs count="\d+"(?:/>|>.*?</dxfs>)', re.DOTALL)
_BOOK = "xl/workbook.xml"
_STYLED = "xl/styles.xml"


@dataclass(frozen=True)
class Filling:
    """What goes into a sheet's holes."""

    data: str
    merges: Sequence[str]
    reach: str
    ends: Sequence[int] = ()
    links: str = ""


class PartsBook(xlsxwriter.Workbook):  # type: ignore[misc] # untyped base of the library
    """Hands its parts over as text instead of zipping them."""

    parts: list[tuple[str, str]]

    def _store_workbook(self) -> None:
        self.worksheets_objs[0].selected = 1
        for sheet in self.worksheets():
            sheet.active = int(sheet.index == self.worksheet_meta.activesheet)
        self._prepare_sst_string_data()
        self._prepare_vml()
        self._prepare_defined_names()
        self._prepare_drawings()
        self._add_chart_data()
        self._prepare_tables()
        self._prepare_metadata()
        packager: Any = self._get_packager()
        packager._add_workbook(self)  # noqa: SLF001 - the library's own order of closing
        packager._set_in_memory(True)  # noqa: SLF001 - as above
        made = packager._create_package()  # noqa: SLF001 - as above
        self.parts = [
            (name, text.getvalue()) for text, name, _ in made if isinstance(text, StringIO)
        ]


class Unfit(Exception):
    """What the file format or the library will not hold; told with the unit by ``writing``."""


def checked(code: object) -> None:
    """Raises ``Unfit`` where the library answers with an error code."""
    if isinstance(code, int) and code < 0:
        raise Unfit(f"xlsxwriter {code}")


class Plate:
    """A laid-out workbook with holes."""

    def __init__(
        self,
        names: Sequence[str],
        lay_out: Callable[[xlsxwriter.Workbook, Mapping[str, Worksheet]], None],
        formats: Mapping[str, Mapping[str, Any]] = STYLES,
        *,
        marked: bool = False,
        like: "Plate | None" = None,
    ) -> None:
        """``like``: a plate with the same formats, which are taken from there ready made."""
        book = PartsBook(BytesIO(), dict(OPTIONS))
        book.set_properties({"title": "(TITLE)", "created": _CREATED})
        if marked:  # only that the part is announced: ``sealed`` writes it
            book.set_custom_property(MADE, "")
        book.formats[0].set_font_name(FONT)
        sheets = {name: book.add_worksheet(name) for name in names}
        self.styles: dict[str, int] = _styles(book, formats) if like is None else like.styles
        lay_out(book, sheets)
        book.close()
        self._parts = {name: text for name, text in book.parts if name != PART}
        if like is not None:
            self._parts[_STYLED] = _restyled(like.formats, self._parts[_STYLED])
        self.formats: str = self._parts[_STYLED]
        self._sheets = []
        for place in range(1, len(names) + 1):
            whole = self._parts[f"xl/worksheets/sheet{place}.xml"]
            head, tail = whole.split("<sheetData/>")
            tail = _unnumbered_first(tail) if place == 1 else tail
            before, after = _RANGE.split(head)
            self._sheets.append(_Pieces.of(before, after, tail))
        self._charts = {
            name: _CACHE.split(text)
            for name, text in self._parts.items()
            if name.startswith("xl/charts/chart")
        }
        self._still = {
            name: part(name, text.encode())
            for name, text in self._parts.items()
            if name not in self._charts
            and not name.startswith(("xl/worksheets/sheet", "docP"))
            and not (name == _BOOK and str(UNITS_END) in text)
        }

    def file(
        self,
        sheets: Sequence[Filling],
        unit: str,
        created: datetime,
        caches: Sequence[Sequence[str]],
        ends: tuple[int, int, int],
        made: str = "",
        filled: Callable[[str], str] = str,
    ) -> bytes:
        """The workbook's bytes; ``unit`` is escaped.

        ``ends`` are the last rows of the table by unit, of the charts' own data and of what is
        printed of the table.

        ``made``: what it was made of, in a plate that is marked. ``filled`` puts what
        else they are to hold into charts and print areas.
        """
        found = []
        for name, text in self._parts.items():
            if name in self._still:
                found.append(self._still[name])
            elif name in self._charts:
                place = int(name.removeprefix("xl/charts/chart").removesuffix(".xml")) - 1
                chart = filled(_chart(self._charts[name], caches[place], ends))
                found.append(part(name, chart.encode()))
            elif name.startswith("xl/worksheets/sheet"):
                place = int(name.removeprefix("xl/worksheets/sheet").removesuffix(".xml")) - 1
                found.append(part(name, _sheet(self._sheets[place], sheets[place], unit, ends)))
            elif name == _BOOK:
                found.append(part(name, filled(_ended(text, ends)).encode()))
            else:
                stamp = created.strftime("%Y-%m-%dT%H:%M:%SZ")
                dated = text.replace("1980-01-01T00:00:00Z", stamp).replace("(TITLE)", unit)
                found.append(part(name, dated.encode()))
        return sealed(opened(found), made) if made else archive(found)


def _unnumbered_first(tail: str) -> str:
    """The sheet's own headers once more for its first page, without the page number."""
    head, foot = (
        tail[tail.index(f"<odd{name}>") : tail.index(f"</odd{name}>")].partition(">")[2]
        for name in ("Header", "Footer")
    )
    head = head.replace(PAGE_NUMBER.replace("&", "&amp;"), "")
    first = f"<firstHeader>{head}</firstHeader><firstFooter>{foot}</firstFooter></headerFooter>"
    return tail.replace("<headerFooter", '<headerFooter differentFirst="1"', 1).replace(
        "</headerFooter>", first, 1
    )


def _styles(book: PartsBook, formats: Mapping[str, Mapping[str, Any]]) -> dict[str, int]:
    indices = {}
    for name, properties in formats.items():
        made: Any = book.add_format({"font_name": FONT, **properties})
        indices[name] = made._get_xf_index()  # noqa: SLF001 - cells are written by index here
    return indices


def _restyled(text: str, own: str) -> str:
    """The formats of one plate with the other's formats of conditions, which are a list apart."""
    (conditions,) = _CONDITIONS.findall(own)
    return _CONDITIONS.sub(lambda _: conditions, text)


@dataclass(frozen=True, slots=True)
class _Pieces:
    """A sheet's text around its holes, in the order the format wants."""

    before: str
    after: str
    filter: str
    middle: str
    tail: str

    @classmethod
    def of(cls, before: str, after: str, rest: str) -> "_Pieces":
        """``rest`` is what follows the rows."""
        found = _FILTER.match(rest)
        filtered = found.group() if found else ""
        middle, tail = _TAIL.split(rest[len(filtered) :], maxsplit=1)
        return cls(before, after, filtered, middle, tail)


def _sheet(pieces: _Pieces, filling: Filling, unit: str, ends: tuple[int, int, int]) -> bytes:
    merges = ""
    if filling.merges:
        ranges = "".join([f'<mergeCell ref="{m}"/>' for m in filling.merges])
        merges = f'<mergeCells count="{len(filling.merges)}">{ranges}</mergeCells>'
    tail = _ended(pieces.tail, ends).replace(UNIT_HOLE, unit.replace("&amp;", "&amp;&amp;"))
    if filling.ends:
        tail = tail.replace("</headerFooter>", "</headerFooter>" + _row_breaks(filling.ends), 1)
    head = f'{pieces.before}<dimension ref="{filling.reach}"/>{pieces.after}<sheetData>'
    rest = f"</sheetData>{_ended(pieces.filter, ends)}{merges}{pieces.middle}"
    links = f"<hyperlinks>{filling.links}</hyperlinks>" if filling.links else ""
    # Each by itself: the rows are ASCII, and are not made wider for what stands around them.
    return b"".join([each.encode() for each in (head, filling.data, rest, links, tail)])


def _ended(text: str, ends: tuple[int, int, int]) -> str:
    """The text with the last rows it refers to."""
    for hole, row in zip((UNITS_END, DATA_END, AREA_END), ends, strict=True):
        text = text.replace(str(hole), str(row))
    return text


def _row_breaks(ends: Sequence[int]) -> str:
    breaks = "".join([f'<brk id="{row}" max="16383" man="1"/>' for row in ends])
    return f'<rowBreaks count="{len(ends)}" manualBreakCount="{len(ends)}">{breaks}</rowBreaks>'


def _chart(pieces: Sequence[str], caches: Sequence[str], ends: tuple[int, int, int]) -> str:
    if len(pieces) != len(caches) + 1:
        raise Unfit("chart")
    woven = [pieces[0]]
    for cache, piece in zip(caches, pieces[1:], strict=True):
        woven += (cache, piece)
    return _ended("".join(woven), ends)
