"""``python -m bench [--quick] [--only NAME]``: every benchmark in one run, as one table.

``--only orchestration`` takes ten minutes, has a table of its own and runs only when it is named.
"""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from bench import all_books, country, cycle, excel, portal, resubmission, start, validation
from bench.table import Row, markdown, of_rollup, of_workbook

NAMES = (
    "cycle",
    "validation",
    "resubmission",
    "excel",
    "help",
    "rollup",
    "workbook",
    "books",
    "portal",
)
APART = "orchestration"
PACKAGES = ("jsonschema", "jsonschema-rs", "numpy", "openpyxl", "pandas", "prefect", "XlsxWriter")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the country; no roll-ups")
    parser.add_argument(
        "--only", choices=(*NAMES, APART), action="append", help="may be given again"
    )
    asked = parser.parse_args()
    size: country.Size = "part" if asked.quick else "country"
    names = asked.only or [n for n in NAMES if not asked.quick or n not in ("rollup", "workbook")]
    own = _orchestration() if APART in names else ""
    ours = [name for name in names if name != APART]
    with tempfile.TemporaryDirectory(prefix="capbac-bench-") as folder:
        rows = run(ours, size, Path(folder))
    print(head(size))
    print("\n\n".join(([markdown(rows)] if ours else []) + ([own] if own else [])))


def run(names: list[str], size: country.Size, folder: Path) -> list[Row]:
    """The rows of the named benchmarks, on one country made in ``folder``."""
    here: country.Country | None = None
    if {"cycle", "validation", "resubmission", "excel", "books", "portal"} & set(names):
        _tell("making the country")
        here = country.made(folder, size)
    rows: list[Row] = []
    for name in names:
        _tell(name)
        rows += _ways(here)[name]()
    return rows


def _ways(here: country.Country | None) -> dict[str, Callable[[], list[Row]]]:
    ways: dict[str, Callable[[], list[Row]]] = {
        "help": start.run,
        "rollup": _rollup,
        "workbook": _workbook,
    }
    if here is not None:
        ways |= {
            "cycle": lambda: cycle.run(here),
            "validation": lambda: validation.run(here.form, here.inbox),
            "resubmission": lambda: resubmission.run(here),
            "excel": lambda: excel.run(here),
            "books": lambda: all_books.run(here),
            "portal": lambda: portal.run(here),
        }
    return ways


def _rollup() -> list[Row]:
    from bench import rollup

    return of_rollup(rollup.run())


def _workbook() -> list[Row]:
    from bench import workbook

    return of_workbook(workbook.run())


def _orchestration() -> str:
    from bench import orchestration

    return orchestration.markdown(orchestration.run())


def head(size: country.Size) -> str:
    """What the run stood on."""
    cores = len(os.sched_getaffinity(0))
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"Country: {size}; {cores} cores, {platform.machine()}, Linux {platform.release()}, "
        f"Python {platform.python_version()}; {packages}\n"
    )


def _tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
