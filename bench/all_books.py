"""All workbooks of the nation: what they cost, beside bare XlsxWriter for the same cells.

``python -m bench.all_books ours|bare|report FOLDER [WORKERS]`` on a country that was made and
rolled up; the first two write the same sample, each in a process of its own.
"""

import gc
import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import messages
from bench import country, workbook
from bench.country import NOW, PERIOD, Country
from bench.processes import measured
from bench.table import Row, seconds, times
from engine import cascade, collect, report, rollup
from engine.loaded import file_name
from engine.orders import Order
from engine.pool import opened
from engine.work import Work
from reporting.workbook import write_book

HOME = "books"
ROUNDS = 3
EVERY = 12
"""Of so many workbooks one is written by both; the nation's always is."""


def run(here: Country) -> list[Row]:
    """Rolls a country up, then lets each way write in a process of its own."""
    work = here.fresh(HOME)
    cascade.cascade(work, here.plan, NOW, _silent)
    with opened() as pool:
        collect.collect(work, [here.inbox], None, NOW, pool, _silent)
    rollup.run(work, PERIOD, None, NOW)
    folder = str(here.folder)
    one, both = _least(folder, "1", "0")
    ours, bare = (measured(["-m", "bench.all_books", way, folder]).said for way in ("ours", "bare"))
    again = measured(["-m", "bench.all_books", "again", folder, "0"]).said
    assert ours["workbooks"] == bare["workbooks"], "the ways disagree"
    sample = f"{ours['workbooks']} of {one['workbooks']} workbooks, {bare['cells']:,} cells"
    size = f"{one['workbooks']:,} workbooks"
    share = f"{ours['spent'] / bare['spent']:.2f} of bare XlsxWriter's time (aim: 0.6)"
    return [
        Row("workbooks, one process: Capbac", sample, cpu=seconds(ours["spent"]), compared=share),
        Row("workbooks, one process: bare XlsxWriter", sample, cpu=seconds(bare["spent"])),
        Row("all workbooks, one process", size, seconds(one["wall"])),
        Row(
            f"all workbooks, {both['workers']} processes",
            size,
            seconds(both["wall"]),
            compared=times(one["wall"] / both["wall"], "1.7"),
        ),
        Row("all workbooks again, nothing changed", size, seconds(again["wall"])),
    ]


def _least(folder: str, *workers: str) -> list[dict[str, Any]]:
    """Each number of processes in turn, a few times: the least of each.

    What else goes on in the machine only ever adds, and not to all alike.
    """
    rounds = [
        [measured(["-m", "bench.all_books", "report", folder, n]).said for n in workers]
        for _ in range(ROUNDS)
    ]
    return [min(column, key=lambda said: said["wall"]) for column in zip(*rounds, strict=True)]


def _order(work: Work, out: Path) -> Order:
    words = messages.words("vi", "workbook")
    made = report.order(work, PERIOD, None, out, words, rehearsal=True)
    return replace(made, anew=True)


def _work(folder: Path) -> Work:
    home = folder / HOME
    return Work(f"sqlite:///{home / 'capbac.db'}", str(home), "bench", "vi", "vn")


def ours(folder: Path) -> dict[str, object]:
    """The sample, from figures that are at hand."""
    work = _work(folder)
    order = _order(work, folder / HOME / "sample")
    loaded = report.ordered(work, order)
    wanted = [place for part in report.parts(work, order, report.Scope()) for place in part.places]
    sample = wanted[::EVERY]

    def act() -> None:
        for place in sample:
            path = Path(order.out) / file_name(loaded, place)
            write_book(report.book_of(work, order, loaded, place), path)

    return {"spent": _spent(act), "workbooks": len(sample)}


def bare(folder: Path) -> dict[str, object]:
    """The same cells, read from what was written, through XlsxWriter's own calls."""
    paths = sorted((folder / HOME / "sample").glob("*.xlsx"))
    found = [workbook.cells(BytesIO(path.read_bytes())) for path in paths]

    def act() -> None:
        for sheets in found:
            workbook.by_xlsxwriter(sheets, BytesIO())

    cells = sum(len(one) for sheets in found for one in sheets.values())
    return {"spent": _spent(act), "workbooks": len(paths), "cells": cells}


def every(folder: Path, workers: int, *, anew: bool = True) -> dict[str, object]:
    """All workbooks by so many processes (0: one a core), from when these stand ready."""
    work = _work(folder)
    order = replace(_order(work, folder / HOME / "all"), anew=anew)
    with opened(workers) as pool:
        list(pool.each_in_order(_ready, [(work, order)] * pool.workers))
        start = time.perf_counter()
        written = report.report(work, order, report.Scope(), pool, _silent)
        wall = time.perf_counter() - start
    assert anew or not written.fresh
    return {"wall": wall, "workbooks": len(written.paths), "workers": pool.workers}


def _ready(item: tuple[Work, Order]) -> int:
    return len(report.ordered(*item).standings)


def _spent(act: Callable[[], object]) -> float:
    gc.collect()
    gc.set_threshold(50_000, 20, 50)  # as in a worker
    start = time.process_time()
    act()
    return time.process_time() - start


def _silent(_stage: str, _done: int, _total: int) -> None:
    """Nobody watches."""


def _main(way: str, folder: Path, workers: str = "0") -> None:
    ways: dict[str, Callable[[], dict[str, object]]] = {
        "ours": lambda: ours(folder),
        "bare": lambda: bare(folder),
        "report": lambda: every(folder, int(workers)),
        "again": lambda: every(folder, int(workers), anew=False),
    }
    print(json.dumps(ways[way]()), flush=True)


if __name__ == "__main__":
    _main(sys.argv[1], country.found(Path(sys.argv[2])).folder, *sys.argv[3:])
