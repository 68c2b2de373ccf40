"""Damage to any file as bytes: what lines, disks, editors and strangers do to it, by seed."""

import random
from collections.abc import Callable, Sequence

SNIPPETS: tuple[bytes, ...] = (
    b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00", b"\x00\x00\x00\x00", b"\x1a", b"\x7f",
    b"\x1b[31m", b"\x85",
    b"\xff", b"\xc3", b"\xc0\x80", b"\xed\xa0\x80", b"\xed\xb0\x80", b"\xf4\x90\x80\x80",
    b"\xef\xbf\xbe",
    b"\xef\xbf\xbf", b"\xef\xbf\xbd", b"\xe2\x80\x8b", b"\xe2\x80\xae", b"\xe2\x80\xa8",
    b"\xc2\xa0", b"\xc2\xad",
    "e\u0302\u0309".encode(), "Ðà".encode(), "\u0430".encode(),
    "\U0001f469\u200d\U0001f33e".encode(), "\u0661".encode(),
    b"\\ud800", b"\\udc00\\ud800", b"\\u0000", b"\\u001b", b"\\uffff", b"\\x41", b"\\", b"\\\\",
    b'"', b'""', b'"""',
    b"'", b"{", b"}", b"[", b"]", b":", b",", b";", b"\t", b"\r", b"\n", b"\r\n", b"\n\n\n", b" ",
    b"#", b"//", b"/*",
    b"NaN", b"Infinity", b"-Infinity", b"1e400", b"-1e400", b"1e-400", b"1E+31", b"9" * 41,
    b"9" * 5000, b"0x1F", b"007",
    b"1.", b".5", b"+1", b"--1", b"-0", b"1_000", b"1,5", b"1.234", b"null", b"true", b"None",
    b"undefined",
    b"{}", b"[]", b'{"a":1}', b"[[[[[[", b"%s%n", b"{0}", b"{path}", b"{sent!r:>999999999}",
    b"=1+1", b"=cmd|'/c calc'!A1",
    b"<script>", b"&amp;", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"../../etc/passwd", b"C:\\CON",
    b"' OR 1=1 --", b"$ref",
    b"__proto__", b"2025-02-30", b"0000-00-00", b"9999-12-31", b"10000-01-01", b"2025-13",
    b"31/12/2025",
)  # fmt: skip
CODINGS = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "cp1258", "cp1252", "utf-7")


def damaged(dice: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """One to three pieces of damage; ``others`` is what else lies about to be mixed in."""
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        data = dice.choice(_ACTS)(dice, data, others)
    return data


def _at(dice: random.Random, data: bytes) -> int:
    return dice.randrange(len(data) + 1)


def _flipped(dice: random.Random, data: bytes, _others: Sequence[bytes]) -> bytes:
    found = bytearray(data or b"\0")
    for _ in range(dice.randint(1, 8)):
        found[dice.randrange(len(found))] ^= 1 << dice.randrange(8)
    return bytes(found)


def _cut(dice: random.Random, data: bytes, _others: Sequence[bytes]) -> bytes:
    at = _at(dice, data)
    return data[:at] if dice.random() < 0.8 else data[at:]


def _spliced(dice: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    other = dice.choice(others)
    return data[: _at(dice, data)] + other[_at(dice, other) :]


def _doubled(dice: random.Random, data: bytes, _others: Sequence[bytes]) -> bytes:
    at = _at(dice, data)
    end = min(len(data), at + dice.choice((1, 8, 40, 400)))
    return data[:end] + data[at:end] * dice.choice((1, 1, 2, 30)) + data[end:]


def _gone(dice: random.Random, data: bytes, _others: Sequence[bytes]) -> bytes:
    at = _at(dice, data)
    return data[:at] + data[at + dice.choice((1, 1, 3, 20, 200)) :]


def _moved(dice: random.Random, data: bytes, _others: Sequence[bytes]) -> bytes:
    one, two, three = sorted(_at(dice, data) for _ in range(3))
    return data[:one] + data[two:three] + data[one:two] + data[three:]


def _snippet(dice: random.Random, data: bytes, _others: Sequence[bytes]) -> bytes:
    at = _at(dice, data)
    return data[:at] + dice.choice(SNIPPETS) + data[at + dice.choice((0, 0, 1, 4)) :]


def _digit(dice: random.Random, data: bytes, _others: Sequence[bytes]) -> bytes:
    places = [place for place, sign in enumerate(data) if 48 <= sign < 58]
    at = dice.choice(places or [0])
    told = dice.choice((b"", b"0", b"9", b"-1", b"1.5", b"1e3", b"9" * 13, b"9" * 400, b"1e999"))
    return data[:at] + told + data[at + 1 :]


def _front(dice: random.Random, data: bytes, _others: Sequence[bytes]) -> bytes:
    return dice.choice(SNIPPETS) + data if dice.random() < 0.6 else data + dice.choice(SNIPPETS)


def _deep(dice: random.Random, data: bytes, _others: Sequence[bytes]) -> bytes:
    at, depth = _at(dice, data), dice.choice((31, 33, 200, 5_000, 100_000))
    opening, closing = dice.choice(((b"[", b"]"), (b'{"a":', b"}"), (b"(", b")"), (b'"', b'"')))
    return data[:at] + opening * depth + closing * depth * dice.randrange(2) + data[at:]


def _long(dice: random.Random, data: bytes, _others: Sequence[bytes]) -> bytes:
    at, sign = _at(dice, data), dice.choice((b"a", b" ", b"0", "ế".encode(), b"\n", b","))
    return data[:at] + sign * dice.choice((300, 40_000, 140_000, 1_200_000)) + data[at:]


def _recoded(dice: random.Random, data: bytes, _others: Sequence[bytes]) -> bytes:
    if dice.random() < 0.2:  # read as another encoding, and saved again
        return data.decode("latin-1").encode()
    return data.decode("utf-8", "replace").encode(dice.choice(CODINGS), "replace")


def _ends(dice: random.Random, data: bytes, _others: Sequence[bytes]) -> bytes:
    end = dice.choice((b"\r\n", b"\r", b"\n\r", b"", b"\xe2\x80\xa8", b"\n\n"))
    return data.replace(b"\n", end)


def _odd(dice: random.Random, data: bytes, _others: Sequence[bytes]) -> bytes:
    return dice.choice((b"", b" ", b"\n", b"\x00", data * 2, data[::-1], b"[" + data + b"]"))


_Act = Callable[[random.Random, bytes, Sequence[bytes]], bytes]
_ACTS: tuple[_Act, ...] = (
    *(_flipped, _flipped, _cut, _spliced, _doubled, _doubled, _gone, _gone, _moved, _snippet),
    *(_snippet, _snippet, _digit, _digit, _front, _deep, _long, _recoded, _ends, _odd),
)
