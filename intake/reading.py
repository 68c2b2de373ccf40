"""Bytes into submissions, whichever of the plain kinds of file they come in."""

import io
import os
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from errors import Fault
from intake.csv_table import KindsOf, read_csv
from intake.encoding import Refused, too_long
from intake.sent import RAW_KEPT, Sent, refused_file
from intake.shape import sent_of
from intake.strict import DOCUMENT_LIMIT, VALUES, load_items, load_json

__all__ = ["KINDS", "KindsOf", "Sent", "kind_of", "read_bytes", "read_lines"]

KINDS = {
    ".json": "json",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".csv": "csv",
    ".xlsx": "book",
}
"""Endings of the files that can be read, in any case, and what is in them."""
LIKE_BOOKS = frozenset((".xls", ".xlsm", ".xlsb", ".xltx", ".xltm", ".xlt", ".ods", ".et"))
"""Endings of workbooks that cannot be read: each is opened only to be told how to save it."""
FILE_LIMIT = 64 << 20
"""Bytes of one file that is read whole."""

_CHUNK = 1 << 16


def kind_of(name: str) -> str | None:
    """What is in a file of this name; None where its ending says nothing."""
    ending = os.path.splitext(name)[1].lower()  # noqa: PTH122  asked for every file
    return "book" if ending in LIKE_BOOKS else KINDS.get(ending)


def read_bytes(
    name: str,
    data: bytes,
    form: str | None = None,
    kinds_of: KindsOf | None = None,
    limit: int = FILE_LIMIT,
) -> Iterator[Sent]:
    """The submissions of one file; ``name`` stands in their ``where`` and its ending decides.

    ``form`` is meant where a submission names none, ``kinds_of`` tells a form's kinds to tables.
    Never raises for what is in the file: what cannot be read comes as a refused submission.
    """
    kind = kind_of(name)
    if kind in (None, "book"):  # a workbook is read from its file, by a process of its own
        yield refused_file(name, Fault("unknown_file_type", where=name, allowed=", ".join(KINDS)))
    elif len(data) > limit:
        yield refused_file(name, too_long(name, len(data), limit))
    elif kind == "csv":
        yield from read_csv(name, data, form, kinds_of)
    elif kind == "lines":
        yield from read_lines(name, io.BytesIO(data), form)
    elif data.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n").startswith(b"["):
        yield from _items(name, data, form)
    else:
        yield _document(name, data, form)


def read_lines(
    name: str, file: BinaryIO, form: str | None = None, line: int = 1, size: int | None = None
) -> Iterator[Sent]:
    """One submission a line that is not blank, from where ``file`` stands.

    ``line`` is the number of the first line, ``size`` the bytes to read (a whole number of lines;
    default: to the end). A line too long is refused and passed over without being held.
    """
    left = size
    while left is None or left > 0:
        data = file.readline(DOCUMENT_LIMIT + 2)
        if not data:
            return
        length = len(data)
        if length > DOCUMENT_LIMIT + 1 and not data.endswith(b"\n"):
            length += _pass_over(file)
        if line == 1 and _is_wide(data):
            yield refused_file(
                name, Fault("encoding_not_utf8", where=name, sent="UTF-16", allowed="UTF-8")
            )
            return
        if left is not None:
            left -= length
        data = data.rstrip(b"\r\n")
        where = f"{name}:{line}"
        if length > DOCUMENT_LIMIT + 2:
            fault = too_long(where, length, DOCUMENT_LIMIT)
            yield Sent(where, data[:4096], faults=(fault,))
        elif data.strip():
            yield _loaded(where, data, form)
        line += 1


def _is_wide(data: bytes) -> bool:
    return data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data[:200]


def _pass_over(file: BinaryIO) -> int:
    """Read to the end of the line; how many bytes that was."""
    passed = 0
    while True:
        data = file.readline(_CHUNK)
        passed += len(data)
        if not data or data.endswith(b"\n"):
            return passed


def _loaded(where: str, data: bytes, form: str | None) -> Sent:
    try:
        tree = load_json(data, where, exact=False)
    except Refused as refused:
        return _partly(where, data, refused.faults, refused.rest, form)
    return sent_of(tree, where, data, form)


def _partly(
    where: str, raw: bytes, faults: tuple[Fault, ...], rest: object, form: str | None
) -> Sent:
    """A document with faults of the JSON itself, and what could be read beside them."""
    if rest is None:
        return Sent(where, raw[:RAW_KEPT], faults=faults)
    sent = sent_of(rest, where, raw, form)
    named = (replace(one, path=one.path.removeprefix(VALUES)) for one in faults)
    return replace(sent, faults=(*named, *sent.faults))


def _document(name: str, data: bytes, form: str | None) -> Sent:
    sent = _loaded(name, data, form)
    whole = any(fault.code in _OF_THE_FILE for fault in sent.faults)
    return refused_file(name, *sent.faults) if whole else sent


_OF_THE_FILE = frozenset({"input_too_long", "encoding_not_utf8", "document_empty"})


def _items(name: str, data: bytes, form: str | None) -> Iterator[Sent]:
    count = 0
    try:
        for item in load_items(data, name):
            count += 1
            where = f"{name}#{item.number}"
            if item.faults:
                yield _partly(where, item.raw, item.faults, item.tree, form)
            else:
                yield sent_of(item.tree, where, item.raw, form)
    except Refused as refused:
        # What stood before the break has been given; the rest cannot be found.
        rest = (Fault("rest_unread", where=name, sent=str(count)),) if count else ()
        yield Sent(name, faults=(*refused.faults, *rest), whole_file=count == 0)
