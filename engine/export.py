"""Export: the kept roll-up of a period as lines."""

from collections.abc import Iterator

from engine import rollup as rollups_verbs
from engine.work import Work
from reporting.export import HEADER, Line, lines


def export(
    work: Work, period: str, form: str | None, *, final: bool = False
) -> tuple[Line, Iterator[Line]]:
    """Header and lines of a period's figures. Raises Problem no_rollup or form_needed."""
    rollup_id = rollups_verbs.current(work, period, form, final=final)
    rolled, _frame, kept = rollups_verbs.load(work, rollup_id)
    return HEADER, lines(rolled, kept.period, "final" if kept.final else "provisional")
