"""The bytes of a table into text, or the reason why not, as a fault of the whole file.

Python has no codec for the Vietnamese encodings TCVN3 (ABC fonts) and VNI. A file in one of
them is told by what it looks like when read as Latin-1, and it often comes as valid UTF-8
made of such letters, because the spreadsheet kept the font and lost the meaning.
"""

import re
from collections.abc import Sequence

from errors import Fault

MAX_BYTES = 128 * 2**20
_SHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_SAMPLE = 400_000
"""Characters looked at to tell an encoding."""

# Signs that are letters in TCVN3, next to a letter: «§» is Đ, «®» đ, «µ» à, «©» â and so on.
_TCVN3 = re.compile(r"[§®¨©ª«¬\xad¸µ¶·¹»¾¼½](?=[a-z])|(?<=[A-Za-z])[§®¨©ª«¬\xad¸µ¶·¹»¾¼½]")
# In VNI a vowel is followed by a mark: «aø» is à, «eâ» ê; only marks not Vietnamese themselves.
_VNI = re.compile(
    r"(?<=[aeiouyAEIOUYöôÖÔ])[ùøûõïåäëüæØÛÏÅÄËÜ]|(?<![a-zA-Z])[ñÑ](?=[a-zöôA-Z])|ö(?=[ôùøûõï])"
)
_EUROPEAN = frozenset("ïëæÏËÆ")
_TWICE = re.compile(r"á[º»]|Ã[\x80-\xbf]|Ä[\x90\x91\u2018]|Æ[°¡]")
_OWN = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
_ASKED = re.compile(r"(?<=[^\W\d_])\?|\?(?=[^\W\d_])")
_LOST_SHARE = 0.3


def decode(data: bytes) -> str | Fault:
    """The text of a UTF-8 file, with or without BOM, or one fault for the whole of it.

    Fault codes: ``file_empty``, ``file_too_large``, ``file_is_sheet`` (an Excel workbook),
    ``encoding_utf16``, ``encoding_tcvn3``, ``encoding_vni``, ``encoding_twice`` (UTF-8 taken
    for another encoding and saved again), ``encoding_unknown``.
    """
    if len(data) > MAX_BYTES:
        return Fault("file_too_large", sent=str(len(data)), allowed=str(MAX_BYTES))
    if data.startswith(_SHEETS):
        return Fault("file_is_sheet")
    if data.startswith(_UTF16) or b"\0" in data[:_SAMPLE]:
        return Fault("encoding_utf16")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        line = data.count(b"\n", 0, broken.start) + 1
        byte = f"0x{data[broken.start]:02x}"
        code = _foreign(data.decode("latin-1")[:_SAMPLE]) or "encoding_unknown"
        return Fault(code, where=f"line {line}", sent=byte)
    if not text.strip():
        return Fault("file_empty")
    code = _foreign(text[:_SAMPLE])
    return Fault(code) if code else text


def letters_lost(names: Sequence[str]) -> bool:
    """Whether so many names hold a question mark at a letter that a program put them there."""
    asked = sum(1 for name in names if "?" in name and _ASKED.search(name))
    return asked > 1 and asked >= _LOST_SHARE * len(names)


def _foreign(sample: str) -> str:
    """The fault code of what the text looks like, empty where it looks as it should."""
    strange = sum(1 for letter in sample if not letter.isascii())
    own = len(_OWN.findall(sample))  # letters that none of these encodings yields
    for code, pattern in (
        ("encoding_twice", _TWICE),
        ("encoding_tcvn3", _TCVN3),
        ("encoding_vni", _VNI),
    ):
        # A name such as «Haïti» has one such sign; a table in the encoding is made of them.
        found = pattern.findall(sample)
        kinds = set(found)
        if len(kinds) > 1 and kinds - _EUROPEAN and len(found) > own and len(found) * 3 >= strange:
            return code
    return ""
