"""Beside the portal what was cut off is looked for again, whatever one look met."""

import logging
from pathlib import Path
from threading import Event

import pytest

from commands import finishing
from commands.context import enter
from errors import Problem
from tests.desk import Desk, opened
from tests.office import work


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return opened(tmp_path)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError("no process can be started"), "no process can be started"),
        (Problem("database_unreachable", reason="?"), ""),
    ],
)
def test_a_look_that_fails_is_not_the_last_and_is_said(
    desk: Desk,
    error: Exception,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    looks, again = [0], Event()

    def failing(_work: object) -> list[object]:
        looks[0] += 1
        if looks[0] == 2:
            again.set()
            return []
        raise error

    monkeypatch.setattr(finishing, "FIRST", 0.01)
    monkeypatch.setattr(finishing, "EVERY", 0.01)
    monkeypatch.setattr(finishing, "cut_off", failing)
    context = enter({"--workspace": str(desk.workspace)})
    with caplog.at_level(logging.WARNING, "capbac"), finishing.in_background(context, work(desk)):
        assert again.wait(20)
    assert said in caplog.text
