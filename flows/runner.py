"""Which task runner carries the batches: the settings choose, no flow's code changes."""

import os
import socket
from typing import TYPE_CHECKING, Any

from prefect.context import FlowRunContext
from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner, ThreadPoolTaskRunner
from prefect.utilities.annotations import quote

import settings
from errors import Problem

if TYPE_CHECKING:
    from prefect import Task
    from prefect.client.schemas.objects import State, TaskRun

BESIDE = 2
"""Threads above the number of cores: while some keep what was computed, the cores go on."""
PATIENCE = 10.0
"""Seconds until a scheduler that gives no answer is given up."""


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
    """Look for the scheduler that the flow at hand needs. Raises Problem cluster_unreachable."""
    running = FlowRunContext.get()
    address = getattr(running and running.task_runner, "address", None)
    if not address:
        return
    host, _, port = str(address).partition("://")[2].rpartition(":")
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=PATIENCE).close()
    except OSError as error:
        reason = error.strerror or str(error)
        raise Problem("cluster_unreachable", address=address, reason=reason) from error


def lost(error: BaseException) -> bool:
    """Whether a batch was given up because the workers that had it died, one after another."""
    return type(error).__name__ == "KilledWorker"


def another_try(_task: "Task[..., Any]", _run: "TaskRun", state: "State[Any]") -> bool:
    """A Problem stays a problem however often it is tried; a lost connection may come back."""
    return not isinstance(state.result(raise_on_failure=False), Problem)
