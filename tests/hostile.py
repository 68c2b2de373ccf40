"""Named workbooks as strangers, accidents and other programs make them, with the answer to each."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import NamedTuple

from tests.filled_books import (
    BIEU,
    BOOK,
    CODE,
    HIDDEN,
    LINKS,
    STRINGS,
    STYLES,
    TYPES,
    Parts,
    cell,
    cell_xml,
    edited,
    parts,
    zipped,
)

SAME: Mapping[str, object] = {}
"""The file reads as the clean one does."""
Answer = str | Mapping[str, object]


class Hostile(NamedTuple):
    """A file by its name, and the fault that answers it, or what is read of it instead."""

    name: str
    make: Callable[[], bytes]
    answer: Answer


def _without(*names: str) -> Parts:
    return {name: data for name, data in parts().items() if name not in names}


def _with(**more: bytes) -> Parts:
    return {**parts(), **{name.replace("__", "/"): data for name, data in more.items()}}


def _plus(name: str, data: bytes) -> bytes:
    return zipped({**parts(), name: data})


def _patched(change: Callable[[bytearray], None]) -> bytes:
    data = bytearray(zipped(parts()))
    change(data)
    return bytes(data)


def _listing(data: bytearray, name: bytes) -> int:
    """Where a part stands in the archive's list."""
    at = data.index(b"PK\x01\x02")
    while data[at + 46 : at + 46 + len(name)] != name:
        at = data.index(b"PK\x01\x02", at + 4)
    return at


def _stated(name: bytes, size: int) -> bytes:
    def change(data: bytearray) -> None:
        struct.pack_into("<I", data, _listing(data, name) + 24, size)

    return _patched(change)


def _flagged(bit: int) -> bytes:
    def change(data: bytearray) -> None:
        data[_listing(data, BIEU.encode()) + 8] |= bit

    return _patched(change)


def _method(number: int) -> bytes:
    def change(data: bytearray) -> None:
        struct.pack_into("<H", data, _listing(data, BIEU.encode()) + 10, number)

    return _patched(change)


def _crc() -> bytes:
    def change(data: bytearray) -> None:
        at = _listing(data, BIEU.encode()) + 16
        data[at] ^= 0xFF

    return _patched(change)


def _offset() -> bytes:
    def change(data: bytearray) -> None:
        struct.pack_into("<I", data, _listing(data, BIEU.encode()) + 42, 0xFFFFFF)

    return _patched(change)


def _renamed_inside() -> bytes:
    def change(data: bytearray) -> None:
        at = data.index(BIEU.encode())
        data[at] = ord("y")

    return _patched(change)


