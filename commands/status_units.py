"""One unit of ``status``: as a line, as data and as a row of CSV."""

import csv
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from commands.clock import Clock
from commands.context import here
from commands.voice import word

if TYPE_CHECKING:
    from engine.status import Line, Status

COLUMNS = (
    "form", "period", "unit", "name", "level", "state", "due", "received", "late", "missing",
    "overdue", "extended", "entered_by", "warnings", "forced",
)  # fmt: skip


def as_data(status: "Status", line: "Line") -> dict[str, object]:
    """How one unit stands, by the names of the columns."""
    one = line.standing
    values = (
        status.form,
        status.period,
        one.unit.code,
        one.unit.name,
        one.unit.level,
        one.state,
        one.due,
        None if one.received is None else one.received.isoformat(timespec="seconds"),
        one.late,
        one.missing,
        one.overdue,
        one.extended,
        one.on_behalf_of,
        line.beside.warnings,
        line.beside.forced,
    )
    return dict(zip(COLUMNS, values, strict=True))


def as_csv(status: "Status") -> Iterator[str]:
    """Rows of CSV; yes and no are 1 and 0, what is not there is empty."""
    for line in status.lines:
        buffer = io.StringIO()
        values = as_data(status, line).values()
        row = [int(value) if isinstance(value, bool) else value for value in values]
        csv.writer(buffer, lineterminator="").writerow(row)
        yield buffer.getvalue()


def said(line: "Line", at: Clock) -> str:
    """One unit as a line for people."""
    from messages import state
    from reporting.workbook.counts import day

    one = line.standing
    so = ("late", "missing", "overdue", "extended")
    notes = [word(f"stands_{name}") for name in so if getattr(one, name)]
    if one.on_behalf_of:
        notes.append(word("stands_behalf", who=one.on_behalf_of))
    if line.beside.warnings:
        notes.append(word("status_more_warnings", count=line.beside.warnings))
    if line.beside.forced:
        notes.append(word("status_more_forced", count=line.beside.forced))
    told = word(
        "status_unit",
        code=one.unit.code,
        name=one.unit.name,
        state=state(here().language, one.state),
        due=day(one.due) or "-",
        received="-" if one.received is None else at(one.received),
    )
    return "; ".join([told, *notes])
