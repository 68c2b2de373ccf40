"""The roll-up at 11 thousand, 110 thousand and a million units, beside bare numpy and pandas.

Every measurement runs in a process of its own, so that its peak memory is its own.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parent.parent
MEASURES = 200
SIZES = (11_000, 110_000, 1_000_000)
WAYS = ("bare sum", "Capbac", "pandas")
LEVELS = ("nation", "province", "district", "ward", "village")
PANDAS_LIMIT = 12 * 2**30
"""Bytes of address space beyond which pandas is stopped: the machine is not its own."""
REPEATS = 3

Row = dict[str, str]


def parents(size: int, seed: int = 7) -> NDArray[np.int32]:
    """Parents of a skewed tree of five levels: some branches are wide, some end early."""
    random = np.random.default_rng(seed)
    widths = (1, 60, max(60, size // 160), max(200, size // 16))
    above = [np.array([-1])]
    first = 0
    for width in (*widths[1:], size - sum(widths)):
        before = len(above[-1])
        skew = random.random(width) ** 1.7
        above.append(first + (skew * before).astype(np.int64))
        first += before
    return np.concatenate(above).astype(np.int32)


def inputs(size: int, seed: int = 11) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    """Values and states, measure by measure: nine in ten cells hold a value."""
    random = np.random.default_rng(seed)
    values = np.empty((MEASURES, size), dtype=np.int64)
    states = np.empty((MEASURES, size), dtype=np.uint8)
    for measure in range(MEASURES):
        values[measure] = random.integers(0, 5_000, size)
        dice = random.random(size, dtype=np.float32)
        states[measure] = np.searchsorted([0.9, 0.95, 0.99, 0.995], dice)
    # Places 0 to 4 of the dice stand for a value, a blank and the three marks.
    states = np.array([1, 0, 2, 3, 4], dtype=np.uint8)[states]
    values *= states == 1
    return values, states


def timed(work: Callable[[], object], repeats: int) -> dict[str, float]:
    """Best wall and CPU seconds of several runs: the least disturbed one."""
    wall = cpu = float("inf")
    for _ in range(repeats):
        start, spent = time.perf_counter(), time.process_time()
        work()
        wall = min(wall, time.perf_counter() - start)
        cpu = min(cpu, time.process_time() - spent)
    return {"seconds": wall, "cpu": cpu}


def bare(size: int) -> dict[str, float]:
    values, _ = inputs(size)
    return timed(values.sum, REPEATS) | {"total": float(values.sum())}


def ours(size: int) -> dict[str, float]:
    from hierarchy.tree import Tree
    from reporting.columns import Key
    from reporting.rollup import Inputs, Rollup, roll_up
    from schemas.form import Form, Label, Measure, Rule

    words = Label("", "")
    figures = tuple(Measure(f"m{i}", "integer", Rule("sum"), words, words) for i in range(MEASURES))
    form = Form("bench", 1, words, "year", "calendar", figures, (), (), {}, "")
    tree = Tree.from_parents(parents(size), LEVELS)
    values, states = inputs(size)
    given = Inputs(values, states, np.ones(size, dtype=np.bool_))
    kept: list[Rollup] = []

    def work() -> None:
        kept[:] = []
        kept.append(roll_up(form, tree, given))

    times = timed(work, REPEATS)
    block = kept[0].block([0])
    total = sum(int(v) for m in figures for v in block.exact(Key(m.path)) if v is not None)
    return times | {"total": float(total), "interior": float(len(tree.interior))}


def with_pandas(size: int) -> dict[str, float]:
    import pandas as pd

    resource.setrlimit(resource.RLIMIT_AS, (PANDAS_LIMIT, PANDAS_LIMIT))
    values, states = inputs(size)
    # Blank must be missing for coverage, so the frame is one of floats.
    frame = pd.DataFrame({f"m{i}": np.where(states[i] == 1, values[i], np.nan) for i in
                          range(MEASURES)})  # fmt: skip
    for i in range(MEASURES):
        frame.loc[states[i] == 2, f"m{i}"] = 0.0
    del values, states
    above = parents(size)
    lineages = [np.arange(size)]
    for _ in LEVELS[1:]:
        # The root is its own parent here, so that every unit has an ancestor at every step.
        lineages.append(np.maximum(above, 0)[lineages[-1]])
    depth = np.zeros(size, dtype=np.int64)
    for unit in range(1, size):
        depth[unit] = depth[above[unit]] + 1

    def work() -> float:
        total = 0.0
        for level in range(len(LEVELS) - 1):
            steps = np.maximum(depth - level, 0)
            group = np.choose(steps, lineages)
            below = depth >= level
            grouped = frame[below].groupby(group[below])
            sums, counts = grouped.sum(), grouped.count()
            assert len(sums) == len(counts)
            if level == 0:
                total = float(sums.to_numpy().sum())
        return total

    repeats = REPEATS if size < 500_000 else 1
    totals: list[float] = []
    times = timed(lambda: totals.append(work()), repeats)
    return times | {"total": totals[-1]}


def measured(way: str, size: int) -> dict[str, float] | None:
    """One measurement in its own process; None where it needed too much memory."""
    command = [sys.executable, "-m", "bench.rollup", way, str(size)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode == 3:
        return None
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    found: dict[str, float] = json.loads(done.stdout)
    return found


def run() -> list[Row]:
    """Rows of the table: way, units, seconds, peak memory, and how many bare sums that is."""
    rows: list[Row] = []
    for size in SIZES:
        results = {way: measured(way, size) for way in WAYS}
        base = results["bare sum"]
        assert base is not None
        totals = {r["total"] for r in results.values() if r}
        assert len(totals) == 1, f"the ways disagree: {totals}"
        for way, found in results.items():
            row = {"what": f"roll-up: {way}", "units": f"{size:,}", "measures": str(MEASURES)}
            if found is None:
                row |= {
                    "seconds": "–",
                    "CPU": "–",
                    "peak": "over 12 GiB: stopped",
                    "bare sums": "–",
                }
            else:
                row |= {
                    "seconds": f"{found['seconds']:.3f}",
                    "CPU": f"{found['cpu']:.3f}",
                    "peak": f"{found['peak'] / 2**20:.0f} MiB",
                    "bare sums": f"{found['seconds'] / base['seconds']:.1f}",
                }
            rows.append(row)
    return rows


def main() -> None:
    way, size = sys.argv[1], int(sys.argv[2])
    try:
        found = {"bare sum": bare, "Capbac": ours, "pandas": with_pandas}[way](size)
    except MemoryError:
        sys.exit(3)
    found["peak"] = float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) * 1024
    print(json.dumps(found))


if __name__ == "__main__":
    main()
