"""The quick way through a sheet in which nothing is in doubt.

Expat has found the part well formed, and it holds no comment, no CDATA and no instruction: then
every ``<`` begins a tag, and the tags looked for can be found by their letters. Whatever is
spelt otherwise than the known programs spell it is left to the careful way.
"""

import re
from functools import lru_cache

from intake.book.markup import MAIN, feed, parser
from intake.book.sheet import RawCell, RawSheet, keep
from intake.book.unfit import ROWS_LIMIT

_HEAD = re.compile(
    rb'(?:\xef\xbb\xbf)?(?:<\?xml version="1\.0"(?: encoding="[Uu][Tt][Ff]-8")?'
    rb'(?: standalone="(?:yes|no)")? ?\?>)?\s*<(worksheet|sst)\s([^<>]*)>'
)
_SPACES = tuple(b'xmlns="%b"' % space.encode() for space in MAIN)
_STRANGE = re.compile(rb'<c(?! r="[A-Z]{1,3}[1-9][0-9]{0,6}")')
_CELL_ELSEWHERE = re.compile(rb"<c[\s/>]")
# Where the rest of the cell is spelt some other way, the row comes out empty.
_CELL = (
    rb'<c r="([%b])(?=[0-9])(?:([1-9][0-9]{0,6})"(?: s="([0-9]{1,5})")?(?: t="([a-zA-Z]{1,9})")? ?'
    rb"(?:/>|>(<f(?: [^<>]*)?(?:/>|>[^<]*</f>))?(?:<v>([^<]*)</v>|"
    rb'<is><t(?: xml:space="preserve")?>([^<]*)</t></is>|<v/>)?</c>))?'
)
_SPREADING = re.compile(rb"""<f\s[^<>]*\bt\s*=\s*["'](?:array|dataTable)""")
_MERGED = re.compile(rb'<mergeCell ref="([A-Z0-9:]+)" ?/>')
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(amp|lt|gt|quot|apos));")
_SIGNS = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


def swift_sheet(data: bytes, part: str, columns: str) -> RawSheet | None:
    """The cells of some columns, or None where the careful way must look. Raises Unfit."""
    feed(parser({}), data, part)
    body = body_of(data, b"worksheet", b"<sheetData>", b"</sheetData>")
    if body is None or _STRANGE.search(body) or _SPREADING.search(body):
        return None
    at = data.index(body)
    if _CELL_ELSEWHERE.search(data[:at]) or _CELL_ELSEWHERE.search(data, at + len(body)):
        return None
    found = RawSheet()
    seen = set()
    for column, row, style, kind, formula, value, inline in _cells(columns).findall(body):
        place = (column, row)
        if not row or place in seen:
            return None
        seen.add(place)
        text = plain_text(value or inline)
        spelt, shown = kind.decode() or "n", int(style or 0)
        cell = RawCell(column.decode(), int(row), spelt, shown, formula=bool(formula))
        if cell.row <= ROWS_LIMIT and (not inline or cell.kind == "inlineStr"):
            keep(found, cell, text)
        elif inline:
            return None
    if data.count(b"<mergeCell ") != len(merged := _MERGED.findall(data)):
        return None
    found.merged += [one.decode() for one in merged]
    return found


def body_of(data: bytes, root: bytes, begin: bytes, end: bytes) -> bytes | None:
    """What stands between two tags that occur once, in a part spelt without surprises."""
    head = _HEAD.match(data)
    if head is None or head[1] != root or data.count(b"xmlns=") != 1:
        return None
    if not any(space in head[2] for space in _SPACES) or data.count(b"<?", head.start(1)):
        return None
    if b"<!" in data or data.count(begin) != 1 or data.count(end) != 1:
        return None
    return data[data.index(begin) + len(begin) : data.index(end)]


def plain_text(data: bytes) -> str:
    """The text expat would give for these bytes between two tags."""
    text = data.decode()
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _REFERENCE.sub(_sign, text) if "&" in text else text


def _sign(found: re.Match[str]) -> str:
    if found[1]:
        return chr(int(found[1], 16))
    return chr(int(found[2])) if found[2] else _SIGNS[found[3]]


@lru_cache(maxsize=8)
def _cells(columns: str) -> re.Pattern[bytes]:
    return re.compile(_CELL % columns.encode())
