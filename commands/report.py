"""``report PERIOD --out DIR``."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option

import messages
from commands.context import here, read_day
from commands.voice import give, progress, word
from errors import Problem

if TYPE_CHECKING:
    from engine.report import Order, Written


def report(
    period: Annotated[str, Argument(help="2025, 2025-S1 …")],
    out: Annotated[Path, Option(help="thư mục / folder")],
    form: Annotated[str | None, Option(help="biểu mẫu / form")] = None,
    unit: Annotated[str | None, Option(help="một đơn vị / one unit")] = None,
    level: Annotated[str | None, Option(help="một cấp / one level")] = None,
    every: Annotated[bool, Option("--all", help="mọi đơn vị có cấp dưới / all (default)")] = False,
    full: Annotated[bool, Option("--full", help="liệt kê đủ cấp dưới / list every unit")] = False,
    final: Annotated[bool, Option("--final", help="chỉ bản đã duyệt / approved only")] = False,
    flow: Annotated[bool, Option("--flow", help="Prefect")] = False,
    published: Annotated[
        bool, Option("--published", help="bản công bố: che số nhỏ / hide small counts")
    ] = False,
    vintage: Annotated[int | None, Option(help="bản công bố số / number of a vintage")] = None,
    supplement: Annotated[
        tuple[int, int] | None, Option(help="OLD NEW: báo cáo bổ sung / a supplement")
    ] = None,
    on: Annotated[str | None, Option(help="theo bản đồ ngày / on the map of a day")] = None,
    compare: Annotated[str | None, Option(help="so với kỳ / hold against a period")] = None,
) -> None:
    """Viết sổ Excel tổng hợp cho mọi đơn vị có cấp dưới / Write the consolidated workbooks."""
    _fits({"--unit": unit, "--level": level, "--all": every})
    _fits({"--vintage": vintage, "--supplement": supplement, "--final": final})
    _fits({"--on": on, "--vintage": vintage, "--supplement": supplement})
    _fits({"--on": on, "--published": published, "--supplement": supplement})
    _fits({"--supplement": supplement, "--level": level, "--all": every})
    _fits({"--vintage": vintage, "--supplement": supplement, "--compare": compare})
    _fits({"--published": published, "--compare": compare})
    if supplement is not None:
        from commands.supplement import write

        write(period, form, unit, supplement, out)
        return
    from engine.comparing import beside_another

    # What is not the roll-up itself is the same wherever it is made: it is written here.
    if not (on or vintage or published or compare) and (flow or here().environment.prefect_api):
        done = _flown(period, form, out, unit, level, final=final, full=full)
    else:
        wanted = _order(period, form, out, read_day(on), vintage, final=final, full=full)
        wanted = beside_another(here().work(), wanted, period, form, compare)
        done = _written(replace(wanted, published=published), unit, level)
    data = {"workbooks": len(done.paths), "out": str(out), "files": list(done.paths)}
    give(data, [word("reported", count=len(done.paths), out=out)])


def _fits(alternatives: Mapping[str, object]) -> None:
    """Of these options only one may be given. Raises Problem usage."""
    if sum(value not in (None, False) for value in alternatives.values()) > 1:
        raise Problem("usage", reason=" | ".join(alternatives))


def _written(wanted: "Order", unit: str | None, level: str | None) -> "Written":
    from engine.pool import opened
    from engine.report import Scope, report

    with progress() as step, opened(1 if unit else 0) as pool:
        return report(here().work(), wanted, Scope(unit, level), pool, step)


def _flown(
    period: str,
    form: str | None,
    out: Path,
    unit: str | None,
    level: str | None,
    *,
    final: bool,
    full: bool,
) -> "Written":
    from engine.report import Scope
    from flows.run import report

    work, scope, around = here().work(), Scope(unit, level), here().environment
    with progress() as step:
        return report(work, period, form, out, scope, step, around, final=final, full=full)


def _order(
    period: str,
    form: str | None,
    out: Path,
    day: date | None,
    vintage: int | None,
    *,
    final: bool,
    full: bool,
) -> "Order":
    """What to write: the roll-up's workbooks, those of a vintage, or of another day's map."""
    from engine.report import order
    from engine.report_on import order_on
    from engine.report_vintage import order_vintage
    from engine.restated_books import OnMap

    work, words = here().work(), messages.words(here().language, "workbook")
    if day is not None:
        return order_on(work, OnMap(period, form, day, final), out, words, full=full)
    if vintage is not None:
        return order_vintage(work, period, form, vintage, out, words, full=full)
    return order(work, period, form, out, words, final=final, full=full)
