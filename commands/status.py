"""``status [PERIOD]``."""

from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option

from commands.clock import civil
from commands.context import here, now
from commands.status_units import COLUMNS, as_csv, as_data, said
from commands.voice import figure, give, level_word, word
from errors import Problem

if TYPE_CHECKING:
    from engine.status import Levels, Status
    from reporting.book import Standing
    from reporting.tally import Tally

MORE = ("draft", "returned", "overdue", "approved", "on_behalf", "warnings", "forced")
"""Counts that are told only where there is something to count."""


def status(
    period: Annotated[str | None, Argument(help="2025, 2025-S1 …")] = None,
    form: Annotated[str | None, Option(help="biểu mẫu / form")] = None,
    silent: Annotated[bool, Option("--silent", help="tên đơn vị chưa nộp / who is silent")] = False,
    below: Annotated[
        str | None, Option(help="một đơn vị và cấp dưới / a unit and all below it")
    ] = None,
    level: Annotated[str | None, Option(help="một cấp / one level")] = None,
    subtrees: Annotated[
        bool, Option("--subtrees", help="theo từng nhánh trực thuộc / by each unit just below")
    ] = False,
    units: Annotated[bool, Option("--units", help="từng đơn vị / unit by unit")] = False,
    csv: Annotated[bool, Option("--csv", help="từng đơn vị, CSV / unit by unit, as CSV")] = False,
) -> None:
    """Ai đã nộp, ai chậm, ai chưa / Who has sent, who is late, who is missing."""
    from engine.status import Scope
    from engine.status import status as look

    if csv and here().json:
        raise Problem("usage", reason="--csv | --json")
    found = look(here().work(), period, form, now(), Scope(below, level))
    if csv:
        give([], [",".join(COLUMNS), *(line for one in found for line in as_csv(one))])
        return
    lines: list[str] = []
    for one in found:
        lines += _lines(one, subtrees=subtrees, units=units, silent=silent)
    data = [_data(one, subtrees=subtrees, units=units) for one in found]
    give(data, lines or [word("nothing_yet")])


def _lines(one: "Status", *, subtrees: bool, units: bool, silent: bool) -> list[str]:
    lines = [f"{one.form}  {one.period}"]
    for level, counts in one.levels.items():
        lines += _level(level, counts)
        lines += _more(level_word(level), one.tallies[level])
    if one.levels:
        lines.append(_rates(one.whole))
    if len(one.plans) > 1:
        for ref, levels in one.plans.items():
            lines.append(word("status_plan", plan=ref))
            lines += [f"  {line}" for line in _by_level(levels)]
    if one.succeeded:
        lines.append(word("status_succeeded", count=one.succeeded))
    if subtrees:
        for unit, tally in one.subtrees:
            lines.append(word("status_subtree", code=unit.code, name=unit.name, **_counts(tally)))
            lines += [f"  {line}" for line in _more(unit.code, tally)]
    if units:
        at = civil()
        lines += [said(line, at) for line in one.lines]
    if silent:
        lines += [_silent(s) for s in one.standings if s.received is None]
    return lines


def _data(one: "Status", *, subtrees: bool, units: bool) -> dict[str, object]:
    data: dict[str, object] = {
        "form": one.form,
        "period": one.period,
        "levels": one.levels,
        "plans": one.plans,
        "succeeded": one.succeeded,
        "silent": [s.unit.code for s in one.standings if s.received is None],
        "extended": [s.unit.code for s in one.standings if s.extended],
        "total": _tally(one.whole),
        "by_level": {level: _tally(tally) for level, tally in one.tallies.items()},
    }
    if subtrees:
        data["subtrees"] = [
            {"unit": unit.code, "name": unit.name, **_tally(tally)} for unit, tally in one.subtrees
        ]
    if units:
        data["units"] = [as_data(one, line) for line in one.lines]
    return data


def _counts(tally: "Tally") -> dict[str, int]:
    from dataclasses import asdict

    return asdict(tally)


def _tally(tally: "Tally") -> dict[str, object]:
    from reporting.tally import percent

    return {
        **_counts(tally),
        "completeness": percent(tally.completeness),
        "on_time_rate": percent(tally.punctuality),
    }


def _by_level(levels: "Levels") -> list[str]:
    return [line for level, counts in levels.items() for line in _level(level, counts)]


def _level(level: str, counts: dict[str, int]) -> list[str]:
    lines = [word("status_level", level=level_word(level), **counts)]
    if counts["extended"]:
        lines.append(word("status_extended", level=level_word(level), **counts))
    return lines


def _more(level: str, tally: "Tally") -> list[str]:
    counts = _counts(tally)
    told = [word(f"status_more_{name}", count=counts[name]) for name in MORE if counts[name]]
    return [word("status_more", level=level, told=", ".join(told))] if told else []


def _rates(tally: "Tally") -> str:
    from reporting.tally import percent

    return word(
        "status_rates",
        completeness=figure(percent(tally.completeness)),
        on_time_rate=figure(percent(tally.punctuality)),
        sent=tally.sent,
        on_time=tally.on_time,
        expected=tally.expected,
    )


def _silent(one: "Standing") -> str:
    from reporting.workbook.counts import day

    if one.extended:
        return word("silent_extended", code=one.unit.code, name=one.unit.name, due=day(one.due))
    return f"  {one.unit.code}  {one.unit.name}"
