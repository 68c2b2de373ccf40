"""``--on DATE``: figures on the map of another day, and what is said beside them."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from commands.voice import give, show_faults, tell, word

if TYPE_CHECKING:
    from engine.work import Work
    from errors import Fault


def rolled_on(work: "Work", period: str, form: str | None, on: date, *, final: bool) -> int:
    """How a period stands on another day's map; the exit code."""
    from engine.restate import tell as restate

    done = restate(work, period, form, on, final=final)
    counts = {
        "exact": done.exact,
        "estimated": done.estimated,
        "not_comparable": done.not_comparable,
        "reported": done.reported,
        "expected": done.sources,
        "left_out": len(done.faults),
    }
    data = {
        "form": done.form,
        "period": done.period,
        "on": done.on,
        "units_on": done.units_on,
        **counts,
        "unknown_units": [fault.where for fault in done.faults],
    }
    line = word(
        "restated", form=done.form, period=period, on=done.on, units_on=done.units_on, **counts
    )
    give(data, [line])
    return tell_unknown(done.faults)


def tell_unknown(faults: Sequence["Fault"]) -> int:
    """Name the units the lineage does not know; 1 where there are any, for the exit code."""
    if not faults:
        return 0
    tell("restated_left_out", count=len(faults))
    show_faults(faults)
    return 1
