"""A country from three thousand to a million units, 200 figures each: every step, and the model.

``python -m bench.scale [UNITS …] [--postgresql] [--cluster] [--keep FOLDER]`` by itself takes other
sizes, a database of its own beside the files, the same on Dask, or a folder in which what was made
before is found again.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench import big_country
from bench.processes import Measured, measured
from bench.rollup import MEASURES
from bench.table import Row, markdown, mebibytes, seconds
from tests import postgres

SIZES = (3_000, 11_000, 110_000, 1_000_000)
STEPS = ("bare", "rollup", "change", "export", "books")


def run(
    sizes: Sequence[int] = SIZES,
    server: str = "",
    keep: Path | None = None,
    *,
    cluster: bool = False,
) -> list[Row]:
    """A row a step and size, each in a process of its own; in SQLite, or on a ``server``.

    ``cluster``: the steps on Dask beside those of one process.
    """
    rows: list[Row] = []
    for size in sizes:
        database = postgres.database(server, f"units{size}") if server else ""
        with _folder(keep, size) as folder:
            rows += _country(folder, size, database)
            rows += _clustered(folder, size) if cluster else ()
    return rows


@contextmanager
def _folder(keep: Path | None, size: int) -> Iterator[Path]:
    if keep is not None:
        yield keep / str(size)
        return
    with tempfile.TemporaryDirectory(prefix="capbac-scale-") as folder:
        yield Path(folder) / str(size)


def _country(folder: Path, size: int, database: str) -> list[Row]:
    rows: list[Row] = []
    fresh = not folder.exists()
    if fresh:
        big_country.made(folder, size)
    if fresh or database:
        rows += _loaded(size, _step("load", folder, database))
    first = _step("bare", folder, database)
    done = {step: _step(step, folder, database) for step in STEPS}
    bare, rollup = done["bare"], done["rollup"]
    assert bare.said["total"] == rollup.said["total"], "the figures disagree"
    change, export, books = (done[step] for step in ("change", "export", "books"))
    changes = f"worst {seconds(change.said['worst'])} of 20 (aim: 100 ms)"
    files = f"{books.said['books']} books, {mebibytes(books.said['bytes'])}"
    return [
        *rows,
        _row("read and add up, bare, as it lay on the disk", size, first, ("read", "sum")),
        _row("read and add up, bare, once more", size, bare, ("read", "sum")),
        _row("roll-up from the store, kept", size, rollup, ("rollup",), _against(bare, rollup)),
        Row("one change to the root", f"{size:,}", seconds(change.said["median"]), "", "", changes),
        _row("export, wide CSV", size, export, ("wide",), mebibytes(export.said["wide"])),
        _row("export, Parquet", size, export, ("parquet",), mebibytes(export.said["parquet"])),
        _row("workbooks of the top two levels", size, books, ("books",), files),
    ]


def _step(step: str, folder: Path, database: str) -> Measured:
    print(f"{step} {folder.name}", file=sys.stderr, flush=True)
    return measured(["-m", "bench.scaled", step, str(folder), *filter(None, [database])])


def _loaded(size: int, way: Measured) -> Iterator[Row]:
    for what, stage in (
        ("roster in", "units"),
        ("plan issued and cascaded", "cascade"),
        ("submissions through the door", "collect"),
    ):
        yield _row(f"load: {what}", size, way, (stage,))


def _clustered(folder: Path, size: int) -> Iterator[Row]:
    way = _step("cluster", folder, "")
    for what, stage in (
        ("cascade", "cascade"),
        ("submissions through the door", "collect"),
        ("roll-up by subtree", "rollup"),
        ("workbooks of the top two levels", "books"),
    ):
        yield _row(f"Dask, 2 workers: {what}", size, way, (stage,))


def _spent(way: Measured, stages: Sequence[str]) -> tuple[float, float]:
    found = [way.said["stages"][stage] for stage in stages]
    return sum(one[0] for one in found), sum(one[1] for one in found)


def _row(what: str, size: int, way: Measured, stages: Sequence[str], compared: str = "") -> Row:
    wall, cpu = _spent(way, stages)
    each = f"{wall / size * 1e6:.0f} µs a unit"
    told = f"{each}; {compared}" if compared else each
    return Row(
        what, f"{size:,} × {MEASURES}", seconds(wall), seconds(cpu), mebibytes(way.peak), told
    )


def _against(bare: Measured, rollup: Measured) -> str:
    times = _spent(rollup, ("rollup",))[0] / _spent(bare, ("read", "sum"))[0]
    return f"{times:.1f} bare reads and sums (aim: 3)"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.scale", description=__doc__)
    parser.add_argument("units", type=int, nargs="*", default=SIZES)
    parser.add_argument("--postgresql", action="store_true", help="in a server of its own")
    parser.add_argument("--keep", type=Path, help="a folder for countries of other runs")
    parser.add_argument("--cluster", action="store_true", help="the steps on Dask, too")
    asked = parser.parse_args()
    with ExitStack() as stack:
        server = ""
        if asked.postgresql:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="capbac-scale-"))
            server = stack.enter_context(postgres.server(Path(folder)))
        print(markdown(run(asked.units, server, asked.keep, cluster=asked.cluster)))


if __name__ == "__main__":
    main()
