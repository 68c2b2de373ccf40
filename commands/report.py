"""``report PERIOD --out DIR``."""

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

import messages
from commands.context import here
from commands.voice import give, progress, word
from errors import Problem


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
) -> None:
    """Viết sổ Excel tổng hợp cho mọi đơn vị có cấp dưới / Write the consolidated workbooks."""
    from engine.pool import opened
    from engine.report import Scope, order
    from engine.report import report as run

    if sum((unit is not None, level is not None, every)) > 1:
        raise Problem("usage", reason="--unit | --level | --all")
    work = here().work()
    scope = Scope(unit, level)
    with progress() as step:
        if flow or here().environment.prefect_api:
            from flows.run import report as run_flow

            surroundings = here().environment
            done = run_flow(
                work, period, form, out, scope, step, surroundings, final=final, full=full
            )
        else:
            words = messages.words(here().language, "workbook")
            wanted = order(work, period, form, out, words, final=final, full=full)
            with opened(1 if unit else 0) as pool:
                done = run(work, wanted, scope, pool, step)
    data = {"workbooks": len(done.paths), "out": str(out), "files": list(done.paths)}
    give(data, [word("reported", count=len(done.paths), out=out)])
