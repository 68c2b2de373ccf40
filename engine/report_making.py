"""Writing one unit's workbook in a process of its own: rolled up, read, written."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from multiprocessing.connection import Connection as Pipe
from multiprocessing.process import BaseProcess
from pathlib import Path

from engine import report, rollup
from engine.orders import Order, Part
from engine.over_time import longer_of
from engine.pool import follow, nursery
from engine.report_vintage import order_vintage
from engine.work import Work
from errors import Problem

STEPS = 3
"""Brought up to date, read, written."""
Words = tuple[tuple[str, str], ...]
_RUNNING: list[BaseProcess] = []


@dataclass(frozen=True, slots=True)
class Wish:
    """One workbook: of the unit of a code and a row id, for a period and a form.

    The row id keeps a unit from what stood under its code before it. ``vintage``: the number of a
    published one, 0 for what counts now; ``published``: small counts are hidden.
    """

    unit: str
    unit_id: int
    period: str
    form: str
    final: bool = False
    published: bool = False
    vintage: int = 0
    full: bool = False


def apart(
    work: Work, wish: Wish, out: Path, words: Words, now: datetime, step: Callable[[int], None]
) -> Path:
    """Write it in another process; ``step`` is told how far it is. Gives the file.

    Raises Problem as ``written`` does, and report_cut where the process was ended from outside.
    """
    nurse = nursery()
    here, there = nurse.Pipe(duplex=False)
    process = nurse.Process(target=_child, args=(work, wish, out, words, now, there), daemon=True)
    process.start()
    there.close()
    _RUNNING.append(process)
    try:
        while True:
            told = here.recv()
            if isinstance(told, int):
                step(told)
            elif isinstance(told, Problem):
                raise told
            else:
                return Path(told)
    except EOFError as error:
        raise Problem("report_cut") from error
    finally:
        process.join()
        _RUNNING.remove(process)
        here.close()


def stop() -> None:
    """End what is being written: workbooks appear whole or not at all."""
    for process in _RUNNING.copy():
        process.terminate()


def _child(work: Work, wish: Wish, out: Path, words: Words, now: datetime, tell: Pipe) -> None:
    follow()
    try:
        tell.send(str(written(work, wish, out, words, now, tell.send)))
    except Problem as problem:
        # Details may hold what cannot be sent; in words they are texts anyway.
        details = {name: str(value) for name, value in problem.details.items()}
        tell.send(Problem(problem.code, problem.faults, **details))
    finally:
        tell.close()


def written(
    work: Work, wish: Wish, out: Path, words: Words, now: datetime, step: Callable[[int], None]
) -> Path:
    """The workbook of a wish, in this process; a file that says the same already stays.

    Raises Problem unit_moved where the code meant another unit on the map of that period,
    no_children, vintage_unknown, nothing_assigned, or as the report does.
    """
    step(1)
    wanted = replace(_order(work, wish, out, words, now), published=wish.published)
    step(2)
    found = report.ordered(work, wanted)
    place = found.frame.map.places.get(wish.unit_id)
    if place is None or found.rollup.tree.units[place].code != wish.unit:
        raise Problem("unit_moved", code=wish.unit, period=wish.period)
    if not len(found.rollup.tree.children(place)):
        raise Problem("no_children", code=wish.unit)
    step(3)
    return Path(report.write_part(work, wanted, Part((place,), wish.unit, wish.unit)).paths[0])


def _order(work: Work, wish: Wish, out: Path, words: Words, now: datetime) -> Order:
    told = dict(words)
    if wish.vintage:
        return order_vintage(work, wish.period, wish.form, wish.vintage, out, told, full=wish.full)
    with work.store().reading() as connection:
        longer = longer_of(connection, wish.period, wish.form)
    if longer is None:
        rollup.run(work, wish.period, wish.form, now, final=wish.final)
    return report.order(work, wish.period, wish.form, out, told, final=wish.final, full=wish.full)
