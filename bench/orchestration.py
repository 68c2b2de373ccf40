"""What Prefect costs a batch and in all: three servers, three runners, three numbers of batches.

All of it by ``python -m bench --only orchestration``; some of it by
``python -m bench.orchestration --server SQLite --runner dask --batches 64,256``.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from bench.orchestrated import Round
from bench.prefect_servers import KINDS, Server
from bench.processes import measured
from settings import lent

RUNNERS = ("threads", "processes", "dask")
BATCHES = (64, 256, 1024)
MILLISECONDS = 5.0
HEAD = (
    "server",
    "runner",
    "batches",
    "in all, s",
    "a batch, ms",
    "without Prefect, ms",
    "client CPU, s",
    "server CPU, s",
    "starts, s",
)


@dataclass(frozen=True, slots=True)
class Pair:
    """What one runner did on one server.

    ``server`` is how long one of an operator takes to start (none for the embedded one), ``start``
    how long until a flow may run, imports told in, and ``first`` how long a flow of one batch took.
    """

    kind: str
    runner: str
    server: float
    start: float
    first: float
    rounds: tuple[Round, ...]


def run(
    kinds: Sequence[str] = tuple(KINDS),
    runners: Sequence[str] = RUNNERS,
    batches: Sequence[int] = BATCHES,
) -> list[Pair]:
    """Every runner on every server, each in a process of its own, a server for each."""
    found = []
    for kind in kinds:
        for runner in runners:
            print(f"{kind}, {runner}", file=sys.stderr, flush=True)
            with KINDS[kind]() as server:
                found.append(_pair(kind, runner, batches, server))
    return found


def _pair(kind: str, runner: str, batches: Sequence[int], server: Server) -> Pair:
    words = [",".join(map(str, batches)), str(MILLISECONDS), *map(str, server.pids)]
    said = {"CAPBAC_RUNNER": runner, "PREFECT_API_URL": server.api}
    with lent(said):
        told = measured(["-m", "bench.orchestrated", *words]).said
    rounds = tuple(Round(**one) for one in told["rounds"])
    return Pair(kind, runner, server.seconds, told["start"], told["first"], rounds)


def markdown(pairs: Sequence[Pair]) -> str:
    """One line a round; the starts of a pair stand in its first line."""
    lines: list[tuple[str, ...]] = [HEAD]
    for pair in pairs:
        starts = [f"{pair.server:.1f}"] if pair.server else []
        starts += [f"{pair.start:.1f}", f"{pair.first:.1f}"]
        lines += [
            (*_line(pair, one), " + ".join(starts) if place == 0 else "")
            for place, one in enumerate(pair.rounds)
        ]
    widths = [max(len(line[place]) for line in lines) for place in range(len(HEAD))]
    padded = [
        "| " + " | ".join(cell.ljust(wide) for cell, wide in zip(line, widths, strict=True)) + " |"
        for line in lines
    ]
    rule = "|" + "|".join("-" * (wide + 2) for wide in widths) + "|"
    return "\n".join([padded[0], rule, *padded[1:]])


def _line(pair: Pair, one: Round) -> tuple[str, ...]:
    what = f"{one.count:,}" if one.milliseconds else f"{one.count:,} of nothing"
    figures = (one.whole, one.each, one.peer, one.client, one.server)
    places = (2, 1, 2, 1, 1)
    shown = (f"{figure:.{some}f}" for figure, some in zip(figures, places, strict=True))
    return pair.kind, pair.runner, what, *shown


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.orchestration", description=__doc__)
    parser.add_argument("--server", choices=KINDS, action="append", help="may be given again")
    parser.add_argument("--runner", choices=RUNNERS, action="append", help="may be given again")
    parser.add_argument("--batches", default=",".join(map(str, BATCHES)))
    asked = parser.parse_args()
    batches = [int(one) for one in asked.batches.split(",")]
    print(markdown(run(asked.server or tuple(KINDS), asked.runner or RUNNERS, batches)))


if __name__ == "__main__":
    main()
