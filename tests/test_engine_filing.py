"""Workbooks at an address: whole or not at all, left where they say the same, told in words."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from engine import filing
from errors import Problem
from tests.cast import COUNTRY
from tests.desk import Desk, opened, sent
from tests.office import roll_up, send

PARENTS = {unit.parent_code for unit in COUNTRY if unit.parent_code}
MEMORY = "memory://reports/2025"


class Shelf(MemoryFileSystem):  # type: ignore[misc]  # fsspec has no types
    """A file system with folders and a move, which may run out of space, as sftp may."""

    protocol = "shelf"
    store: dict[str, Any] = {}  # noqa: RUF012  as the class above has it
    pseudo_dirs = [""]  # noqa: RUF012  as above
    moved: list[tuple[str, str]] = []  # noqa: RUF012  as above
    left = 10**9
    refuses = ""

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return str(super()._strip_protocol(path.replace("shelf://", "memory://", 1)))

    def mv(self, path1: str, path2: str, **_: Any) -> None:
        if self.refuses == "mv":
            raise PermissionError(errno.EACCES, "Permission denied")
        self.moved.append((path1, path2))
        self.store[self._strip_protocol(path2)] = self.store.pop(self._strip_protocol(path1))

    def pipe_file(self, path: str, value: bytes, **rest: Any) -> None:
        super().pipe_file(path, value[: self.left], **rest)
        if len(value) > self.left:
            raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture(autouse=True)
def _empty(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    # What is in memory is in one process: the workers of a report would have shelves of their own.
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0})
    fsspec.register_implementation("shelf", Shelf, clobber=True)
    for system in (MemoryFileSystem, Shelf):
        system.store.clear()
    Shelf.left, Shelf.refuses = 10**9, ""
    Shelf.moved.clear()
    yield
    MemoryFileSystem.store.clear()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = opened(tmp_path)
    send(desk, sent("W111", 1, 2), sent("W211", 2, 2))
    roll_up(desk)
    return desk


def reported(desk: Desk, out: str, *options: object) -> tuple[int, int]:
    told = desk.done("--json", "report", "2025", "--out", out, *options).data()
    assert all(one.startswith(out) for one in told["files"])
    return told["written"], told["unchanged"]


def books(system: type[MemoryFileSystem], folder: str = "/reports/2025") -> dict[str, bytes]:
    return {
        path.removeprefix(f"{folder}/"): bytes(file.getvalue())
        for path, file in system.store.items()
        if path.startswith(folder)
    }


def in_folder(desk: Desk) -> dict[str, bytes]:
    desk.done("report", "2025", "--out", desk.folder / "out")
    return {path.name: path.read_bytes() for path in (desk.folder / "out").iterdir()}


@pytest.mark.parametrize(
    ("address", "system"), [(MEMORY, MemoryFileSystem), ("shelf://reports/2025", Shelf)]
)
def test_an_address_gets_the_bytes_a_folder_gets_and_only_what_changed_again(
    desk: Desk, address: str, system: type[MemoryFileSystem]
) -> None:
    assert reported(desk, address) == (len(PARENTS), 0)
    written = books(system)
    assert written == in_folder(desk)
    assert reported(desk, address) == (0, len(PARENTS))
    send(desk, sent("W111", 2, 2))
    roll_up(desk)
    assert reported(desk, address) == (3, 3), "the district, the province and the nation"
    assert reported(desk, address, "--unit", "P2", "--anew") == (1, 0)
    assert not [name for name in books(system) if name.startswith(".")]


def test_a_workbook_somebody_touched_is_written_again(desk: Desk) -> None:
    reported(desk, MEMORY)
    name, whole = next(iter(books(MemoryFileSystem).items()))
    fsspec.filesystem("memory").pipe_file(f"/reports/2025/{name}", whole[:-1] + b"x")
    assert reported(desk, MEMORY) == (1, len(PARENTS) - 1)
    assert books(MemoryFileSystem)[name] == whole


def test_where_a_file_system_moves_nobody_sees_half_a_workbook(desk: Desk) -> None:
    out = "shelf://reports/2025"
    reported(desk, out, "--unit", "P1")
    assert len(Shelf.moved) == 1
    (half, whole) = Shelf.moved[0]
    assert Path(half).name.startswith(".P1_")
    assert whole.endswith("/P1_ward-report_2025.xlsx")
    before = books(Shelf)
    assert list(before) == ["P1_ward-report_2025.xlsx"]
    send(desk, sent("W111", 2, 2))
    roll_up(desk)
    Shelf.left = 1000
    refused = desk.run("report", "2025", "--out", out, "--unit", "P1")
    assert refused.code == 1
    assert "[address_unfit]" in refused.err
    assert "No space left on device" in refused.err
    assert books(Shelf) == before, "what stood there stands, and no half beside it"
    Shelf.left, Shelf.refuses = 10**9, "mv"
    assert "Permission denied" in desk.run("report", "2025", "--out", out, "--unit", "P1").err
    assert books(Shelf) == before


def test_file_addresses_are_folders(desk: Desk) -> None:
    out = f"file://{desk.folder}/by address"
    desk.done("report", "2025", "--out", out)
    found = {path.name: path.read_bytes() for path in (desk.folder / "by address").iterdir()}
    assert found == in_folder(desk)


def test_books_of_a_level_and_vintages_go_to_an_address_too(desk: Desk) -> None:
    told = desk.done(
        "--json", "report", "2025", "--out", MEMORY, "--level", "province", "--one-book"
    ).data()
    assert told["files"] == [f"{MEMORY}/province_ward-report_2025.xlsx"]
    assert list(books(MemoryFileSystem)) == ["province_ward-report_2025.xlsx"]


@pytest.mark.parametrize(
    ("address", "code", "kind", "said"),
    [
        ("xyz://a/b", "address_unknown", 2, "xyz://"),
        ("simplecache::memory://a", "address_unknown", 2, "simplecache::memory://"),
        ("sftp://clerk:hunter2@host/a", "address_secret", 2, "host"),
        ("s3://bucket/a?key=hunter2", "address_secret", 2, "bucket"),
        ("s3://bucket/a", "package_missing", 2, "s3fs"),
        ("file:///proc/nowhere", "folder_unfit", 1, "/proc/nowhere"),
    ],
)
def test_an_address_that_cannot_be_is_refused_in_words(
    desk: Desk, address: str, code: str, kind: int, said: str
) -> None:
    refused = desk.run("report", "2025", "--out", address)
    assert (refused.code, f"[{code}]" in refused.err) == (kind, True), refused.err
    assert said in refused.err
    assert "hunter2" not in refused.err


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.EACCES, "folder_unfit"), (errno.ENOSPC, "disk_full"), (errno.EFBIG, "disk_full")],
)
def test_why_nothing_can_be_written_into_a_folder_is_told_by_the_batch(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    def closed(*_: object, **__: object) -> bool:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(filing, "write_book", closed)
    refused = desk.run("report", "2025", "--out", desk.folder / "out", "--unit", "P1")
    assert (refused.code, f"[{code}]" in refused.err) == (1, True)
    assert os.strerror(number) in refused.err


def test_an_address_that_cannot_be_read_is_no_empty_one(monkeypatch: pytest.MonkeyPatch) -> None:
    place = filing.of(MEMORY)
    assert isinstance(place, filing.Remote)
    assert place.read("nothing.xlsx") == b""

    def shut(*_: object, **__: object) -> bytes:
        raise PermissionError(errno.EACCES, "Access Denied")

    monkeypatch.setattr(MemoryFileSystem, "cat_file", shut)
    with pytest.raises(Problem) as raised:
        place.read("nothing.xlsx")
    assert raised.value.details["reason"] == "Access Denied"
