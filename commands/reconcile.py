"""``reconcile [PERIOD] [--table FILE]``."""

import csv
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option

from commands.context import here, now, read_bytes, read_day
from commands.voice import give, show_faults, tell
from errors import Problem

if TYPE_CHECKING:
    from datetime import date

    from engine.reconcile import Reconciled


def reconcile(
    period: Annotated[str | None, Argument(help="2025, 2025-S1 …")] = None,
    form: Annotated[str | None, Option(help="biểu mẫu / form")] = None,
    table: Annotated[
        Path | None,
        Option(help="bảng CSV: cột unit rồi các chỉ tiêu / a published table: unit, then figures"),
    ] = None,
    adds: Annotated[
        list[str] | None, Option(help="cột tổng / a total and its columns: total=male+female")
    ] = None,
    on: Annotated[str | None, Option(help="theo bản đồ ngày / on the map of a day")] = None,
    final: Annotated[bool, Option("--final", help="chỉ bản đã duyệt / approved only")] = False,
    every: Annotated[bool, Option("--all", help="cả chỗ khớp / what agrees too")] = False,
) -> int:
    """Đối chiếu tổng số đã nêu với tổng các phần / Hold stated totals against their parts."""
    if period is not None and adds:
        raise Problem("usage", reason="PERIOD | --adds")
    if period is None and table is None:
        raise Problem("usage", reason="PERIOD | --table")
    found = _found(period, form, table, _sums(adds or ()), read_day(on), final=final)
    _hand_over(found, every=every)
    words = {"compared": len(found.compared), "gaps": len(found.gaps)}
    tell("reconciled_gaps" if found.gaps else "reconciled", **words)
    partly = sum(not one.whole for one in found.gaps)
    if partly:
        tell("reconciled_partly", gaps=partly)
    show_faults(found.faults)
    return 1 if found.faults else 0


def _found(
    period: str | None,
    form: str | None,
    table: Path | None,
    adds: dict[str, list[str]],
    day: "date | None",
    *,
    final: bool,
) -> "Reconciled":
    from commands.over_time import warn
    from engine.reconcile import of_rollup, of_table
    from engine.shown import shown
    from engine.standings import civil_day

    work = here().work()
    data = None if table is None else read_bytes(table)
    if period is None:
        assert data is not None
        return of_table(work, data, adds, day or civil_day(work, now()))
    found = shown(work, period, form, final=final, on=day)
    warn(found)
    return of_rollup(found, data)


def _sums(adds: Sequence[str]) -> dict[str, list[str]]:
    found = {}
    for one in adds:
        total, equals, parts = one.partition("=")
        names = [name.strip() for name in parts.split("+")]
        if not equals or not total.strip() or not all(names):
            raise Problem("usage", reason=f"--adds {one}")
        found[total.strip()] = names
    return found


def _hand_over(found: "Reconciled", *, every: bool) -> None:
    from engine.reconcile import HEADER, rows

    lines = list(rows(found, every=every))
    if here().json:
        give([dict(zip(HEADER, line, strict=True)) for line in lines], [])
        return
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerows([HEADER, *lines])
