"""The mark a workbook carries of what it was made of, and the seal that shows it was not touched.

Both stand in its custom properties, the last part of the file. The seal is taken over all that
stands before it, so that a program that saves the workbook again, or one flipped bit, breaks it.
"""

import struct
from hashlib import sha256
from pathlib import Path

from reporting.workbook.archive import Archive, closed, part

PART = "docProps/custom.xml"
MADE, SEAL = "Capbac: made of", "Capbac: seal"
"""Names of the two properties, as a reader of the workbook sees them."""
_LABEL = b"PK\x03\x04"
_LOCAL, _CENTRAL, _END = 30 + len(PART), 46 + len(PART), 22
_TYPE = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
)


def properties(made: str, seal: str) -> str:
    """The part itself; both texts are hexadecimal."""
    each = "".join(
        f'<property fmtid="{_TYPE}" pid="{pid}" name="{name}"><vt:lpwstr>{text}</vt:lpwstr>'
        "</property>"
        for pid, (name, text) in enumerate(((MADE, made), (SEAL, seal)), 2)
    )
    return f"{_HEAD}{each}</Properties>"


def sealed(whole: Archive, made: str) -> bytes:
    """The file of these parts with the mark and the seal behind them."""
    seal = sha256(whole.body)
    seal.update(whole.entries)
    seal.update(made.encode())
    return closed(whole, part(PART, properties(made, seal.hexdigest()).encode()))


def stands(path: Path, made: str) -> bool:
    """Whether a workbook of these makings lies at the path, byte for byte as it was written."""
    try:
        return same(path.read_bytes(), made)
    except OSError:
        return False


def same(data: bytes, made: str) -> bool:
    """Whether these bytes are a workbook of these makings, as it was written."""
    at = data.rfind(_LABEL)
    if at < 0 or len(data) < at + _LOCAL + _CENTRAL + _END:
        return False
    packed = int.from_bytes(data[at + 18 : at + 22], "little")
    first, last = at + _LOCAL + packed, len(data) - _CENTRAL - _END
    (count,) = struct.unpack_from("<H", data, len(data) - 12)
    if not count or first > last:
        return False
    return sealed(Archive(data[:at], data[first:last], count - 1), made) == data
