"""``calendar list|add|remove|import``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer import Argument, Option

from commands.context import here, now, read_bytes, read_day
from commands.voice import give, tell, word
from errors import Fault, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reporting.calendar import KeptDay

app = typer.Typer(help="Lịch làm việc / Working days", no_args_is_help=True, rich_markup_mode=None)


@app.command("list")
def list_(year: Annotated[int, Argument(min=1, max=9999, help="2026")]) -> None:
    """Ngày nghỉ và ngày làm bù trong năm / The year's days off and worked weekends."""
    from engine.calendar import listed

    found = listed(here().work(), year)
    data = [
        {"day": one.day, "kind": one.kind, "name": one.name, "decision": one.decision}
        for one in found
    ]
    lines = [
        word(
            f"calendar_{one.kind}", day=one.day, name=one.name or "-", decision=one.decision or "-"
        )
        for one in found
    ]
    give(data, lines or [word("nothing_yet")])


@app.command()
def add(
    day: Annotated[str, Argument(help="YYYY-MM-DD")],
    kind: Annotated[str, Argument(help="off | work")],
    name: Annotated[str, Option(help="tên ngày / what the day is called")],
    decision: Annotated[str, Option(help="số quyết định / the decision's number")],
) -> None:
    """Thêm ngày nghỉ hoặc ngày làm bù / Declare a day off, or a day off that is worked."""
    from hierarchy.spelling import clean
    from reporting.calendar_table import read_day as read_kept

    kept, faults = read_kept([clean(text) for text in (day, kind, name, decision)])
    _declare((kept,), faults)


@app.command("import")
def import_(file: Annotated[Path, Argument(help="CSV: day,kind,name,decision")]) -> None:
    """Nạp nhiều ngày từ tệp CSV / Load declared days from CSV: all of them or none."""
    from reporting.calendar_table import read_calendar

    found = read_calendar(read_bytes(file))
    if found.ignored_columns:
        tell("ignored_columns", columns=", ".join(found.ignored_columns))
    _declare(found.days, found.faults)


@app.command()
def remove(day: Annotated[str, Argument(help="YYYY-MM-DD")]) -> None:
    """Bỏ ngày đã thêm, theo lại lịch của nước / Forget a declared day."""
    from engine.calendar import forget

    wanted = read_day(day)
    assert wanted is not None
    gone = forget(here().work(), wanted, now())
    give(
        {"day": wanted, "removed": gone},
        [word("day_removed" if gone else "day_not_kept", day=wanted)],
    )


def _declare(days: "Sequence[KeptDay]", faults: "Sequence[Fault]") -> None:
    from engine.calendar import declare

    if faults:
        raise Problem("calendar_faults", tuple(faults), count=len(faults))
    done = declare(here().work(), days, now())
    data = {"changed": done.changed, "unchanged": done.unchanged}
    give(data, [word("days_declared", **data)])
