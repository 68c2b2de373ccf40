"""What a workbook to correct holds: a draft with its faults, or what was sent back and why."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from engine.confirm import fault_of
from engine.offered import fitting
from errors import Fault
from reporting.template import RETURNED
from schemas.content import Value
from schemas.form import Form
from store import drafts, reviews, templates, warnings
from store.opening import Connection
from store.templates import Asked
from store.warnings import Kept


@dataclass(frozen=True, slots=True)
class Packet:
    """What stands in the cells, what is wrong with it, and what may be changed (None: all).

    ``submission_id`` and ``digest`` are of the revision it corrects; of a draft there is none,
    and ``upon`` is the digest of the revision it was tried after, if there was one.
    ``why`` is the reason for the whole, ``reasons`` those already given for warnings, by path.
    ``doubted``: it was accepted and only wants reasons, or other figures.
    """

    values: Mapping[str, Value]
    marks: Mapping[str, str]
    faults: tuple[Fault, ...]
    open: frozenset[str] | None = None
    submission_id: int | None = None
    digest: str = ""
    why: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)
    doubted: bool = False
    upon: str = ""


def doubted(connection: Connection, asked: Sequence[Asked]) -> dict[int, list[Kept]]:
    """What nobody has confirmed of what was sent, by assignment id, with its figure's warnings."""
    some = [one.owed.id for one in asked if one.state in ("submitted", "returned")]
    found: dict[int, list[Kept]] = {}
    for one in warnings.of_newest(connection, some):
        found.setdefault(one.assignment_id, []).append(one)
    told: dict[int, list[Kept]] = {}
    for i, kept in found.items():
        open_ = {one.path for one in kept if one.reason is None}
        if open_:
            told[i] = [one for one in kept if one.path in open_]
    return told


def packet_of(
    connection: Connection, asked: Asked, form: Form, doubts: Sequence[Kept] = ()
) -> Packet | None:
    """The packet of an assignment; None where there is nothing to correct or to give reasons for.

    A draft is what the unit tried last, so it comes before what was returned. ``doubts`` are the
    warnings of what was sent that want a reason.
    """
    draft = drafts.of(connection, asked.owed.id)
    if draft is not None:
        told = json.loads(draft.content, parse_float=Decimal)
        return Packet(
            values=_fitted(form, flat(told.get("values", {}))),
            marks=told.get("marks", {}),
            faults=tuple(Fault(**one) for one in json.loads(draft.faults)),
            reasons=told.get("reasons", {}),
            upon=_digest(connection, asked),
        )
    if asked.submission_id is None:
        return None
    if asked.state == "returned":
        return _returned(connection, asked, form, asked.submission_id, doubts)
    if asked.state != "submitted" or not doubts:
        return None
    payload, digest = templates.stated(connection, asked.submission_id)
    told = json.loads(payload)
    return Packet(
        values=_fitted(form, told["values"]),
        marks=told["marks"],
        faults=tuple(map(fault_of, doubts)),
        submission_id=asked.submission_id,
        digest=digest,
        reasons=_reasons(doubts),
        doubted=True,
    )


def _digest(connection: Connection, asked: Asked) -> str:
    return (
        "" if asked.submission_id is None else templates.stated(connection, asked.submission_id)[1]
    )


def _returned(
    connection: Connection,
    asked: Asked,
    form: Form,
    submission_id: int,
    doubts: Sequence[Kept],
) -> Packet | None:
    acts = reviews.done(connection, [asked.owed.id]).get(asked.owed.id, [])
    act = next((one for one in reversed(acts) if one.kind == "returned"), None)
    if act is None:
        return None
    payload, digest = templates.stated(connection, submission_id)
    told = json.loads(payload)
    cells: dict[str, str] = json.loads(act.cells) if act.cells else {}
    rows = {m.path: place for place, m in enumerate(form.measures)}
    ordered = sorted(cells, key=lambda path: (rows.get(path, -1), path))
    faults = tuple(
        Fault(RETURNED, path, message={"vi": cells[path], "en": cells[path]}) for path in ordered
    )
    return Packet(
        values=_fitted(form, told["values"]),
        marks=told["marks"],
        faults=(*faults, *map(fault_of, doubts)),
        open=frozenset(_under(form, cells)) if cells else None,
        submission_id=submission_id,
        digest=digest,
        why=act.reason or "",
        reasons=_reasons(doubts),
    )


def _reasons(doubts: Sequence[Kept]) -> dict[str, str]:
    return {one.path: one.reason for one in doubts if one.reason}


def _under(form: Form, cells: Mapping[str, str]) -> set[str]:
    """What may be answered anew: questions that are named, and sections with all that is in them.

    A section's own cell marks those of its questions that are open and blank.
    """
    paths = [m.path for m in form.measures if not m.derived]
    paths += [section.path for section in form.sections if section.path]
    return {path for path in paths if any(path == p or path.startswith(f"{p}.") for p in cells)}


def _fitted(form: Form, values: Mapping[str, Value]) -> dict[str, Value]:
    """Values as the form's measures take them; what none takes stays as it was written."""
    found: dict[str, Value] = {}
    for path, value in values.items():
        measure = form.by_path.get(path)
        if measure is not None and value is not None:
            taken = fitting(measure, value)
            found[path] = value if taken is None else taken
    return found


def flat(values: Mapping[str, object], above: str = "") -> dict[str, Value]:
    """Nested values by dotted path; what is no value a cell can hold is shown as text."""
    found: dict[str, Value] = {}
    for name, value in values.items():
        path = f"{above}.{name}" if above else name
        if isinstance(value, Mapping):
            found |= flat(value, path)
        elif isinstance(value, list):
            found[path] = [str(one) for one in value]
        elif isinstance(value, bool | int | Decimal | str):
            found[path] = value
    return found
