"""Bytes into text: UTF-8 or a refusal that says what the bytes look like."""

from errors import Fault

_BOM = b"\xef\xbb\xbf"
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_SHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


class Refused(Exception):
    """A document that cannot be taken, with every fault found in it.

    ``rest`` is what could be read of it, where only single values could not.
    """

    def __init__(self, *faults: Fault, rest: object = None) -> None:
        self.faults = faults
        self.rest = rest
        super().__init__(*(fault.code for fault in faults))

    @property
    def fault(self) -> Fault:
        """The first fault."""
        return self.faults[0]


def decoded(data: bytes, where: str, *, table: bool = False) -> str:
    """The bytes as UTF-8 text, with or without its mark. Raises Refused.

    The advice differs for a ``table``, which a spreadsheet wrote.
    """
    wide = data.startswith(_WIDE) or b"\x00" in data[:200]
    code, byte = "encoding_utf16", "UTF-16"
    try:
        if not wide:
            return (data[3:] if data.startswith(_BOM) else data).decode()
    except UnicodeDecodeError as error:
        code, byte = "encoding_unknown", f"0x{error.object[error.start]:02x}"
    if table and data.startswith(_SHEETS):
        code, byte = "file_is_sheet", ""
    if not table:
        code = "encoding_not_utf8"
    raise Refused(Fault(code, where=where, sent=byte, allowed="UTF-8"))


def place(text: str, at: int) -> str:
    """Line and column of a character, both from 1, as ``line:column``."""
    return f"{text.count(chr(10), 0, at) + 1}:{at - text.rfind(chr(10), 0, at)}"


def too_long(where: str, size: int, limit: int) -> Fault:
    """The fault of something longer than ``limit`` bytes."""
    return Fault("input_too_long", where=where, sent=f"{size} B", allowed=f"{limit} B")
