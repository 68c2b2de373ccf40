"""Holds together what a form's measures say of each other: parts, conditions, checks, no loops."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from graphlib import CycleError, TopologicalSorter

from errors import Fault
from schemas.expression import paths
from schemas.form import Check, Measure
from schemas.rules import condition_fits, is_derived, option_text

PREVIOUS = "prev:"
"""Begins a path of a check that looks at the period before."""

Measures = Mapping[str, Measure]


def link_faults(measures: Measures, checks: tuple[Check, ...]) -> tuple[Fault, ...]:
    """Paths that are not there or do not suit their use, and figures made of themselves."""
    faults = [fault for measure in measures.values() for fault in _of_measure(measure, measures)]
    faults += [fault for check in checks for fault in _of_check(check, measures)]
    return (*faults, *_loops(measures))


def near(path: str, known: Iterable[str]) -> str:
    """Known paths that look like the one asked for, for a sentence that helps."""
    return ", ".join(get_close_matches(path, list(known), n=3, cutoff=0.6))


def sources(measure: Measure) -> tuple[str, ...]:
    """The paths a derived measure is made from, each once; none for what units send."""
    if measure.computed:
        return paths(measure.computed)
    rule = measure.rule
    if not is_derived(measure.path, rule):
        return ()
    named = [*rule.parts, *([rule.weight] if rule.weight else [])]
    return tuple(dict.fromkeys([*named, *(c.measure for c in rule.conditions)]))


def _of_measure(measure: Measure, measures: Measures) -> Iterator[Fault]:
    if measure.derived:
        for stated, name in ((measure.standing, "x-standing"), (measure.same_as, "x-same-as")):
            if stated:
                # What nobody fills in cannot be offered to anybody.
                yield Fault("annotation_misplaced", measure.path, sent=name)
    named = dict.fromkeys(sources(measure))
    if measure.rule.weight:
        named[measure.rule.weight] = None
    for path in named:
        part = measures.get(path)
        if part is None:
            yield Fault("path_unknown", measure.path, sent=path, allowed=near(path, measures))
        elif measure.rule.name != "share" and not _adds_up(part, measure):
            yield Fault("part_unfit", measure.path, sent=path)
    for condition in measure.rule.conditions:
        part = measures.get(condition.measure)
        if part is not None and not (
            _of_unit(part) and condition_fits(condition, part.kind, part.options)
        ):
            sent = f"{condition.measure} {condition.op} {option_text(condition.value)}"
            yield Fault("condition_unfit", measure.path, sent=sent)


def _of_unit(part: Measure) -> bool:
    """Whether a unit has a value of its own: sent, here or elsewhere, or computed at the unit."""
    if part.rule.source:
        return True
    return not part.derived or (bool(part.computed) and part.computed_at == "unit")


def _adds_up(part: Measure, whole: Measure) -> bool:
    """Whether a part is a figure that the whole can be made of.

    A figure kept per level (count, share) is not one figure, and a rate or a mean is no part
    of a rate. What is computed at the unit needs parts the unit has.
    """
    if part.kind not in ("integer", "number"):
        return False
    if whole.computed and whole.computed_at == "unit":
        return _of_unit(part)
    if part.rule.name in ("count", "share"):
        return False
    return bool(whole.computed or part.rule.source) or not is_derived(part.path, part.rule)


def _of_check(check: Check, measures: Measures) -> Iterator[Fault]:
    for path in (*check.left, *check.right):
        bare = path.removeprefix(PREVIOUS)
        part = measures.get(bare)
        if part is None:
            yield Fault("path_unknown", "x-checks", sent=path, allowed=near(bare, measures))
        elif part.kind not in ("integer", "number") or not (part.computed or not part.derived):
            yield Fault("part_unfit", "x-checks", sent=path)


def _loops(measures: Measures) -> Iterator[Fault]:
    graph = {
        measure.path: [path for path in sources(measure) if path in measures]
        for measure in measures.values()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        loop = [str(path) for path in reversed(error.args[1])]
        yield Fault("derived_loop", loop[0], sent=" → ".join(loop))
