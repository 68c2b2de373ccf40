"""Workbooks to correct that were made before the newest revision: what they would undo.

Whoever opens an old file and sends it states every figure in it, also those he never looked at.
A figure he typed is his word; one that only came with the file, and was changed since, is not.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.conflicts import refused
from errors import Fault
from intake.text import quoted
from schemas.content import Value
from schemas.text import clean
from store import submissions, templates
from store.opening import Connection
from store.refusals import Attempt, Refusal
from store.submissions import Revision

if TYPE_CHECKING:
    from engine.sending import Accepted

Answers = Mapping[str, str]
"""What stands in each question, by path; a mark by its name."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a workbook to correct came with.

    ``upon`` is the digest of the newest revision when it was made, empty where there was none.
    ``given`` are the answers in it, where every cell of it may be changed; ``attempt`` is what is
    kept of it if it is refused.
    """

    upon: str
    given: Answers | None
    code: str
    attempt: Attempt


def outdated(
    connection: Connection,
    one: "Accepted",
    past: Sequence[Revision],
    fresh: Sequence[Mapping[str, Any]],
) -> Refusal | None:
    """The refusal of a workbook that would undo what was sent after it was made; else None.

    ``past`` are the revisions it would follow, the newest last; ``fresh`` the rows of those that
    are kept together with it.
    """
    shown = one.shown
    if shown is None or not past or past[-1].digest in (shown.upon, one.digest):
        return None
    if shown.given is None:
        fault = Fault("packet_outdated", "unit", one.source, shown.code)
        return refused(one, fault, attempt=shown.attempt)
    together = [row["payload"] for row in fresh if row["assignment_id"] == one.assignment_id]
    newest = together[-1] if together else _newest(connection, one.assignment_id)
    faults = _undone(shown.given, one, newest)
    return refused(one, *faults, attempt=shown.attempt) if faults else None


def _undone(given: Answers, one: "Accepted", newest: bytes) -> tuple[Fault, ...]:
    """A fault for each cell that holds what the file came with where something else stands."""
    states, stands = _answers(one.payload), _answers(newest)
    return tuple(
        Fault("cell_outdated", path, one.source, _told(states, path), _told(stands, path))
        for path in sorted(states.keys() | stands.keys())
        if states.get(path) == _given(given, path) != stands.get(path)
    )


def _told(answers: Answers, path: str) -> str:
    return quoted(answers[path]) if path in answers else "–"


def _newest(connection: Connection, assignment_id: int) -> bytes:
    newest = submissions.newest_ids(connection, [assignment_id])[assignment_id]
    return templates.stated(connection, newest)[0]


def _answers(payload: bytes) -> dict[str, str]:
    told = json.loads(payload)
    return spelt(told["values"], told["marks"])


def spelt(values: Mapping[str, Value], marks: Mapping[str, str]) -> dict[str, str]:
    """Answers from values as canonical payloads spell them."""
    return {**{path: _text(value) for path, value in values.items()}, **marks}


def _given(given: Answers, path: str) -> str | None:
    """An answer, or the mark of the narrowest section that answers for it."""
    while path not in given and path:
        path = path.rpartition(".")[0]
    return given.get(path)


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    # A draft may hold words as they came; what a file states has been cleaned.
    return clean("\n".join(value) if isinstance(value, list) else str(value))
