"""The nouns of a form, as the rest of Capbac sees them.

``schemas.reading.read_form`` makes them from a JSON Schema; nothing else should.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal

Kind = Literal["integer", "number", "boolean", "choice", "text"]
RuleName = Literal[
    "sum", "ratio", "mean", "min", "max", "count", "share", "choice", "collect", "none"
]


@dataclass(frozen=True, slots=True)
class Label:
    """Words people read, in both languages."""

    vi: str
    en: str

    def in_(self, language: str) -> str:
        """The words in ``language`` (``vi`` or ``en``)."""
        return self.vi if language == "vi" else self.en


@dataclass(frozen=True, slots=True)
class Condition:
    """One comparison of a share: ``measure op value``; ``op`` is one of < <= = != >= >."""

    measure: str
    op: str
    value: Fraction | bool | str


@dataclass(frozen=True, slots=True)
class Rule:
    """How a measure rolls up over units.

    ``parts``: (numerator, denominator) of a ratio; (averaged measure,) of a mean.
    ``scale`` multiplies a ratio. ``weight`` is the weight's path of a weighted mean.
    ``conditions`` with ``match`` (``all`` or ``any``) belong to a share. ``source``: ``form:path``
    of the measure of another form that a sum is of.
    """

    name: RuleName
    parts: tuple[str, ...] = ()
    scale: Fraction = Fraction(1)
    weight: str | None = None
    conditions: tuple[Condition, ...] = ()
    match: Literal["all", "any"] = "all"
    source: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a parsed ``x-computed`` in postfix order: a path, a constant or an operator."""

    op: Literal["path", "constant", "+", "-", "*", "/", "neg"]
    path: str = ""
    constant: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Measure:
    """One leaf of a form: numeric, yes/no, choice or text, named by its dotted path.

    ``decimals`` is both what may be sent and what is shown. ``measured_at`` lists the levels
    asked (empty: every assigned unit). ``derived`` measures are never sent. ``computed`` is the
    parsed ``x-computed``. ``options`` are a choice's values as text, in order; ``coded`` says that
    the form lists them as numbers. ``moves`` is the share of the figure of the period before by
    which it may change unasked (None: any). ``standing``: what was stated before is offered
    again. ``same_as`` is ``form:path`` of the measure that asks the same of the same unit.
    ``suppress_below`` is the threshold under which published copies hide it (0: never).
    """

    path: str
    kind: Kind
    rule: Rule
    label: Label
    unit: Label
    section: str = ""
    decimals: int = 0
    over_time: str = "none"
    measured_at: tuple[str, ...] = ()
    own_above: Literal["adds", "replaces"] = "adds"
    options: tuple[str, ...] = ()
    option_labels: tuple[Label, ...] = ()
    coded: bool = False
    computed: tuple[Step, ...] = ()
    computed_at: Literal["rolled_up", "unit"] = "rolled_up"
    derived: bool = False
    moves: Fraction | None = None
    standing: bool = False
    same_as: str = ""
    suppress_below: int = 0

    def asked_at(self, level: str) -> bool:
        """Whether units of this level are asked this measure."""
        return not self.measured_at or level in self.measured_at

    def option_in(self, option: str, language: str) -> str:
        """What people call an option of a choice; empty where there is no word for it."""
        if option not in self.options or len(self.option_labels) != len(self.options):
            return ""
        return self.option_labels[self.options.index(option)].in_(language)


@dataclass(frozen=True, slots=True)
class Section:
    """An object of the form that holds measures: its dotted path (empty: the root) and words."""

    path: str
    label: Label


@dataclass(frozen=True, slots=True)
class Check:
    """A cross-check: sum of ``left`` op sum of ``right``; a path may begin with ``prev:``."""

    left: tuple[str, ...]
    op: str
    right: tuple[str, ...]
    severity: Literal["error", "warning"]
    message: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Form:
    """A form version: measures in the order of the schema.

    ``name`` is the ``$id``; ``version`` counts from 1; ``digest`` is SHA-256 of the canonical
    schema; ``schema`` is the JSON Schema itself with numbers as int or Decimal.
    """

    name: str
    version: int
    title: Label
    period: str
    regime: str
    measures: tuple[Measure, ...]
    sections: tuple[Section, ...]
    checks: tuple[Check, ...]
    schema: Mapping[str, Any]
    digest: str

    @cached_property
    def by_path(self) -> dict[str, Measure]:
        """Every measure and text by its dotted path."""
        return {m.path: m for m in self.measures}

    @cached_property
    def entered(self) -> tuple[Measure, ...]:
        """What units send and what is packed: neither derived nor text, in form order."""
        return tuple(m for m in self.measures if not m.derived and m.kind != "text")

    @cached_property
    def slots(self) -> dict[str, int]:
        """Dotted path to its place in ``entered``."""
        return {m.path: i for i, m in enumerate(self.entered)}

    @cached_property
    def scaled(self) -> tuple[tuple[int, Measure], ...]:
        """Places in ``entered`` whose packed number is not the figure itself."""
        return tuple(
            (slot, m) for slot, m in enumerate(self.entered) if m.decimals or m.kind == "choice"
        )

    @cached_property
    def texts(self) -> tuple[Measure, ...]:
        """The narratives, in form order."""
        return tuple(m for m in self.measures if m.kind == "text")

    @cached_property
    def linked(self) -> tuple[Measure, ...]:
        """What is another form's: nobody sends it here."""
        return tuple(m for m in self.measures if m.rule.source)

    @property
    def reference(self) -> str:
        """How people name this version: ``name@version``."""
        return f"{self.name}@{self.version}"
