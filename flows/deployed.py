"""The flows a Prefect worker starts on a schedule: each opens a workspace and calls the verbs.

``workspace`` and ``database`` say where it works. Both are written down by Prefect, so an
address with a password stays out: where they are empty, ``CAPBAC_WORKSPACE`` and
``CAPBAC_DATABASE`` of the worker decide, as its other settings always do. A worker on another host
needs no workspace where the store is PostgreSQL and ``inbox`` and ``out`` are addresses.

Every one of them may run late, twice or not at all: what is done stands, what is left is done
the next time.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from prefect import flow

from engine.fetching import holds_files
from engine.filing import Out, is_address
from engine.pool import opened
from engine.waiting import to_be_read
from engine.work import Work
from flows import again, calls, crashed, record
from flows import watch as rounds
from flows.surroundings import around, work_at


@contextmanager
def _at(workspace: str, database: str, workers: int = 1) -> Iterator[Work]:
    """A workspace to work on; what was cut off in it is finished first."""
    work = work_at(workspace, database)
    with opened(workers) as pool, around(work, pool, None):
        crashed.clear(work)
        for _ in again.resumed(work, record.cut_off(work)):
            pass  # on record: how each ended is nobody's business here
        yield work


def _call(work: Work, flow: str, asked: Mapping[str, Any]) -> None:
    with record.recorded(work, flow, asked), crashed.marked():
        calls.CALLS[flow](asked, record.clock())


@flow(name="scheduled-resume", flow_run_name="resume", persist_result=False)
def resume(workspace: str = "", database: str = "") -> None:
    """Finish what was cut off, and tell Prefect which of its runs are no more."""
    with _at(workspace, database, workers=0):
        pass


@flow(name="scheduled-collect", flow_run_name="take in", persist_result=False)
def take_in(inbox: str = "inbox", workspace: str = "", database: str = "") -> None:
    """Take in what came into an inbox since it was last read; nothing new costs one look."""
    looking = work_at(workspace, database)
    if to_be_read(looking, rounds.inbox_of(looking, inbox)):
        with _at(workspace, database, workers=0) as work:
            asked = {"inbox": record.found_again(_inbox(work, inbox))}
            _call(work, "scheduled-collect", asked)


@flow(name="scheduled-watch", flow_run_name="watch", persist_result=False)
def watch(inbox: str = "inbox", workspace: str = "", database: str = "") -> None:
    """Say what stands still and what is over, once, and send it with whatever waits."""
    work = work_at(workspace, database)
    rounds.watch(work, record.clock, [rounds.inbox_of(work, inbox)])


@flow(name="scheduled-remind", flow_run_name="remind", persist_result=False)
def remind(plan: str = "", on: date | None = None, workspace: str = "", database: str = "") -> None:
    """Say once what is due or overdue, of one plan or of all, and send it."""
    with _at(workspace, database) as work:
        day = None if on is None else on.isoformat()
        _call(work, "scheduled-remind", {"plan": plan or None, "on": day})


@flow(name="scheduled-stepwise", flow_run_name="stepwise {plan}", persist_result=False)
def stepwise(plan: str = "", workspace: str = "", database: str = "") -> None:
    """One short run of the stepwise cascade: to everybody who may receive by now.

    Without ``plan``: every plan that travels step by step.
    """
    with _at(workspace, database) as work:
        _call(work, "scheduled-stepwise", {"plan": plan})


@flow(name="scheduled-nightly", flow_run_name="nightly", persist_result=False)
def nightly(workspace: str = "", database: str = "") -> None:
    """Bring every figure up to date of which something was sent since it was rolled up."""
    with _at(workspace, database) as work:
        _call(work, "scheduled-nightly", {})


@flow(name="scheduled-half-year", flow_run_name="half year", persist_result=False)
def half_year(
    inbox: str = "inbox", out: str = "out", workspace: str = "", database: str = ""
) -> None:
    """Take in what was sent, then figures and workbooks of every half year that is over."""
    with _at(workspace, database, workers=0) as work:
        _call(work, "scheduled-half-year", _folders(work, inbox, out))


@flow(name="scheduled-year", flow_run_name="year {plan}", persist_result=False)
def year(
    plan: str = "",
    inbox: str = "inbox",
    out: str = "out",
    workspace: str = "",
    database: str = "",
) -> None:
    """The whole cycle of one plan, or of every plan that is on its way."""
    with _at(workspace, database, workers=0) as work:
        _call(work, "scheduled-year", {"plan": plan, **_folders(work, inbox, out)})


def _folders(work: Work, inbox: str, out: str) -> dict[str, Any]:
    (place,) = record.found_again([_place(work, out)])
    return {"inbox": record.found_again(_inbox(work, inbox)), "out": place}


def _place(work: Work, said: str) -> Out:
    return said if is_address(said) else Path(work.workspace) / said


def _inbox(work: Work, inbox: str) -> list[Out]:
    # A workspace to which nobody sends files has no such folder.
    place = _place(work, inbox)
    there = holds_files(inbox) if isinstance(place, str) else place.exists()
    return [place] if there else []
