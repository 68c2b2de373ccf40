"""The shape of a form for one quick walk over a submission: sections as dicts, leaves as slots."""

from dataclasses import dataclass

from schemas.content import LIMIT
from schemas.form import Form, Kind

_NEVER = -1


@dataclass(frozen=True, slots=True)
class Leaf:
    """A leaf as the walk needs it.

    ``limit`` is the largest magnitude of a whole number that may be sent, -1 where none may.
    ``room`` is how many digits a fraction may have before the point, 0 where none may be sent.
    """

    path: str
    name: str
    section: str
    kind: Kind
    derived: bool
    decimals: int
    limit: int
    room: int


Shape = dict[str, "Leaf | Shape"]


def shape_of(form: Form) -> tuple[Shape, dict[str, Leaf]]:
    """Sections nested as in the form, and every leaf by its dotted path."""
    root: Shape = {}
    leaves: dict[str, Leaf] = {}
    sections: dict[str, Shape] = {"": root}
    for section in form.sections:
        if section.path:
            above, _, name = section.path.rpartition(".")
            sections[above][name] = sections[section.path] = {}
    for measure in form.measures:
        above, _, name = measure.path.rpartition(".")
        numeric = measure.kind in ("integer", "number") and not measure.derived
        decimals = measure.decimals if measure.kind == "number" else 0
        limit = LIMIT // 10**decimals if numeric else _NEVER
        room = len(str(limit)) - 1 if numeric and decimals else 0
        leaf = Leaf(measure.path, name, above, measure.kind, measure.derived, decimals, limit, room)
        sections[above][name] = leaves[measure.path] = leaf
    return root, leaves
