"""The targets of a plan as a table of words: what, how much, by when."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from reporting.binding import read_target
from reporting.letter.letter import Grid
from reporting.letter.spelling import clean, day_figures, number_words
from reporting.target import Target

Words = Mapping[str, str]
Named = Callable[[str], tuple[str, str]]
"""From a measure's path to its label and unit of measure in the letter's language."""
_OPS = {
    ">=": "op_at_least",
    ">": "op_above",
    "<=": "op_at_most",
    "<": "op_below",
    "=": "op_equal",
    "!=": "op_other",
    "about": "op_about",
}


def targets_grid(
    targets: Sequence[Mapping[str, Any]], named: Named, words: Words, language: str
) -> Grid:
    """The table; targets of one objective stand under it, in the order of the plan."""
    heads = tuple(words[key] for key in ("col_no", "col_target", "col_wanted", "col_by"))
    return Grid("targets", heads, tuple(_rows(targets, named, words, language)))


def _rows(
    targets: Sequence[Mapping[str, Any]], named: Named, words: Words, language: str
) -> Iterator[tuple[str, ...]]:
    order = list(dict.fromkeys(one.get("objective", "") for one in targets))
    number = 0
    for objective in order:
        if objective:
            yield (clean(objective),)
        for one in targets:
            if one.get("objective", "") != objective:
                continue
            number += 1
            target = read_target(one)
            label, unit = named(target.measure)
            label = clean(target.label or label)
            if target.reason:
                label = words["target_reason"].format(label=label, reason=clean(target.reason))
            wanted = wanted_words(target, unit, words, language)
            yield str(number), label, wanted, day_figures(target.by)


def wanted_words(target: Target, unit: str, words: Words, language: str) -> str:
    """What a target asks, in words: "từ 62,5% trở lên", "không quá 111, không dưới 104"."""
    value = target.value
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, bool):
        return words["yes" if value == (target.op != "!=") else "no"]

    def figure(number: Fraction) -> str:
        text = number_words(number, language)
        return f"{text}{unit}" if unit in {"%", "‰"} else f"{text} {unit}".rstrip()

    said = words[_OPS[target.op]].format(value=figure(value))
    if target.op == "about" and target.tolerance:
        tolerance = number_words(target.tolerance, language)
        said = words["op_tolerance"].format(said=said, value=tolerance)
    if target.floor is not None:
        said = words["op_floor"].format(said=said, value=number_words(target.floor, language))
    return said
