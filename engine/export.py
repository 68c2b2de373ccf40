"""Export: the kept roll-up of a period as tables."""

from collections.abc import Iterator

from engine import rollup as rollups_verbs
from engine.work import Work
from reporting.export import Table, tables


def export(work: Work, period: str, form: str | None, *, final: bool = False) -> Iterator[Table]:
    """A period's figures, some units at a time. Raises Problem no_rollup or form_needed."""
    rollup_id = rollups_verbs.current(work, period, form, final=final)
    rolled, _frame, kept = rollups_verbs.load(work, rollup_id)
    return tables(rolled, kept.period, "final" if kept.final else "provisional")
