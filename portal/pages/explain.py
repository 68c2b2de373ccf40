"""Why a figure is what it is: who gave what to it, a step down the tree with every click."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

from engine.explained_at import Step, explained_at
from engine.overview import Place
from portal.guard.needs import needs
from portal.pages.units import address, level_in, split
from portal.rendering import page
from portal.spelling import figure as spelled
from portal.visit import Visit
from reporting.display import shown as rounded
from reporting.explained import Explained, Origin
from reporting.explanation import Contributor, Explanation, Node, Portion

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a figure (what is above or below a line, or the figure itself)."""

    name: str
    value: str
    share: str


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit with all below it, or the unit's own report, in a figure."""

    place: Place
    own: bool
    value: str
    parts: tuple[Part, ...]
    reported: int
    expected: int
    replaced: bool
    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One figure as it is read."""

    label: str
    rule: str
    value: str
    parts: tuple[Part, ...]
    branches: tuple[Branch, ...]
    silent: int


@router.get("/units/{unit}/explain")
def show(
    unit: str,
    visit: Annotated[Visit, needs("figures")],
    measure: str,
    form: str = "",
    period: str = "",
) -> Response:
    """A figure, what it is made of, and where each part of it leads."""
    form, period = split(form, period)
    step = explained_at(visit.work, unit, measure, form, period, visit.now)
    why = step.explained
    return page(
        visit,
        "explain.html",
        step=step,
        why=why,
        here=step.places[why.place],
        figures=[_told(visit, step, one) for one in why.figures],
        unit_words=why.measure.unit.in_(visit.language),
        label=why.measure.label.in_(visit.language),
        address=address,
        measure=measure,
    )


def _told(visit: Visit, step: Step, one: Explanation) -> Told:
    why = step.explained
    key, language = one.key, visit.language
    label = why.measure.option_in(key.option, language) or key.option if key.option else ""
    if key.level:
        label = " · ".join(filter(None, (label, level_in(visit, key.level))))
    head = one.nodes[0] if one.nodes else None
    computed = why.measure.computed and why.measure.computed_at == "rolled_up"
    return Told(
        label=label,
        rule=visit.say("rule_computed" if computed else f"rule_{why.measure.rule.name}"),
        value=_number(visit, why, key.measure, one.value),
        parts=() if head is None else _parts(visit, why, head.portions),
        branches=tuple(_branches(visit, step, one)),
        silent=len(why.silent_in(one)),
    )


def _branches(visit: Visit, step: Step, one: Explanation) -> list[Branch]:
    """The unit's own report first, where it gave any, then the units just below."""
    why, path = step.explained, one.key.measure

    def branch(
        found: Contributor | Node, value: Fraction | None, heard: tuple[int, int], *, own: bool
    ) -> Branch:
        return Branch(
            place=step.places[found.place],
            own=own,
            value=_number(visit, why, path, value),
            parts=_parts(visit, why, found.portions),
            reported=heard[0],
            expected=heard[1],
            replaced=found.replaced,
            origins=why.origins.get(found.place, ()),
        )

    mine = [each for each in one.contributors if each.place == why.place]
    below = [node for node in one.nodes if node.depth]
    return [
        *(branch(each, each.own, (1, 1), own=True) for each in mine),
        *(branch(node, node.value, (node.reported, node.expected), own=False) for node in below),
    ]


def _parts(visit: Visit, why: Explained, portions: tuple[Portion, ...]) -> tuple[Part, ...]:
    return tuple(
        Part(
            _label(visit, why, one),
            _number(visit, why, one.path, one.value),
            _percent(visit, one.share),
        )
        for one in portions
    )


def _label(visit: Visit, why: Explained, one: Portion) -> str:
    # The parts of a share of units are no measures but counts of these.
    if why.measure.rule.name == "share" and one.role in {"numerator", "denominator"}:
        return visit.say(f"share_{one.role}")
    measure = why.form.by_path.get(one.path)
    return one.path if measure is None else measure.label.in_(visit.language)


def _percent(visit: Visit, share: Fraction | None) -> str:
    if share is None:
        return ""
    return f"{spelled(Decimal(rounded(share * 100, 1)), visit.language)} %"


def _number(visit: Visit, why: Explained, path: str, value: Fraction | None) -> str:
    if value is None:
        return ""
    return spelled(Decimal(rounded(value, why.decimals(path))), visit.language)
