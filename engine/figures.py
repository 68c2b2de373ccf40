"""Figures of one unit, and of all below it, as they are read one by one."""

from functools import lru_cache

from engine import live
from engine.sheet import plain
from engine.shown import Shown, shown
from engine.work import Work
from errors import Problem
from reporting.outward.figures import Choice, Outgoing, outgoing


def figures(
    work: Work, unit: str, period: str, form: str | None, *, final: bool = False, below: bool
) -> Outgoing:
    """The figures of a unit, with all ``below`` it or alone, as they stand.

    Raises Problem as ``shown`` does, and unit_moved where the code is on another map.
    """
    found = _kept(plain(work), period, form, final, live.pulse(work))
    if unit not in found.rollup.tree.index:
        raise Problem("unit_moved", code=unit, period=period)
    out = outgoing(found.rollup, found.period, found.finality, Choice(unit))
    if below:
        return out
    return Outgoing(out.rollup, out.period, out.finality, out.places[:1], out.keys)


@lru_cache(maxsize=4)
def _kept(work: Work, period: str, form: str | None, final: bool, pulse: int) -> Shown:  # noqa: ARG001, FBT001  the pulse tells one state of the store from another
    return shown(work, period, form, final=final)
