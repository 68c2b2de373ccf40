"""How one answer of a submission is said to a person."""

from typing import TYPE_CHECKING

from commands.context import here
from commands.voice import word

if TYPE_CHECKING:
    from schemas.form import Measure


def answer_words(value: object, measure: "Measure | None" = None) -> str:
    """A value: yes and no in words, a choice by its label; blank where there is none."""
    if value is None:
        return word("cell_blank")
    if isinstance(value, bool):
        return word("cell_yes" if value else "cell_no")
    if isinstance(value, list):
        return " | ".join(str(one) for one in value)
    label = measure.option_in(str(value), here().language) if measure else ""
    return label or str(value)


def mark_words(mark: str) -> str:
    """A mark in words, with its sign; what is no mark stands as it is."""
    from reporting.template.filling import SIGNS

    return word(f"mark_{mark}") if mark in SIGNS else str(mark)
