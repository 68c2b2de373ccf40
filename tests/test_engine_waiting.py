"""Files in an inbox: unread until a run that began after they came has collected it to its end."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import fsspec
import pytest

import messages
from engine import filing, runs
from engine.runs import Place
from engine.waiting import to_be_read, waiting
from engine.watch import EVERY, Watched, Watching, watch
from errors import Problem
from tests import vault
from tests.desk import Desk, opened, sent
from tests.office import store, work

HERE = Place("host", "1 1 1/1")
WORDS = messages.words("vi", "watching")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return opened(tmp_path)


def put(desk: Desk, name: str = "inbox/a.json", unit: str = "W111") -> Path:
    return desk.write_json(f"workspace/{name}", sent(unit, 1, 2))


def came(path: Path) -> datetime:
    return datetime.fromtimestamp(path.lstat().st_ctime, UTC)


def run(desk: Desk, began: datetime, flow: str = "collect", inbox: Path | None = None) -> int:
    asked = {"inbox": [str(inbox or desk.workspace.absolute() / "inbox")], "form": None}
    return runs.begin(work(desk), flow, asked, HERE, lambda _place: False, began)


def look(desk: Desk, now: datetime) -> Watched:
    return watch(work(desk), now, WORDS, Watching([desk.workspace / "inbox"]))


def names(desk: Desk) -> list[str]:
    found = waiting(work(desk), desk.workspace / "inbox")
    return [] if found is None else [Path(one).name for one in found.names]


def test_an_inbox_that_is_not_there_or_empty_or_of_other_files_holds_nothing(desk: Desk) -> None:
    assert names(desk) == []
    desk.write("workspace/inbox/scan.pdf", "%PDF")
    desk.write("workspace/inbox/.hidden.json", "{}")
    assert names(desk) == []


@pytest.mark.parametrize("flow", ["collect", "year", "scheduled-half-year", "scheduled-collect"])
def test_what_a_run_has_collected_to_its_end_waits_no_more(desk: Desk, flow: str) -> None:
    path = put(desk)
    number = run(desk, came(path) + MINUTE, flow)
    assert names(desk) == ["a.json"], "it is still at it"
    assert runs.end(work(desk), number, None, came(path) + 2 * MINUTE)
    assert names(desk) == []


def test_a_run_that_failed_after_it_collected_has_collected(desk: Desk) -> None:
    path = put(desk)
    number = run(desk, came(path) + MINUTE, "year")
    counts = {"collect": {"accepted": 1}}
    assert runs.sign(work(desk), number, came(path) + MINUTE, counts=counts)
    problem = Problem("nothing_assigned", period="2025")
    assert runs.end(work(desk), number, problem, came(path) + MINUTE)
    assert names(desk) == []


@pytest.mark.parametrize(
    ("before", "flow", "inbox"),
    [(True, "collect", None), (False, "rollup", None), (False, "collect", Path("/elsewhere"))],
    ids=["it began before", "it collects nothing", "it read another place"],
)
def test_any_other_run_leaves_it_waiting(
    desk: Desk, flow: str, inbox: Path | None, *, before: bool
) -> None:
    path = put(desk)
    began = came(path) + (-MINUTE if before else MINUTE)
    assert runs.end(work(desk), run(desk, began, flow, inbox), None, came(path) + MINUTE)
    assert names(desk) == ["a.json"]


def test_a_folder_above_the_inbox_was_read_with_all_in_it(desk: Desk) -> None:
    path = put(desk)
    number = run(desk, came(path) + MINUTE, inbox=desk.workspace.absolute())
    assert runs.end(work(desk), number, None, came(path) + MINUTE)
    assert names(desk) == []


def test_a_file_of_last_year_that_is_moved_here_today_came_today(desk: Desk) -> None:
    path = put(desk, "a.json")
    (desk.workspace / "inbox").mkdir()
    os.utime(path, (1, 1))
    path.rename(desk.workspace / "inbox" / "a.json")
    there = waiting(work(desk), desk.workspace / "inbox")
    assert there is not None
    assert there.since.year >= 2025


def read_now(desk: Desk) -> datetime:
    """A run collects the inbox to its end; when it began."""
    began = datetime.now(UTC)
    assert runs.end(work(desk), run(desk, began), None, began)
    return began


def handed_over(desk: Desk, name: str) -> Path:
    """A folder with a file, made beside the inbox long before it comes there."""
    return put(desk, f"{name}/a.json").parent


@pytest.mark.parametrize("depth", ["inbox/upload", "inbox/P1/D11/upload"])
def test_a_folder_that_is_moved_here_is_read_with_all_in_it(desk: Desk, depth: str) -> None:
    folder = handed_over(desk, "upload")
    put(desk, "inbox/b.json", "W112")
    put(desk, "inbox/P2/c.json", "W121")
    (desk.workspace / depth).parent.mkdir(parents=True, exist_ok=True)
    assert names(desk) == ["b.json", "c.json"]
    moved = read_now(desk)
    assert names(desk) == []
    folder.rename(desk.workspace / depth)
    assert names(desk) == ["a.json"], "and nothing that lies elsewhere"
    assert to_be_read(work(desk), desk.workspace / "inbox")
    (found,) = look(desk, moved + 3 * EVERY).fresh
    assert (found.code, found.details["count"], found.since >= moved) == ("inbox_waiting", 1, True)
    read_now(desk)
    assert names(desk) == [], "read once, it rests"
    assert not to_be_read(work(desk), desk.workspace / "inbox")


@pytest.mark.parametrize("linked", [False, True])
def test_an_inbox_that_is_exchanged_as_a_whole_is_read(desk: Desk, *, linked: bool) -> None:
    fresh, inbox = handed_over(desk, "upload"), desk.workspace / "inbox"
    put(desk, "old/b.json", "W112").parent.rename(inbox)
    read_now(desk)
    assert names(desk) == []
    inbox.rename(desk.workspace / "read")
    if linked:
        inbox.symlink_to(fresh)
    else:
        fresh.rename(inbox)
    assert names(desk) == ["a.json"]
    read_now(desk)
    assert names(desk) == []


def test_what_is_put_beside_it_or_taken_away_makes_nothing_in_an_inbox_new(desk: Desk) -> None:
    put(desk)
    other = put(desk, "inbox/b.json", "W112")
    read_now(desk)
    other.unlink()
    desk.write("workspace/inbox/scan.pdf", "%PDF")
    assert names(desk) == []
    assert not to_be_read(work(desk), desk.workspace / "inbox")


def test_a_file_that_rests_is_said_whatever_else_changes_in_its_folder(desk: Desk) -> None:
    put(desk, "inbox/P1/a.json")
    began = read_now(desk)
    at = came(put(desk, "inbox/P1/b.json", "W112"))
    desk.write("workspace/inbox/P1/scan.pdf", "%PDF")
    there = waiting(work(desk), desk.workspace / "inbox")
    assert there is not None
    assert began < there.since == at


def test_an_address_is_looked_at_as_a_folder_is(desk: Desk) -> None:
    memory = fsspec.filesystem("memory")
    memory.pipe_file("/handed-in/a.json", b"{}")
    memory.pipe_file("/handed-in/scan.pdf", b"%PDF")
    try:
        found = waiting(work(desk), "memory://handed-in")
        assert found is not None
        assert (found.place, found.count) == ("memory://handed-in", 1)
        asked = {"inbox": ["memory://handed-in"], "form": None}
        began = found.since + MINUTE
        number = runs.begin(work(desk), "collect", asked, HERE, lambda _place: False, began)
        assert runs.end(work(desk), number, None, began)
        assert waiting(work(desk), "memory://handed-in") is None
    finally:
        memory.rm("/handed-in", recursive=True)


class Told:
    """A file system that tells one file as another one would."""

    def __init__(self, **said: object) -> None:
        self._said = said

    def find(self, _root: str, *, detail: bool) -> dict[str, object]:
        assert detail
        return {"in/a.json": {"name": "in/a.json", "type": "file", **self._said}}


def far(monkeypatch: pytest.MonkeyPatch, **said: object) -> str:
    """The address of an inbox whose file system says so much of its file."""
    there = filing.Remote("ftp://files/in", Told(**said), "in")
    monkeypatch.setattr(filing, "of", lambda _place: there)
    return there.address


CAME = datetime(2025, 12, 1, 8, 30, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    "said",
    [
        {"LastModified": CAME},
        {"mtime": CAME.timestamp()},
        {"modify": "20251201083015"},
        {"modify": "20251201083015.123"},
        {"modificationTime": int(CAME.timestamp() * 1000)},
        {"updated": "2025-12-01T08:30:15Z"},
        {"modify": "Dec 1 08:30", "created": CAME.replace(tzinfo=None)},
    ],
    ids=" ".join,
)
def test_the_moment_of_a_file_is_known_however_a_file_system_calls_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, said: dict[str, object]
) -> None:
    address = far(monkeypatch, **said)
    found = waiting(work(desk), address)
    assert found is not None
    assert found.since == CAME
    for began, unread in ((CAME - MINUTE, True), (CAME + MINUTE, False)):
        asked = {"inbox": [address], "form": None}
        number = runs.begin(work(desk), "collect", asked, HERE, lambda _place: False, began)
        assert runs.end(work(desk), number, None, began)
        assert to_be_read(work(desk), address) == unread
        assert (waiting(work(desk), address) is not None) == unread


@pytest.mark.parametrize(
    "said", [{}, {"modify": "Dec 1 08:30"}, {"mtime": 1e300}, {"modified": ""}, {"created": None}]
)
def test_a_file_whose_moment_nothing_says_is_read_and_never_cried_over(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, said: dict[str, object]
) -> None:
    address = far(monkeypatch, **said)
    now = datetime.now(UTC)
    assert waiting(work(desk), address) is None
    assert watch(work(desk), now + 9 * EVERY, WORDS, Watching([address])).found == ()
    assert to_be_read(work(desk), address)
    asked = {"inbox": [address], "form": None}
    number = runs.begin(work(desk), "collect", asked, HERE, lambda _place: False, now)
    assert runs.end(work(desk), number, None, now)
    assert to_be_read(work(desk), address), "it may be another one by now"


def test_a_file_that_rests_is_said_within_a_quarter_of_an_hour_and_read_it_is_over(
    desk: Desk,
) -> None:
    at = came(put(desk))
    found = [look(desk, at + n * EVERY).fresh for n in range(4)]
    assert [len(one) for one in found] == [0, 0, 1, 0]
    put(desk, "inbox/b.json", "W112")
    assert look(desk, at + 4 * EVERY).fresh == (), "said of the inbox already"
    desk.done("collect", desk.workspace / "inbox")
    over = look(desk, at + 5 * EVERY)
    assert [one.partition(" ")[0] for one in over.over] == ["inbox_waiting"]
    bodies = vault.rows(store(desk), "SELECT body FROM outbox ORDER BY id")
    assert "a.json" in bodies[0][0]
    assert "đã đọc hết" in bodies[1][0]


def test_an_inbox_that_cannot_be_looked_at_is_said_and_the_rest_is_watched(desk: Desk) -> None:
    now = datetime(2025, 12, 1, 8, tzinfo=UTC)
    beside = Watching(["nowhere://inbox", desk.workspace / "inbox"])
    found = watch(work(desk), now, WORDS, beside)
    assert [one.code for one in found.found] == ["inbox_unseen"]
    assert watch(work(desk), now + EVERY, WORDS, beside).fresh == ()


@pytest.mark.parametrize("named", ["inbox", "workspace"])
def test_the_command_puts_on_record_what_it_read_however_it_was_named(
    desk: Desk, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(desk)
    put(desk, "inbox/b.json", "W999")
    monkeypatch.chdir(desk.workspace if named == "inbox" else desk.folder)
    assert desk.run("collect", named).code == 1, "one of them is refused"
    assert names(desk) == []
    assert path.exists()
