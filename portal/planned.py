"""What stands in a plan as people read it: targets by their label, days by the country's usage."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from engine.plan_words import Named
from portal.spelling import figure
from portal.visit import Visit
from reporting.workbook.verdicts import SIGNS


def local_day(visit: Visit, told: str | None) -> str:
    """A day of a plan's document as people write it; empty where there is none."""
    return visit.day(date.fromisoformat(told)) if told else ""


def target_label(visit: Visit, known: Named, one: Mapping[str, Any]) -> str:
    """What a target is about: its own label, else that of its measure, else the bare path."""
    own, path = one.get("label"), str(one["measure"])
    if own:
        return str(own)
    measure = known.measures.get(path)
    if measure is None:
        return path
    label, unit = measure.label.in_(visit.language), measure.unit.in_(visit.language)
    return f"{label} ({unit})" if unit else label


def figure_words(visit: Visit, one: Mapping[str, Any]) -> str:
    """A target's sign and value, with what is tolerated and the floor below it."""
    value = one["value"]
    if isinstance(value, bool):
        return visit.say("yes" if value == (one["op"] != "!=") else "not_so")
    if isinstance(value, str):
        return value
    words = f"{SIGNS.get(one['op'], one['op'])} {_spelt(value, visit.language)}"
    if one.get("tolerance"):
        words += f" ± {_spelt(one['tolerance'], visit.language)}"
    if one.get("floor") is not None:
        words += f"; ≥ {_spelt(one['floor'], visit.language)}"
    return words


def _spelt(value: Any, language: str) -> str:  # noqa: ANN401  a number of a document
    return figure(Decimal(str(value)), language)
