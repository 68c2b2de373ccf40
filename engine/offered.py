"""What a unit need not look up again: what it stated before, or in another form, offered to it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from engine.earlier import stated
from engine.forms import bare
from engine.work import Work
from errors import Problem
from reporting.period import before as period_before
from schemas.content import Value
from schemas.form import Form, Measure
from store import stated as payloads
from store.assignments import Owed
from store.opening import Connection


@dataclass(frozen=True, slots=True)
class Offered:
    """What is put before one unit that fills in one form for one period; values by dotted path.

    ``before`` is what the same unit stated for the period before (a mark that nothing occurred is
    0): for the eye alone. ``standing`` are those of it that the form says still hold until
    something changes: one tick confirms them. ``elsewhere`` was given already for the same period
    in another form; what stands there is not offered again as ``standing``.

    A unit is its row: one that came of a merge or under a new code is another unit, and finds
    nothing ``before`` it. Values are int, Decimal, bool, text or a list of texts; one that this
    version of the form no longer takes is left out.
    """

    before: Mapping[str, Value] = field(default_factory=dict)
    standing: Mapping[str, Value] = field(default_factory=dict)
    elsewhere: Mapping[str, Value] = field(default_factory=dict)


def offered(
    work: Work,  # noqa: ARG001  a verb's first argument everywhere
    connection: Connection,
    owed: Sequence[Owed],
    form: Form,
    period: str,
) -> dict[int, Offered]:
    """What is offered for every assignment of one form and period, by assignment id.

    A few queries for five hundred units, however many forms there are.
    """
    units = {one.unit_id for one in owed}
    last = _before(connection, units, form, period)
    given = _elsewhere(connection, units, form, period)
    return {
        one.id: _offered(form, one.level, last.get(one.unit_id, {}), given.get(one.unit_id, {}))
        for one in owed
    }


def _offered(
    form: Form, level: str, last: Mapping[str, Value], given: Mapping[str, Value]
) -> Offered:
    here = {m.path: m for m in form.measures if not m.derived and m.asked_at(level)}
    elsewhere = {path: value for path, value in given.items() if path in here}
    return Offered(
        before={path: value for path, value in last.items() if path in here},
        standing={
            path: last[path]
            for path, measure in here.items()
            if measure.standing and path in last and path not in elsewhere
        },
        elsewhere=elsewhere,
    )


def _before(
    connection: Connection, units: Collection[int], form: Form, period: str
) -> dict[int, dict[str, Value]]:
    try:
        earlier = period_before(period)
    except Problem:
        earlier = None
    if earlier is None:
        return {}
    found = payloads.newest(connection, units, [form.name], earlier)
    return {unit: dict(_taken(form, stated(payload))) for (unit, _), payload in found.items()}


def _taken(form: Form, values: Mapping[str, Value]) -> Iterator[tuple[str, Value]]:
    for path, value in values.items():
        measure = form.by_path.get(path)
        if measure is not None and not measure.derived:
            taken = fitting(measure, value)
            if taken is not None:
                yield path, taken


def _elsewhere(
    connection: Connection, units: Collection[int], form: Form, period: str
) -> dict[int, dict[str, Value]]:
    asked: dict[str, list[tuple[Measure, str]]] = {}
    for measure in form.measures:
        if measure.same_as and not measure.derived:
            other, _, path = measure.same_as.rpartition(":")
            asked.setdefault(bare(other), []).append((measure, path))
    found: dict[int, dict[str, Value]] = {}
    if not asked:
        return found
    for (unit, name), payload in payloads.newest(
        connection, units, asked, period, counting=True
    ).items():
        values = stated(payload)
        for measure, path in asked[name]:
            taken = fitting(measure, values[path]) if path in values else None
            if taken is not None:
                found.setdefault(unit, {})[measure.path] = taken
    return found


def fitting(measure: Measure, value: Value) -> Value | None:
    """A value that was stated under another version or form, as this measure takes it; else None.

    Numbers may come as the decimal strings of canonical payloads.
    """
    if measure.kind in ("integer", "number"):
        return _figure(measure, value)
    if measure.kind == "boolean":
        return value if isinstance(value, bool) else None
    if measure.kind == "choice":
        return value if isinstance(value, str) and value in measure.options else None
    return value if isinstance(value, str | list) else None


def _figure(measure: Measure, value: Value) -> int | Decimal | None:
    if isinstance(value, bool | list):
        return None
    try:
        exact = Decimal(value)
    except ArithmeticError:
        return None
    if not exact.is_finite() or round(exact, measure.decimals) != exact:
        return None
    whole = exact.to_integral_value()
    return int(whole) if measure.kind == "integer" or whole == exact else exact
