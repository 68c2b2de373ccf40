"""The zip container: fixed times, fixed order, one fast pass of deflate."""

import struct
from collections.abc import Iterable
from zlib import DEFLATED, compressobj, crc32

from isal import isal_zlib

_DAY = (1 << 5) | 1
"""1 January 1980 in the container's own calendar, for every part."""


def deflate(data: bytes, then: bytes = b"") -> bytes:
    """Raw deflate stream of ``data``, followed by what was ``settled`` before."""
    packer = isal_zlib.compressobj(1, isal_zlib.DEFLATED, -15)
    packed = packer.compress(data)
    if not then:
        return bytes(packed + packer.flush())
    # Flushed so that the stream ends on a byte and nothing behind it looks back over it.
    return bytes(packed + packer.flush(isal_zlib.Z_FULL_FLUSH) + then)


def settled(data: bytes) -> bytes:
    """The end of a deflate stream, packed once to stand behind many beginnings."""
    packer = compressobj(9, DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def archive(parts: Iterable[tuple[str, bytes, int, int]]) -> bytes:
    """A zip file from (name, deflated, size, CRC-32) in the order given.

    Names are ASCII; the parts and their sum stay far below the 4 GiB of the plain format.
    """
    body: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for name, packed, size, check in parts:
        label = name.encode("ascii")
        common = struct.pack(
            "<HHHHHIIIHH", 20, 0, 8, 0, _DAY, check, len(packed), size, len(label), 0
        )
        local = b"PK\x03\x04" + common + label
        directory.append(
            b"PK\x01\x02\x14\x00" + common + struct.pack("<HHHII", 0, 0, 0, 0, offset) + label
        )
        body += (local, packed)
        offset += len(local) + len(packed)
    entries = b"".join(directory)
    end = struct.pack(
        "<4sHHHHIIH", b"PK\x05\x06", 0, 0, len(directory), len(directory), len(entries), offset, 0
    )
    return b"".join([*body, entries, end])


def still_part(name: str, data: bytes) -> tuple[str, bytes, int, int]:
    """One entry for many archives: packed once, and therefore as small as it will go."""
    return name, settled(data), len(data), crc32(data)


def part(name: str, data: bytes) -> tuple[str, bytes, int, int]:
    """One entry for ``archive``."""
    return name, deflate(data), len(data), crc32(data)
