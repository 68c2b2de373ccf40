"""A unit with everything below it: who has sent, what it adds up to, and why a figure is so."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter
from starlette.responses import Response

import messages
from engine.key_figures import Figure, Wanted
from engine.overview import Child, Overview, highest, overview
from portal.charts import CLASSES, Map, Spot, Trend, coverage_class, map_of, trend_of, width_of
from portal.going import go
from portal.guard.needs import needs
from portal.rendering import page
from portal.spelling import figure as spelled
from portal.visit import Visit
from reporting.display import shown as rounded
from reporting.workbook.table import level_words
from reporting.workbook.verdicts import target_words

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Line:
    """A child in the table: its counts, the class of its share, and its place in the ranking."""

    child: Child
    kind: str
    percent: int
    value: str
    bar: float


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as it is read."""

    figure: Figure
    label: str
    unit: str
    value: str
    target: str


@router.get("/units")
def mine(visit: Annotated[Visit, needs("home")]) -> Response:
    """The unit of whoever asks; for those who have none, the highest."""
    return go(f"/units/{quote(visit.holder.unit or highest(visit.work, visit.now))}")


@router.get("/units/{unit}")
def show(
    unit: str,
    visit: Annotated[Visit, needs("overview")],
    form: str = "",
    period: str = "",
    measure: str = "",
    all: str = "",  # noqa: A002  the name of the field
) -> Response:
    """How a unit and all below it stand: counts, the silent by name, children, figures."""
    form, period = split(form, period)
    wanted = Wanted(visit.permit.allows("figures"), bool(all), measure)
    found = overview(visit.work, unit, form, period, wanted, visit.now)
    lines = _lines(visit, found)
    return page(
        visit,
        "unit.html",
        found=found,
        lines=lines,
        ranked=_ranked(lines),
        map=_map(visit, found),
        classes=CLASSES,
        trend=_trend(visit, found),
        figures=[_shown(visit, one) for one in found.figures],
        compared=None if found.compared is None else _shown(visit, found.compared),
        address=address,
        every=bool(all),
    )


def split(form: str, period: str) -> tuple[str, str]:
    """Form and period of ``FORM PERIOD``, as one field of a list gives them."""
    if not period and " " in form:
        form, _, period = form.partition(" ")
    return form, period


def address(way: str, **query: str) -> str:
    """The address of a unit's page (``way`` is its code, or more) with a query."""
    told = {name: value for name, value in query.items() if value}
    return f"/units/{quote(way)}" + (f"?{urlencode(told)}" if told else "")


def _lines(visit: Visit, found: Overview) -> list[Line]:
    """The children, who is least heard of first."""
    values = [one.value for one in found.children if one.value is not None]
    most = max(values, default=Fraction(0))
    lines = [
        Line(
            child=one,
            kind=coverage_class(one.counts.reported, one.counts.expected),
            percent=100 * one.counts.reported // one.counts.expected if one.counts.expected else 0,
            value=_number(visit, found.compared, one.value),
            bar=width_of(one.value, most),
        )
        for one in found.children
    ]
    return sorted(lines, key=_share)


def _share(line: Line) -> tuple[bool, Fraction, int]:
    counts = line.child.counts
    share = Fraction(counts.reported, counts.expected) if counts.expected else Fraction(2)
    return not counts.expected, share, -counts.missing


def _ranked(lines: Sequence[Line]) -> list[Line]:
    """Children that have the chosen figure, the largest first."""
    found = [one for one in lines if one.child.value is not None]
    return sorted(found, key=lambda one: -(one.child.value or 0))


def _map(visit: Visit, found: Overview) -> Map | None:
    spots = []
    for one in found.children:
        unit, counts = one.place.unit, one.counts
        if unit.lat is not None and unit.lon is not None and counts.expected:
            told = visit.say(
                "dot", name=unit.name, reported=counts.reported, expected=counts.expected
            )
            spots.append(Spot(unit.lat, unit.lon, counts.reported, counts.expected, told))
    return map_of(spots)


def _trend(visit: Visit, found: Overview) -> Trend | None:
    figure = found.compared
    steps = [(one.period, one.value, _number(visit, figure, one.value)) for one in found.trend]
    return trend_of(steps)


def _shown(visit: Visit, one: Figure) -> Shown:
    language, measure = visit.language, one.measure
    label = measure.label.in_(language)
    if one.key.option:
        label += f": {measure.option_in(one.key.option, language) or one.key.option}"
    if one.key.level:
        label += f" ({level_in(visit, one.key.level)})"
    target = ""
    if one.target is not None:
        target = target_words(one.target, messages.words(language, "workbook"), language)
    value = _number(visit, one, one.value if one.reported else None)
    return Shown(one, label, measure.unit.in_(language), value, target)


def level_in(visit: Visit, level: str) -> str:
    """A level as people of this language call it."""
    return level_words(level, messages.words(visit.language, "workbook"))


def _number(visit: Visit, figure: Figure | None, value: Fraction | None) -> str:
    if figure is None or value is None:
        return ""
    counted = figure.measure.rule.name in {"count", "choice"}
    text = rounded(value, 0 if counted else figure.measure.decimals)
    return spelled(Decimal(text), visit.language)
