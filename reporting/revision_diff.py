"""What changed from one revision of a submission to another, cell by cell.

A revision is what its canonical payload says: values by path (numbers as decimal strings) and
marks by path. In a cell stands a value, a mark, or nothing.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from schemas.form import Form

Value = str | bool | list[str]
"""A value as canonical payloads spell it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell: a ``value``, a ``mark``, or neither where it is blank."""

    value: Value | None = None
    mark: str = ""

    def __bool__(self) -> bool:
        """Whether anything stands there; a stated no does."""
        return self.value is not None or bool(self.mark)


@dataclass(frozen=True, slots=True)
class Moved:
    """One cell that is not what it was."""

    path: str
    before: Cell
    after: Cell


Cells = Mapping[str, Cell]
"""Cells by dotted path; a blank one is not listed."""


def cells_of(payload: bytes) -> dict[str, Cell]:
    """The cells of a canonical payload."""
    document = json.loads(payload)
    found = {path: Cell(value=value) for path, value in document["values"].items()}
    return found | {path: Cell(mark=mark) for path, mark in document["marks"].items()}


def difference(before: Cells, after: Cells) -> tuple[Moved, ...]:
    """Every cell that changed, by path; nothing where both say the same."""
    blank = Cell()
    return tuple(
        Moved(path, before.get(path, blank), after.get(path, blank))
        for path in sorted(before.keys() | after.keys())
        if before.get(path, blank) != after.get(path, blank)
    )


def applied(before: Cells, moved: Iterable[Moved]) -> dict[str, Cell]:
    """The cells after a difference: of ``before`` and ``difference(before, after)``, ``after``."""
    found = dict(before)
    for one in moved:
        if one.after:
            found[one.path] = one.after
        else:
            found.pop(one.path, None)
    return found


def in_order(form: Form, moved: Sequence[Moved]) -> list[Moved]:
    """The changes as the form lists its measures; what this version does not have comes last."""
    places = {measure.path: place for place, measure in enumerate(form.measures)}
    return sorted(moved, key=lambda one: (places.get(one.path, len(places)), one.path))
