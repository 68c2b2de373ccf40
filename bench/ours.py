"""The whole cycle as Capbac does it: the engine's verbs called one after another, or the flows.

``python -m bench.ours engine|flows FOLDER`` works on a country made before and says its stages.
"""

import sys
from pathlib import Path

from bench.processes import Clock


def engine(clock: Clock, folder: Path) -> dict[str, object]:
    """The verbs, with one pool of processes for all of them."""
    import messages
    from bench import country
    from engine import cascade, collect, report, rollup
    from engine.pool import opened

    here = country.found(folder)
    work = here.fresh("engine")
    books = folder / "engine" / "books"
    clock.lap("start")
    with opened() as pool:
        pool.wake(_imports)
        assigned = cascade.cascade(work, here.plan, country.NOW, _silent).assigned
        clock.lap("cascade")
        collected = collect.collect(work, [here.inbox], None, country.NOW, pool, _silent)
        clock.lap("collect")
        rolled = rollup.run(work, country.PERIOD, None, country.NOW)
        clock.lap("rollup")
        words = messages.words("vi", "workbook")
        order = report.order(work, country.PERIOD, None, books, words, rehearsal=True)
        written = report.report(work, order, report.Scope(), pool, _silent)
        clock.lap("report")
    return {
        "assigned": assigned,
        "accepted": collected.accepted,
        "reported": rolled.reported,
        "workbooks": len(written.paths),
    }


def flows(clock: Clock, folder: Path) -> dict[str, object]:
    """The same as the flow ``year``, on an embedded server; its start is a stage of its own."""
    import settings
    from bench import country
    from flows.run import station

    here = country.found(folder)
    work = here.fresh("flows")
    books = folder / "flows" / "books"

    def step(stage: str, done: int, total: int) -> None:
        if done == total:
            clock.lap(stage)

    with station(work, step, settings.read()) as ready:
        ready()
        from flows.year import year

        clock.lap("start")
        cascaded, collected, rolled, written = year(
            here.plan, [here.inbox], books, country.NOW, rehearsal=True
        ).value
        clock.lap("end of the flow")
    clock.lap("stop")
    return {
        "assigned": cascaded.assigned,
        "accepted": collected.accepted,
        "reported": rolled[0].reported,
        "workbooks": len(written.paths),
    }


def _imports() -> None:
    """What the workers will need, read while the plan is carried down."""
    import engine.collect
    import engine.report  # noqa: F401  only that it is read counts


def _silent(_stage: str, _done: int, _total: int) -> None:
    """Nobody watches."""


if __name__ == "__main__":
    watch = Clock()
    ways = {"engine": engine, "flows": flows}
    watch.say(**ways[sys.argv[1]](watch, Path(sys.argv[2])))
