"""Two thousand damaged templates: nobody dies, and no value changes unless its cell was changed.

The rule: a damaged file gives exactly the values of the whole one, or a fault of the reader or of
the form; or another value of a question, and then what another reader finds in that question's
entry cell, or in the cell of a section or tick that answers for it, is another text as well.
"""

import os
import resource
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

import messages
from intake.book.archive import Archive
from intake.book.package import Package
from intake.book.reader import close_idle
from intake.book.reading import read_workbooks
from intake.book.sheet import CarefulSheet, RawSheet
from intake.book.strings import CarefulTexts, shared_texts
from intake.book.swift_sheet import swift_sheet
from intake.book.unfit import Unfit
from intake.sent import Sent
from schemas.checking import Checker
from schemas.grid import STANDING, WHOLE
from tests.filled_books import (
    BIEU,
    EXPECTED,
    FORM,
    GRID,
    ISSUED,
    MARKED,
    STRINGS,
    Parts,
    flat,
    knowing,
    unzipped,
    zipped,
)
from tests.mutation import entries, mutated
from tests.pressed_book import pressed

SEEDS = 2_000


@pytest.fixture(autouse=True, scope="module")
def _no_child_left() -> Iterator[None]:
    yield
    close_idle()


@pytest.fixture(scope="module")
def made() -> Parts:
    """A template by the real writer, filled in."""
    return unzipped(pressed())


def _read(folder: Path, files: Mapping[str, bytes]) -> list[Sent]:
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return list(read_workbooks([(str(folder / name), name) for name in files], knowing(ISSUED)))


def test_the_real_writers_workbook_reads_as_it_was_filled(made: Parts, tmp_path: Path) -> None:
    (sent,) = _read(tmp_path, {"whole.xlsx": zipped(made)})
    assert not sent.faults
    assert dict(sent.values) == EXPECTED
    assert sent.marks == MARKED


def _stated(sent: Sent) -> dict[str, object]:
    return {**flat(sent.values), **{path: f"mark {mark}" for path, mark in sent.marks.items()}}


def _answering(path: str) -> set[int]:
    """Rows whose cells answer for a question: its own, its sections', the two ticks'."""
    parts = path.split(".")
    above = [".".join(parts[:end]) for end in range(1, len(parts) + 1)]
    return {GRID.by_path[one].row for one in (*above, WHOLE, STANDING) if one in GRID.by_path}


def _changed_silently(
    whole: bytes, damaged: bytes, sent: Sent, right: dict[str, object]
) -> set[str]:
    if sent.faults or Checker(FORM).faults(sent.values, sent.marks, "ward")[0] is None:
        return set()
    stated = _stated(sent)
    other = {path for path in stated.keys() | right if stated.get(path) != right.get(path)}
    if not other:
        return set()
    before, after = entries(whole), entries(damaged)
    assert before is not None
    if after is None:
        return other
    moved = {row for row in before.keys() | after if before.get(row) != after.get(row)}
    return {path for path in other if not _answering(path) & moved}


def _read_alone(folder: Path, files: Mapping[str, bytes]) -> tuple[list[Sent], int]:
    """In a process that has no children but the readers: what was read, and their peak in KiB."""
    read = _read(folder, files)
    close_idle()
    return read, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


@pytest.mark.slow
def test_damage_is_found_or_harmless_or_really_there(made: Parts, tmp_path: Path) -> None:
    whole = zipped(made)
    right = {**flat(EXPECTED), **{path: f"mark {mark}" for path, mark in MARKED.items()}}
    files = {f"{seed}.xlsx": mutated(made, seed) for seed in range(SEEDS)}
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
        read, peak = alone.submit(_read_alone, tmp_path, files).result()
    assert peak < 512 << 10 or os.uname().sysname != "Linux"
    assert len(read) == SEEDS
    silent = {}
    for sent in read:
        assert (sent.unit, sent.period) in {("W111", "2025"), (None, None)}
        if paths := _changed_silently(whole, files[sent.where], sent, right):
            silent[sent.where] = paths
        for fault in sent.faults:
            assert fault.code != "file_kills_reader", sent.where
            for language in ("vi", "en"):
                said = messages.fault(language, fault)
                assert not said.startswith(fault.code)
                assert len(said) > 15
    assert not silent
    # They are not all refused: a test in which nothing can be read proves nothing.
    clean = sum(not sent.faults for sent in read)
    assert SEEDS // 10 < clean < SEEDS * 9 // 10


def _cells(sheet: RawSheet) -> list[tuple[object, ...]]:
    return [tuple(getattr(one, name) for name in one.__slots__) for one in sheet.cells]


def test_the_quick_way_through_a_real_sheet_is_taken_and_finds_what_the_careful_one_does(
    made: Parts,
) -> None:
    for columns in ("AG", "AGH", "AB", "G"):
        quick = swift_sheet(made[BIEU], BIEU, columns)
        careful = CarefulSheet(columns).read(made[BIEU], BIEU)
        assert quick is not None
        assert _cells(quick) == _cells(careful)
        assert quick.merged == careful.merged
    every = set(range(made[STRINGS].count(b"<si>")))
    assert shared_texts(made[STRINGS], every) == CarefulTexts(every).read(made[STRINGS])


@pytest.mark.slow
def test_the_quick_way_agrees_with_the_careful_one_on_damaged_sheets(made: Parts) -> None:
    taken = 0
    for seed in range(SEEDS):
        try:
            package = Package(Archive(mutated(made, 10_000 + seed)))
            part, texts = package.archive.read(BIEU), package.archive.read(STRINGS)
            quick = swift_sheet(part, BIEU, "AG")
        except Unfit:
            continue
        if quick is None:
            continue
        taken += 1
        careful = CarefulSheet("AG").read(part, BIEU)
        assert (_cells(quick), quick.merged) == (_cells(careful), careful.merged), seed
        every = set(range(texts.count(b"<si>")))
        try:
            found = shared_texts(texts, every)
        except Unfit:
            continue
        assert found == CarefulTexts(every).read(texts), seed
    assert taken > SEEDS // 10
