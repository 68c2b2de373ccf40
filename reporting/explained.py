"""A measure of one unit, explained: its figures, and the revisions they come from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from hierarchy.tree import Tree
from reporting.explanation import Explanation
from schemas.form import Form, Measure


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a unit's own figure comes from: one kept revision, of a period.

    ``entered_by`` is who entered it instead of the unit; empty where the unit did so itself.
    ``state`` is that of the assignment. ``unit`` is the code of an old one whose figures it has.
    """

    period: str
    revision: int
    sender: str
    received_at: datetime
    entered_by: str
    on_behalf_of: str | None
    sha256: str
    receipt: str
    source: str
    state: str
    plan: str
    unit: str = ""


@dataclass(frozen=True)
class Explained:
    """A measure of one unit, figure by figure: one, or one a contributing level and option.

    ``origins`` and ``silent`` are by place in ``tree``: what was sent, over a longer period by
    its parts, and who owed and has sent nothing.
    ``everything`` tells that nothing was left out of the trees. ``vintage`` is the number of the
    published one whose figures these are; None: those of the roll-up as it stands. ``public``: a
    published copy, in which small counts are hidden.
    """

    tree: Tree
    place: int
    form: Form
    measure: Measure
    period: str
    finality: str
    made_at: datetime
    roster_on: date
    vintage: int | None
    figures: tuple[Explanation, ...]
    origins: Mapping[int, tuple[Origin, ...]]
    silent: tuple[int, ...]
    everything: bool
    public: bool = False

    def silent_in(self, figure: Explanation) -> tuple[int, ...]:
        """Units that owe a part of a figure and have sent nothing at all, in tree order."""
        silent = frozenset(self.silent)
        return tuple(place for place, _ in figure.blank if place in silent)

    def decimals(self, path: str) -> int:
        """Decimals in which figures of a measure are shown; 0 for counted units."""
        measure = self.form.by_path.get(path)
        counted = measure is None or measure.rule.name in ("count", "choice")
        return 0 if counted or measure is None else measure.decimals
