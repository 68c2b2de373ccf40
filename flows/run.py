"""The flows as the commands call them: a server, worker processes, and the flow.

Nothing here imports Prefect before its settings are made (``flows.server``).
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
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
from engine.work import Work
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
    ):
        pool.wake(_read_ahead)
        yield ready


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
    with station(work, step, environment, workers=1) as ready:
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
    with station(work, step, environment) as ready:
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
    with station(work, None, environment, workers=1) as ready:
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
    with station(work, step, environment) as ready:
        ready()
        from flows.report import report as flow

        return flow(period, form, out, scope, final=final, full=full, anew=anew).value


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
    with station(work, step, environment) as ready:
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
    with station(work, step, environment, workers=1) as ready:
        ready()
        from flows.remind import remind as flow

        return flow(now, on, plan)
