"""Batches take turns, and nobody waits for ever."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context

import pytest

from flows import turns


def test_turns_come_in_their_order_whoever_is_ready_first() -> None:
    came: list[int] = []

    def take(number: int) -> None:
        turns.wait(number)
        came.append(number)
        turns.over(number)

    with ThreadPoolExecutor(4) as threads, turns.of(4):
        waiting = [threads.submit(copy_context().run, take, number) for number in (3, 2, 1, 0)]
        for one in waiting:
            one.result(timeout=10)
    assert came == [0, 1, 2, 3]


def test_a_run_that_is_stopped_ends_every_wait_and_keeps_nothing_more() -> None:
    with ThreadPoolExecutor(1) as threads:
        with turns.of(2):
            waiting = threads.submit(copy_context().run, turns.wait, 1)
        with pytest.raises(RuntimeError, match="stopped"):
            waiting.result(timeout=10)


def test_where_there_are_no_turns_nobody_waits() -> None:
    turns.wait(7)
    turns.over(7)
