"""How soon the command answers."""

from statistics import median

from bench.processes import measured
from bench.table import Row, mebibytes, seconds


def run(rounds: int = 5) -> list[Row]:
    """``capbac --help`` in fresh processes."""
    code = "import sys, cli; sys.argv = ['capbac', '--help']; sys.exit(cli.main())"
    found = [measured(["-c", code]) for _ in range(rounds)]
    wall, cpu = (median(getattr(one, name) for one in found) for name in ("wall", "cpu"))
    peak = max(one.peak for one in found)
    size = f"median of {rounds}"
    return [
        Row("capbac --help", size, seconds(wall), seconds(cpu), mebibytes(peak), "(aim: 0.3 s)")
    ]
