"""What stands between two vintages: the figures that changed, and why."""

from dataclasses import dataclass
from datetime import date, datetime

from hierarchy.tree import Tree
from hierarchy.unit import Unit
from reporting.columns import Key
from reporting.explained import Origin
from reporting.terms import Value
from reporting.vintage_diff import Change
from schemas.form import Form


@dataclass(frozen=True, slots=True)
class Edition:
    """One vintage, as a supplement names it; ``published`` by the country's clock."""

    number: int
    form: Form
    finality: str
    published: datetime
    actor: str
    roster_on: date
    note: str
    inputs_digest: str
    figures_digest: str
    reported: int
    expected: int


@dataclass(frozen=True, slots=True)
class Judged:
    """An act of review between the two: ``approved``, ``returned`` or ``voided``."""

    kind: str
    actor: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Cause:
    """One unit that made figures differ.

    ``kinds`` say how: ``revised``, ``sent``, ``gone``, ``unit_new``, ``unit_gone``, ``moved``,
    ``asked``, ``released``, or ``elsewhere``: in a form that gives figures to this one.
    ``before`` and ``after`` are the revisions that counted. ``cells`` are the figures of its own
    submission that differ: key, before, after. Of several periods ``period`` is the one that was
    sent otherwise; ``source`` is the code of an old unit that sent what this one is given.
    """

    unit: Unit
    kinds: tuple[str, ...]
    before: Origin | None
    after: Origin | None
    judged: tuple[Judged, ...]
    cells: tuple[tuple[Key, Value, Value], ...]
    period: str = ""
    source: str = ""

    @property
    def about(self) -> str:
        """Which of its submissions is meant, where there may be several."""
        return " · ".join(part for part in (self.period, self.source) if part)


@dataclass(frozen=True, slots=True)
class Supplement:
    """Everything that differs between an older vintage and a newer one of a form and period.

    ``changes`` begin with the topmost unit; ``tree`` is that of the newer one. ``public``: a
    published copy, without what either hides.
    """

    period: str
    old: Edition
    new: Edition
    changes: tuple[Change, ...]
    causes: tuple[Cause, ...]
    tree: Tree
    public: bool = False

    @property
    def top(self) -> Unit:
        """The topmost unit of the newer map."""
        return self.tree.units[0]

    def shown_decimals(self, key: Key) -> int:
        """Decimals in which a figure is shown: those of the newer form that has the measure."""
        for form in (self.new.form, self.old.form):
            measure = form.by_path.get(key.measure)
            if measure is not None:
                return 0 if measure.rule.name in ("count", "choice") else measure.decimals
        return 0

    def label(self, key: Key, language: str) -> str:
        """What people call a measure."""
        for form in (self.new.form, self.old.form):
            measure = form.by_path.get(key.measure)
            if measure is not None:
                return measure.label.in_(language) or key.measure
        return key.measure
