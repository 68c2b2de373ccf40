"""Workbooks to fill in, for one unit or for everyone below one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.folders import made as made_folder
from engine.forms import asked as asked_form
from engine.forms import bare
from engine.inputs import ground_of
from engine.pool import Pool
from engine.pressing import Made, Order, pressed
from engine.work import Work
from errors import Problem
from reporting.whole_file import keep_whole
from store import journal, templates
from store.opening import Connection
from store.templates import Asked

__all__ = ["Made", "Order", "Scope", "run", "template", "wanted"]

Progress = Callable[[str, int, int], None]
PART = 200
"""Workbooks of one batch."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose workbooks: one unit's, or those of everyone below it, of one level or of all."""

    unit: str
    form: str
    period: str
    below: bool = False
    level: str | None = None


def template(work: Work, scope: Scope, order: Order) -> tuple[Made, ...]:
    """The workbooks of a scope, in memory; one for each plan that asks a unit.

    The same template made twice has the same code, the same bytes, and one row.
    Raises what ``wanted`` raises.
    """
    found = tuple(pressed(work, order, wanted(work, scope, order)))
    if not found:
        raise _nothing("nothing_to_correct", scope)
    _note(work, scope, order, len(found))
    return found


def run(
    work: Work, scope: Scope, order: Order, out: Path, pool: Pool, progress: Progress
) -> tuple[str, ...]:
    """Every workbook of a scope as a file in a folder, on every core; the paths.

    Each file appears whole or not at all. Raises what ``wanted`` raises, and folder_unfit.
    """
    ids = wanted(work, scope, order)
    made_folder(out)
    parts = [ids[at : at + PART] for at in range(0, len(ids), PART)]
    paths: list[str] = []
    batches = [(work, order, part, str(out)) for part in parts]
    # One batch is done before another process has begun.
    written = map(_write, batches) if len(parts) == 1 else pool.each_in_order(_write, batches)
    for done, found in enumerate(written, 1):
        paths += found
        progress("template", done, len(parts))
    if not paths:
        raise _nothing("nothing_to_correct", scope)
    _note(work, scope, order, len(paths))
    return tuple(paths)


def wanted(work: Work, scope: Scope, order: Order) -> list[int]:
    """The assignments of a scope, those of one form version, plan and level together.

    Raises Problem form_unknown, nothing_assigned, period_invalid, unit_unknown, level_unknown,
    nothing_owed, nobody_owes or nothing_to_correct.
    """
    with work.store().reading() as connection:
        form_id, _reference = asked_form(connection, scope.period, scope.form)
        there = [
            one
            for one in templates.asked(connection, bare(scope.form), scope.period)
            if scope.form in (one.owed.form, f"{one.owed.form}@{one.owed.version}")
        ]
        if scope.below:
            found = _below(work, connection, scope, form_id, there)
        else:
            found = [one for one in there if one.owed.code == scope.unit]
    if not found:
        raise _nothing("nobody_owes" if scope.below else "nothing_owed", scope)
    if order.packets and scope.below:
        # A draft may lie beside what was sent before it: only those never touched have none.
        found = [one for one in found if one.state != "expected"]
    found.sort(key=lambda one: (one.owed.form_id, one.plan_id, one.owed.level, one.owed.id))
    return [one.owed.id for one in found]


def _below(
    work: Work, connection: Connection, scope: Scope, form_id: int, there: Sequence[Asked]
) -> list[Asked]:
    """Those of a subtree, its own head left out."""
    found = ground_of(work, connection, form_id, scope.period).map
    place = found.tree.index.get(scope.unit)
    if place is None:
        raise Problem("unit_unknown", code=scope.unit)
    if scope.level is not None and scope.level not in found.tree.levels:
        raise Problem("level_unknown", level=scope.level, known=", ".join(found.tree.levels))
    below = range(place + 1, int(found.tree.stop[place]))
    return [
        one
        for one in there
        if found.places.get(one.owed.unit_id, -1) in below and scope.level in (None, one.owed.level)
    ]


def _nothing(code: str, scope: Scope) -> Problem:
    return Problem(code, unit=scope.unit, form=scope.form, period=scope.period)


def _note(work: Work, scope: Scope, order: Order, made: int) -> None:
    with work.store().writing() as connection:
        subject = f"{scope.unit} {scope.form} {scope.period}"
        journal.note(connection, order.now, work.actor, "template", subject, made=made)


def _write(item: tuple[Work, Order, Sequence[int], str]) -> list[str]:
    work, order, ids, out = item
    paths = []
    for made in pressed(work, order, ids):
        path = Path(out) / made.name
        keep_whole(made.data, path)
        paths.append(str(path))
    return paths
