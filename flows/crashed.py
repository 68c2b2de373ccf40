"""Flow runs that Prefect still holds for a process that is gone: ended there, too.

After kill -9 nobody tells Prefect, and the run goes on holding its deployment's only slot. Each
flow run of ours carries the tag ``capbac`` and a second one with its number on our record and its
process; who asks next looks whether that process lives.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import prefect
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
    FlowRunFilterTags,
)
from prefect.client.schemas.objects import StateType
from prefect.context import FlowRunContext
from prefect.states import Crashed

import messages
from engine import runs
from engine.runs import Place
from engine.work import Work
from flows import record

TAG = "capbac"
MARK = "capbac-run:"
HELD = [StateType.PENDING, StateType.RUNNING, StateType.CANCELLING]
"""The states in which a flow run holds a slot."""


@contextmanager
def marked() -> Iterator[None]:
    """Flow runs that begin in this block say whose they are; so does the one that runs already."""
    told = [TAG, *_mark()]
    outer = FlowRunContext.get()
    if outer is not None and outer.flow_run is not None:
        with get_client(sync_client=True) as client:
            tags = sorted({*outer.flow_run.tags, *told})
            client.update_flow_run(outer.flow_run.id, tags=tags)
    with prefect.tags(*told):
        yield


def _mark() -> list[str]:
    number, place = record.number(), record.here()
    return [f"{MARK}{number} {place.host} {place.process}"] if number else []


def clear(work: Work) -> int:
    """Tell Prefect of every run of ours whose process is gone that it crashed; how many."""
    said = messages.words(work.language, "commands")["prefect_crashed"]
    try:
        with get_client(sync_client=True) as client:
            found = [one for one in _held(client) if _over(work, one)]
            for one in found:
                _end(client, one.id, said)
            return len(found)
    except Exception:  # noqa: BLE001  tidying up stops nobody: what was asked does not rest on it
        return 0


def _held(client: Any) -> list[Any]:  # noqa: ANN401  Prefect's client and its rows
    asked = FlowRunFilter(
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=HELD)),
        tags=FlowRunFilterTags(all_=[TAG]),
    )
    return list(client.read_flow_runs(flow_run_filter=asked))


def _end(client: Any, flow_run: UUID, said: str) -> None:  # noqa: ANN401  as above
    client.set_flow_run_state(flow_run, Crashed(message=said), force=True)


def _over(work: Work, held: Any) -> bool:  # noqa: ANN401  a flow run of Prefect's
    for tag in held.tags:
        number, _, where = tag.removeprefix(MARK).partition(" ")
        host, _, process = where.partition(" ")
        if tag.startswith(MARK) and number.isdigit():
            return _place_over(work, int(number), Place(host, process))
    # Not on our record yet, or never: where a worker of this host has started it, by its number.
    host, _, pid = str(held.infrastructure_pid or "").rpartition(":")
    return record.no_process(host, pid)


def _place_over(work: Work, number: int, place: Place) -> bool:
    if record.gone(place):
        return True
    one = runs.of(work, number)
    if one is None or Place(one.host, one.process) != place:
        return False  # another store's
    if one.ended_at is None:
        return runs.is_lost(one, record.gone, record.clock())
    # What has just ended is about to tell Prefect itself.
    return record.clock() - one.ended_at > runs.SILENCE
