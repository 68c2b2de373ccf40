"""Everything kept, against itself: the journal, what units sent, approvals, files, the key."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from engine.chain import walked
from engine.forms import of_row
from engine.kept import revision_faults
from engine.keys import fingerprint, remembered, there
from engine.seal import FILE, seal_of
from engine.shelf import digest_of, home
from engine.work import Work
from errors import Fault, Problem
from store import bonds, forms, journal, oddities, referenced, settings_rows, verifying
from store.moment import one_moment
from store.oddities import Odd
from store.opening import Connection
from store.verifying import RawAct, Received

Progress = Callable[[str, int, int], None]
MOST = 1_000
"""Faults that are kept; beyond it they are counted."""
_STEP = 500


@dataclass(frozen=True)
class Verified:
    """What was looked at, and what does not fit; ``more`` faults were found beyond those kept.

    ``head`` is the number and hash of the newest act, ``key`` the fingerprint of the key.
    """

    acts: int
    submissions: int
    files: int
    head: tuple[int, str]
    key: str
    faults: tuple[Fault, ...]
    more: int = 0


class _Findings:
    """Faults as they are found, so many of them."""

    def __init__(self) -> None:
        self.kept: list[Fault] = []
        self.more = 0

    def take(self, faults: Iterable[Fault]) -> None:
        for fault in faults:
            if len(self.kept) < MOST:
                self.kept.append(fault)
            else:
                self.more += 1


def verify(work: Work, progress: Progress) -> Verified:
    """Look at everything, as it stands at one moment; nothing is written."""
    found = _Findings()
    with one_moment(work.store()) as connection:
        found.take(Fault("database_damaged", sent=said) for said in oddities.damage(connection))
        head, acts = _journal(connection, found, progress)
        sent = _submissions(connection, found, progress)
        found.take(_unbound(verifying.receivings(connection), verifying.takings(connection)))
        found.take(_of("pointer_wrong", "assignment", oddities.pointers(connection)))
        found.take(_of("review_strayed", "review", oddities.strayed_reviews(connection)))
        found.take(_of("review_missing", "review", oddities.missing_turns(connection)))
        unfounded = oddities.unfounded_approvals(connection)
        found.take(_of("approval_unfounded", "assignment", unfounded))
        named = list(referenced.files(connection))
        public = remembered(connection)
    for done, one in enumerate(named, 1):
        found.take(_file_faults(work, one))
        progress("verify_files", done, len(named))
    key, faults = _key(work, public)
    found.take(faults)
    return Verified(acts, sent, len(named), head, key, tuple(found.kept), found.more)


def _journal(
    connection: Connection, found: _Findings, progress: Progress
) -> tuple[tuple[int, str], int]:
    head = _head(connection)
    total = head[0] if head else 0

    def counted() -> Iterator[RawAct]:
        for done, act in enumerate(verifying.acts(connection), 1):
            if done % _STEP == 0 or done == total:
                progress("verify_acts", done, max(total, done))
            yield act

    acts, faults = walked(counted(), head)
    found.take(faults)
    return head or (0, journal.START), acts


def _head(connection: Connection) -> tuple[int, str] | None:
    """What the store says of the newest act; None where it says nothing that can be read."""
    if settings_rows.read(connection, journal.HEAD) is None:
        return None
    try:
        return journal.head(connection)
    except ValueError:
        return None


def _submissions(connection: Connection, found: _Findings, progress: Progress) -> int:
    known = {row.id: of_row(row) for row in forms.all_rows(connection)}
    total = verifying.revision_count(connection)
    done, assignment, last = 0, 0, 0
    for done, kept in enumerate(verifying.revisions(connection), 1):
        if kept.assignment_id != assignment:
            assignment, last = kept.assignment_id, 0
        if kept.revision != last + 1:
            allowed = str(last + 1)
            name = f"submission {kept.name}"
            found.take(
                [Fault("revision_missing", "", name, sent=str(kept.revision), allowed=allowed)]
            )
        last = kept.revision
        found.take(revision_faults(kept, known[kept.form_id]))
        if done % _STEP == 0 or done == total:
            progress("verify_rows", done, total)
    return done


def _unbound(received: Iterable[Received], takings: Iterable[RawAct]) -> Iterator[Fault]:
    """Revisions that no act of their moment took in, and acts whose revisions are not there.

    Both come by their instant; what one run kept is held at once.
    """
    rows = groupby(received, lambda one: one.at)
    acts = groupby(takings, lambda one: one.at)
    row, act = next(rows, None), next(acts, None)
    while row is not None or act is not None:
        if act is None or (row is not None and row[0] < act[0]):
            assert row is not None
            yield from (Fault("revision_unbound", "", f"submission {one.name}") for one in row[1])
            row = next(rows, None)
        elif row is None or act[0] < row[0]:
            yield from _compared((), act[1])
            act = next(acts, None)
        else:
            yield from _compared(row[1], act[1])
            row, act = next(rows, None), next(acts, None)


def _compared(received: Iterable[Received], takings: Iterable[RawAct]) -> Iterator[Fault]:
    told: dict[bytes, int] = {}
    for act in takings:
        named = bonds.read(act.details)
        if named is None:
            # From before acts named what they took in: nothing can be said of this moment.
            return
        told.update(dict.fromkeys(named, act.number))
    strangers = [one for one in received if told.pop(bonds.bond(one.row, one.at), None) is None]
    for one in strangers:
        yield Fault("revision_changed", "", f"submission {one.name}", sent=one.at)
    gone = sorted(told.values())
    if len(gone) > len(strangers):
        # One that was changed misses its old self; only what is missing beyond that is gone.
        for number in sorted(set(gone)):
            yield Fault("revision_gone", "", f"act {number}", sent=str(gone.count(number)))


def _of(code: str, kind: str, odd: Iterable[Odd]) -> Iterator[Fault]:
    for one in odd:
        yield Fault(code, "", f"{kind} {one.name}", sent=one.sent, allowed=one.allowed)


def _file_faults(work: Work, named: referenced.Named) -> Iterator[Fault]:
    """What is wrong with a file: it is gone, cannot be read, or is another."""
    name = f"file {named.name} ({named.owner})"
    path = home(work, named.digest)
    try:
        found = digest_of(path)
    except FileNotFoundError:
        yield Fault("kept_file_gone", "", name, sent=str(path), allowed=named.digest)
    except OSError as error:
        yield Fault("kept_file_unreadable", "", name, sent=str(path), allowed=error.strerror or "")
    else:
        if found != named.digest:
            yield Fault("kept_file_changed", "", name, sent=found, allowed=named.digest)


def _key(work: Work, public: str | None) -> tuple[str, list[Fault]]:
    """The fingerprint of the key receipts are signed with, and what is wrong with it."""
    if not there(work):
        lost = [] if public is None else [Fault("key_gone", FILE, allowed=fingerprint(public))]
        return fingerprint(public) if public else "", lost
    try:
        own = seal_of(work).public
    except Problem:
        return "", [Fault("key_gone", FILE, allowed=fingerprint(public) if public else "")]
    if public not in (None, own):
        sent, allowed = fingerprint(own), fingerprint(public or "")
        return sent, [Fault("key_differs", FILE, sent=sent, allowed=allowed)]
    return fingerprint(own), []
