"""Which columns make up the figure of each rule."""

from fractions import Fraction

from reporting.draft import IDENTITY, ColumnKind, Draft, Key, Op
from reporting.figures import Expression, Extreme, Figure, Products, Quotient, Sum, Wide
from schemas.form import Measure

ONE = Fraction(1)
LIMBS: tuple[ColumnKind, ...] = ("high_high", "high_low", "low_high", "low_low")


def parts_of(measure: Measure) -> tuple[str, ...]:
    """Paths a derived measure is made from at one unit."""
    if measure.computed:
        return tuple(dict.fromkeys(s.path for s in measure.computed if s.op == "path"))
    rule = measure.rule
    weight = (rule.weight,) if rule.weight else ()
    return tuple(dict.fromkeys((*rule.parts, *weight, *(c.measure for c in rule.conditions))))


def figure_of(draft: Draft, path: str) -> Figure:
    """The figure of a measure over all levels, by its own rule (sum where it has none)."""
    measure = draft.form.by_path[path]
    rule = measure.rule
    if measure.computed and measure.computed_at == "rolled_up":
        return Expression(measure.computed, {p: figure_of(draft, p) for p in parts_of(measure)})
    if rule.name == "ratio":
        above, below = rule.parts
        return Quotient(part_of(draft, above), part_of(draft, below), rule.scale)
    if rule.name == "mean":
        return _weighted(draft, measure) if rule.weight else _mean(draft, measure)
    if rule.name in ("min", "max"):
        return _extreme(draft, measure)
    return part_of(draft, path)


def part_of(draft: Draft, path: str) -> Figure:
    """A measure as a part of a ratio: added up over the units that gave it.

    The measure's own rule does not matter here (yes counts 1); a measure that exists only as a
    rolled-up figure is taken as that figure.
    """
    measure = draft.form.by_path[path]
    entered = path in draft.form.slots or bool(measure.rule.source)
    at_unit = bool(measure.computed) and measure.computed_at == "unit"
    if not (entered or at_unit or measure.rule.name == "share"):
        return figure_of(draft, path)
    reported, expected = draft.column("reported", path), draft.column("expected", path)
    if at_unit:
        return Wide(reported, expected, draft.exact("total", path))
    if not entered:
        return Sum(reported, expected, draft.column("yes", path), 1, reported)
    total = draft.column("total", path)
    return Sum(reported, expected, total, 10**measure.decimals, reported)


def figure_at(draft: Draft, measure: Measure, key: Key) -> Figure:
    """The figure of a count, share or choice among units of one level."""
    reported = draft.column("reported", key.measure, key.level)
    expected = draft.column("expected", key.measure, key.level)
    if key.option:
        chosen = draft.column("option", key.measure, key.level, key.option)
        return Sum(reported, expected, chosen, 1, reported)
    yes = Sum(reported, expected, draft.column("yes", key.measure, key.level), 1, reported)
    if measure.rule.name != "share":
        return yes
    return Quotient(yes, Sum(reported, expected, reported, 1, reported), measure.rule.scale)


def _extreme(draft: Draft, measure: Measure) -> Figure:
    path = measure.path
    reported, expected = draft.column("reported", path), draft.column("expected", path)
    kind: ColumnKind = "least" if measure.rule.name == "min" else "most"
    op: Op = "min" if kind == "least" else "max"
    if path not in draft.form.slots:
        return Wide(reported, expected, draft.exact(kind, path, op))
    column = draft.column(kind, path, op=op)
    return Extreme(reported, expected, column, 10**measure.decimals, IDENTITY[op])


def _mean(draft: Draft, measure: Measure) -> Figure:
    averaged = draft.source(measure.path)
    path = averaged.path
    reported, expected = draft.column("reported", path), draft.column("expected", path)
    values = draft.column("values", path)
    above: Figure
    if path in draft.form.slots:
        total = draft.column("total", path)
        above = Sum(reported, expected, total, 10**averaged.decimals, values)
    else:
        above = Wide(reported, expected, draft.exact("total", path))
    return Quotient(above, Sum(reported, expected, values, 1, values), ONE)


def _weighted(draft: Draft, measure: Measure) -> Figure:
    path, form = measure.path, draft.form
    averaged, weight = draft.source(path), form.by_path[measure.rule.weight or ""]
    reported, expected = draft.column("paired", path), draft.column("pairable", path)
    if averaged.path not in form.slots or weight.path not in form.slots:
        product = Wide(reported, expected, draft.exact("product", path))
        return Quotient(product, Wide(reported, expected, draft.exact("weight", path)), ONE)
    high, mid, other, low = (draft.column(kind, path) for kind in LIMBS)
    step = 10 ** (averaged.decimals + weight.decimals)
    above = Products(reported, expected, (high, mid, other, low), step, reported)
    column = draft.column("weight", path)
    return Quotient(above, Sum(reported, expected, column, 10**weight.decimals, reported), ONE)
