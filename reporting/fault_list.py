"""A submission's faults in the order they should be mended, each with its place and its words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from errors import Fault
from reporting.fault_words import by_name, by_number, in_words, numbers
from reporting.template.filling import Told
from schemas.form import Form, Label
from schemas.grid import Grid, grid_of

Say = Callable[[str, Fault], str]
"""A sentence about a fault in a language (``vi`` or ``en``)."""


class Rung(IntEnum):
    """How far a submission came before something was wrong with it; what comes first, first."""

    FILE = 1
    CELL = 2
    CROSS = 3
    FORM = 4
    BEFORE = 5
    SIBLINGS = 6


_RUNGS: Mapping[str, Rung] = {
    "check_failed": Rung.CROSS,
    "any_of": Rung.CROSS,
    "one_of": Rung.CROSS,
    "asked_elsewhere": Rung.CROSS,
    "asked_once_differs": Rung.CROSS,
    "min_properties": Rung.CROSS,
    "max_properties": Rung.CROSS,
    "required": Rung.FORM,
    "moved_much": Rung.BEFORE,
    "unlike_siblings": Rung.SIBLINGS,
}
_OF_CELLS = frozenset({
    "unknown_measure", "unknown_property", "unknown_column", "section_value",
    "ambiguous_number", "number_not_finite", "number_too_long",
})  # fmt: skip
"""Faults of one cell even where the form has no question of that path."""

_OF_FORMS = frozenset({"not_allowed", "const", "enum"})
"""Faults of the whole form where they name no path."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One fault as people meet it.

    ``label`` and ``section`` are the form's words (the path where it has none), ``cell`` the
    address on the template's sheet (empty where the submission did not come in one), ``where``
    the row, line or file it came from. ``sentence`` says what is wrong, ``mend`` what to do;
    ``sent`` and ``allowed`` are the fault's own in words, ``number`` is the question's (``[3]``).
    """

    fault: Fault
    rung: Rung
    label: Label
    section: Label
    cell: str
    where: str
    sentence: Label
    mend: Label
    sent: Label
    allowed: Label
    number: str = ""

    @property
    def place(self) -> str:
        """Where to look: the cell, else the row, line or file."""
        return self.cell or self.where


@dataclass(frozen=True, slots=True)
class Ground:
    """What a submission was judged by: its form and the unit's level, where they are known.

    ``source`` is where it came from; ``template`` says that it came in the template's workbook.
    """

    form: Form | None = None
    level: str = ""
    source: str = ""
    template: bool = False


NOWHERE = Ground()


def fault_list(
    faults: Sequence[Fault], say: Say, mend: Say, ground: Ground = NOWHERE
) -> tuple[Entry, ...]:
    """Every fault once, the most important first.

    Errors come before warnings; then the rungs in order; warnings by how much they weigh on the
    figure above; then from top to bottom of the form. The order does not depend on the order
    in which the faults were found.
    """
    grid = grid_of(ground.form, ground.level) if ground.form and ground.template else None
    rows = _rows(ground.form) if ground.form else {}
    found: dict[tuple[object, ...], Entry] = {}
    for fault in faults:
        entry = _entry(fault, say, mend, ground, grid)
        found.setdefault(_key(entry, rows), entry)
    return tuple(found[key] for key in sorted(found))


def _rows(form: Form) -> dict[str, int]:
    """The place of each question in the form; a section's is that of the first in it."""
    rows: dict[str, int] = {}
    for place, measure in enumerate(form.measures):
        path = measure.path
        while path:
            rows.setdefault(path, place)
            path = path.rpartition(".")[0]
    return rows


def rung_of(fault: Fault, form: Form | None = None) -> Rung:
    """How far a submission with this fault came."""
    rung = _RUNGS.get(fault.code)
    if rung is not None:
        return rung
    if not fault.path and fault.code in _OF_FORMS:
        return Rung.FORM
    known = form is not None and _words_of(fault.path, form) is not None
    return Rung.CELL if known or fault.code in _OF_CELLS else Rung.FILE


def capped(entries: Sequence[Entry], limit: int) -> tuple[Sequence[Entry], int]:
    """The first entries, and how many more there are."""
    return entries[:limit], max(0, len(entries) - limit)


def as_data(entry: Entry) -> dict[str, object]:
    """One entry as plain data, in both languages."""
    fault = entry.fault
    return {
        "code": fault.code,
        "rung": entry.rung.name.lower(),
        "severity": fault.severity,
        "path": fault.path,
        "label": _both(entry.label),
        "section": _both(entry.section),
        "cell": entry.cell,
        "where": entry.where,
        "sent": fault.sent,
        "allowed": fault.allowed,
        "sentence": _both(entry.sentence),
        "mend": _both(entry.mend),
    }


def marked(entries: Sequence[Entry], language: str) -> tuple[Told, ...]:
    """The entries as the workbook of faults takes them, in one language."""
    return tuple(
        Told(one.fault, one.sentence.in_(language), one.mend.in_(language), one.fault.severity)
        for one in entries
    )


def _entry(fault: Fault, say: Say, mend: Say, ground: Ground, grid: Grid | None) -> Entry:
    spot = grid.by_path.get(fault.path) if grid else None
    form = ground.form
    own = _words_of(fault.path, form) if form else None
    known = numbers(form, ground.level)
    spoken = {one: in_words(fault, form, one, exact=not ground.template) for one in ("vi", "en")}

    def figures(told: Callable[[Fault], str]) -> Label:
        if form is None:
            return Label(told(spoken["vi"]), told(spoken["en"]))
        return Label(*(by_name(told(spoken[one]), form, known, one) for one in ("vi", "en")))

    def sentence(voice: Say) -> Label:
        return Label(*(by_number(voice(one, spoken[one]), known, one) for one in ("vi", "en")))

    return Entry(
        fault=fault,
        rung=rung_of(fault, ground.form),
        label=own or Label(fault.path, fault.path),
        section=_section_of(fault.path, form),
        cell=spot.cell if spot else "",
        where=fault.where or ground.source,
        sentence=sentence(say),
        mend=sentence(mend),
        sent=figures(lambda one: one.sent),
        allowed=figures(lambda one: one.allowed),
        number=known.get(fault.path, ""),
    )


def _words_of(path: str, form: Form) -> Label | None:
    measure = form.by_path.get(path)
    if measure is not None:
        return measure.label
    return next((one.label for one in form.sections if path and one.path == path), None)


def _section_of(path: str, form: Form | None) -> Label:
    above = path.rpartition(".")[0]
    return (_words_of(above, form) if form else None) or Label(above, above)


def _key(entry: Entry, rows: Mapping[str, int]) -> tuple[object, ...]:
    fault = entry.fault
    # Two that agree in all of this are the same fault: the order is total.
    return (
        fault.severity != "error",
        entry.rung,
        -fault.weight,
        rows.get(fault.path, len(rows)),
        fault.path,
        entry.where,
        fault.code,
        fault.sent,
        fault.allowed,
        tuple(sorted(fault.message.items())),
    )


def _both(words: Label) -> dict[str, str]:
    return {"vi": words.vi, "en": words.en}
