"""Kept days as a table: ``day,kind,name,decision``, with a fault for every cell that is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from errors import Fault
from hierarchy.cells import Cells
from hierarchy.table import read_table
from reporting.calendar import KINDS, KeptDay

COLUMNS = ("day", "kind", "name", "decision")


@dataclass(frozen=True, slots=True)
class CalendarRead:
    """The days of a file that has no fault, or the faults and no day."""

    days: tuple[KeptDay, ...]
    faults: tuple[Fault, ...]
    ignored_columns: tuple[str, ...]


def read_calendar(data: bytes) -> CalendarRead:
    """The kept days in a CSV file; with any fault no day at all.

    Faults: those of ``read_table``, those of ``read_day`` by row, and ``day_twice``.
    """
    table = read_table(data, COLUMNS, ())
    faults = list(table.faults)
    seen: dict[date, str] = {}
    days: list[KeptDay] = []
    for cells, where in zip(table.records, table.where, strict=True):
        day, wrong = read_day(cells, where)
        faults += wrong
        if day.day in seen and not wrong:
            faults.append(Fault("day_twice", "day", where, cells[0], seen[day.day]))
        seen.setdefault(day.day, where.removeprefix("row "))
        days.append(day)
    return CalendarRead(() if faults else tuple(days), tuple(faults), table.ignored)


def read_day(cells: Sequence[str], where: str = "") -> tuple[KeptDay, list[Fault]]:
    """The kept day of four cells, good for use only where no fault comes with it.

    Faults: ``empty_cell``, ``bad_date``, ``bad_text`` and ``day_kind`` (neither ``off`` nor
    ``work``).
    """
    row = Cells(dict(zip(COLUMNS, cells, strict=True)), where, comma=False)
    if not cells[0]:
        row.fault("empty_cell", "day")
    day = row.day("day", date.min)
    kind = row.text("kind")
    if kind and kind not in KINDS:
        row.fault("day_kind", "kind", ", ".join(KINDS))
    return KeptDay(day, kind, row.text("name"), row.text("decision")), row.faults
