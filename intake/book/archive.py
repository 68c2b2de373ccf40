"""The zip archive of a workbook, opened by a stranger's hand: nothing it says is believed.

What is read is inflated here under bounds of our own; sizes and names the archive states must
turn out true.
"""

import io
import re
import struct
import zipfile
import zlib

from intake.book.unfit import ENTRIES_LIMIT, PART_LIMIT, TOTAL_LIMIT, Unfit

_LOCAL = struct.Struct("<4s2xHH16xHH")
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_UTF8 = 0x800
_STORED, _DEFLATED = 0, 8
_MAGIC = b"PK\x03\x04"
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_INNER = re.compile(r"(?i)(?:^|/)embeddings/|\.(?:zip|xls[xmb]?|docx?|pptx?|jar|7z|rar|gz|exe)$")
XML = (".xml", ".rels", ".vml")


class Archive:
    """The parts of a workbook by name. Raises Unfit for what is unsafe about the archive."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._left = TOTAL_LIMIT
        self._read: dict[str, bytes] = {}
        self._entries = _entries(data)
        stated = 0
        for name, entry in self._entries.items():
            if entry.file_size > PART_LIMIT:
                raise Unfit("book_too_large", name, f"{PART_LIMIT >> 20} MB")
            stated += entry.file_size
            if not name.lower().endswith(XML) and self._begins(entry).startswith(_MAGIC):
                raise Unfit("book_nested", name)
        if stated > TOTAL_LIMIT:
            raise Unfit("book_too_large", f"{stated >> 20} MB", f"{TOTAL_LIMIT >> 20} MB")

    def names(self) -> list[str]:
        """The names of all parts, as the archive spells them."""
        return list(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str) -> bytes:
        """A part, inflated; read once. Raises Unfit."""
        found = self._read.get(name)
        if found is None:
            entry = self._entries.get(name)
            if entry is None:
                raise Unfit("book_part_missing", name)
            found = self._inflated(entry)
            if name.lower().endswith(XML):
                found = _as_utf8(found, name)
            self._read[name] = found
        return found

    def _inflated(self, entry: zipfile.ZipInfo) -> bytes:
        packed, limit = self._packed(entry), min(PART_LIMIT, self._left)
        if entry.compress_type == _STORED:
            data, whole = packed, True
        else:
            inflating = zlib.decompressobj(-zlib.MAX_WBITS)
            try:
                # One byte more than is stated would already be a lie; no more is ever made.
                data = inflating.decompress(packed, min(limit, entry.file_size) + 1)
            except zlib.error as error:
                raise Unfit("book_damaged", entry.filename) from error
            whole = inflating.eof or len(data) > entry.file_size
        if len(data) > limit:
            raise Unfit("book_too_large", entry.filename, f"{limit >> 20} MB")
        if not whole:
            raise Unfit("book_damaged", entry.filename)
        if len(data) != entry.file_size:
            raise Unfit("book_sizes_lie", entry.filename)
        if zlib.crc32(data) != entry.CRC:
            raise Unfit("book_damaged", entry.filename)
        self._left -= len(data)
        return data

    def _packed(self, entry: zipfile.ZipInfo) -> bytes:
        """The bytes of an entry as they stand in the archive, if its own head agrees."""
        at = entry.header_offset
        head = self._data[at : at + _LOCAL.size]
        if at < 0 or len(head) < _LOCAL.size:
            raise Unfit("book_damaged", entry.filename)
        magic, flags, method, name, extra = _LOCAL.unpack(head)
        start = at + _LOCAL.size
        own = self._data[start : start + name]
        start += name + extra
        packed = self._data[start : start + entry.compress_size]
        if magic != _MAGIC or method != entry.compress_type or len(packed) != entry.compress_size:
            raise Unfit("book_damaged", entry.filename)
        if flags & _ENCRYPTED:
            raise Unfit("book_encrypted")
        if own != entry.orig_filename.encode("utf-8" if flags & _UTF8 else "cp437", "replace"):
            raise Unfit("book_sizes_lie", entry.filename)
        return packed

    def _begins(self, entry: zipfile.ZipInfo) -> bytes:
        packed = self._packed(entry)
        if entry.compress_type == _STORED:
            return packed[:4]
        try:
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, 4)
        except zlib.error as error:
            raise Unfit("book_damaged", entry.filename) from error


def _as_utf8(data: bytes, name: str) -> bytes:
    """XML in the one encoding everything below counts in; UTF-16 is allowed and rewritten."""
    if b"\x00" not in data[:4] and not data.startswith(_WIDE):
        return data
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError as error:
        raise Unfit("book_damaged", name) from error
    return _DECLARATION.sub("", text, count=1).encode("utf-8", "replace")


def _entries(data: bytes) -> dict[str, zipfile.ZipInfo]:
    listings = data.count(b"PK\x01\x02")
    if listings > 2 * ENTRIES_LIMIT:  # before any of them is made an object
        raise Unfit("book_too_large", str(listings), str(ENTRIES_LIMIT))
    try:
        listed = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except zipfile.BadZipFile as error:
        # The list of parts stands at the end: without it the end did not arrive.
        cut = b"PK\x05\x06" not in data[-65_557:]
        raise Unfit("book_truncated" if cut else "book_damaged") from error
    except (ValueError, NotImplementedError, OSError, struct.error) as error:
        raise Unfit("book_damaged") from error
    if len(listed) > ENTRIES_LIMIT:
        raise Unfit("book_too_large", str(len(listed)), str(ENTRIES_LIMIT))
    found: dict[str, zipfile.ZipInfo] = {}
    seen: set[str] = set()
    for entry in listed:
        name = entry.orig_filename
        _check_name(name)
        if entry.flag_bits & _ENCRYPTED:
            raise Unfit("book_encrypted")
        if entry.compress_type not in (_STORED, _DEFLATED):
            raise Unfit("book_damaged", name)
        if name.lower() in seen:
            raise Unfit("book_entry_twice", name)
        seen.add(name.lower())
        if not name.endswith("/"):
            found[name] = entry
    return found


def _check_name(name: str) -> None:
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ":" in name or ".." in parts or "\x00" in name:
        raise Unfit("book_unsafe_name", name[:80])
    if _INNER.search(name):
        raise Unfit("book_nested", name)
