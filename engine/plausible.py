"""Which accepted figures are worth a question: beside the period before, and beside siblings.

Only measures whose form says ``x-moves`` are looked at, and only what has just been kept. Both
rungs ask; neither refuses.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.forms import of_row
from engine.inputs import ground_of
from engine.roster import Map
from engine.work import Work
from errors import Fault, Problem
from reporting.doubts import field_of
from reporting.period import before
from schemas.form import Form
from store import assignments, forms, submissions
from store.opening import Connection
from store.stated import packed
from store.submissions import Latest


@dataclass(frozen=True, slots=True)
class Fresh:
    """A newest revision that has just been kept."""

    assignment_id: int
    form_id: int
    period: str


def doubts(
    work: Work, connection: Connection, kept: Sequence[Fresh]
) -> dict[int, tuple[Fault, ...]]:
    """Warnings ``moved_much`` and ``unlike_siblings`` by assignment id, the weightiest first.

    A unit is held beside those of its level under the same unit above that have sent by now. The
    number of queries depends on how many forms and periods there are, not on the units (one for
    five hundred).
    """
    together: dict[tuple[int, str], list[int]] = {}
    for one in kept:
        together.setdefault((one.form_id, one.period), []).append(one.assignment_id)
    found: dict[int, tuple[Fault, ...]] = {}
    for (form_id, period), ids in together.items():
        form = of_row(forms.by_id(connection, form_id))
        owners = assignments.units_by_id(connection, ids)
        found |= _doubts(work, connection, form_id, form, period, owners)
    return found


def _doubts(
    work: Work,
    connection: Connection,
    form_id: int,
    form: Form,
    period: str,
    owners: Mapping[int, int],
) -> dict[int, tuple[Fault, ...]]:
    kin = kin_of(ground_of(work, connection, form_id, period).map, owners.values())
    wanted = {*owners.values(), *(unit for family in kin.values() for unit in family)}
    rows = submissions.latest_of(connection, form_id, period, sorted(wanted), final=False)
    sent = [row for row in rows if row.packed is not None]
    last = _last(period)
    field = field_of(
        form,
        last,
        [row.packed or b"" for row in sent],
        _earlier(
            connection, form, last, [row if row.assignment_id in owners else None for row in sent]
        ),
    )
    found: dict[int, list[Fault]] = {}
    for family, own in _families(sent, owners, kin):
        for column, fault in (*field.moves(family, own), *field.unlike(family, own)):
            found.setdefault(sent[column].assignment_id, []).append(fault)
    return {
        one: tuple(sorted(faults, key=lambda f: (f.code, -f.weight, f.path)))
        for one, faults in found.items()
    }


def _earlier(
    connection: Connection, form: Form, last: str, rows: Sequence[Latest | None]
) -> list[tuple[Form, bytes] | None]:
    """What the units of these rows stated for the period before."""
    units = {row.unit_id for row in rows if row is not None}
    stated = packed(connection, units, form.name, last) if last else {}
    versions = {i: of_row(forms.by_id(connection, i)) for i in {i for i, _ in stated.values()}}
    found: list[tuple[Form, bytes] | None] = []
    for row in rows:
        before = None if row is None else stated.get(row.unit_id)
        found.append(before and (versions[before[0]], before[1]))
    return found


def _families(
    sent: Sequence[Latest], owners: Mapping[int, int], kin: Mapping[int, tuple[int, ...]]
) -> Iterator[tuple[list[int], list[int]]]:
    """The columns of units that stand beside each other, and those of them to be judged."""
    newest = _newest(sent)
    own: dict[tuple[int, ...], list[int]] = {}
    alone: list[int] = []
    for column, row in enumerate(sent):
        if row.assignment_id in owners:
            near = kin.get(row.unit_id)
            (alone if near is None else own.setdefault(near, [])).append(column)
    for near, columns in own.items():
        yield [newest[unit] for unit in near if unit in newest], columns
    for column in alone:
        yield [], [column]


def kin_of(found: Map, units: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """A unit with its siblings of the same level, by row id; none where it is not on the map."""
    tree = found.tree
    known: dict[tuple[int, int], tuple[int, ...]] = {}
    kin: dict[int, tuple[int, ...]] = {}
    for unit in units:
        place = found.places.get(unit)
        if place is None or tree.parent[place] < 0:
            continue
        above, level = int(tree.parent[place]), int(tree.level[place])
        if (above, level) not in known:
            there = tree.children(above)
            known[above, level] = tuple(
                found.ids[i] for i in there[tree.level[there] == level].tolist()
            )
        kin[unit] = known[above, level]
    return kin


def _newest(sent: Sequence[Latest]) -> dict[int, int]:
    """The column of each unit's newest submission: two plans may ask it for the same."""
    found: dict[int, int] = {}
    for column in sorted(range(len(sent)), key=lambda one: sent[one].submission_id or 0):
        found[sent[column].unit_id] = column
    return found


def _last(period: str) -> str:
    try:
        return before(period) or ""
    except Problem:
        return ""
