"""Reads one leaf of a form into a measure, collecting what is wrong with its annotations."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Literal

from errors import Fault
from schemas.explaining import shortened
from schemas.expression import ExpressionError, parse, paths
from schemas.form import Kind, Label, Measure, Rule, Step
from schemas.kinds import coded, kind_of, options_of
from schemas.rules import FITTING, OVER_TIME, is_derived, rule_of
from schemas.walking import Schema

_UNIT_RULES = frozenset({"sum", "min", "max", "count", "none"})
"""Rules of a measure computed at each unit before it rolls up."""


def words(annotation: str | Mapping[str, str] | None, default: str) -> Label:
    """Words in both languages; one language stands in for the other where it is missing."""
    if annotation is None:
        return Label(default, default)
    if isinstance(annotation, str):
        return Label(annotation, annotation)
    vi = annotation.get("vi") or annotation["en"]
    return Label(vi, annotation.get("en") or vi)


def measure_of(
    root: Schema, leaf: Schema, path: str, above: tuple[str, ...], faults: list[Fault]
) -> Measure | None:
    """The measure of a leaf whose references are followed; None if it has no kind.

    ``above`` is the ``x-measured-at`` of the section around it.
    """
    kind = kind_of(root, leaf)
    if kind is None:
        sent = shortened(leaf.get("type", ""))
        faults.append(Fault("kind_unknown", path, sent=sent))
        return None
    steps = _steps(leaf, path, faults)
    rule = _rule(leaf, path, faults)
    at: Literal["rolled_up", "unit"] = leaf.get("x-computed-at", "rolled_up")
    faults += _misfits(leaf, path, kind, rule)
    derived = "x-computed" in leaf or is_derived(path, rule)
    if leaf.get("readOnly") is True and not derived:
        faults.append(Fault("read_only_entered", path))
    options = options_of(leaf) if kind == "choice" else ()
    return Measure(
        path=path,
        kind=kind,
        rule=rule,
        label=words(leaf.get("x-label"), path),
        unit=words(leaf.get("x-unit"), ""),
        section=path.rpartition(".")[0],
        decimals=leaf.get("x-decimals", 0),
        over_time=leaf.get("x-over-time", "none"),
        measured_at=levels(leaf, above),
        own_above=leaf.get("x-own-above", "adds"),
        options=options,
        option_labels=_option_labels(leaf, path, options, faults),
        coded=kind == "choice" and coded(leaf),
        computed=steps,
        computed_at=at,
        derived=derived,
        moves=_moves(root, leaf, kind),
        standing=leaf.get("x-standing", False),
        same_as=leaf.get("x-same-as", ""),
        suppress_below=leaf.get("x-suppress-below", 0),
    )


def _moves(root: Schema, leaf: Schema, kind: Kind) -> Fraction | None:
    """The share by which a figure may move unasked; the form's own where the leaf says nothing."""
    stated = leaf.get("x-moves", root.get("x-moves"))
    return Fraction(stated) if stated is not None and kind in ("integer", "number") else None


def levels(schema: Schema, above: tuple[str, ...]) -> tuple[str, ...]:
    """The levels a schema is measured at; what the section around it says if it says nothing."""
    stated = schema.get("x-measured-at")
    if stated is None:
        return above
    return (stated,) if isinstance(stated, str) else tuple(stated)


def _steps(leaf: Schema, path: str, faults: list[Fault]) -> tuple[Step, ...]:
    text = leaf.get("x-computed")
    if not isinstance(text, str):
        return ()
    try:
        steps = parse(text)
    except ExpressionError as error:
        where = str(error.position)
        faults.append(Fault("expression_invalid", path, where, sent=shortened(text)))
        return ()
    if not paths(steps):
        faults.append(Fault("expression_constant", path, sent=shortened(text)))
    return steps


def _rule(leaf: Schema, path: str, faults: list[Fault]) -> Rule:
    """The rule over units. A figure computed from rolled-up figures has none of its own."""
    stated: Any = leaf.get("x-rollup")
    computed = "x-computed" in leaf
    at_unit = computed and leaf.get("x-computed-at") == "unit"
    if stated is None:
        if not computed or at_unit:
            faults.append(Fault("rollup_missing", path))
        return Rule("none")
    rule = rule_of(stated)
    if computed:
        mean_of_itself = rule.name == "mean" and not is_derived(path, rule)
        allowed = _UNIT_RULES if at_unit else frozenset({"none"})
        if rule.name not in allowed and not (at_unit and mean_of_itself):
            sent, may = shortened(stated), ", ".join(sorted(allowed))
            faults.append(Fault("rollup_beside_computed", path, sent=sent, allowed=may))
    return rule


def _misfits(leaf: Schema, path: str, kind: Kind, rule: Rule) -> list[Fault]:
    faults = []
    numeric = kind in ("integer", "number")
    if rule.name not in FITTING[kind] or ("x-computed" in leaf and not numeric):
        may = ", ".join(sorted(FITTING[kind]))
        faults.append(Fault("rollup_unfit", path, where=kind, sent=rule.name, allowed=may))
    over_time = leaf.get("x-over-time", "none")
    if over_time not in OVER_TIME[kind]:
        may = ", ".join(sorted(OVER_TIME[kind]))
        faults.append(Fault("over_time_unfit", path, where=kind, sent=over_time, allowed=may))
    if kind != "number" and leaf.get("x-decimals", 0):
        faults.append(Fault("decimals_unfit", path, where=kind, sent=str(leaf["x-decimals"])))
    if "x-suppress-below" in leaf and (
        kind != "integer" or rule.name != "sum" or "x-computed" in leaf
    ):
        # What follows from a small count is hidden with it; only what is counted has a threshold.
        faults.append(Fault("annotation_misplaced", path, sent="x-suppress-below"))
    if "x-computed-at" in leaf and "x-computed" not in leaf:
        faults.append(Fault("annotation_misplaced", path, sent="x-computed-at"))
    return faults


def _option_labels(
    leaf: Schema, path: str, options: tuple[str, ...], faults: list[Fault]
) -> tuple[Label, ...]:
    stated = leaf.get("x-options", {})
    for name in stated:
        if name not in options:
            may = ", ".join(options)
            faults.append(Fault("option_unknown", path, sent=shortened(name), allowed=may))
    return tuple(words(stated.get(option), option) for option in options)