def _doubled(first: str, second: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts().items():
            archive.writestr(name, data)
        archive.writestr("xl/media/aaa.bin", b"one")
        archive.writestr("xl/media/bbb.bin", b"two")
    made = stream.getvalue()
    return made.replace(first.encode(), second.encode())


def _bomb(size: int) -> bytes:
    return zipped({**parts(), "xl/media/image1.xml": b" " * size})


def _bomb_in_sheet(size: int) -> bytes:
    found = parts()
    return zipped({**found, BIEU: found[BIEU] + b" " * size})


def _lying_bomb() -> bytes:
    """A part that says it has a hundred bytes and inflates to thirty megabytes."""
    data = bytearray(zipped({**parts(), "xl/theme/theme1.xml": b" " * (30 << 20)}))
    struct.pack_into("<I", data, _listing(data, b"xl/theme/theme1.xml") + 24, 100)
    return bytes(data)


def _ole(*streams: str) -> bytes:
    names = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + names


def _typed(content: str) -> bytes:
    return zipped(
        edited(
            TYPES,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            content,
        )
    )


def _link(kind: str, target: str, part: str = LINKS) -> bytes:
    made = (
        '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    )
    if part in parts():
        return zipped(edited(part, "</Relationships>", made))
    whole = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{made}'
    return _plus(part, whole.encode())


def _text(path: str, text: str) -> bytes:
    xml = f'<c r="@" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    return zipped(cell_xml(path, xml))


def _raw(path: str, xml: str) -> bytes:
    return zipped(cell_xml(path, xml))


def _in_bieu(old: str, new: str) -> bytes:
    return zipped(edited(BIEU, old, new))


def _before_sheet(xml: str, part: str = BIEU) -> bytes:
    root = {BIEU: "<worksheet", BOOK: "<workbook", STRINGS: "<sst", STYLES: "<styleSheet"}[part]
    return zipped(edited(part, root, f"{xml}{root}"))


def _utf16(part: str) -> bytes:
    found = parts()
    text = found[part].decode().replace("UTF-8", "UTF-16")
    return zipped({**found, part: text.encode("utf-16")})


def _strict() -> bytes:
    """The same workbook in the strict edition's namespaces."""
    found = {}
    for name, data in parts().items():
        text = data.decode()
        text = text.replace(
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            "http://purl.oclc.org/ooxml/spreadsheetml/main",
        )
        found[name] = text.replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        ).encode()
    return zipped(found)


def _prefixed(*names: str) -> bytes:
    """The main vocabulary under the prefix x:, as some programs write it."""
    found = parts()
    for name in names:
        text = found[name].decode()
        head, _, body = text.partition("?>")
        body = body.replace("</", "\x00").replace("<", "<x:").replace("\x00", "</x:")
        found[name] = f"{head}?>{body.replace(' xmlns=', ' xmlns:x=', 1)}".encode()
    return zipped(found)


def _absolute() -> bytes:
    found = parts()
    text = found[LINKS].decode()
    for word in ("worksheets/", "sharedStrings", "styles", "theme/"):
        text = text.replace(f'Target="{word}', f'Target="/xl/{word}')
    return zipped({**found, LINKS: text.encode()})


def _unaddressed() -> bytes:
    """Cells and rows that name no place stand where they come."""
    rows = []
    text = parts()[BIEU].decode()
    head, _, rest = text.partition("<sheetData>")
    data, _, tail = rest.partition("</sheetData>")
    number = 0
    for row in data.split("<row ")[1:]:
        at = int(row.partition('r="')[2].partition('"')[0])
        rows += ["<row/>"] * (at - number - 1)
        number = at
        cells = {}
        for piece in row.partition(">")[2].split('<c r="')[1:]:
            letter = piece[0]
            cells[letter] = "<c" + piece.partition('"')[2].removesuffix("</row>")
        rows.append(
            "<row>" + "".join(cells.get(letter, "<c/>") for letter in "ABCDEFGH") + "</row>"
        )
    return zipped({**parts(), BIEU: f"{head}<sheetData>{''.join(rows)}</sheetData>{tail}".encode()})


def _deep(depth: int) -> bytes:
    nest = "<extLst>" * depth + "</extLst>" * depth
    return _in_bieu("</sheetData>", f"</sheetData>{nest}")


def _many_cells() -> bytes:
    row = "".join(f'<c r="{letter}500"><v>1</v></c>' for letter in "BCDEF")
    return _in_bieu("</sheetData>", f"<row>{row}</row>" * 90_000 + "</sheetData>")


def _large_strings(size: int) -> bytes:
    return zipped(edited(STRINGS, "<si>", f"<si><t>{'a' * size}</t></si><si>"))


def _sst(old: str, new: str) -> bytes:
    return zipped(edited(STRINGS, old, new))


def _identity(key: str, value: str) -> bytes:
    """The hidden sheet with another value beside a key."""
    found = parts()
    text = found[STRINGS].decode()
    count = text.count("<si>")
    rows = {"code": 1, "unit": 2, "form": 4, "digest": 5, "period": 6, "kind": 8}
    found[STRINGS] = text.replace("</sst>", f"<si><t>{value}</t></si></sst>").encode()
    sheet = found[HIDDEN].decode()
    begin = sheet.index(f'<c r="B{rows[key]}"')
    end = sheet.index("</c>", begin)
    new = f'<c r="B{rows[key]}" t="s"><v>{count}</v>'
    found[HIDDEN] = (sheet[:begin] + new + sheet[end:]).encode()
    return zipped(found)


def _row_gone() -> bytes:
    """A row deleted: those below it move up."""
    text = parts()[BIEU].decode()
    first = int(cell("budget")[1:])
    begin, end = text.index(f'<row r="{first}"'), text.index(f'<row r="{first + 1}"')
    text = text[:begin] + text[end:]
    for row in range(first + 1, first + 30):
        for letter in ("", *"ABCDEFGH"):
            text = text.replace(f'r="{letter}{row}"', f'r="{letter}{row - 1}"')
    return zipped({**parts(), BIEU: text.encode()})


def _paths_swapped() -> bytes:
    text = parts()[BIEU].decode()
    one, two = f"A{cell('leaders.women')[1:]}", f"A{cell('leaders.total')[1:]}"
    text = text.replace(f'"{one}"', '"A?"').replace(f'"{two}"', f'"{one}"').replace("A?", two)
    return zipped({**parts(), BIEU: text.encode()})


def _retyped() -> bytes:
    found = {name: data for name, data in parts().items() if name != HIDDEN}
    text = found[BOOK].decode()
    at = text.index('<sheet name="_capbac"')
    text = text[:at] + text[text.index("/>", at) + 2 :]
    begin = text.index("<definedNames>")
    text = text[:begin] + text[text.index("</definedNames>") + 15 :]
    return zipped({**found, BOOK: text.encode()})


def _foreign() -> bytes:
    """A workbook of somebody else."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "Sổ thu chi"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _data(fault: bytes) -> Callable[[], bytes]:
    return lambda: fault


def _date(style: str, number: str, path: str = "leaders.women") -> bytes:
    """A cell shown as a day or a share by a style of its own."""
    found = cell_xml(path, f'<c r="@" s="9"><v>{number}</v></c>')
    text = found[STYLES].decode()
    begin = text.index("<cellXfs")
    end = text.index("</cellXfs>")
    xfs = '<xf numFmtId="0"/>' * 9 + f'<xf numFmtId="{style}"/>'
    if not style.isdecimal():
        xfs = '<xf numFmtId="0"/>' * 9 + '<xf numFmtId="199"/>'
        formats = f'<numFmts count="1"><numFmt numFmtId="199" formatCode="{style}"/></numFmts>'
        text = text[:begin] + f'<cellXfs count="10">{xfs}' + text[end:]
        head = text.index(">", text.index("<styleSheet")) + 1
        old = text.find("<numFmts")
        if old >= 0:
            text = text[:old] + text[text.index("</numFmts>") + 10 :]
        text = text[:head] + formats + text[head:]
    else:
        text = text[:begin] + f'<cellXfs count="10">{xfs}' + text[end:]
    return zipped({**found, STYLES: text.encode()})


def _merged(told: str) -> bytes:
    merge = f'</sheetData><mergeCells count="1"><mergeCell ref="{told}"/></mergeCells>'
    return _in_bieu("</sheetData>", merge)


def _quadratic() -> bytes:
    """A packed part whose list entry points into another: what overlaps is not read twice."""

    def change(data: bytearray) -> None:
        at, other = _listing(data, b"xl/theme/theme1.xml"), _listing(data, BIEU.encode())
        data[at + 42 : at + 46] = data[other + 42 : other + 46]

    return _patched(change)


W, T, B = "leaders.women", "leaders.total", "budget"
_HTML = b"<html><head><meta charset='utf-8'></head><body><table><tr><td>1</td></tr></table></body>"
_XML_2003 = b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook></Workbook>'
_DTD = '<!DOCTYPE worksheet [<!ENTITY a "aaaa">]>'
_LAUGHS = (
    '<!DOCTYPE worksheet [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
)
_ODS = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"}

FILES: tuple[Hostile, ...] = (
    # what kind of file it is
    Hostile("empty", _data(b""), "book_empty"),
    Hostile("only-zeros", _data(b"\0" * 5000), "book_empty"),
    Hostile("old-xls", lambda: _ole("Root Entry", "Workbook"), "book_is_xls"),
    Hostile("older-xls", lambda: _ole("Root Entry", "Book"), "book_is_xls"),
    Hostile("old-doc", lambda: _ole("Root Entry", "WordDocument"), "book_is_ole"),
    Hostile("password", lambda: _ole("EncryptionInfo", "EncryptedPackage"), "book_encrypted"),
    Hostile("html-renamed", _data(_HTML), "book_is_html"),
    Hostile("html-with-bom", _data(b"\xef\xbb\xbf\r\n" + _HTML), "book_is_html"),
    Hostile("html-utf16", _data(_HTML.decode().encode("utf-16")), "book_is_html"),
    Hostile("mht-renamed", _data(b"MIME-Version: 1.0\r\nContent-Type: x\r\n"), "book_is_html"),
    Hostile("xml-2003", _data(_XML_2003), "book_is_xml"),
    Hostile("csv-renamed", _data(b"unit,period\nW111,2025\n"), "book_is_text"),
    Hostile("csv-bom-renamed", _data("\ufeffđơn vị;kỳ\n".encode()), "book_is_text"),
    Hostile("unicode-text-renamed", _data("đơn vị\tkỳ\n".encode("utf-16")), "book_is_text"),
    Hostile("json-renamed", _data(b'{"unit": "W111"}'), "book_is_text"),
    Hostile("pdf-renamed", _data(b"%PDF-1.7\n"), "book_not_one"),
    Hostile("rar-renamed", _data(b"Rar!\x1a\x07"), "book_not_one"),
    Hostile("gzip-renamed", _data(b"\x1f\x8b" + zlib.compress(b"a")), "book_not_one"),
    Hostile("random-bytes", _data(bytes(range(1, 256)) * 9), "book_not_one"),
    Hostile(
        "word-file",
        lambda: zipped({TYPES: parts()[TYPES], "word/document.xml": b"<a/>"}),
        "book_not_one",
    ),
    Hostile("ods", lambda: zipped(_ODS, zipfile.ZIP_STORED), "book_is_ods"),
    Hostile("xlsm-vba", lambda: _plus("xl/vbaProject.bin", b"\xd0\xcf"), "book_has_macros"),
    Hostile(
        "xlsm-type",
        lambda: _typed("application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
        "book_has_macros",
    ),
    Hostile(
        "excel4-macro-sheet", lambda: _plus("xl/macrosheets/sheet1.xml", b"<a/>"), "book_has_macros"
    ),
    Hostile("xlsb", lambda: _plus("xl/workbook.bin", b"\x83\x01"), "book_is_xlsb"),
    Hostile(
        "xlsb-type", lambda: _typed("application/vnd.ms-excel.sheet.binary.main"), "book_is_xlsb"
    ),
    # the archive
    Hostile(
        "truncated-half", lambda: zipped(parts())[: len(zipped(parts())) // 2], "book_truncated"
    ),
    Hostile("truncated-end", lambda: zipped(parts())[:-30], "book_truncated"),
    Hostile("zip-magic-only", _data(b"PK\x03\x04"), "book_truncated"),
    Hostile("empty-zip", lambda: zipped({}), "book_part_missing"),
    Hostile("zip-with-notes-only", lambda: zipped({"a.txt": b"a"}), "book_part_missing"),
    Hostile("size-stated-too-small", lambda: _stated(BIEU.encode(), 10), "book_sizes_lie"),
    Hostile("size-stated-too-large", lambda: _stated(BIEU.encode(), 999_999), "book_sizes_lie"),
    Hostile("size-stated-beyond-limit", lambda: _stated(BIEU.encode(), 1 << 30), "book_too_large"),
    Hostile("zip-bomb-part", lambda: _bomb(60 << 20), "book_too_large"),
    Hostile("zip-bomb-sheet", lambda: _bomb_in_sheet(40 << 20), "book_too_large"),
    Hostile("zip-bomb-lying", _lying_bomb, "book_sizes_lie"),
    Hostile(
        "zip-bomb-many",
        lambda: zipped({**parts(), **{f"xl/media/{n}.xml": b" " * (7 << 20) for n in range(6)}}),
        "book_too_large",
    ),
    Hostile(
        "too-many-entries",
        lambda: zipped({**parts(), **{f"a/{n}": b"" for n in range(500)}}),
        "book_too_large",
    ),
    Hostile(
        "entries-by-the-thousand",
        lambda: zipped({**parts(), **{f"a/{n}": b"" for n in range(5000)}}),
        "book_too_large",
    ),
    Hostile(
        "too-large-file",
        lambda: _plus("xl/media/a.bin", bytes(17 << 20)) + b"\0" * (17 << 20),
        "book_too_large",
    ),
    Hostile("entry-twice", lambda: _doubled("bbb.bin", "aaa.bin"), "book_entry_twice"),
    Hostile("entry-twice-by-case", lambda: _doubled("bbb.bin", "AAA.bin"), "book_entry_twice"),
    Hostile(
        "dot-dot-name", lambda: _doubled("xl/media/bbb.bin", "../../../bbb.bin"), "book_unsafe_name"
    ),
    Hostile("absolute-name", lambda: _plus("/etc/passwd", b"a"), "book_unsafe_name"),
    Hostile("drive-name", lambda: _plus("C:/a.xml", b"a"), "book_unsafe_name"),
    Hostile("backslash-name", lambda: _plus("xl\\..\\..\\a.xml", b"a"), "book_unsafe_name"),
    Hostile("nested-zip", lambda: _plus("xl/media/a.bin", zipped({"a": b"a"})), "book_nested"),
    Hostile("nested-by-name", lambda: _plus("xl/inner.zip", b"a"), "book_nested"),
    Hostile("embedded-object", lambda: _plus("xl/embeddings/oleObject1.bin", b"a"), "book_nested"),
    Hostile("entry-encrypted", lambda: _flagged(1), "book_encrypted"),
    Hostile("odd-compression", lambda: _method(99), "book_damaged"),
    Hostile("wrong-checksum", _crc, "book_damaged"),
    Hostile("offset-beyond-file", _offset, "book_damaged"),
    Hostile("name-differs-inside", _renamed_inside, "book_sizes_lie"),
    Hostile("overlapping-entries", _quadratic, "book_sizes_lie"),
    Hostile("stored-not-deflated", lambda: zipped(parts(), zipfile.ZIP_STORED), SAME),
    Hostile("bytes-after-the-end", lambda: zipped(parts()) + b"\r\n", SAME),
    # its parts
    Hostile("no-content-types", lambda: zipped(_without(TYPES)), "book_part_missing"),
    Hostile("no-workbook", lambda: zipped(_without(BOOK)), "book_part_missing"),
    Hostile("no-sheet-part", lambda: zipped(_without(BIEU)), "book_part_missing"),
    Hostile("no-strings", lambda: zipped(_without(STRINGS)), "book_part_missing"),
    Hostile("no-styles", lambda: zipped(_without(STYLES)), "book_part_missing"),
    Hostile("no-theme", lambda: zipped(_without("xl/theme/theme1.xml")), SAME),
    Hostile(
        "external-link-part",
        lambda: _plus("xl/externalLinks/externalLink1.xml", b"<a/>"),
        "book_external_link",
    ),
    Hostile(
        "external-link-relation",
        lambda: _link("externalLinkPath", "file:///c:/a.xlsx"),
        "book_external_link",
    ),
    Hostile(
        "external-image", lambda: _link("image", "http://a.example/a.png"), "book_external_link"
    ),
    Hostile(
        "external-template",
        lambda: _link("attachedTemplate", "http://a.example/t"),
        "book_external_link",
    ),
    Hostile(
        "plain-hyperlink",
        lambda: _link("hyperlink", "https://a.example", "xl/worksheets/_rels/sheet1.xml.rels"),
        SAME,
    ),
    Hostile("dtd-in-sheet", lambda: _before_sheet(_DTD), "book_has_dtd"),
    Hostile("dtd-in-strings", lambda: _before_sheet(_DTD, STRINGS), "book_has_dtd"),
    Hostile("dtd-in-workbook", lambda: _before_sheet(_DTD, BOOK), "book_has_dtd"),
    Hostile("billion-laughs", lambda: _before_sheet(_LAUGHS), "book_has_dtd"),
    Hostile(
        "external-entity",
        lambda: _before_sheet('<!DOCTYPE a SYSTEM "file:///etc/passwd">'),
        "book_has_dtd",
    ),
    Hostile(
        "dtd-in-unread-part",
        lambda: _plus("docProps/custom.xml", b"<!DOCTYPE a><a/>"),
        "book_has_dtd",
    ),
    Hostile(
        "dtd-in-utf16",
        lambda: _plus("a.xml", "\ufeff<!DOCTYPE a><a/>".encode("utf-16-le")),
        "book_has_dtd",
    ),
    Hostile("unknown-entity", lambda: _in_bieu("<sheetData>", "&nbsp;<sheetData>"), "book_damaged"),
    Hostile("bad-xml", lambda: _in_bieu("</sheetData>", ""), "book_damaged"),
    Hostile("bad-xml-strings", lambda: _sst("</si>", ""), "book_damaged"),
    Hostile(
        "bad-utf8",
        lambda: zipped({**parts(), STRINGS: parts()[STRINGS].replace(b"leaders", b"\xff\xfe\x01")}),
        "book_damaged",
    ),
    Hostile("nul-in-xml", lambda: _sst("leaders", "lead\0ers"), "book_damaged"),
    Hostile("unknown-encoding", lambda: _in_bieu("UTF-8", "X-NONE"), "book_damaged"),
    Hostile("deep-nesting", lambda: _deep(200_000), "book_too_deep"),
    Hostile(
        "deep-nesting-open",
        lambda: _in_bieu("</sheetData>", "</sheetData>" + "<a>" * 300_000),
        "book_too_deep",
    ),
    Hostile("somewhat-deep", lambda: _deep(500), SAME),
    Hostile("shared-strings-10-mb", lambda: _large_strings(10 << 20), "book_too_large"),
    Hostile("too-many-cells", _many_cells, "book_too_large"),
    Hostile(
        "far-cell",
        lambda: _in_bieu(
            "</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        ),
        SAME,
    ),
    Hostile(
        "cell-beyond-the-sheet",
        lambda: _in_bieu("</sheetData>", '<row r="1"><c r="ZZZZ1"><v>1</v></c></row></sheetData>'),
        "book_damaged",
    ),
    Hostile(
        "cell-without-sense",
        lambda: _in_bieu("</sheetData>", '<row r="1"><c r="$G$14"><v>1</v></c></row></sheetData>'),
        "book_damaged",
    ),
    Hostile(
        "cell-twice",
        lambda: _in_bieu(
            "</sheetData>", f'<row r="99"><c r="{cell(W)}"><v>9</v></c></row></sheetData>'
        ),
        "book_damaged",
    ),
    Hostile(
        "two-tables-of-cells",
        lambda: _in_bieu("</sheetData>", "</sheetData><sheetData></sheetData>"),
        "book_damaged",
    ),
    Hostile(
        "lying-dimension",
        lambda: _in_bieu("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>'),
        SAME,
    ),
    Hostile(
        "lying-unique-count",
        lambda: zipped(
            {
                **parts(),
                STRINGS: parts()[STRINGS].replace(b'uniqueCount="', b'uniqueCount="9999999'),
            }
        ),
        SAME,
    ),
    Hostile(
        "text-number-out-of-table",
        lambda: _raw(W, '<c r="@" t="s"><v>99999</v></c>'),
        "book_damaged",
    ),
    Hostile(
        "text-number-negative", lambda: _raw(W, '<c r="@" t="s"><v>-1</v></c>'), "book_damaged"
    ),
    Hostile("unknown-cell-type", lambda: _raw(W, '<c r="@" t="zz"><v>1</v></c>'), "book_damaged"),
    Hostile(
        "sheet-name-twice",
        lambda: zipped(edited(BOOK, 'name="Loi"', 'name="Bieu"')),
        "book_damaged",
    ),
    Hostile(
        "text-longer-than-a-cell", lambda: _text("difficulties", "a" * 40_000), "book_too_large"
    ),
    # saved again by another program
    Hostile("utf16-sheet", lambda: _utf16(BIEU), SAME),
    Hostile("utf16-strings", lambda: _utf16(STRINGS), SAME),
    Hostile(
        "bom-in-parts", lambda: zipped({n: b"\xef\xbb\xbf" + d for n, d in parts().items()}), SAME
    ),
    Hostile("strict-edition", _strict, SAME),
    Hostile("prefixed-names", lambda: _prefixed(BIEU, STRINGS), SAME),
    Hostile("absolute-targets", _absolute, SAME),
    Hostile("hidden-not-very", lambda: zipped(edited(BOOK, "veryHidden", "hidden")), SAME),
    Hostile("cells-without-addresses", _unaddressed, SAME),
    Hostile(
        "comments-in-xml",
        lambda: _in_bieu("<sheetData>", f'<!-- <c r="{cell(W)}"><v>9</v></c> --><sheetData>'),
        SAME,
    ),
    Hostile("number-as-12.0", lambda: _raw(T, '<c r="@"><v>12.0</v></c>'), SAME),
    Hostile("number-as-1.2E1", lambda: _raw(T, '<c r="@"><v>1.2E1</v></c>'), SAME),
    Hostile("number-type-stated", lambda: _raw(T, '<c r="@" t="n"><v>12</v></c>'), SAME),
    Hostile(
        "text-in-runs",
        lambda: _raw(
            "staff",
            '<c r="@" t="inlineStr"><is><r><t>eno</t></r><rPh sb="0" eb="1"><t>x</t></rPh>'
            "<r><t>ugh</t></r></is></c>",
        ),
        SAME,
    ),
    Hostile(
        "one-sheet-more",
        lambda: zipped(
            edited(BOOK, "</sheets>", '<sheet name="Nháp" sheetId="9" r:id="rId1"/></sheets>')
        ),
        SAME,
    ),
    # whose file it is
    Hostile("another-workbook", _foreign, "template_unknown_book"),
    Hostile("re-typed-sheet", _retyped, "template_retyped"),
    Hostile("another-code-hidden", lambda: _identity("code", "ZZZZZZ"), "template_disagrees"),
    Hostile(
        "another-code-named",
        lambda: zipped(edited(BOOK, f'"{CODE}"', '"ZZZZZZ"')),
        "template_disagrees",
    ),
    Hostile("another-code-shown", lambda: _in_bieu('<c r="G2"', '<c r="G3"'), "template_disagrees"),
    Hostile("another-unit-hidden", lambda: _identity("unit", "W112"), "template_disagrees"),
    Hostile("another-period-hidden", lambda: _identity("period", "2024"), "template_disagrees"),
    Hostile("another-form-hidden", lambda: _identity("form", "small@9"), "template_disagrees"),
    Hostile(
        "unknown-code",
        lambda: zipped(parts(code="AAAAAA-BBBBBB-CCCCCC-DDDDDD")),
        "template_code_unknown",
    ),
    Hostile(
        "sheet-renamed",
        lambda: zipped(edited(BOOK, 'name="Bieu"', 'name="Sheet1"')),
        "template_sheet_missing",
    ),
    Hostile("row-deleted", _row_gone, "template_reshaped"),
    Hostile("paths-swapped", _paths_swapped, "template_reshaped"),
    Hostile("path-typed-over", lambda: _sst("<t>budget</t>", "<t>bugdet</t>"), "template_reshaped"),
    Hostile(
        "path-below-the-table",
        lambda: _in_bieu(
            "</sheetData>",
            '<row r="99"><c r="A99" t="str"><v>leaders.women</v></c></row></sheetData>',
        ),
        "template_reshaped",
    ),
    # what stands in an entry cell
    Hostile("error-cell", lambda: _raw(W, '<c r="@" t="e"><v>#DIV/0!</v></c>'), "error_cell"),
    Hostile(
        "error-by-formula",
        lambda: _raw(W, '<c r="@" t="e"><f>1/0</f><v>#DIV/0!</v></c>'),
        "error_cell",
    ),
    Hostile("formula", lambda: _raw(W, '<c r="@"><f>1+1</f><v>7</v></c>'), "formula_in_cell"),
    Hostile(
        "formula-text",
        lambda: _raw("difficulties", '<c r="@" t="str"><f>A1</f><v>abc</v></c>'),
        "formula_in_cell",
    ),
    Hostile("formula-without-value", lambda: _raw(W, '<c r="@"><f>Z99</f></c>'), "formula_in_cell"),
    Hostile(
        "formula-shared",
        lambda: _raw(W, '<c r="@"><f t="shared" si="0"/><v>7</v></c>'),
        "formula_in_cell",
    ),
    Hostile(
        "formula-hyperlink",
        lambda: _raw(
            "difficulties", '<c r="@" t="str"><f>HYPERLINK("http://a.example","b")</f><v>b</v></c>'
        ),
        "formula_in_cell",
    ),
    Hostile(
        "text-like-a-formula",
        lambda: _text("difficulties", "=HYPERLINK(1)"),
        {"difficulties": "=HYPERLINK(1)"},
    ),
    Hostile("merged-entry-cells", lambda: _merged(f"{cell(W)}:{cell(T)}"), "merged_cells"),
    Hostile("merged-into-the-left", lambda: _merged(f"F{cell(W)[1:]}:{cell(W)}"), "merged_cells"),
    Hostile("merged-to-the-right", lambda: _merged(f"{cell(W)}:H{cell(W)[1:]}"), SAME),
    Hostile("merged-elsewhere", lambda: _merged("B2:C3"), SAME),
    Hostile("day-for-a-number", lambda: _date("14", "45000"), "day_in_cell"),
    Hostile("day-by-own-format", lambda: _date("dd/mm/yyyy", "45000"), "day_in_cell"),
    Hostile("day-cell-iso", lambda: _raw(W, '<c r="@" t="d"><v>2025-01-02</v></c>'), "day_in_cell"),
    Hostile("day-out-of-calendar", lambda: _date("14", "99999999"), "day_in_cell"),
    Hostile("day-where-asked", lambda: _date("14", "45000", "founded"), {"founded": "2023-03-15"}),
    Hostile("money-with-a-unit", lambda: _date("#,##0 &quot;đồng mỗi ngày&quot;", "7"), SAME),
    Hostile("per-cent", lambda: _date("9", "0.45", B), "share_in_cell"),
    Hostile(
        "sixteen-digits", lambda: _raw(W, '<c r="@"><v>1234567890123456</v></c>'), "precision_lost"
    ),
    Hostile("number-infinite", lambda: _raw(W, '<c r="@"><v>1e999</v></c>'), "not_finite"),
    Hostile("number-nan", lambda: _raw(W, '<c r="@"><v>NaN</v></c>'), "not_finite"),
    Hostile("number-hexadecimal", lambda: _raw(W, '<c r="@"><v>0x10</v></c>'), "not_finite"),
    Hostile("noise-of-doubles", lambda: _raw(B, '<c r="@"><v>1234.4999999999998</v></c>'), SAME),
    Hostile("text-number", lambda: _text(T, " 12 "), SAME),
    Hostile("text-number-full-width", lambda: _text(T, "１２"), SAME),
    Hostile("text-number-nbsp", lambda: _text(T, "\u00a012\u00a0"), SAME),
    Hostile("text-number-zero-width", lambda: _text(T, "\ufeff12\u200b"), SAME),
    Hostile("text-number-quoted", lambda: _text(B, "1234.5"), SAME),
    Hostile("text-number-doubtful", lambda: _text(T, "1.200"), "ambiguous_number"),
    Hostile("text-number-comma", lambda: _text(B, "1234,5"), SAME),
    Hostile("text-number-grouped", lambda: _text(B, "1.234,50"), SAME),
    Hostile("text-number-comma-doubtful", lambda: _text(B, "1,234"), "ambiguous_number"),
    Hostile("text-number-day", lambda: _text(B, "1.2.2025"), "ambiguous_number"),
    Hostile(
        "section-with-a-number", lambda: _raw("leaders", '<c r="@"><v>5</v></c>'), "section_value"
    ),
    Hostile("section-with-words", lambda: _text("leaders", "nhiều"), "section_value"),
    Hostile("tick-with-words", lambda: _text("*", "không có gì"), "tick_unknown"),
    Hostile("label-vi", lambda: _text("staff", "Đủ"), SAME),
    Hostile("label-en", lambda: _text("staff", "enough  PEOPLE"), SAME),
    Hostile("label-decomposed", lambda: _text("staff", "\u0110u\u0309"), SAME),
    Hostile("choice-as-text", lambda: _text("grade", "2"), SAME),
    Hostile("yes-as-boolean", lambda: _raw("committee", '<c r="@" t="b"><v>1</v></c>'), SAME),
    Hostile("yes-in-english", lambda: _text("committee", "YES"), SAME),
    Hostile(
        "text-decomposed",
        lambda: _text(
            "difficulties", "Thie\u0302\u0301u kinh phi\u0301 &amp; ngu\u031bo\u031b\u0300i"
        ),
        SAME,
    ),
    Hostile(
        "text-tcvn3",
        lambda: _text("difficulties", "ThiÕu kinh phÝ cho c«ng t¸c, ®éi ngò máng"),
        "text_tcvn3",
    ),
    Hostile(
        "text-vni",
        lambda: _text("difficulties", "Thieáu kinh phí cho coâng taùc, ñoäi nguõ"),
        "text_vni",
    ),
    Hostile("text-with-control", lambda: _text("difficulties", "a_x0007_b"), "control_character"),
    Hostile(
        "text-with-line-ends", lambda: _text("partners", "Hội Phụ nữ_x000D_\nĐoàn Thanh niên"), SAME
    ),
    Hostile(
        "text-with-escaped-escape",
        lambda: _text("difficulties", "a_x005F_x0007_b"),
        {"difficulties": "a_x0007_b"},
    ),
)
