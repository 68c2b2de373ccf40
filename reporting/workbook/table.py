"""Which columns the table by unit has, in which order, and how wide each has to be."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from reporting.columns import Key
from reporting.description import Description
from reporting.workbook.widths import BOLD, across, lined
from schemas.form import Form, Measure

LEAD = 6
"""Columns before the figures: number, code, name, expected, reported, share."""
LABEL_LINES, UNIT_LINES = 7, 2
"""Lines a label and its unit of measure may take in the head of the table."""
_WIDEST = 26.0


class Helper(NamedTuple):
    """A hidden column that a total needs: the upper or lower part of a figure."""

    key: Key
    top: bool


def only_own(measure: Measure) -> bool:
    """Whether a measure is shown as each unit states it, with no total."""
    rolled_up = measure.computed and measure.computed_at == "rolled_up"
    return measure.rule.name == "none" and not rolled_up


@dataclass(frozen=True, slots=True)
class Column:
    """One figure column: what it shows, its words, its least width in characters.

    ``look`` is what its number formats are called after: yes and no, else its decimals.
    """

    key: Key
    measure: Measure
    label: str
    unit: str
    section: str
    decimals: int
    width: float
    look: str


def shown_decimals(measure: Measure) -> int:
    """Decimals of a figure: counts and choices are whole, others as the form says."""
    return 0 if measure.rule.name in {"count", "choice"} else min(measure.decimals, 6)


def present(form: Form, levels: Iterable[str]) -> frozenset[str]:
    """Paths of the measures that can hold a figure where only these levels stand."""
    here = frozenset(levels)
    asked = {
        m.path
        for m in form.measures
        if not m.derived and (not m.measured_at or here & set(m.measured_at))
    }
    for _ in range(len(form.measures)):
        more = {
            m.path
            for m in form.measures
            if m.derived and m.path not in asked and _needs(m) <= asked
        }
        if not more:
            break
        asked |= more
    return frozenset(asked)


def _needs(measure: Measure) -> set[str]:
    rule = measure.rule
    needs = {s.path for s in measure.computed if s.op == "path"} or set(rule.parts)
    return needs | {c.measure for c in rule.conditions}


def section_labels(form: Form, language: str) -> dict[str, str]:
    """Words of every section by its path, the outer before the inner."""
    own = {s.path: s.label.in_(language) for s in form.sections if s.path}

    def words(path: str) -> str:
        steps = path.split(".")
        chain = [own.get(".".join(steps[: i + 1]), "") for i in range(len(steps))]
        return " – ".join(part for part in chain if part)

    return {path: words(path) for path in {*own, *(m.section for m in form.measures)}}


def asked_keys(keys: Sequence[Key], asked: Description) -> list[Key]:
    """The keys of the measures asked for, in the order they are asked for."""
    if not asked.measures:
        return list(keys)
    return [key for path, _ in asked.measures for key in keys if key.measure == path]


def columns(
    form: Form,
    keys: Sequence[Key],
    levels: Sequence[str],
    words: Mapping[str, str],
    language: str,
    titles: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Column, ...]:
    """The figure columns of a unit below and at which these levels stand.

    ``titles`` stand for the form's own labels, by the path of a measure.
    """
    here, paths = set(levels), present(form, levels)
    sections = section_labels(form, language)
    several = {
        p for p in paths if len({k.level for k in keys if k.measure == p and k.level in here}) > 1
    }
    found = []
    for key in keys:
        if key.measure not in paths or (key.level and key.level not in here):
            continue
        measure = form.by_path[key.measure]
        label = titles.get(key.measure) or measure.label.in_(language)
        if key.option:
            label += ": " + _option(measure, key.option, language)
        if key.level and key.measure in several:
            label += f" ({level_words(key.level, words)})"
        unit, decimals = _unit(measure, words, language), shown_decimals(measure)
        room = _room_for_figures(measure, decimals, len(here))
        found.append(
            Column(
                key,
                measure,
                label,
                unit,
                sections[measure.section] or words["general_section"],
                decimals,
                _width(label, unit, room),
                "_yes" if measure.kind == "boolean" and only_own(measure) else str(decimals),
            )
        )
    return tuple(found)


def named(column: Column) -> str:
    """A column's words where it stands away from its section: "of these: women" of whom."""
    return f"{column.section}: {column.label}" if column.section else column.label


def _unit(measure: Measure, words: Mapping[str, str], language: str) -> str:
    named = measure.unit.in_(language)
    if measure.rule.name in {"count", "choice"}:
        return words["unit_count"]
    return named


def level_words(level: str, words: Mapping[str, str]) -> str:
    """What people call a level; the label of the data where no word is known."""
    return words.get(f"level_{level}", level)


def _option(measure: Measure, option: str, language: str) -> str:
    labels = dict(zip(measure.options, measure.option_labels, strict=False))
    return labels[option].in_(language) if option in labels else option


def _room_for_figures(measure: Measure, decimals: int, levels: int) -> float:
    """Characters a figure needs: sums grow with every level they are gathered over."""
    if measure.rule.name != "sum":
        return 8.0
    return float(min(7 + levels, 11) + min(decimals, 2))


def _width(label: str, unit: str, least: float) -> float:
    """The least width that holds the figures, each word, and the label in its lines."""
    longest = max((across(word) for word in f"{label} {unit}".split()), default=0.0)
    width = max(least, (longest * BOLD / 0.97 + 3) / 7)
    while width < _WIDEST and (
        lined(label, width, bold=True, indent=False) > LABEL_LINES
        or lined(unit, width, bold=True, indent=False) > UNIT_LINES
    ):
        width += 0.5
    return min(width, _WIDEST)


def helpers(found: Sequence[Column]) -> tuple[Helper, ...]:
    """Hidden columns for figures whose two parts are not both plain sums in the table."""
    sums = {c.key.measure for c in found if c.measure.rule.name == "sum" and not c.key.level}
    needed = []
    for column in found:
        rule = column.measure.rule
        if rule.name in {"mean", "share"} or (rule.name == "ratio" and not set(rule.parts) <= sums):
            needed += [Helper(column.key, top=True), Helper(column.key, top=False)]
    return tuple(needed)
