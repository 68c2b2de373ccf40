"""The flows a Prefect worker starts on a schedule: each opens a workspace and calls the verbs.

``workspace`` and ``database`` say where it works. Both are written down by Prefect, so an
address with a password stays out: where they are empty, ``CAPBAC_WORKSPACE`` and
``CAPBAC_DATABASE`` of the worker decide, as its other settings always do. A worker on another host
needs no workspace where the store is PostgreSQL and ``inbox`` and ``out`` are addresses.

Every one of them may run late, twice or not at all: what is done stands, what is left is done
the next time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from prefect import flow

from engine import rounds
from engine.fetching import holds_files
from engine.filing import Out, is_address
from engine.pool import opened
from engine.standings import zone_of
from engine.work import Work
from flows.cascade import cascade
from flows.collect import collect
from flows.remind import remind as remind_flow
from flows.report import report
from flows.rollup import rollup
from flows.surroundings import around, work_at
from flows.year import year as year_flow


@contextmanager
def _at(workspace: str, database: str, workers: int = 1) -> Iterator[tuple[Work, datetime]]:
    work = work_at(workspace, database)
    with opened(workers) as pool, around(work, pool, None):
        yield work, datetime.now(UTC)


@flow(name="scheduled-remind", flow_run_name="remind", persist_result=False)
def remind(plan: str = "", on: date | None = None, workspace: str = "", database: str = "") -> None:
    """Say once what is due or overdue, of one plan or of all, and send it."""
    with _at(workspace, database) as (_work, now):
        remind_flow(now, on, plan or None)


@flow(name="scheduled-stepwise", flow_run_name="stepwise {plan}", persist_result=False)
def stepwise(plan: str = "", workspace: str = "", database: str = "") -> None:
    """One short run of the stepwise cascade: to everybody who may receive by now.

    Without ``plan``: every plan that travels step by step.
    """
    with _at(workspace, database) as (work, now):
        for ref in [plan] if plan else rounds.travelling(work, "stepwise"):
            cascade(ref, now, mode="stepwise")


@flow(name="scheduled-nightly", flow_run_name="nightly", persist_result=False)
def nightly(workspace: str = "", database: str = "") -> None:
    """Bring every figure up to date of which something was sent since it was rolled up."""
    with _at(workspace, database) as (work, now):
        for form, period in rounds.behind(work):
            rollup(period, form, now)


@flow(name="scheduled-half-year", flow_run_name="half year", persist_result=False)
def half_year(
    inbox: str = "inbox", out: str = "out", workspace: str = "", database: str = ""
) -> None:
    """Take in what was sent, then figures and workbooks of every half year that is over."""
    with _at(workspace, database, workers=0) as (work, now):
        collect(_inbox(work, inbox), None, now)
        for form, period in rounds.finished(work, "half", _today(work, now)):
            rollup(period, form, now)
            report(period, form, _place(work, out))


@flow(name="scheduled-year", flow_run_name="year {plan}", persist_result=False)
def year(
    plan: str = "",
    inbox: str = "inbox",
    out: str = "out",
    workspace: str = "",
    database: str = "",
) -> None:
    """The whole cycle of one plan, or of every plan that is on its way."""
    with _at(workspace, database, workers=0) as (work, now):
        for ref in [plan] if plan else rounds.travelling(work):
            year_flow(ref, _inbox(work, inbox), _place(work, out), now)


def _place(work: Work, said: str) -> Out:
    return said if is_address(said) else Path(work.workspace) / said


def _inbox(work: Work, inbox: str) -> list[Out]:
    # A workspace to which nobody sends files has no such folder.
    place = _place(work, inbox)
    there = holds_files(inbox) if isinstance(place, str) else place.exists()
    return [place] if there else []


def _today(work: Work, now: datetime) -> date:
    return now.astimezone(zone_of(work.country().offset)).date()
