"""Batches through Prefect and without it, side by side in one process: what each costs.

``python -m bench.orchestrated 64,256 MILLISECONDS [PID…]`` takes the runner and the server from
the environment, as the product does; ``PID…`` are the processes of a server that is not ours.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import settings
from bench.burning import burn
from bench.processes import family, processor
from engine.pool import Pool, opened
from engine.work import Work

CORES = 2
QUIET, LONGEST = 0.1, 20.0
"""A server is at rest below so much of a core; nobody waits longer for it, in seconds."""


@dataclass(frozen=True, slots=True)
class Round:
    """Seconds of one flow of ``count`` batches, each of which keeps a core for ``milliseconds``.

    ``flow`` is all of it, ``batches`` from the first handed out to the last one back, ``direct``
    the same without Prefect; then processor time of this side and of the server.
    """

    count: int
    milliseconds: float
    flow: float
    batches: float
    direct: float
    client: float
    server: float

    @property
    def work(self) -> float:
        """Seconds for which the batches alone keep the cores."""
        return self.count * self.milliseconds / 1e3 / CORES

    @property
    def whole(self) -> float:
        """What the flow costs beyond its work, in seconds."""
        return self.flow - self.work

    @property
    def each(self) -> float:
        """What a batch costs beyond its work, in milliseconds."""
        return (self.batches - self.work) / self.count * 1e3

    @property
    def peer(self) -> float:
        """The same without Prefect, in milliseconds."""
        return (self.direct - self.work) / self.count * 1e3


Direct = Callable[[int, float], float]


def measure(rounds: Iterable[tuple[int, float]], others: list[int]) -> dict[str, object]:
    """Seconds until the server is ready, of a first flow, and every round."""
    from flows.server import running
    from flows.surroundings import around

    api = settings.read().prefect_api
    began = time.monotonic()
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="capbac-flows-")))
        ready = stack.enter_context(running(home, api))
        pool = stack.enter_context(opened(CORES))
        work = Work(f"sqlite:///{home / 'none.db'}", str(home))
        stack.enter_context(around(work, pool, None))
        ready()
        start = time.monotonic() - began
        servers = others or [_embedded(home)]
        from bench.batches import batches

        began = time.monotonic()
        batches(1, 0.0)
        first = time.monotonic() - began
        direct = stack.enter_context(_Direct(settings.read().runner, pool))
        found = [_round(count, milli, direct.seconds, servers) for count, milli in rounds]
    return {"start": start, "first": first, "rounds": [asdict(one) for one in found]}


def _round(count: int, milliseconds: float, direct: Direct, servers: list[int]) -> Round:
    from bench.batches import LAPS, batches

    alone = direct(count, milliseconds)
    _rest(servers)
    before = _spent(servers)
    began = time.monotonic()
    done = batches(count, milliseconds)
    flow = time.monotonic() - began
    after = _spent(servers)
    assert done == count
    spent = [there - here for here, there in zip(before, after, strict=True)]
    return Round(count, milliseconds, flow, LAPS[1] - LAPS[0], alone, *spent)


class _Direct(ExitStack):
    """The same batches handed out by what the runner itself is made of."""

    def __init__(self, runner: str, pool: Pool) -> None:
        super().__init__()
        self._map: Callable[[Callable[[float], int], list[float]], Iterable[int]]
        if runner == "dask":
            from distributed import Client

            told = {"n_workers": CORES, "threads_per_worker": 1, "dashboard_address": None}
            # Not the default one: the flow would take it for its own.
            made: Any = Client  # it has no types of its own
            client = self.enter_context(made(**told, set_as_default=False))
            self._map = lambda call, items: client.gather(client.map(call, items, pure=False))
        elif runner == "processes":
            self._map = pool.each_in_order
        else:
            threads = self.enter_context(ThreadPoolExecutor(CORES + 2))
            self._map = lambda call, items: threads.map(lambda item: pool.run(call, item), items)
        self.seconds(CORES, 0.0)  # whoever works is awake

    def seconds(self, count: int, milliseconds: float) -> float:
        """How long so many batches take."""
        began = time.monotonic()
        assert sum(self._map(burn, [milliseconds] * count)) == count
        return time.monotonic() - began


def _embedded(home: Path) -> int:
    record = json.loads((home / ".prefect" / "server.json").read_text())
    return int(record["server"][0])


def _spent(servers: list[int]) -> tuple[float, float]:
    """Processor seconds of this side, and of the server."""
    there = sum(map(processor, servers))
    ours = processor(os.getpid())
    return (ours - there if _below(servers) else ours), there


def _below(servers: list[int]) -> bool:
    return servers[0] in set(family(os.getpid()))


def _rest(servers: list[int]) -> None:
    """Until the server has written down what came before."""
    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        before = sum(map(processor, servers))
        time.sleep(1)
        if sum(map(processor, servers)) - before < QUIET:
            return


def main() -> None:
    counts, milliseconds, *others = sys.argv[1:]
    numbers = [int(one) for one in counts.split(",")]
    rounds = [(numbers[0], 0.0), *((number, float(milliseconds)) for number in numbers)]
    print(json.dumps(measure(rounds, [int(one) for one in others])), flush=True)


if __name__ == "__main__":
    main()
