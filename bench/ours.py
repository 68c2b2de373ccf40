"""The whole cycle as Capbac does it: the engine's verbs called one after another, or the flows.

``python -m bench.ours engine|alike|flows FOLDER`` works on a country made before and says its
stages. ``alike`` writes the one sheet that the script of an office writes, by a layout.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bench.processes import Clock

if TYPE_CHECKING:
    from engine.pool import Pool


def alike(clock: Clock, folder: Path) -> dict[str, object]:
    """The verbs, for workbooks of the one sheet that the script writes."""
    return engine(clock, folder, ("units",))


def engine(clock: Clock, folder: Path, sheets: tuple[str, ...] = ()) -> dict[str, object]:
    """The verbs, with one pool of processes for all of them; of ``sheets``, or all there are."""
    from engine.pool import opened

    with opened() as pool:
        return _verbs(clock, folder, sheets, pool)


def _verbs(clock: Clock, folder: Path, sheets: tuple[str, ...], pool: "Pool") -> dict[str, object]:
    import messages
    from bench import country
    from engine import cascade, collect, laid_out, report, rollup

    here = country.found(folder)
    way = "alike" if sheets else "engine"
    work = here.fresh(way)
    books = folder / way / "books"
    clock.lap("start")
    assigned = cascade.cascade(work, here.plan, country.NOW, _silent).assigned
    clock.lap("cascade")
    collected = collect.collect(work, [here.inbox], None, country.NOW, pool, _silent)
    clock.lap("collect")
    rolled = rollup.run(work, country.PERIOD, None, country.NOW)
    clock.lap("rollup")
    words = messages.words("vi", "workbook")
    order = report.order(work, country.PERIOD, None, books, words, rehearsal=True)
    if sheets:
        layout = {"sheets": [{"sheet": one} for one in sheets]}
        order = laid_out.laid_out(work, order, layout, "layout")
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
        import fastapi.encoders  # noqa: F401  what Prefect reads at its first flow
        import prefect.flow_engine  # noqa: F401  as above

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


def _silent(_stage: str, _done: int, _total: int) -> None:
    """Nobody watches."""


if __name__ == "__main__":
    watch = Clock()
    ways = {"engine": engine, "alike": alike, "flows": flows}
    watch.say(**ways[sys.argv[1]](watch, Path(sys.argv[2])))
