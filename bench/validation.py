"""Checking alone: the gate and the whole door beside python-jsonschema, on the same payloads."""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from bench.table import Row, seconds, times
from intake.reading import read_bytes
from reporting.submission import canonical, pack
from schemas.checking import Checker
from schemas.form import Form
from schemas.reading import read_form

REPEATS = 3


def run(form: Path, inbox: Path, level: str = "ward", most: int = 500) -> list[Row]:
    """Seconds a payload, the best of several rounds; payloads are those a ward sends."""
    document = json.loads(form.read_text(encoding="utf-8"))
    files = _wards(inbox, most)
    values = [json.loads(data)["values"] for data in files]
    read = read_form(document)
    checker = Checker(read)
    gate = checker.asked(level).gate
    slow = Draft202012Validator(document)
    cells = sum(len(list(_leaves(one))) for one in values) // len(values)
    size = f"{len(values):,} payloads of {cells} of {len(read.measures)} measures"
    explained = _each(lambda one: list(slow.iter_errors(one)), values)
    fast = _each(gate.is_valid, values)
    door = _each(lambda data: _through(read, checker, level, data), files)
    assert all(gate.is_valid(one) for one in values)
    return [
        Row("check: python-jsonschema, iter_errors", size, seconds(explained)),
        Row(
            "check: gate (jsonschema-rs)", size, seconds(fast), compared=_lead(explained, fast, 30)
        ),
        Row(
            "check: whole door (load, bound, schema, cross-checks, hash, pack)",
            size,
            seconds(door),
            compared=_lead(explained, door, 5),
        ),
    ]


def _lead(slow: float, fast: float, aim: int) -> str:
    return times(slow / fast, f"{aim}") + " as fast as iter_errors"


def _wards(inbox: Path, most: int) -> list[bytes]:
    """The longest files come from wards: they are asked most."""
    found = sorted(inbox.rglob("*.json"), key=lambda path: (-path.stat().st_size, path.name))
    wards = (data for data in map(Path.read_bytes, found) if _of_ward(data))
    return list(islice(wards, most))


def _of_ward(data: bytes) -> bool:
    return len(json.loads(data)["unit"]) == 5  # Vietnam's codes: two, three and five digits


def _through(form: Form, checker: Checker, level: str, data: bytes) -> bytes:
    """All that happens to one file between its bytes and the store."""
    (sent,) = read_bytes("one.json", data)
    content, _faults = checker.faults(sent.values, sent.marks, level)
    assert content is not None
    canonical(sent.unit or "", date.min, form, sent.period or "", content)
    return pack(form, content)


def _each(act: Callable[[Any], object], items: Sequence[Any]) -> float:
    best = float("inf")
    for _ in range(REPEATS):
        start = time.process_time()
        for item in items:
            act(item)
        best = min(best, time.process_time() - start)
    return best / len(items)


def _leaves(tree: object) -> Iterator[object]:
    if isinstance(tree, dict):
        for child in tree.values():
            yield from _leaves(child)
    else:
        yield tree
