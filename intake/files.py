"""Work in pieces: files gathered into batches, large ones cut where a submission ends."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

from errors import Fault
from intake.book.issued import Lookup
from intake.book.reading import read_workbooks
from intake.book.unfit import FILE_LIMIT as BOOK_LIMIT
from intake.csv_table import KindsOf, read_csv
from intake.encoding import too_long
from intake.folders import Found, SourceFile, unreadable, walk
from intake.reading import FILE_LIMIT, kind_of, read_bytes, read_lines
from intake.sent import Sent, refused_file

__all__ = ["Batch", "Found", "Piece", "SourceFile", "batches", "read_batch", "readable", "walk"]

PIECE = 8 << 20
"""Bytes after which a large file is cut."""
LINES_LIMIT = 4 << 30
"""Bytes of one file of lines: it is never held whole."""
_LIMITS = {"lines": LINES_LIMIT, "book": BOOK_LIMIT}


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes ``start`` to ``end`` (None: to the end) of a file; the file whole where start is 0.

    ``row`` is the number of its first line or row, ``fault`` why it cannot be read.
    """

    path: str
    name: str
    start: int = 0
    end: int | None = None
    row: int = 1
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Pieces that are read together; small and picklable."""

    pieces: tuple[Piece, ...]


def batches(files: Iterable[SourceFile], size: int, piece: int = PIECE) -> list[Batch]:
    """Batches of at most ``size`` files and about ``piece`` bytes, in the order of the files."""
    gathered: list[Batch] = []
    pieces: list[Piece] = []
    weight = 0
    for file in files:
        for part, bytes_ in _cut(file, piece):
            if pieces and (len(pieces) >= size or weight + bytes_ > piece):
                gathered.append(Batch(tuple(pieces)))
                pieces, weight = [], 0
            pieces.append(part)
            weight += bytes_
    if pieces:
        gathered.append(Batch(tuple(pieces)))
    return gathered


def readable(batch: Batch) -> bool:
    """Whether this machine can read every file of a batch: on another they may not be there."""
    return all(os.access(one.path, os.R_OK) for one in batch.pieces if one.fault is None)


def read_batch(
    batch: Batch,
    form: str | None = None,
    kinds_of: KindsOf | None = None,
    lookup: Lookup | None = None,
) -> Iterator[Sent]:
    """The submissions of a batch in order; a file that has gone or changed is a refused one.

    ``lookup`` tells the templates of workbooks. Raises Problem reader_failed.
    """
    books = [piece for piece in batch.pieces if _is_book(piece)]
    read = read_workbooks([(piece.path, piece.name) for piece in books], lookup, form)
    for piece in batch.pieces:
        if _is_book(piece):
            yield next(read)
            continue
        try:
            yield from _read(piece, form, kinds_of)
        except OSError as error:
            yield refused_file(piece.name, unreadable(piece.name, error))


def _is_book(piece: Piece) -> bool:
    return piece.fault is None and kind_of(piece.name) == "book"


def _read(piece: Piece, form: str | None, kinds_of: KindsOf | None) -> Iterator[Sent]:
    if piece.fault is not None:
        yield refused_file(piece.name, piece.fault)
        return
    with open(piece.path, "rb") as file:  # noqa: PTH123  ten thousand times
        if kind_of(piece.name) == "lines":
            file.seek(piece.start)
            size = None if piece.end is None else piece.end - piece.start
            yield from read_lines(piece.name, file, form, piece.row, size)
        elif piece.start or piece.end is not None:
            header = file.readline() if piece.start else b""
            file.seek(piece.start)
            data = file.read(None if piece.end is None else piece.end - piece.start)
            skipped = piece.row - 2 if piece.start else 0
            yield from read_csv(piece.name, header + data, form, kinds_of, skipped)
        else:
            yield from read_bytes(piece.name, file.read(FILE_LIMIT + 1), form, kinds_of)


def _cut(file: SourceFile, piece: int) -> Iterator[tuple[Piece, int]]:
    kind = kind_of(file.name)
    whole = Piece(str(file.path), file.name, fault=file.fault)
    limit = _LIMITS.get(kind or "", FILE_LIMIT)
    if file.fault is not None:
        yield whole, 0
    elif file.size > limit:
        fault = too_long(file.name, file.size, limit)
        yield Piece(str(file.path), file.name, fault=fault), 0
    elif file.size <= piece or kind in ("json", "book"):
        yield whole, file.size
    else:
        try:
            cuts = _cuts(file.path, piece, table=kind == "csv")
        except OSError as error:
            yield Piece(str(file.path), file.name, fault=unreadable(file.name, error)), 0
            return
        for (start, row), (end, _) in pairwise(cuts):
            yield Piece(str(file.path), file.name, start, end, row), end - start


def _cuts(path: Path, piece: int, *, table: bool) -> list[tuple[int, int]]:
    """Where pieces begin, with the number of their first line, and where the file ends."""
    cuts = [(0, 1)]
    row = 1
    whole = True
    with path.open("rb") as file:
        while data := file.read(piece):
            data += _to_line_end(file)
            row += data.count(b"\n")
            cuts.append((file.tell(), row))
            whole = whole and _is_plain(data)
    # A quoted cell may hold line ends, a wrong encoding must refuse the table as a whole.
    return cuts if whole or not table else [cuts[0], cuts[-1]]


def _to_line_end(file: BinaryIO) -> bytes:
    parts = []
    while part := file.readline(1 << 16):
        parts.append(part)
        if part.endswith(b"\n"):
            break
    return b"".join(parts)


def _is_plain(data: bytes) -> bool:
    if b'"' in data or data.count(b"\r") != data.count(b"\r\n"):
        return False
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
