"""Whether a file holds the content a receipt was given for.

A hash proves itself: whichever way of reading the file leads to the SHA-256 on the receipt, the
content is the one received. Only a "no" needs the form, since without it a file can be misread.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from engine.book_content import book_at, by_form, by_itself
from engine.door import open_door
from engine.forms import of_row
from engine.issued import Templates
from engine.work import Work
from errors import Fault, Problem
from intake.book.issued import Issued, Lookup
from intake.files import batches, read_batch
from intake.folders import walk
from intake.sent import Sent
from reporting.submission import canonical
from schemas.canonical import plain
from schemas.checking import Checker
from schemas.form import Form
from schemas.reading import read_form
from store import assignments, forms

Facts = Mapping[str, Any]
_PIECE = 2**20
_SAID = 5


def content_faults(
    facts: Facts, path: Path, document: Mapping[str, Any] | None, work: Work | None
) -> tuple[Fault, ...]:
    """Nothing where the file's content is the one received, else why not.

    ``document`` is the form where it is at hand, ``work`` the store that gave the receipt.
    Raises Problem file_missing, file_unreadable or form_faults.
    """
    wanted = str(facts["sha256"])
    if _digest(path) == wanted:
        return ()
    form = _form(facts, document, work)
    came, sure = _came(facts, path, form, work)
    sound = [one for one in came if not one.faults]
    if wanted in (_plainly(facts, one) for one in sound):
        return ()
    if form is None:
        return (Fault("content_undecided", path.name, allowed=str(facts["form"])),)
    if wanted in _by_form(facts, sound, form):
        return ()
    return _why_not(facts, path, came, sure=sure)


def _why_not(facts: Facts, path: Path, came: Iterable[Sent], *, sure: bool) -> tuple[Fault, ...]:
    """Why a file that was read by the form is not the content, or cannot be told to be none."""
    if not sure:
        return (Fault("content_needs_store", path.name, allowed=str(facts["issuer_name"])),)
    unread = [fault for one in came for fault in one.faults]
    if unread:
        return (Fault("content_unreadable", path.name), *unread[:_SAID])
    return (Fault("content_differs", path.name, allowed=str(facts["sha256"])),)


def _digest(path: Path) -> str:
    found = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                found.update(piece)
    except FileNotFoundError as error:
        raise Problem("file_missing", path=str(path)) from error
    except OSError as error:
        raise Problem("file_unreadable", path=str(path), reason=error.strerror) from error
    return found.hexdigest()


def _form(facts: Facts, document: Mapping[str, Any] | None, work: Work | None) -> Form | None:
    """The form at hand: the file that was named, else the store's own."""
    if document is not None:
        return read_form(document, int(str(facts["form"]).rpartition("@")[2] or 1))
    if work is None:
        return None
    with work.store().reading() as connection:
        row = forms.find(connection, facts["form"])
    return None if row is None else of_row(row)


def _came(
    facts: Facts, path: Path, form: Form | None, work: Work | None
) -> tuple[list[Sent], bool]:
    """What a file states, and whether all of it could be read here.

    A workbook is read by what its server keeps of it, else by the form or by itself.
    """
    found = list(_sent(facts, path, form, work))
    strange = any(f.code == "template_code_unknown" for one in found for f in one.faults)
    book = book_at(path) if strange else None
    if book is None:
        return found, True
    read = by_itself(facts, book, path.name)
    if form is None:
        return ([read.sent] if read else []), False
    shaped = by_form(facts, book, form, path.name)
    return [shaped.sent], shaped.sure


def _sent(facts: Facts, path: Path, form: Form | None, work: Work | None) -> Iterator[Sent]:
    """What of a file is of the receipt's unit and period, or cannot be read."""
    kinds = None
    if form is not None:
        kinds = {m.path: "number" if m.coded else m.kind for m in form.measures}
    templates = None if work is None else _known(_templates(work))
    for batch in batches(walk([path]).files, 1):
        for one in read_batch(batch, str(facts["form"]), lambda _: kinds, templates):
            if one.faults or (one.unit, one.period) == (facts["unit"], facts["period"]):
                yield one


def _templates(work: Work) -> Templates:
    with work.store().reading() as connection:
        mark = assignments.mark(connection)
    return Templates(work, open_door(work, mark))


def _known(templates: Templates) -> Lookup:
    """Templates by code, also those that nobody may answer any more: what was sent was sent."""

    def found(codes: Collection[str]) -> Mapping[str, Issued]:
        known = templates(codes).items()
        return {code: replace(one, closed=False, newer="") for code, one in known}

    return found


def _plainly(facts: Facts, sent: Sent) -> str:
    """The hash without the form: every figure as it is written."""
    document = {
        "form": facts["form"],
        "marks": dict(sent.marks),
        "period": facts["period"],
        "unit": facts["unit"],
        "valid_from": facts["valid_from"],
        "values": dict(_flat(sent.values)),
    }
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _flat(values: Mapping[str, object], above: str = "") -> Iterator[tuple[str, object]]:
    for name, value in values.items():
        path = f"{above}.{name}" if above else name
        if isinstance(value, Mapping):
            yield from _flat(value, path)
        elif isinstance(value, bool | str | list) and value != "":
            yield path, value
        elif isinstance(value, int | float | Decimal):
            yield path, plain(value if isinstance(value, int) else Decimal(str(value)))


def _by_form(facts: Facts, sound: Iterable[Sent], form: Form) -> Iterator[str]:
    checker = Checker(form)
    since = date.fromisoformat(facts["valid_from"])
    for one in sound:
        content, _ = checker.faults(one.values, one.marks, facts["level"], None)
        if content is not None:
            yield canonical(facts["unit"], since, form, facts["period"], content)[1]
