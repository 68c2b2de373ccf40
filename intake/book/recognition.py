"""What a file that should be a workbook really is, told by its first bytes."""

import re

from intake.book.unfit import Unfit

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_BOM = b"\xef\xbb\xbf"
_OTHERS = {
    b"%PDF": "PDF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "gzip",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"{\\rtf": "RTF",
}
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta|style|div)\b", re.IGNORECASE)
_MAIL = re.compile(rb"(?:MIME-Version|Content-Type):", re.IGNORECASE)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_HEAD = 4096


def recognise(data: bytes) -> None:
    """Do nothing for a zip archive; raise Unfit for everything else, by what it is."""
    if data.startswith(_ZIP):
        return
    if not data.strip(b"\x00 \t\r\n"):
        raise Unfit("book_empty")
    if data.startswith(_OLE):
        raise Unfit(_of_ole(data))
    if data.startswith(_EMPTY_ZIP):
        raise Unfit("book_part_missing", "[Content_Types].xml")
    for magic, name in _OTHERS.items():
        if data.startswith(magic):
            raise Unfit("book_not_one", name)
    raise Unfit(_of_text(data[:_HEAD]))


def _of_ole(data: bytes) -> str:
    """An old binary file, or a new one behind a password: names of streams are UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "book_encrypted"
    for stream in ("Workbook", "Book"):
        if stream.encode("utf-16-le") in data:
            return "book_is_xls"
    return "book_is_ole"


def _of_text(head: bytes) -> str:
    if head.startswith(_WIDE):
        head = head.decode("utf-16", "replace").encode()
    text = head.removeprefix(_BOM).lstrip()
    if _MAIL.match(text) or _PAGE.search(text):
        return "book_is_html"
    if text.startswith(b"<"):
        return "book_is_xml"
    return "book_not_one" if _CONTROL.search(text) else "book_is_text"
