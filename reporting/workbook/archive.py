"""The zip container: fixed times, fixed order, one fast pass of deflate."""

import struct
from collections.abc import Iterable
from zlib import crc32

from isal import isal_zlib

_DAY = (1 << 5) | 1
"""1 January 1980 in the container's own calendar, for every part."""


def deflate(data: bytes) -> bytes:
    """Raw deflate stream of ``data``."""
    packer = isal_zlib.compressobj(1, isal_zlib.DEFLATED, -15)
    return bytes(packer.compress(data) + packer.flush())


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


def part(name: str, data: bytes) -> tuple[str, bytes, int, int]:
    """One entry for ``archive``."""
    return name, deflate(data), len(data), crc32(data)
