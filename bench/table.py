"""The one table a run prints, and how other benchmarks' rows come into it."""

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass

NONE = "–"


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what was done to how much, in which time and memory, and how that compares."""

    what: str
    size: str = ""
    wall: str = NONE
    cpu: str = NONE
    peak: str = NONE
    compared: str = ""


HEAD = ("what", "size", "wall", "CPU", "peak memory", "compared")


def seconds(value: float) -> str:
    """A duration in the unit it reads best in."""
    if value >= 1:
        return f"{value:.2f} s"
    return f"{value * 1e3:.1f} ms" if value >= 1e-3 else f"{value * 1e6:.0f} µs"


def mebibytes(value: float) -> str:
    """Bytes as MiB."""
    return f"{value / 2**20:,.0f} MiB"


def times(ratio: float, aim: str = "") -> str:
    """How many times as fast, and what it should be."""
    return f"{ratio:.1f} times" + (f" (aim: {aim})" if aim else "")


def markdown(rows: Iterable[Row]) -> str:
    """The table, its columns padded so that it also reads on a terminal."""
    lines = [HEAD, *((*map(str, astuple(row)),) for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(HEAD))]
    padded = [
        "| " + " | ".join(cell.ljust(w) for cell, w in zip(line, widths, strict=True)) + " |"
        for line in lines
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([padded[0], rule, *padded[1:]])


def of_rollup(rows: Iterable[Mapping[str, str]]) -> list[Row]:
    """Rows of the roll-up's benchmark."""
    found = []
    for row in rows:
        sums = row["bare sums"]
        found.append(
            Row(
                row["what"],
                f"{row['units']} units × {row['measures']}",
                wall=row["seconds"] + ("" if row["seconds"] == NONE else " s"),
                peak=row["peak"],
                compared=sums if sums == NONE else f"{sums} bare sums",
            )
        )
    return found


def of_workbook(table: str) -> list[Row]:
    """Rows of the workbook's benchmark, which has one column for each way."""
    head, _rule, *lines = (
        [c.strip() for c in ln.strip("| ").split("|")] for ln in table.split("\n")
    )
    found = []
    for name, cells, *ways in lines:
        for way, cell in zip(head[2:], ways, strict=True):
            spent, _, ratio = cell.partition(" (")
            compared = f"Capbac is {ratio.rstrip('x)')} times as fast" if ratio else ""
            found.append(Row(f"workbook, {name}: {way}", f"{cells} cells", "", spent, "", compared))
    return found
