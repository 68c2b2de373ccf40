"""The schedule ``inbox`` reads what may be new, and nothing where nothing can be."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from engine import filing, runs
from engine.runs import Place
from engine.work import Work
from flows import deployed
from tests.desk import Desk, opened, sent
from tests.office import work

HERE = Place("host", "1 1 1/1")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return opened(tmp_path)


@pytest.fixture
def reads(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The inboxes that the schedule has read to their end."""
    found: list[list[str]] = []

    @contextmanager
    def at(*_where: object, **_how: object) -> Iterator[Work]:
        yield work(desk)

    def call(here: Work, flow: str, asked: Mapping[str, Any]) -> None:
        began = datetime.now(UTC)
        number = runs.begin(here, flow, asked, HERE, lambda _place: False, began)
        assert runs.end(here, number, None, began)
        found.append(asked["inbox"])

    monkeypatch.setattr(deployed, "_at", at)
    monkeypatch.setattr(deployed, "_call", call)
    return found


def take_in(desk: Desk, inbox: str = "inbox") -> None:
    deployed.take_in.fn(inbox, str(desk.workspace), desk.address)


def test_a_folder_that_is_moved_into_the_inbox_is_read_once(
    desk: Desk, reads: list[list[str]]
) -> None:
    place = [str(desk.workspace / "inbox")]
    upload = desk.write_json("workspace/upload/a.json", sent("W111", 1, 2)).parent
    desk.write_json("workspace/inbox/b.json", sent("W112", 1, 2))
    for _ in range(2):
        take_in(desk)
        assert reads == [place]
    upload.rename(desk.workspace / "inbox" / "upload")
    for _ in range(2):
        take_in(desk)
        assert reads == [place, place]


class Silent:
    """A file system that says nothing of its files but their names."""

    def find(self, _root: str, *, detail: bool) -> dict[str, object]:
        assert detail
        return {"in/a.json": {"name": "in/a.json", "type": "file"}}


def test_a_file_whose_moment_nothing_says_is_read_each_time(
    desk: Desk, reads: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filing, "of", lambda _place: filing.Remote("ftp://in", Silent(), "in"))
    monkeypatch.setattr(deployed, "holds_files", lambda _place: True)
    for times in (1, 2):
        take_in(desk, "ftp://in")
        assert reads == [["ftp://in"]] * times
