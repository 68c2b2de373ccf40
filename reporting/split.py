"""How a plan shares a target out: what it says, among whom, and what is wrong with it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from errors import Fault
from hierarchy.tree import Tree
from reporting.allocation import Heir, Way, decimals_of, given_faults
from reporting.plan import Plan
from reporting.selector import Selector, resolve
from schemas.form import Measure

ADDS_UP = frozenset({"sum", "count"})
"""Rules of figures that are the sum of their parts; all others are inherited, never split."""


@dataclass(frozen=True, slots=True)
class Split:
    """How one target is shared out; ``decimals`` None: those of the measure or of the value."""

    way: Way
    decimals: int | None = None
    among: Selector | Sequence[Selector] = field(default_factory=lambda: {"children": True})
    given: Mapping[str, Fraction] = field(default_factory=dict)


def read_split(target: Mapping[str, Any]) -> Split | None:
    """The split of a plan's target, or None where units below inherit it as it is."""
    said = target.get("split", "inherit")
    if isinstance(said, str):
        said = {"by": said}
    if said["by"] == "inherit":
        return None
    given = {code: Fraction(one) for code, one in said.get("given", {}).items()}
    among = said.get("among", {"children": True})
    return Split(said["by"], said.get("decimals"), among, given)


def decimals_for(split: Split, measure: Measure | None, value: Fraction) -> int:
    """The decimals of the shares: declared, else the measure's, else those of the value."""
    if split.decimals is not None:
        return int(split.decimals)
    return measure.decimals if measure is not None else decimals_of(value)


def adds_up(measure: Measure) -> bool:
    """Whether a unit's figure is the sum of its parts, so that a target on it can be split."""
    at_top = measure.computed and measure.computed_at == "rolled_up"
    return measure.rule.name in ADDS_UP and not at_top


def heirs(split: Split, tree: Tree, issuer: int) -> list[Heir]:
    """Who gets a share, in tree order, each with the share it was given, if any.

    Raises Problem plan_faults where a named unit is unknown or stands elsewhere.
    """
    places = resolve(split.among, tree, issuer)
    codes = [tree.units[place].code for place in places]
    pairs = zip(places, codes, strict=True)
    return [Heir(place, code, split.given.get(code)) for place, code in pairs]


def split_anew(before: Mapping[str, Any], after: Mapping[str, Any]) -> frozenset[tuple[str, str]]:
    """(measure, day) of targets that are split and whose value or split reads otherwise now."""
    stood = {(one["measure"], one["by"]): one for one in before.get("targets", ())}
    return frozenset(
        (one["measure"], one["by"])
        for one in after.get("targets", ())
        if (old := stood.get((one["measure"], one["by"]))) is not None
        and read_split(one) is not None
        and (old["value"], read_split(old)) != (one["value"], read_split(one))
    )


def split_faults(plan: Plan, tree: Tree, measures: Mapping[str, Measure]) -> Iterator[Fault]:
    """What is wrong with the splits of a plan that is to be issued.

    ``measures`` are those of the forms it collects, by path; a measure of no form is taken at
    its word. Raises Problem plan_faults where ``among`` names an unknown unit.
    """
    issuer = tree.index[plan.issuer]
    for place, target in enumerate(plan.document.get("targets", ()), 1):
        split = read_split(target)
        if split is None:
            continue
        measure = measures.get(target["measure"])
        if measure is not None and not adds_up(measure):
            yield Fault("target_not_split", f"targets.{place}.split", sent=target["measure"])
            continue
        value = target["value"]
        if isinstance(value, bool | str):
            yield Fault("type_number", f"targets.{place}.value", sent=str(value))
            continue
        whole = Fraction(value)
        named = {heir.code for heir in heirs(split, tree, issuer)}
        if split.way == "given":
            decimals = decimals_for(split, measure, whole)
            for fault in given_faults(whole, decimals, split.given, named):
                path = ".".join(part for part in (f"targets.{place}.split", fault.path) if part)
                yield Fault(fault.code, path, fault.where, fault.sent, fault.allowed)
