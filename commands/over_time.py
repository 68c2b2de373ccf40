"""What the commands say of a longer period that shorter ones make."""

from typing import TYPE_CHECKING

from commands.restating import tell_unknown
from commands.voice import give, tell, word
from commands.weights import weight_data, weight_lines

if TYPE_CHECKING:
    from datetime import date

    from engine.shown import Shown
    from engine.work import Work

_NAMED = 12
"""Measures named one by one; the rest are counted."""


def rolled_over_time(
    work: "Work", period: str, form: str | None, *, final: bool, on: "date | None" = None
) -> int | None:
    """Say what a longer period comes to, where the form was asked for parts of it only.

    The exit code; None where it was asked for that period itself.
    """
    from engine.over_time import longer_of, over_time
    from engine.shown import of_longer

    with work.store().reading() as connection:
        longer = longer_of(connection, period, form)
        if longer is None:
            return None
        found = over_time(work, connection, longer, final=final, on=on)
    seen = of_longer(found)
    warn(seen)
    steps = [step.period for step in longer.steps]
    data = {
        "form": longer.reference,
        "period": period,
        "reported": found.reported,
        "expected": found.expected,
        "on": None if on is None else on.isoformat(),
        "over": steps,
        "missing": list(longer.missing),
        "finality": found.finality,
        "without_rule": list(seen.unruled),
        "inputs_digest": found.digest,
        "weight": weight_data(found.weight),
    }
    line = word(
        "over_time_done",
        form=longer.reference,
        period=period,
        steps=", ".join(steps),
        reported=found.reported,
        expected=found.expected,
        finality=word(f"finality_{found.finality}"),
    )
    give(data, [line, *weight_lines(found.weight)])
    return tell_unknown(found.faults)


def warn_elsewhere(work: "Work", period: str, form: str | None, *, final: bool) -> None:
    """Count units of another map that other forms' figures leave out of a period's."""
    from engine.shown import left_elsewhere

    left = left_elsewhere(work, period, form, final=final)
    if left is not None:
        tell("linked_elsewhere", count=left[0], day=left[1].isoformat())


def warn(found: "Shown") -> None:
    """Name what figures lack: parts, rules over time, and units of another map."""
    if found.elsewhere:
        day = found.rollup.tree.day.isoformat()
        tell("linked_elsewhere", count=found.elsewhere, day=day)
    if found.missing:
        tell("over_time_missing", period=found.period, missing=", ".join(found.missing))
    if found.unruled:
        more = len(found.unruled) - _NAMED
        named = [*found.unruled[:_NAMED], *([f"… (+{more})"] if more > 0 else [])]
        tell("over_time_none", measures=", ".join(named))
