"""A flow of batches that do nothing, or burn a fixed few milliseconds, as the product's flows do.

Read only once a server answers: Prefect takes its settings when it is imported.
"""

import time

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from bench.burning import burn
from flows.account import in_batches
from flows.runner import another_try, chosen
from flows.surroundings import crunch

LAPS: list[float] = []
"""When the batches of the last flow began and ended, by the monotonic clock."""


@task(
    task_run_name="burn {number}",
    cache_policy=NO_CACHE,
    persist_result=False,
    retries=1,
    retry_condition_fn=another_try,
)
def batch(number: int, milliseconds: float) -> int:  # noqa: ARG001  its name
    """One batch, where the product computes one: in the caller's pool, else where it runs."""
    return crunch(burn, milliseconds)


@flow(flow_run_name="{count} batches", task_runner=chosen(), persist_result=False)
def batches(count: int, milliseconds: float) -> int:
    """So many of them; how many were done."""
    calls = [(number, milliseconds) for number in range(count)]
    LAPS[:] = [time.monotonic()]
    done = sum(in_batches("batches", batch, calls, lambda found: {"done": len(found)}))
    LAPS.append(time.monotonic())
    return done
