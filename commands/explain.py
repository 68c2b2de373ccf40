"""``explain UNIT MEASURE PERIOD``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option

import messages
from commands.clock import civil
from commands.context import here
from commands.voice import give, word
from errors import Problem

if TYPE_CHECKING:
    from reporting.explained import Explained

BIGGEST = 10
"""Contributors named where not all are asked for."""


def explain(
    unit: Annotated[str, Argument(help="mã đơn vị / unit code")],
    measure: Annotated[str, Argument(help="leaders.women, staff:enough …")],
    period: Annotated[str, Argument(help="2025, 2025-S1 …")],
    form: Annotated[str | None, Option(help="biểu mẫu / form")] = None,
    final: Annotated[bool, Option("--final", help="chỉ bản đã duyệt / approved only")] = False,
    depth: Annotated[int | None, Option(min=0, help="số bậc dưới đơn vị / levels below")] = None,
    every: Annotated[bool, Option("--all", help="mọi đơn vị / every unit")] = False,
    vintage: Annotated[int | None, Option(help="bản công bố số / number of a vintage")] = None,
    published: Annotated[
        bool, Option("--published", help="bản công bố: che số nhỏ / hide small counts")
    ] = False,
    out: Annotated[Path | None, Option(help="FILE.xlsx")] = None,
) -> None:
    """Giải trình một số liệu: đơn vị nào, lần nộp nào, quy tắc nào / Why a figure is what it is."""
    from commands.explain_data import as_data
    from commands.explain_tree import lines
    from engine.explain import Asked
    from engine.explain import explain as run

    if depth is not None and every:
        raise Problem("usage", reason="--depth | --all")
    if final and vintage is not None:
        raise Problem("usage", reason="--final | --vintage")
    work = here().work()
    asked = Asked(period, form, final, vintage, published)
    found = run(work, unit, measure, asked, depth=depth, every=every)
    most = None if found.everything else BIGGEST
    if out is None:
        give(as_data(found, most), lines(found, most, civil(work)))
        return
    _sheet(found, out)
    give({**as_data(found, most), "out": str(out)}, [word("explain_written", out=out)])


def _sheet(found: "Explained", out: Path) -> None:
    from engine.folders import made
    from engine.standings import zone_of
    from reporting.workbook.explaining import explanation_book

    words = {
        **messages.words(here().language, "workbook"),
        **messages.words(here().language, "explanation"),
    }
    made(out.parent)
    zone = zone_of(here().work().country().offset)
    explanation_book(found, words, here().language, zone, out)
