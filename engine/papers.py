"""Scans of the signed paper: looked at, kept by their content, put beside a revision."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from engine.answers import answer
from engine.shelf import digest_of, home, inside, shelve
from engine.whose import Whose
from engine.work import Work
from errors import Fault, Problem
from intake.files import Batch
from store import bonds, journal
from store import papers as rows
from store.answers import Answer
from store.opening import Connection
from store.papers import PaperRow
from store.refusals import Refusal

if TYPE_CHECKING:
    from engine.sending import Accepted, Checked

LARGEST = 32 * 2**20
"""Bytes of one scan."""
MOST = 20
"""Scans of one submission."""
KINDS: Mapping[str, tuple[bytes, ...]] = {
    "pdf": (b"%PDF-",),
    "jpg": (b"\xff\xd8\xff",),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "tiff": (b"II*\x00", b"MM\x00*"),
}
"""How files of each kind begin: what a file is called proves nothing."""
_DIGEST = re.compile(r"[0-9a-f]{64}")
_PLACE = re.compile(r"[:#][0-9]+$")
"""What follows the file in the place of one submission of many."""
_NAME = 120


@dataclass(frozen=True, slots=True)
class Paper:
    """One scan that was looked at: its name for people, SHA-256 and bytes, and where it lies."""

    name: str
    digest: str
    size: int
    path: str


@dataclass(frozen=True, slots=True)
class Added:
    """What was put beside which revision; ``known`` were there already."""

    revision: int
    fresh: tuple[PaperRow, ...]
    known: tuple[PaperRow, ...]


def looked_at(
    entries: Sequence[object], folder: Path | None, where: str
) -> tuple[tuple[Paper, ...], tuple[Fault, ...]]:
    """The scans a submission names, relative to its own file; nothing is written.

    An entry is a path, or an object with ``path`` and perhaps ``name`` and ``sha256``. What lies
    outside the folder is not read.
    """
    found = [_entry(entry, folder, f"attachments.{n}", where) for n, entry in enumerate(entries, 1)]
    faults = [one for one in found if isinstance(one, Fault)]
    if len(entries) > MOST:
        sent, allowed = str(len(entries)), str(MOST)
        faults.append(Fault("papers_many", "attachments", where, sent, allowed))
    return tuple(one for one in found if isinstance(one, Paper)), tuple(faults)


def folder_of(batch: Batch, where: str) -> Path | None:
    """The folder of the file a submission came in; None where it came in none."""
    names = (where, _PLACE.sub("", where))
    paths = {piece.name: piece.path for piece in batch.pieces}
    return next((Path(paths[name]).parent for name in names if name in paths), None)


def _entry(entry: object, folder: Path | None, at: str, where: str) -> Paper | Fault:
    told = {"path": entry} if isinstance(entry, str) else entry
    if not isinstance(told, Mapping) or not _sound(told):
        return Fault("paper_unreadable", at, where, allowed='{"path": "scan.pdf"}')
    path = inside(folder, told["path"])
    if path is None:
        return Fault("paper_outside", at, where, sent=told["path"])
    found = read_paper(path, at, where, told.get("name"))
    stated = told.get("sha256")
    if isinstance(found, Paper) and stated not in (None, found.digest):
        return Fault("attachment_changed", at, where, sent=found.digest, allowed=str(stated))
    return found


def _sound(told: Mapping[object, object]) -> bool:
    stated = told.get("sha256")
    return (
        isinstance(told.get("path"), str)
        and bool(told["path"])
        and set(told) <= {"path", "name", "sha256"}
        and isinstance(told.get("name", ""), str)
        and (stated is None or (isinstance(stated, str) and bool(_DIGEST.fullmatch(stated))))
    )


def read_paper(path: Path, at: str, where: str, name: object = None) -> Paper | Fault:
    """One file as a scan, or why it is none."""
    said = _plain(str(name or path.name))
    try:
        if not path.is_file():
            return Fault("paper_missing", at, where, sent=said)
        size = path.stat().st_size
        if size > LARGEST:
            return Fault("file_too_large", at, where, sent=str(size), allowed=str(LARGEST))
        with path.open("rb") as file:
            head = file.read(16)
        if not any(head.startswith(begin) for begins in KINDS.values() for begin in begins):
            return Fault("paper_kind", at, where, sent=said, allowed=", ".join(KINDS))
        return Paper(said, digest_of(path), size, str(path))
    except OSError:
        return Fault("file_forbidden", at, where, sent=said)


def _plain(name: str) -> str:
    """A name of a file as it may be shown: no folder, no sign that moves a terminal."""
    last = re.split(r"[\\/]", name)[-1]
    return "".join(sign for sign in last if sign.isprintable())[:_NAME] or "?"


def shelved(work: Work, checked: "Checked") -> "Checked":
    """Puts the scans of accepted submissions on the shelf, before any of them is acknowledged.

    One whose scan has changed or gone since it was looked at is refused. Raises folder_unfit.
    """
    if not any(one.papers for one in checked.accepted):
        return checked
    accepted: list[Accepted] = []
    refused: list[Refusal] = list(checked.refused)
    for one in checked.accepted:
        faults = tuple(_shelved(work, one.papers, one.source))
        if faults:
            told = (one.source, one.unit, one.form, one.period, one.payload, faults, one.sender)
            refused.append(Refusal(*told))
        else:
            accepted.append(one)
    return replace(checked, accepted=tuple(accepted), refused=tuple(refused))


def _shelved(work: Work, papers: Sequence[Paper], where: str) -> Iterator[Fault]:
    for one in papers:
        if not home(work, one.digest).is_file() and not Path(one.path).is_file():
            yield Fault("paper_missing", "attachments", where, sent=one.name)
            continue
        found = shelve(work, one.digest, Path(one.path))
        if found != one.digest:
            yield Fault("attachment_changed", "attachments", where, found, one.digest)


def put(
    work: Work, connection: Connection, accepted: Collection["Accepted"], now: datetime
) -> None:
    """Names the scans of what was just kept beside the revisions of the same content."""
    scanned = [one for one in accepted if one.papers]
    if not scanned:
        return
    stated = {(one.assignment_id, one.digest) for one in scanned}
    ids = rows.revisions_of(connection, stated)
    for one in scanned:
        submission_id = ids.get((one.assignment_id, one.digest))
        if submission_id is not None:
            whose = f"{one.unit} {one.form} {one.period}"
            _beside(work, connection, submission_id, one.papers, whose, now)


def add(
    work: Work, whose: Whose, paths: Sequence[Path], now: datetime, names: Sequence[str] = ()
) -> Added:
    """Puts scans beside the newest revision of what a unit sent; the same content twice is one.

    ``names`` are what people call them, where their paths do not say so.

    Raises Problem paper_faults, nothing_sent, folder_unfit and what ``answer`` raises.
    """
    named = names or [path.name for path in paths]
    looked = [
        read_paper(path, f"{n}", name, name)
        for n, (path, name) in enumerate(zip(paths, named, strict=True), 1)
    ]
    scans = [one for one in looked if isinstance(one, Paper)]
    faults = [one for one in looked if isinstance(one, Fault)]
    with work.store().reading() as connection:
        _sent(answer(connection, whose))
    if not faults:
        faults = list(_shelved(work, scans, ""))
    if faults:
        raise Problem("paper_faults", tuple(faults), count=len(faults))
    with work.store().writing() as connection:
        found = answer(connection, whose)
        submission_id, digest = _sent(found)
        rows.revisions_of(connection, {(found.id, digest)})
        subject = f"{found.unit} {found.form} {found.period}"
        fresh, known = _beside(work, connection, submission_id, scans, subject, now)
    return Added(found.revision, fresh, known)


def _sent(found: Answer) -> tuple[int, str]:
    """Row id and digest of the newest revision. Raises Problem nothing_sent."""
    if found.submission_id is None or found.digest is None:
        raise Problem("nothing_sent", unit=found.unit, form=found.form, period=found.period)
    return found.submission_id, found.digest


def _beside(
    work: Work,
    connection: Connection,
    submission_id: int,
    scans: Sequence[Paper],
    subject: str,
    now: datetime,
) -> tuple[tuple[PaperRow, ...], tuple[PaperRow, ...]]:
    there = rows.of(connection, [submission_id]).get(submission_id, [])
    known = {one.digest: one for one in there}
    fresh: dict[str, PaperRow] = {}
    for one in scans:
        if one.digest not in known and one.digest not in fresh:
            place = len(there) + len(fresh) + 1
            fresh[one.digest] = PaperRow(
                submission_id, place, one.name, one.digest, one.size, now, work.actor
            )
    if len(there) + len(fresh) > MOST:
        raise Problem("papers_full", allowed=MOST)
    rows.keep(connection, list(fresh.values()))
    if fresh:
        said = [{"name": one.name, "sha256": one.digest} for one in fresh.values()]
        rows_kept = [asdict(one) for one in fresh.values()]
        bound = {bonds.SCANNED: bonds.of_rows(bonds.PAPER, rows_kept)}
        journal.note(connection, now, work.actor, "paper", subject, papers=said, **bound)
    met = [known[one.digest] for one in scans if one.digest in known]
    return tuple(fresh.values()), tuple(met)
