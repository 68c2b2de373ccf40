"""More named workbooks: odd rather than hostile, as clerks, portals and libraries leave them."""

import io
import re
import zipfile
from collections.abc import Callable

from tests.filled_books import (
    BIEU,
    BOOK,
    CODE,
    LINKS,
    STRINGS,
    TYPES,
    cell,
    edited,
    parts,
    unzipped,
    zipped,
)
from tests.hostile import SAME, B, Hostile, T, W, _date, _in_bieu, _method, _raw, _sst, _text

_ADDRESS = re.compile(r'r="([A-Z]*)([0-9]+)"')


class _Pipe(io.RawIOBase):
    """A stream that cannot be gone back in, as a portal answers a download."""

    def __init__(self) -> None:
        self.data = b""

    def writable(self) -> bool:
        return True

    def write(self, data: bytes, /) -> int:  # type: ignore[override]  # all that zipfile gives
        self.data += bytes(data)
        return len(data)


def _streamed(*, wide: bool) -> bytes:
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts().items():
            with archive.open(zipfile.ZipInfo(name), "w", force_zip64=wide) as entry:
                entry.write(data)
    return pipe.data


def _commented(comment: bytes) -> bytes:
    stream = io.BytesIO(zipped(parts()))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.comment = comment
    return stream.getvalue()


def _renamed(change: Callable[[str], str]) -> bytes:
    return zipped({change(name): data for name, data in parts().items()})


def _elsewhere() -> bytes:
    """The workbook in a folder of another name, as its relationships say."""
    made = {}
    for name, data in parts().items():
        roots = name in ("_rels/.rels", TYPES)
        made[name.replace("xl/", "book/")] = data.replace(b"xl/", b"book/") if roots else data
    return zipped(made)


def _order_swapped() -> bytes:
    text = parts()[BOOK].decode()
    sheets = re.findall(r"<sheet [^>]*/>", text)
    turned = text.replace("".join(sheets), "".join(reversed(sheets)))
    return zipped({**parts(), BOOK: turned.encode()})


def _moved(change: Callable[[str, int], str]) -> bytes:
    text = parts()[BIEU].decode()
    text = _ADDRESS.sub(lambda found: f'r="{change(found[1], int(found[2]))}"', text)
    return zipped({**parts(), BIEU: text.encode()})


def _row_inserted(letter: str, row: int) -> str:
    return f"{letter}{row + 1 if row >= int(cell(T)[1:]) else row}"


def _column_inserted(letter: str, row: int) -> str:
    return f"{chr(ord(letter) + 1) if letter >= 'C' else letter}{row}"


def _column_deleted(letter: str, row: int) -> str:
    return f"{chr(ord(letter) - 1) if letter > 'C' else 'Z' if letter == 'C' else letter}{row}"


def _rows_reversed() -> bytes:
    head, _, rest = parts()[BIEU].decode().partition("<sheetData>")
    data, _, tail = rest.partition("</sheetData>")
    rows = "".join(reversed(re.findall(r"<row .*?</row>", data, re.DOTALL)))
    return zipped({**parts(), BIEU: f"{head}<sheetData>{rows}</sheetData>{tail}".encode()})


def _next(path: str) -> str:
    return f"G{int(cell(path)[1:]) + 1}"


def _array(kind: str) -> bytes:
    told = f'<f t="{kind}" ref="{cell(W)}:{_next(W)}">A1:A2</f>'
    return _raw(W, f'<c r="@">{told}<v>7</v></c>')


def _array_from_the_left() -> bytes:
    """A formula of a column nobody reads, whose result stands in the entry cells."""
    row = int(cell(W)[1:])
    formula = f'<c r="F{row}"><f ref="F{row}:G{row + 1}" t="array">A1:B2</f><v>7</v></c>'
    return _in_bieu(f'<c r="{cell(W)}"', f'{formula}<c r="{cell(W)}"')


def _code_everywhere(code: str) -> bytes:
    """The same code in all three places, the name pointing at the visible one."""
    named = edited(BOOK, f'"{CODE}"', "Bieu!$G$2")
    return zipped(edited(STRINGS, f"<t>{CODE}</t>", f"<t>{code}</t>", named))


def _days_from_1904() -> bytes:
    made = unzipped(_date("14", "45000", "founded"))
    return zipped(edited(BOOK, "<workbookPr", '<workbookPr date1904="1"', made))


def _copied(*, blank: bool) -> bytes:
    made = parts({}) if blank else parts()
    copy = '<sheet name="Bieu (2)" sheetId="9" r:id="rId1"/></sheets>'
    return zipped(edited(BOOK, "</sheets>", copy, made))


