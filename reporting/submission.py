"""A submission: canonical payload, packed figures, and what a mark means.

Canonical payload and marks follow the agreement on submissions (rules 9 to 11): the same
content has the same SHA-256 whichever channel brought it.
"""

import hashlib
import json
from datetime import date
from decimal import Decimal
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from schemas.content import Content, Value
from schemas.form import Form


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


def plain(value: Value) -> object:
    """A value as canonical JSON writes it: numbers as decimal strings without trailing zeros."""
    if isinstance(value, bool | str | list):
        return value
    if isinstance(value, int):
        return str(value)
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def canonical(
    code: str, valid_from: date, form: Form, period: str, content: Content
) -> tuple[bytes, str]:
    """Canonical JSON bytes of a submission and their SHA-256 in hex."""
    document = {
        "form": form.reference,
        "marks": dict(content.marks),
        "period": period,
        "unit": code,
        "valid_from": valid_from.isoformat(),
        "values": {path: plain(value) for path, value in content.values.items()},
    }
    data = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return data, hashlib.sha256(data).hexdigest()


def pack(form: Form, content: Content) -> bytes:
    """Figures in ``form.entered`` order: int64 scaled values, then one state byte each.

    Yes/no is 1 or 0, a choice the place of its option. Little-endian, 9 bytes a measure.
    """
    size = len(form.entered)
    values = [0] * size
    states = bytearray(size)
    for path, slot in form.slots.items():
        mark = content.marks.get(path)
        if mark is not None:
            states[slot] = MARKS[mark]
            continue
        value = content.values.get(path)
        if value is None:
            continue
        states[slot] = State.VALUE
        values[slot] = _scaled(form, slot, value)
    return np.array(values, dtype="<i8").tobytes() + bytes(states)


def _scaled(form: Form, slot: int, value: Value) -> int:
    measure = form.entered[slot]
    if measure.kind == "choice":
        return measure.options.index(str(value))
    if isinstance(value, Decimal):
        return int(value.scaleb(measure.decimals))
    assert isinstance(value, int)
    return value if isinstance(value, bool) else value * 10**measure.decimals


def unpack(blobs: list[bytes], size: int) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    """Values and states, each measure-major [size, len(blobs)], from packed submissions."""
    joined = np.frombuffer(b"".join(blobs), dtype=np.uint8).reshape(len(blobs), 9 * size)
    values = np.ascontiguousarray(joined[:, : 8 * size]).view("<i8").reshape(len(blobs), size)
    states = joined[:, 8 * size :]
    return np.ascontiguousarray(values.T), np.ascontiguousarray(states.T)
