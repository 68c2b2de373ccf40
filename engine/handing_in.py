"""A workbook for one assignment: made to be filled in, and taken into the draft when it is back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from engine.door import open_door
from engine.entering import owed_of
from engine.issued import Templates
from engine.packets import flat
from engine.pressing import Made, Order, pressed
from engine.sheet import plain
from engine.unseen import Seen
from engine.work import Work
from errors import Fault, Problem
from intake.book.filled import nested
from intake.files import Batch, Piece, read_batch
from intake.reading import kind_of
from intake.sent import Sent
from schemas.form import Form
from store import assignments, journal
from store.assignments import Owed

BOOK = ".xlsx"
_NAME = 80
_MEMBERS = ("unit", "form", "period", "plan")


def workbook(work: Work, assignment_id: int, order: Order) -> Made:
    """The workbook of one assignment; the same twice has the same bytes.

    Raises Problem nothing_to_correct where ``order`` wants one to correct and nothing is there, and
    what ``owed_of`` raises.
    """
    owed = owed_of(work, assignment_id)
    found = pressed(work, order, [assignment_id])
    if not found:
        raise Problem("nothing_to_correct", unit=owed.code, form=owed.form, period=owed.period)
    with work.store().writing() as connection:
        subject = f"{owed.code} {owed.form} {owed.period}"
        journal.note(connection, order.now, work.actor, "template", subject, made=1)
    return found[0]


def handed_in(work: Work, assignment_id: int, name: str, data: bytes, seen: Seen) -> Sent:
    """What a filled workbook says, as a page would say it; nothing is kept yet.

    It is read in the limited child. What cannot be read in single cells is among its faults.
    Raises Problem upload_unfit, with the faults, for a file that is no workbook of this
    assignment; reader_failed, and what ``owed_of`` raises.
    """
    owed = owed_of(work, assignment_id)
    shown = plain_name(name)
    if kind_of(shown) != "book":
        raise Problem("upload_unfit", (Fault("unknown_file_type", "", shown, allowed=BOOK),))
    with work.store().reading() as connection:
        door = open_door(plain(work), assignments.mark(connection))
    with kept_as(data, Path(shown).suffix.lower()) as path:
        batch = Batch((Piece(str(path), shown),))
        (sent,) = read_batch(batch, None, door.kinds_of, Templates(work, door))
    faults = _objections(sent, owed, shown)
    if faults:
        raise Problem("upload_unfit", faults)
    values = _with_unread(sent, door.forms[owed.form_id])
    return replace(sent, where=seen.source, by=work.actor, values=values)


def _with_unread(sent: Sent, form: Form) -> dict[str, object]:
    """All values, and what could not be read as it was written: it is mended where it stands."""
    found: dict[str, object] = dict(flat(sent.values))
    for fault in sent.faults:
        if fault.path in form.by_path and fault.sent:
            found.setdefault(fault.path, fault.sent)
    return nested(found)


def _objections(sent: Sent, owed: Owed, name: str) -> tuple[Fault, ...]:
    """Why a file is not for this assignment; what is wrong in single cells is none of it."""
    if sent.whole_file or sent.unit is None:
        return sent.faults
    asked = (owed.code, f"{owed.form}@{owed.version}", owed.period, owed.plan)
    told = tuple(getattr(sent, member) for member in _MEMBERS)
    same_unit = sent.unit_on == owed.valid_from.isoformat()
    if told != asked or not same_unit:
        sent_as, wanted = (" ".join(map(str, one[:3])) for one in (told, asked))
        return (Fault("template_other_unit", "unit", name, sent_as, wanted),)
    return tuple(one for one in sent.faults if not one.path)


@contextmanager
def kept_as(data: bytes, ending: str) -> Iterator[Path]:
    """Bytes as a file under a name of ours: a stranger's name is for showing only."""
    with TemporaryDirectory(prefix="capbac-") as folder:
        path = Path(folder) / f"sent{ending}"
        path.write_bytes(data)
        yield path


def plain_name(name: str) -> str:
    """The name of a file as it may be shown: no folder, no sign that moves anything."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(sign for sign in last if sign.isprintable())
    return kept[-_NAME:] or "?"
