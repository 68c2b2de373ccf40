"""A submission: canonical payload, packed figures, and what a mark means.

Canonical payload and marks follow the agreement on submissions (rules 9 to 11): the same
content has the same SHA-256 whichever channel brought it.
"""

import hashlib
import struct
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import IntEnum
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from schemas.canonical import plain
from schemas.content import Content, Value
from schemas.form import Form, Measure


class State(IntEnum):
    """What stands in a cell. BLANK is not zero."""

    BLANK = 0
    VALUE = 1
    NONE_OCCURRED = 2
    NOT_AVAILABLE = 3
    NOT_APPLICABLE = 4


MARKS: dict[str, State] = {
    "none_occurred": State.NONE_OCCURRED,
    "not_available": State.NOT_AVAILABLE,
    "not_applicable": State.NOT_APPLICABLE,
}


def _spelled(values: Mapping[str, Value]) -> dict[str, object]:
    """The values as canonical JSON writes them: numbers as decimal strings."""
    return {
        path: str(value)
        if type(value) is int
        else plain(value)
        if type(value) is Decimal
        else value
        for path, value in values.items()
    }


def canonical(
    code: str, valid_from: date, form: Form, period: str, content: Content
) -> tuple[bytes, str]:
    """Canonical JSON bytes of a submission and their SHA-256 in hex."""
    document = {
        "form": form.reference,
        "marks": content.marks,
        "period": period,
        "unit": code,
        "valid_from": valid_from.isoformat(),
        "values": _spelled(content.values),
    }
    # Byte for byte what the standard encoder writes, sorted and unspaced; a test compares them.
    data = orjson.dumps(document, option=orjson.OPT_SORT_KEYS)
    return data, hashlib.sha256(data).hexdigest()


def pack(form: Form, content: Content) -> bytes:
    """Figures in ``form.entered`` order: int64 scaled values, then one state byte each.

    Yes/no is 1 or 0, a choice the place of its option. Little-endian, 9 bytes a measure.
    """
    slots = form.slots
    given: list[Any] = list(map(content.values.get, slots))
    states = bytearray([value is not None for value in given])  # True is 1, and so is VALUE
    for place, measure in form.scaled:
        if given[place] is not None:
            given[place] = _scaled(measure, given[place])
    values = [value or 0 for value in given]
    for path, mark in content.marks.items():
        slot = slots.get(path)
        if slot is not None:
            values[slot], states[slot] = 0, MARKS[mark]
    return struct.pack(f"<{len(values)}q", *values) + bytes(states)


def _scaled(measure: Measure, value: Value) -> int:
    if measure.kind == "choice":
        return measure.options.index(str(value))
    if isinstance(value, Decimal):
        return int(value.scaleb(measure.decimals))
    assert isinstance(value, int)
    return value if isinstance(value, bool) else value * 10**measure.decimals


def packed_kind(form: Form) -> np.dtype[np.void]:
    """One packed submission as numpy reads it: ``values`` int64 [E] and ``states`` uint8 [E]."""
    size = len(form.entered)
    return np.dtype([("values", "<i8", (size,)), ("states", "u1", (size,))])


def unpack(blobs: list[bytes], size: int) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    """Values and states, each measure-major [size, len(blobs)], from packed submissions."""
    joined = np.frombuffer(b"".join(blobs), dtype=np.uint8).reshape(len(blobs), 9 * size)
    values = np.ascontiguousarray(joined[:, : 8 * size]).view("<i8").reshape(len(blobs), size)
    states = joined[:, 8 * size :]
    return np.ascontiguousarray(values.T), np.ascontiguousarray(states.T)
