"""Everything kept, against itself: the journal, what units sent, approvals, files, the key."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from engine.chain import number_of, walked
from engine.forms import of_row
from engine.kept import UNREADABLE, revision_faults
from engine.keys import fingerprint, remembered, there
from engine.noted import Head, looked_for
from engine.seal import FILE, seal_of
from engine.shelf import digest_of, home
from engine.vintage_proof import vintage_faults
from engine.witness import unwitnessed
from engine.work import Work
from errors import Fault, Problem
from schemas.form import Form
from store import forms, journal, oddities, referenced, settings_rows, verifying
from store.moment import one_moment
from store.oddities import Odd
from store.opening import Connection
from store.verifying import RawAct

Progress = Callable[[str, int, int], None]
MOST = 1_000
"""Faults that are kept; beyond it they are counted."""
_STEP = 500


@dataclass(frozen=True)
class Verified:
    """What was looked at, and what does not fit; ``more`` faults were found beyond those kept.

    ``head`` is the number and hash of the newest act, ``key`` the fingerprint of the key.
    ``held`` are the (number, hash, instant) of noted heads up to which nothing was rewritten.
    """

    acts: int
    submissions: int
    files: int
    head: tuple[int, str]
    key: str
    faults: tuple[Fault, ...]
    more: int = 0
    held: tuple[tuple[int, str, str], ...] = ()


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


def verify(work: Work, progress: Progress, noted: Sequence[Head] = ()) -> Verified:
    """Look at everything, as it stands at one moment; nothing is written.

    ``noted`` are heads of the journal that were written down outside.
    """
    found = _Findings()
    with one_moment(work.store()) as connection:
        found.take(Fault("database_damaged", sent=said) for said in oddities.damage(connection))
        head, acts, broken = _journal(connection, found, progress)
        told = list(looked_for(connection, noted, broken))
        found.take(one for one in told if isinstance(one, Fault))
        sent = _submissions(connection, found, progress)
        found.take(unwitnessed(connection))
        found.take(vintage_faults(work, connection))
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
    held = tuple(one for one in told if not isinstance(one, Fault))
    return Verified(acts, sent, len(named), head, key, tuple(found.kept), found.more, held)


def _journal(
    connection: Connection, found: _Findings, progress: Progress
) -> tuple[tuple[int, str], int, int | None]:
    head = _head(connection)
    total = head[0] if head else 0

    def counted() -> Iterator[RawAct]:
        for done, act in enumerate(verifying.acts(connection), 1):
            if done % _STEP == 0 or done == total:
                progress("verify_acts", done, max(total, done))
            yield act

    acts, faults = walked(counted(), head)
    found.take(faults)
    return head or (0, journal.START), acts, min(map(number_of, faults), default=None)


def _head(connection: Connection) -> tuple[int, str] | None:
    """What the store says of the newest act; None where it says nothing that can be read."""
    if settings_rows.read(connection, journal.HEAD) is None:
        return None
    try:
        return journal.head(connection)
    except ValueError:
        return None


def _submissions(connection: Connection, found: _Findings, progress: Progress) -> int:
    known = dict(_forms(connection, found))
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
        found.take(revision_faults(kept, known.get(kept.form_id)))
        if done % _STEP == 0 or done == total:
            progress("verify_rows", done, total)
    return done


def _forms(connection: Connection, found: _Findings) -> Iterator[tuple[int, Form]]:
    """The form versions that can be read, by row id."""
    for row in forms.all_rows(connection):
        try:
            yield row.id, of_row(row)
        except (Problem, *UNREADABLE) as error:
            why = error.code if isinstance(error, Problem) else type(error).__name__
            found.take([Fault("form_unreadable", "", f"form {row.name}@{row.version}", sent=why)])


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
