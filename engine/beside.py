"""Everything wrong with a submission at once: what could not be read, and what else does not hold.

A clerk who mends the one cell that could not be read should not meet the next fault only then.
"""

from collections.abc import Mapping

from engine.attempts import STRANGE
from engine.door import Door
from engine.issued import Templates
from errors import Fault
from intake.sent import Sent
from schemas.content import Value
from schemas.grid import STANDING, WHOLE
from store.assignments import Owed

_BESIDE = ("reasons", "attachments", WHOLE, STANDING)
"""Members and rows that hold no figure: what is wrong there leaves the figures readable."""
_STRANGERS = frozenset({"unknown_member", "unknown_column"})
"""What was sent under a name nobody knows may be the very figure that is missing."""


def all_faults(
    door: Door,
    sent: Sent,
    owed: Owed | None,
    before: Mapping[int, Mapping[str, Value]],
    templates: Templates,
) -> tuple[Fault, ...]:
    """The faults of a submission that could not be read whole, and those of what could be.

    Only where it is known what it answers (``owed``) and what every fault spoilt; else the faults
    of reading stand alone. ``before`` has figures of the period before by assignment id.
    """
    if owed is None:
        return sent.faults
    form = door.forms[owed.form_id]
    questions = {*form.by_path, *(section.path for section in form.sections if section.path)}
    if not (sent.values or sent.marks) or not all(_narrow(f, questions) for f in sent.faults):
        return sent.faults
    spoilt = {_bare(fault.path) for fault in sent.faults} & questions
    checker = door.checkers[owed.form_id]
    found = checker.rest(sent.values, sent.marks, owed.level, before.get(owed.id), spoilt)
    if any(_bare(fault.path) not in questions for fault in sent.faults):
        found = tuple(fault for fault in found if fault.code != "required")
    return (*sent.faults, *templates.placed(sent, found))


def _narrow(fault: Fault, questions: set[str]) -> bool:
    """Whether a fault spoils no more than the place it names."""
    if fault.code in STRANGE or not fault.path:
        return False
    beside = fault.path in _BESIDE or fault.path.startswith("reasons.")
    return beside or fault.code in _STRANGERS or _bare(fault.path) in questions


def _bare(path: str) -> str:
    """The question a member of a JSON document answers."""
    for member in ("values.", "marks."):
        if path.startswith(member):
            return path.removeprefix(member)
    return path
