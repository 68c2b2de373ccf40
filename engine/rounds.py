"""What a schedule has to do on a day: the plans that travel, and the periods that are over."""

from datetime import date

from engine.work import Work
from reporting.period import read_period
from store import changes, plans


def travelling(work: Work, mode: str | None = None) -> list[str]:
    """References of the plans on their way (in one mode), neither withdrawn nor closed."""
    with work.store().reading() as connection:
        rows = plans.all_rows(connection)
    return [
        row.ref
        for row in rows
        if row.state == "issued" and row.mode is not None and mode in (None, row.mode)
    ]


def behind(work: Work) -> list[tuple[str, str]]:
    """(form, period) of everything that was asked and whose kept figures have not seen it all."""
    with work.store().reading() as connection:
        return [(one.form, one.period) for one in changes.lags(connection)]


def finished(work: Work, kind: str, today: date) -> list[tuple[str, str]]:
    """(form, period) of every plan on its way, of one kind (``half``), over before a day."""
    wanted = set(travelling(work))
    found: dict[tuple[str, str], None] = {}
    with work.store().reading() as connection:
        for row in plans.all_rows(connection):
            if row.ref in wanted:
                for _id, form, period in plans.frozen_names(connection, row.id):
                    read = read_period(period)
                    if read.kind == kind and read.last < today:
                        found[form, period] = None
    return list(found)
