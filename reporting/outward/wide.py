"""A wide table, a row a unit and a column a figure, and the codebook that says what each is."""

from collections.abc import Iterator

from reporting.columns import Key
from reporting.outward.figures import (
    SUPPRESSED,
    Line,
    Outgoing,
    chunks,
    decimals_of,
    name_of,
    value_text,
)
from reporting.outward.quick import some_at_a_time, wide_values
from schemas.form import Measure

LEAD = ("unit", "name", "level", "parent", "period", "form", "finality")
CODEBOOK = (
    "column", "measure", "option", "level", "label_vi", "label_en", "unit_vi", "unit_en",
    "section", "rule", "over_time", "decimals", "suppress_below",
)  # fmt: skip


def column_name(key: Key) -> str:
    """``path``, ``path:option``, and with ``@level`` where a figure is kept per level."""
    return f"{name_of(key)}@{key.level}" if key.level else name_of(key)


def wide_rows(out: Outgoing) -> Iterator[tuple[str, ...]]:
    """The header, then a row a unit: cumulative figures, empty where there is none.

    The last column names what a published copy hides, separated by spaces: an empty cell alone
    would say that nothing was reported.
    """
    last = (SUPPRESSED,) if out.hidden is not None else ()
    yield (*LEAD, *(column_name(key) for key in out.keys), *last)
    if out.hidden is None:
        for some in some_at_a_time(out):
            for place, values in zip(some.places, wide_values(out, some), strict=True):
                yield (*_lead(out, place), *values)
        return
    places = iter(out.places)
    for chunk in chunks(out):
        for lines, place in zip(chunk, places, strict=False):
            shown = (value_text(out.rollup, line) for line in lines)
            yield (*_lead(out, place), *shown, *_hidden(lines, last))


def _lead(out: Outgoing, place: int) -> tuple[str, ...]:
    unit = out.rollup.tree.units[place]
    above, form = unit.parent_code or "", out.rollup.form.name
    return (unit.code, unit.name, unit.level, above, out.period, form, out.finality)


def _hidden(lines: list[Line], last: tuple[str, ...]) -> tuple[str, ...]:
    named = [column_name(line.key) for line in lines if line.status == SUPPRESSED]
    return (" ".join(named),) if last else ()


def codebook_rows(out: Outgoing) -> Iterator[tuple[str, ...]]:
    """The header, then a row a column of the wide table: its words, unit and rules."""
    yield CODEBOOK
    for key in out.keys:
        yield (column_name(key), key.measure, key.option, key.level, *meaning(out, key))


def meaning(out: Outgoing, key: Key) -> tuple[str, ...]:
    """The columns of the codebook from ``label_vi`` on."""
    measure = out.rollup.form.by_path[key.measure]
    option = (measure.option_in(key.option, "vi"), measure.option_in(key.option, "en"))
    labels = measure.label.vi, measure.label.en
    return (
        *(": ".join(filter(None, pair)) for pair in zip(labels, option, strict=True)),
        measure.unit.vi,
        measure.unit.en,
        measure.section,
        rule_of(measure),
        measure.over_time,
        str(decimals_of(measure)),
        str(measure.suppress_below or ""),
    )


def rule_of(measure: Measure) -> str:
    """How a figure rolls up, in the words of the form's dialect."""
    return "computed" if measure.computed else measure.rule.name
