"""``status [PERIOD]``."""

from typing import Annotated

from typer import Argument, Option

from commands.context import here, now
from commands.voice import give, word


def status(
    period: Annotated[str | None, Argument(help="2025, 2025-S1 …")] = None,
    form: Annotated[str | None, Option(help="biểu mẫu / form")] = None,
    silent: Annotated[bool, Option("--silent", help="tên đơn vị chưa nộp / who is silent")] = False,
) -> None:
    """Ai đã nộp, ai chậm, ai chưa / Who has sent, who is late, who is missing."""
    from engine.status import status as look

    found = look(here().work(), period, form, now())
    lines: list[str] = []
    for one in found:
        lines.append(f"{one.form}  {one.period}")
        lines += [word("status_level", level=n, **counts) for n, counts in one.levels.items()]
        if silent:
            quiet = [s.unit for s in one.standings if s.received is None]
            lines += [f"  {unit.code}  {unit.name}" for unit in quiet]
    data = [
        {
            "form": one.form,
            "period": one.period,
            "levels": one.levels,
            "silent": [s.unit.code for s in one.standings if s.received is None],
        }
        for one in found
    ]
    give(data, lines or [word("nothing_yet")])