def _twice_related() -> bytes:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    again = f'<Relationship Id="rId1" Type="{kind}" Target="worksheets/sheet2.xml"/>'
    return zipped(edited(LINKS, "</Relationships>", f"{again}</Relationships>"))


def _target(told: str) -> bytes:
    return zipped(edited(LINKS, "worksheets/sheet1.xml", told))


_RICH = (
    '<si><r><rPr><b/></rPr><t>eno</t></r><r><t xml:space="preserve">ugh</t></r>'
    '<rPh sb="0" eb="1"><t>zz</t></rPh><phoneticPr fontId="1"/></si>'
)
_BESIDE = {
    "xl/calcChain.xml": b"<calcChain/>",
    "xl/metadata.xml": b"<metadata/>",
    "xl/persons/person.xml": b"<a/>",
    "xl/printerSettings/printerSettings1.bin": b"\0\1",
    "docMetadata/LabelInfo.xml": b"<a/>",
    "_xmlsignatures/sig1.xml": b"<a/>",
    "docProps/thumbnail.jpeg": b"\xff\xd8",
}
_APPLE = {"Index/Document.iwa": b"a", "Metadata/Properties.plist": b"b", "preview.jpg": b"c"}

ODD: tuple[Hostile, ...] = (
    # the archive, as other libraries make it
    Hostile("sizes-after-the-data", lambda: _streamed(wide=False), SAME),
    Hostile("sizes-after-the-data-wide", lambda: _streamed(wide=True), SAME),
    Hostile("archive-with-a-comment", lambda: _commented(b"made by a portal"), SAME),
    Hostile("comment-like-an-end", lambda: _commented(b"PK\x05\x06" + b"a" * 60), "book_damaged"),
    Hostile("folders-listed", lambda: zipped({"xl/": b"", "_rels/": b"", **parts()}), SAME),
    Hostile("two-archives-in-one", lambda: zipped({"a": b"1"}) + zipped(parts()), SAME),
    Hostile("something-before-it", lambda: b"MZ" + zipped(parts()), "book_not_one"),
    Hostile("deflate64", lambda: _method(9), "book_damaged"),
    Hostile("lzma", lambda: zipped(parts(), zipfile.ZIP_LZMA), "book_damaged"),
    Hostile(
        "names-with-backslashes",
        lambda: _renamed(lambda name: name.replace("/", "\\")),
        "book_part_missing",
    ),
    Hostile("names-in-capitals", lambda: _renamed(str.upper), "book_part_missing"),
    Hostile("numbers-of-a-tablet", lambda: zipped(_APPLE), "book_part_missing"),
    Hostile(
        "workbook-in-an-archive", lambda: zipped({"W111.xlsx": zipped(parts())}), "book_nested"
    ),
    # its parts
    Hostile(
        "no-properties",
        lambda: zipped({n: d for n, d in parts().items() if "docProps" not in n}),
        SAME,
    ),
    Hostile(
        "no-root-relations",
        lambda: zipped({n: d for n, d in parts().items() if n != "_rels/.rels"}),
        SAME,
    ),
    Hostile("another-folder", _elsewhere, SAME),
    Hostile("parts-beside", lambda: zipped({**parts(), **_BESIDE}), SAME),
    Hostile("relation-twice", _twice_related, "book_damaged"),
    Hostile("target-with-dots", lambda: _target("./worksheets/../worksheets/sheet1.xml"), SAME),
    Hostile("target-escaped", lambda: _target("worksheets/sheet%31.xml"), "book_part_missing"),
    Hostile("latin-1-declared", lambda: _in_bieu("UTF-8", "ISO-8859-1"), SAME),
    # the sheets
    Hostile("sheets-in-another-order", _order_swapped, SAME),
    Hostile("sheet-copied", lambda: _copied(blank=False), SAME),
    Hostile("filled-in-the-copy", lambda: _copied(blank=True), "sheet_copy_unread"),
    Hostile(
        "sheet-name-in-capitals",
        lambda: zipped(edited(BOOK, 'name="Bieu"', 'name="BIEU"')),
        "template_sheet_missing",
    ),
    Hostile("row-inserted", lambda: _moved(_row_inserted), "template_reshaped"),
    Hostile("column-inserted", lambda: _moved(_column_inserted), "template_disagrees"),
    Hostile("column-deleted", lambda: _moved(_column_deleted), "template_disagrees"),
    Hostile("rows-in-another-order", _rows_reversed, SAME),
    Hostile(
        "column-hidden",
        lambda: _in_bieu(
            "<sheetData>", '<cols><col min="7" max="7" hidden="1"/></cols><sheetData>'
        ),
        SAME,
    ),
    Hostile(
        "row-hidden",
        lambda: _in_bieu(f'<row r="{cell(W)[1:]}"', f'<row r="{cell(W)[1:]}" hidden="1"'),
        SAME,
    ),
    Hostile(
        "address-in-small-letters",
        lambda: _in_bieu(f'r="{cell(W)}"', f'r="{cell(W).lower()}"'),
        "book_damaged",
    ),
    Hostile("code-that-is-none", lambda: _code_everywhere("A_x0000_B"), "template_code_unknown"),
    # what stands in an entry cell
    Hostile("formula-of-a-range", lambda: _array("array"), "formula_in_cell"),
    Hostile("table-of-a-formula", lambda: _array("dataTable"), "formula_in_cell"),
    Hostile("formula-of-a-range-beside", _array_from_the_left, "formula_in_cell"),
    Hostile(
        "formula-of-no-range",
        lambda: _raw(W, '<c r="@"><f t="array" ref="G">1</f><v>7</v></c>'),
        "book_damaged",
    ),
    Hostile(
        "two-values-in-a-cell", lambda: _raw(W, '<c r="@"><v>7</v><v>8</v></c>'), "book_damaged"
    ),
    Hostile(
        "a-value-and-a-text",
        lambda: _raw(W, '<c r="@" t="inlineStr"><v>7</v><is><t>8</t></is></c>'),
        "book_damaged",
    ),
    Hostile("value-in-cdata", lambda: _raw(W, '<c r="@"><v><![CDATA[7]]></v></c>'), SAME),
    Hostile("value-among-line-ends", lambda: _raw(W, '<c r="@"><v>\n 7 \n</v></c>'), SAME),
    Hostile("style-nobody-knows", lambda: _raw(W, '<c r="@" s="999"><v>7</v></c>'), SAME),
    Hostile("metadata-of-a-cell", lambda: _raw(W, '<c r="@" cm="1" vm="2"><v>7</v></c>'), SAME),
    Hostile("shared-text-in-runs", lambda: _sst("<si><t>enough</t></si>", _RICH), SAME),
    Hostile("minus-nought", lambda: _raw("work.talks", '<c r="@"><v>-0.0</v></c>'), SAME),
    Hostile(
        "number-too-small-to-show", lambda: _raw("work.talks", '<c r="@"><v>1e-400</v></c>'), SAME
    ),
    Hostile("number-as-1E+01", lambda: _raw("grade", '<c r="@"><v>2E+00</v></c>'), SAME),
    Hostile("number-with-a-plus", lambda: _text(T, "+12"), SAME),
    Hostile("number-in-wide-signs", lambda: _text(B, "１２３４，５"), SAME),
    Hostile("number-with-a-narrow-space", lambda: _text(B, "1\u202f234,5"), SAME),
    Hostile("number-with-a-unit", lambda: _text(T, "12 người"), {T: "12 người"}),
    Hostile("number-in-brackets", lambda: _text(B, "(5)"), {B: "(5)"}),
    Hostile("number-as-1E+05-text", lambda: _text(T, "1E+05"), {T: "1E+05"}),
    Hostile("per-cent-typed", lambda: _text(B, "45%"), {B: "45%"}),
    Hostile("per-cent-by-own-format", lambda: _date("0.0%", "0.45", B), "share_in_cell"),
    Hostile("per-cent-in-quotes", lambda: _date("0.00&quot;%&quot;", "1234.5", B), SAME),
    Hostile("numbers-in-two-groups", lambda: _text(B, "1.234.5"), "ambiguous_number"),
    Hostile("days-from-1904", _days_from_1904, {"founded": "2027-03-16"}),
    Hostile(
        "day-with-thousandths",
        lambda: _raw("founded", '<c r="@" t="d"><v>2001-09-02T00:00:00.000Z</v></c>'),
        SAME,
    ),
    Hostile(
        "day-as-people-write-it", lambda: _text("founded", "02/09/2001"), {"founded": "02/09/2001"}
    ),
    Hostile("half-of-a-sign", lambda: _text("difficulties", "a_xD83D_b"), "control_character"),
    Hostile("halves-turned", lambda: _text("difficulties", "_xDE00__xD83D_"), "control_character"),
    Hostile(
        "sign-in-two-halves",
        lambda: _text("difficulties", "a_xD83D__xDE00_"),
        {"difficulties": "a😀"},
    ),
    Hostile("nul-escaped", lambda: _text("difficulties", "a_x0000_b"), "control_character"),
    Hostile("no-sign-escaped", lambda: _text("difficulties", "a_xFFFF_b"), "control_character"),
)
