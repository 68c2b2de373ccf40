"""The flows as the commands call them: a server, worker processes, and the flow.

Nothing here imports Prefect before its settings are made (``flows.server``).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cascade import Cascaded
from engine.collect import Collected
from engine.outgoing import Drained
from engine.pool import opened
from engine.remind import Reminded
from engine.report import Scope, Written
from engine.rollup import RolledUp
from engine.runs import Resumed, Run
from engine.work import Work
from flows.record import found_again, recorded
from flows.server import running
from flows.surroundings import Progress, around
from settings import Settings

if TYPE_CHECKING:
    from flows.year import Year

Ready = Callable[[], None]


@contextmanager
def station(
    work: Work, step: Progress | None, environment: Settings, workers: int = 0
) -> Iterator[Ready]:
    """Flows may run in this block, as often as needed, once what it yields was called.

    The server starts meanwhile. Raises Problem server_failed.
    """
    with (
        running(Path(work.workspace), environment.prefect_api) as ready,
        opened(workers) as pool,
        around(work, pool, step),
        ExitStack() as stack,
    ):
        pool.wake(_read_ahead)
        yield lambda: _begin(work, ready, stack)


def _begin(work: Work, ready: Ready, stack: ExitStack) -> None:
    ready()
    from flows import crashed

    crashed.clear(work)
    stack.enter_context(crashed.marked())


def _read_ahead() -> None:
    """What the workers will need, read while the server starts."""
    import engine.collect
    import engine.report  # noqa: F401  only that it is read counts


def cascade(
    work: Work,
    plan: str,
    now: datetime,
    step: Progress,
    environment: Settings,
    *,
    mode: str | None = None,
) -> Cascaded:
    """``cascade PLAN`` as a flow."""
    asked = {"plan": plan, "mode": mode}
    with recorded(work, "cascade", asked), station(work, step, environment, workers=1) as ready:
        ready()
        from flows.cascade import cascade as flow

        return flow(plan, now, mode).value


def collect(
    work: Work,
    paths: Sequence[Path | str],
    form: str | None,
    now: datetime,
    step: Progress,
    environment: Settings,
) -> Collected:
    """``collect PATH…`` as a flow."""
    asked = {"inbox": found_again(paths), "form": form}
    with recorded(work, "collect", asked), station(work, step, environment) as ready:
        ready()
        from flows.collect import collect as flow

        return flow(list(paths), form, now).value


def rollup(
    work: Work,
    period: str,
    form: str | None,
    now: datetime,
    environment: Settings,
    *,
    final: bool = False,
) -> RolledUp:
    """``rollup PERIOD`` as a flow."""
    asked = {"period": period, "form": form, "final": final}
    with recorded(work, "rollup", asked), station(work, None, environment, workers=1) as ready:
        ready()
        from flows.rollup import rollup as flow

        return flow(period, form, now, final=final).value


def report(  # noqa: PLR0913  the options of the command, and its surroundings
    work: Work,
    period: str,
    form: str | None,
    out: Path | str,
    scope: Scope,
    step: Progress,
    environment: Settings,
    *,
    final: bool = False,
    full: bool = False,
    anew: bool = False,
) -> Written:
    """``report PERIOD --out DIR`` as a flow."""
    how = {"final": final, "full": full, "anew": anew}
    (place,) = found_again([out])
    asked = {"period": period, "form": form, "out": place, "scope": asdict(scope), **how}
    with recorded(work, "report", asked), station(work, step, environment) as ready:
        ready()
        from flows.report import report as flow

        return flow(period, form, out, scope, **how).value


def year(
    work: Work,
    plan: str,
    inbox: Sequence[Path | str],
    out: Path | str,
    now: datetime,
    step: Progress,
    environment: Settings,
) -> "Year":
    """``year PLAN`` as flows."""
    (place,) = found_again([out])
    asked = {"plan": plan, "inbox": found_again(inbox), "out": place}
    with recorded(work, "year", asked), station(work, step, environment) as ready:
        ready()
        from flows.year import year as flow

        return flow(plan, list(inbox), out, now).value


def remind(
    work: Work,
    now: datetime,
    on: date | None,
    plan: str | None,
    step: Progress,
    environment: Settings,
) -> tuple[Reminded, Drained]:
    """``remind`` as a flow: said, and sent."""
    asked = {"on": on, "plan": plan}
    with recorded(work, "remind", asked), station(work, step, environment, workers=1) as ready:
        ready()
        from flows.remind import remind as flow

        return flow(now, on, plan)


def resume(
    work: Work, found: Iterable[Run], step: Progress, environment: Settings
) -> Iterator[Resumed]:
    """``resume``: lost runs finished one after another, each said as it ends."""
    with station(work, step, environment) as ready:
        ready()
        from flows.again import resumed

        yield from resumed(work, found)
