"""Which task runner carries the batches: the settings choose, no flow's code changes."""

import os
from typing import TYPE_CHECKING, Any

from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner, ThreadPoolTaskRunner

import settings
from errors import Problem

if TYPE_CHECKING:
    from prefect import Task
    from prefect.client.schemas.objects import State, TaskRun

BESIDE = 2
"""Threads above the number of cores: while some keep what was computed, the cores go on."""


def chosen() -> "TaskRunner[Any]":
    """The runner the settings name. Raises Problem package_missing."""
    cores = len(os.sched_getaffinity(0))
    match settings.read().runner:
        case "dask":
            return _dask()
        case "processes":
            return ProcessPoolTaskRunner(max_workers=cores)
    return ThreadPoolTaskRunner(max_workers=cores + BESIDE)


def _dask() -> "TaskRunner[Any]":
    try:
        from prefect_dask.task_runners import DaskTaskRunner
    except ImportError as missing:
        raise Problem(
            "package_missing", package="prefect-dask", install="capbac[cluster]"
        ) from missing
    return DaskTaskRunner()


def another_try(_task: "Task[..., Any]", _run: "TaskRun", state: "State[Any]") -> bool:
    """A Problem stays a problem however often it is tried; a lost connection may come back."""
    return not isinstance(state.result(raise_on_failure=False), Problem)
