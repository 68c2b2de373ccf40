"""Reminding: one step of seconds that says what is due, and one that sends what was said."""

from dataclasses import asdict
from datetime import UTC, date, datetime
from time import monotonic

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

import messages
import settings
from engine import remind as verb
from engine.outgoing import Drained
from engine.remind import Order, Reminded
from engine.work import Work
from flows import addresses, sending
from flows.account import Counts, in_batches, left
from flows.runner import another_try
from flows.surroundings import current_work


@task(
    task_run_name="say {order.plan}",
    cache_policy=NO_CACHE,
    persist_result=False,
    retries=1,
    retry_condition_fn=another_try,
)
def say(work: Work, now: datetime, order: Order, on: date | None) -> Reminded:
    """Lay what is to be said in the outbox, in one transaction; twice is harmless."""
    return verb.remind(work, now, messages.words(work.language, "reminders"), order, on)


@task(task_run_name="send", cache_policy=NO_CACHE, persist_result=False)
def send(work: Work) -> Drained:
    """Send what lies in the outbox; the outbox itself knows what to try again, and when."""
    found = addresses.read(settings.read().remind_urls)
    return sending.drain(work, found, lambda: datetime.now(UTC))


@flow(flow_run_name="remind {plan}", persist_result=False)
def remind(
    now: datetime | None = None, on: date | None = None, plan: str | None = None
) -> tuple[Reminded, Drained]:
    """Say what should have been said by now, once, and send it. Raises Problem plan_unknown.

    ``now`` is the clock's by default, ``on`` the day it is said for.
    """
    work, began = current_work(), monotonic()
    calls = [(work, now or datetime.now(UTC), addresses.order(settings.read(), plan), on)]
    said = in_batches("remind", say, calls, _account)[0]
    sent = send(work)
    left("remind", monotonic() - began, {**_account([said]), **asdict(sent)})
    return said, sent


def _account(found: list[Reminded]) -> Counts:
    return {"matters": found[0].matters, "messages": len(found[0].messages)}
