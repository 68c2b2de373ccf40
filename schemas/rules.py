"""Reads ``x-rollup``: how a measure rolls up over units, and whether that suits its kind."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, get_args

from schemas.canonical import plain
from schemas.form import Condition, Kind, Rule, RuleName

FITTING: Mapping[Kind, frozenset[str]] = {
    "integer": frozenset({"sum", "min", "max", "count", "mean", "ratio", "share", "none"}),
    "number": frozenset({"sum", "min", "max", "count", "mean", "ratio", "share", "none"}),
    "boolean": frozenset({"count", "share", "none"}),
    "choice": frozenset({"choice", "none"}),
    "text": frozenset({"collect", "none"}),
}
"""Which rules a kind of measure can have."""

OVER_TIME: Mapping[Kind, frozenset[str]] = {
    "integer": frozenset({"sum", "last", "mean", "min", "max", "none"}),
    "number": frozenset({"sum", "last", "mean", "min", "max", "none"}),
    "boolean": frozenset({"last", "none"}),
    "choice": frozenset({"last", "none"}),
    "text": frozenset({"last", "none"}),
}
"""Which rules over periods a kind of measure can have."""


_NAMES: Mapping[str, RuleName] = {name: name for name in get_args(RuleName)}


def rule_of(annotation: str | Mapping[str, Any]) -> Rule:
    """The rule an ``x-rollup`` states; its shape has been checked against the dialect."""
    if isinstance(annotation, str):
        return Rule(_NAMES[annotation])
    if "sum" in annotation:
        return Rule("sum", source=annotation["sum"])
    if "ratio" in annotation:
        scale = Fraction(annotation.get("scale", 1))
        return Rule("ratio", parts=tuple(annotation["ratio"]), scale=scale)
    if "mean" in annotation:
        return Rule("mean", parts=(annotation["mean"],), weight=annotation.get("weight"))
    match: Literal["all", "any"] = "all" if "all" in annotation["share"] else "any"
    conditions = tuple(
        Condition(item["measure"], item["op"], _bound(item["value"]))
        for item in annotation["share"][match]
    )
    scale = Fraction(annotation.get("scale", 1))
    return Rule("share", scale=scale, conditions=conditions, match=match)


def _bound(value: Decimal | str | int) -> Fraction | bool | str:
    return value if isinstance(value, bool | str) else Fraction(value)


def is_derived(path: str, rule: Rule) -> bool:
    """Whether the rule itself makes the figure from other measures: nobody sends it."""
    if rule.name == "mean":
        return rule.parts != (path,)
    return rule.name in ("ratio", "share") or bool(rule.source)


def condition_fits(condition: Condition, kind: Kind, options: tuple[str, ...]) -> bool:
    """Whether a share's comparison makes sense for the measure it looks at."""
    value, equality = condition.value, condition.op in ("=", "!=")
    if kind == "boolean":
        return isinstance(value, bool) and equality
    if kind == "choice":
        return equality and option_text(value) in options
    return kind in ("integer", "number") and isinstance(value, Fraction)


def option_text(value: Fraction | Decimal | int | str) -> str:
    """An option of a choice as text: numbers as plain digits."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Fraction):
        return plain(Decimal(value.numerator) / Decimal(value.denominator))
    return value if isinstance(value, str) else plain(value)
