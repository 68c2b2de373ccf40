"""A fault's figures as people read them: signs for marks, options' labels, numbers for paths."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from errors import Fault
from reporting.template.filling import SIGNS
from reporting.template.live import Live
from reporting.template.numbered import named_in, numbers_of
from schemas.form import Form, Measure
from schemas.grid import grid_of

ANSWERS = frozenset({"cell_not_open", "cell_outdated", "asked_elsewhere", "asked_once_differs"})
"""Faults that set one answer of a question against another."""
_LONGEST = 160
"""Characters of figures that are spelt out with the questions' words; longer ones by number."""


@lru_cache(maxsize=64)
def _numbers(form: "_ByDigest", level: str) -> Mapping[str, str]:
    grid = grid_of(form.form, level)
    return {path: f"[{number}]" for path, number in numbers_of(grid, Live(grid)).items()}


class _ByDigest:
    """A form that equals every reading of the same form."""

    def __init__(self, form: Form) -> None:
        self.form = form

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByDigest) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    @property
    def _key(self) -> tuple[str, str]:
        return self.form.reference, self.form.digest


def numbers(form: Form | None, level: str) -> Mapping[str, str]:
    """``[3]`` by path, as the workbook for a level numbers its questions; none without a form."""
    return _numbers(_ByDigest(form), level) if form is not None else {}


def in_words(fault: Fault, form: Form | None, language: str, *, exact: bool) -> Fault:
    """The fault with its answers in words; ``exact`` keeps what data must say beside them."""
    measure = form.by_path.get(fault.path) if form else None
    sent, allowed = fault.sent, fault.allowed
    if fault.code in ANSWERS:
        sent, allowed = (_answer(text, measure, language) for text in (sent, allowed))
    elif fault.code == "enum" and measure is not None and measure.option_labels:
        labels = zip(measure.options, measure.option_labels, strict=True)
        allowed = ", ".join(_option(one, label.in_(language), exact=exact) for one, label in labels)
    if (sent, allowed) == (fault.sent, fault.allowed):
        return fault
    return replace(fault, sent=sent, allowed=allowed)


def by_number(words: str, known: Mapping[str, str], language: str) -> str:
    """A sentence with the numbers of questions in the place of their paths."""
    return named_in(words, known, language)


def by_name(words: str, form: Form, known: Mapping[str, str], language: str) -> str:
    """Figures with numbers and words of questions in the place of paths, while short enough."""
    named = {
        path: f"{known[path]} {one.label.in_(language)}"
        for path, one in form.by_path.items()
        if path in known
    }
    told = named_in(words, named, language)
    return told if len(told) <= _LONGEST else named_in(words, known, language)


def _answer(text: str, measure: Measure | None, language: str) -> str:
    if text in SIGNS:
        return SIGNS[text]
    if measure is not None and measure.kind == "choice":
        # Another form's answer is followed by where it stands.
        option, opening, place = text.partition(" (")
        label = measure.option_in(option.strip('"'), language)
        return f"{label}{opening}{place}" if label else text
    return text


def _option(option: str, label: str, *, exact: bool) -> str:
    return f"{label} ({option})" if exact and label != option else label
