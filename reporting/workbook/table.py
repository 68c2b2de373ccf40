"""Which columns the table by unit has, where they stand and where its pages break."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reporting.columns import Key
from schemas.form import Form, Measure

LEAD = 6
"""Columns before the figures: number, code, name, expected, reported, share."""
FIXED = (5.0, 9.0, 26.0)
"""Widths, in characters, of the columns repeated on each printed page: number, code, name."""
PAGE = 1_330.0
"""Pixels across A4 landscape inside the margins at the sheet's print scale of 75 %."""


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
    """One figure column: what it shows, its words, its width in characters."""

    key: Key
    measure: Measure
    label: str
    unit: str
    section: str
    decimals: int
    width: float


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


def columns(
    form: Form, keys: Sequence[Key], levels: Sequence[str], words: Mapping[str, str], language: str
) -> tuple[Column, ...]:
    """The figure columns of a unit below and at which these levels stand."""
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
        label = measure.label.in_(language)
        if key.option:
            label += ": " + _option(measure, key.option, language)
        if key.level and key.measure in several:
            label += f" ({level_words(key.level, words)})"
        found.append(
            Column(
                key,
                measure,
                label,
                _unit(measure, words, language),
                sections[measure.section],
                shown_decimals(measure),
                _width(label),
            )
        )
    return tuple(found)


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


def _width(label: str) -> float:
    """Wide enough for a figure of seven digits, the longest word, the label in six lines."""
    longest = max((len(word) for word in label.split()), default=0)
    return float(min(22, max(10, longest + 2, -(-len(label) // 6) + 3)))


def helpers(found: Sequence[Column]) -> tuple[Helper, ...]:
    """Hidden columns for figures whose two parts are not both plain sums in the table."""
    sums = {c.key.measure for c in found if c.measure.rule.name == "sum" and not c.key.level}
    needed = []
    for column in found:
        rule = column.measure.rule
        if rule.name in {"mean", "share"} or (rule.name == "ratio" and not set(rule.parts) <= sums):
            needed += [Helper(column.key, top=True), Helper(column.key, top=False)]
    return tuple(needed)


def pixels(width: float) -> float:
    """A column's width on the screen, from its width in characters."""
    return 7 * width + 5


def breaks(found: Sequence[Column]) -> tuple[int, ...]:
    """Figure columns before which a printed page ends.

    A section begins a page unless it fits on the rest of the last one; a section too wide for a
    page is cut into pages of about equal width, so that no page is left with a stray column.
    """
    room = PAGE - sum(pixels(w) for w in FIXED)
    ends: list[int] = []
    used = 3 * pixels(9)
    start = 0
    while start < len(found):
        stop = start
        while stop < len(found) and found[stop].section == found[start].section:
            stop += 1
        widths = [pixels(c.width) for c in found[start:stop]]
        if used + sum(widths) > room and start:
            ends.append(start)
            used = 0.0
        cuts, used = _cut(widths, used, room)
        ends += [start + cut for cut in cuts]
        start = stop
    return tuple(ends)


def _cut(widths: Sequence[float], used: float, room: float) -> tuple[list[int], float]:
    """Where a section that begins after ``used`` pixels is cut, and what its last page uses."""
    pages = -(-(sum(widths) + used) // room)
    while True:
        share = (sum(widths) + used) / pages
        cuts: list[int] = []
        at = used
        for place, width in enumerate(widths):
            if place and (at + width > room or at + width / 2 > share):
                cuts.append(place)
                at = 0.0
            at += width
        if len(cuts) < pages or pages > len(widths):
            return cuts, at
        pages += 1
