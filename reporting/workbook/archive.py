"""The zip container: fixed times, fixed order, one fast pass of deflate."""

import struct
from collections.abc import Iterable
from typing import NamedTuple
from zlib import DEFLATED, compressobj

from isal import isal_zlib
from isal.isal_zlib import crc32

Part = tuple[str, bytes, int, int]
"""Name, deflated, size, CRC-32."""
_DAY = (1 << 5) | 1
"""1 January 1980 in the container's own calendar, for every part."""


def deflate(data: bytes, then: bytes = b"") -> bytes:
    """Raw deflate stream of ``data``, followed by what was ``settled`` before."""
    if not then:
        return bytes(isal_zlib.compress(data, 1, -15))
    packer = isal_zlib.compressobj(1, isal_zlib.DEFLATED, -15)
    packed = packer.compress(data)
    # Flushed so that the stream ends on a byte and nothing behind it looks back over it.
    return bytes(packed + packer.flush(isal_zlib.Z_FULL_FLUSH) + then)


def settled(data: bytes) -> bytes:
    """The end of a deflate stream, packed once to stand behind many beginnings."""
    packer = compressobj(9, DEFLATED, -15)
    return packer.compress(data) + packer.flush()


class Archive(NamedTuple):
    """An unfinished zip file: parts one behind another, their entries, and how many they are."""

    body: bytes
    entries: bytes
    parts: int


def opened(parts: Iterable[Part]) -> Archive:
    """Parts in the order given, to be ``closed``."""
    body: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for one in parts:
        local, entry = _entry(one, offset)
        directory.append(entry)
        body += (local, one[1])
        offset += len(local) + len(one[1])
    return Archive(b"".join(body), b"".join(directory), len(directory))


def _entry(one: Part, offset: int) -> tuple[bytes, bytes]:
    """What stands before a part, and its line in the directory."""
    name, packed, size, check = one
    label = name.encode("ascii")
    common = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, _DAY, check, len(packed), size, len(label), 0)
    central = struct.pack("<HHHII", 0, 0, 0, 0, offset)
    return b"PK\x03\x04" + common + label, b"PK\x01\x02\x14\x00" + common + central + label


def closed(whole: Archive, last: Part | None = None) -> bytes:
    """The zip file, one more part at its end."""
    body, entries, count = [whole.body], [whole.entries], whole.parts
    if last is not None:
        local, entry = _entry(last, len(whole.body))
        body += (local, last[1])
        entries.append(entry)
        count += 1
    size, offset = sum(map(len, entries)), sum(map(len, body))
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, size, offset, 0)
    return b"".join([*body, *entries, end])


def archive(parts: Iterable[Part]) -> bytes:
    """A zip file of parts in the order given.

    Names are ASCII; the parts and their sum stay far below the 4 GiB of the plain format.
    """
    return closed(opened(parts))


def still_part(name: str, data: bytes) -> Part:
    """One entry for many archives: packed once, and therefore as small as it will go."""
    return name, settled(data), len(data), crc32(data)


def part(name: str, data: bytes) -> Part:
    """One entry for ``archive``."""
    return name, deflate(data), len(data), crc32(data)
