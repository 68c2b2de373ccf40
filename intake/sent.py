"""What came through a door: one submission as it was sent, with what is wrong with its shape."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from errors import Fault

RAW_KEPT = 1 << 20
"""Bytes of a submission that are kept as they came."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One submission: a file of one, a line, a row or an item of an array.

    ``where`` is ``a.json``, ``a.jsonl:12`` (line), ``a.csv:5`` (row, the header is 1) or
    ``a.json#4`` (item); ``raw`` its own bytes as they came, at most RAW_KEPT. ``values`` are
    nested as in the form, with int, Decimal, float (spelling what was sent), bool, str as it came
    and None; ``marks`` map dotted paths of
    leaves or sections to names of marks. ``faults`` are those of reading and shape: a submission
    with any is refused, and what could be read of it is given for the receipt only.
    ``unit_on`` is a real day as
    ``2025-07-01``. ``whole_file`` says that nothing else of this file was read. ``reasons`` say,
    by dotted path, why an unusual figure is right. ``template`` is the code of the workbook it
    came in; ``notes`` tell how a doubtful cell was read, and refuse nothing.
    """

    where: str
    raw: bytes = b""
    unit: str | None = None
    form: str | None = None
    period: str | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    key: str | None = None
    by: str | None = None
    plan: str | None = None
    unit_on: str | None = None
    on_behalf_of: str | None = None
    attachments: tuple[object, ...] = ()
    faults: tuple[Fault, ...] = ()
    whole_file: bool = False
    reasons: Mapping[str, str] = field(default_factory=dict)
    template: str | None = None
    notes: tuple[Fault, ...] = ()


def refused_file(where: str, *faults: Fault) -> Sent:
    """A file that could not be read at all."""
    return Sent(where, faults=faults, whole_file=True)
