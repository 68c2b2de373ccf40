"""``status [PERIOD]``."""

from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option

from commands.context import here, now
from commands.voice import give, word

if TYPE_CHECKING:
    from engine.status import Levels
    from reporting.book import Standing


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
        lines += _by_level(one.levels)
        if len(one.plans) > 1:
            for ref, levels in one.plans.items():
                lines.append(word("status_plan", plan=ref))
                lines += [f"  {line}" for line in _by_level(levels)]
        if one.succeeded:
            lines.append(word("status_succeeded", count=one.succeeded))
        if silent:
            lines += [_silent(s) for s in one.standings if s.received is None]
    data = [
        {
            "form": one.form,
            "period": one.period,
            "levels": one.levels,
            "plans": one.plans,
            "succeeded": one.succeeded,
            "silent": [s.unit.code for s in one.standings if s.received is None],
            "extended": [s.unit.code for s in one.standings if s.extended],
        }
        for one in found
    ]
    give(data, lines or [word("nothing_yet")])


def _by_level(levels: "Levels") -> list[str]:
    lines = []
    for level, counts in levels.items():
        lines.append(word("status_level", level=level, **counts))
        if counts["extended"]:
            lines.append(word("status_extended", level=level, **counts))
    return lines


def _silent(one: "Standing") -> str:
    if one.extended:
        return word("silent_extended", code=one.unit.code, name=one.unit.name, due=one.due)
    return f"  {one.unit.code}  {one.unit.name}"
