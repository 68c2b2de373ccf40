"""Which task runner carries the batches: the settings choose, no flow's code changes."""

import os
import socket
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from prefect.context import FlowRunContext
from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner, ThreadPoolTaskRunner
from prefect.utilities.annotations import quote

import settings
from errors import Problem

if TYPE_CHECKING:
    from prefect import Task
    from prefect.client.schemas.objects import State, TaskRun
    from prefect_dask.client import PrefectDaskClient

BESIDE = 2
"""Threads above the number of cores: while some keep what was computed, the cores go on."""
PASSING = frozenset(("database_busy", "database_unreachable"))
"""Problems that may be over at the next try."""
PATIENCE = 10.0
"""Seconds until a scheduler that gives no answer is given up."""
STAFFED = 60.0
"""Seconds until a cluster without a worker is given up: one that was just started has some soon."""
ALIKE = ("capbac", "prefect", "distributed")
"""Packages whose versions are one on a cluster: a batch is a pickle of their objects."""


def chosen() -> "TaskRunner[Any]":
    """The runner the settings name. Raises Problem package_missing."""
    said = settings.read().runner
    cores = len(os.sched_getaffinity(0))
    if said == "dask" or said.startswith(settings.SCHEDULER):
        return _dask(said.removeprefix(settings.SCHEDULER), cores)
    if said == "processes":
        return ProcessPoolTaskRunner(max_workers=cores)
    return ThreadPoolTaskRunner(max_workers=cores + BESIDE)


def _dask(address: str, cores: int) -> "TaskRunner[Any]":
    try:
        import dask
        from prefect_dask.task_runners import DaskTaskRunner
    except ImportError as missing:
        raise Problem(
            "package_missing", package="prefect-dask", install="capbac[cluster]"
        ) from missing
    if address == "dask":  # a cluster of this machine, gone with the flow
        alone = {"n_workers": cores, "threads_per_worker": 1, "dashboard_address": None}
        return DaskTaskRunner(cluster_kwargs=alone)
    shut = dask.config.get("distributed.comm.require-encryption", default=None)
    return DaskTaskRunner(address=f"{'tls' if shut else 'tcp'}://{address}")


def apart() -> bool:
    """Whether the batches of the flow that runs here are computed outside this process."""
    running = FlowRunContext.get()
    return running is not None and not isinstance(running.task_runner, ThreadPoolTaskRunner)


def handed(value: object) -> object:
    """What a call carries, in quotes: Prefect would look through every file of it for futures.

    Not for Dask, which takes a quote for a plain tuple and hands on its inside.
    """
    running = FlowRunContext.get()
    bare = running is not None and type(running.task_runner).__name__ == "DaskTaskRunner"
    return value if bare else quote(value)


def reach() -> None:
    """Look for the scheduler that the flow at hand needs, and for workers like this machine.

    Raises Problem cluster_unreachable, cluster_empty or cluster_mixed.
    """
    running = FlowRunContext.get()
    runner: Any = running and running.task_runner
    address = getattr(runner, "address", None)
    if not address:
        return
    host, _, port = str(address).partition("://")[2].rpartition(":")
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=PATIENCE).close()
        client = runner.client  # connects; no certificate, or another one, shows here
    except OSError as error:
        reason = error.strerror or str(error)
        raise Problem("cluster_unreachable", address=address, reason=reason) from error
    staffed(client, str(address))


def staffed(client: "PrefectDaskClient", address: str) -> None:
    """See to it that somebody takes the batches, and takes them as they are meant.

    Without workers Dask waits for ever, and one of another version fails on what it cannot read.
    Raises Problem cluster_empty or cluster_mixed.
    """
    try:
        client.wait_for_workers(1, timeout=STAFFED)
    except TimeoutError as error:
        raise Problem("cluster_empty", address=address, seconds=round(STAFFED)) from error
    said: Any = client.get_versions(packages=list(ALIKE))
    ours = dict(_versions(said["client"]))
    for worker, told in sorted(said["workers"].items()):
        for package, theirs in _versions(told):
            if theirs != ours[package]:
                raise Problem(
                    "cluster_mixed",
                    worker=worker,
                    package=package,
                    theirs=theirs,
                    ours=ours[package],
                )


def _versions(told: Mapping[str, Mapping[str, str | None]]) -> Iterator[tuple[str, str]]:
    packages = told["packages"]
    # Of Python the first two numbers: code that was compiled for others cannot be run.
    yield "Python", ".".join(str(packages["python"]).split(".")[:2])
    for name in ALIKE:
        yield name, packages.get(name) or "–"


def lost(error: BaseException) -> bool:
    """Whether a batch was given up: its workers died one after another, or the cluster is gone."""
    return type(error).__name__ in {"KilledWorker", "NoWorkerError", "FutureCancelledError"}


def another_try(_task: "Task[..., Any]", _run: "TaskRun", state: "State[Any]") -> bool:
    """A Problem stays a problem however often it is tried; a lost connection may come back."""
    found = state.result(raise_on_failure=False)
    return not isinstance(found, Problem) or found.code in PASSING
