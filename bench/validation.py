"""Checking alone: the gate and the whole door beside python-jsonschema, on the same payloads."""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from jsonschema import Draft202012Validator

from bench.table import Row, seconds, times
from intake.reading import read_bytes
from reporting.submission import canonical
from schemas.checking import Checker
from schemas.form import Form
from schemas.reading import read_form

REPEATS = 15


def run(form: Path, inbox: Path, level: str = "ward", most: int = 500) -> list[Row]:
    """Seconds a payload, the median of several rounds; payloads are those a ward sends."""
    document = json.loads(form.read_text(encoding="utf-8"))
    files = _wards(inbox, most)
    values = [json.loads(data)["values"] for data in files]
    read = read_form(document)
    checker = Checker(read)
    gate = checker.asked(level).gate
    slow = Draft202012Validator(document)
    cells = sum(len(list(_leaves(one))) for one in values) // len(values)
    size = f"{len(values):,} payloads of {cells} of {len(read.measures)} measures"
    explained, naive, fast, door = _each(
        (lambda one: list(slow.iter_errors(one)), values),
        (lambda data: list(slow.iter_errors(json.loads(data)["values"])), files),
        (gate.is_valid, values),
        (lambda data: _through(read, checker, level, data), files),
    )
    assert all(gate.is_valid(one) for one in values)
    return [
        Row("check: python-jsonschema, iter_errors", size, seconds(median(explained))),
        Row(
            "check: gate (jsonschema-rs)",
            size,
            seconds(median(fast)),
            compared=_lead(explained, fast, 30),
        ),
        Row("check: json.loads and iter_errors", size, seconds(median(naive))),
        Row(
            "check: whole door (load, bound, schema, cross-checks, hash)",
            size,
            seconds(median(door)),
            compared=_lead(naive, door, 5),
        ),
    ]


def _lead(slow: Sequence[float], fast: Sequence[float], aim: int) -> str:
    """How many times as fast, by the median of the rounds."""
    return times(median(a / b for a, b in zip(slow, fast, strict=True)), f"{aim}") + " as fast"


def _wards(inbox: Path, most: int) -> list[bytes]:
    """The longest files come from wards: they are asked most."""
    found = sorted(inbox.rglob("*.json"), key=lambda path: (-path.stat().st_size, path.name))
    wards = (data for data in map(Path.read_bytes, found) if _of_ward(data))
    return list(islice(wards, most))


def _of_ward(data: bytes) -> bool:
    return len(json.loads(data)["unit"]) == 5  # Vietnam's codes: two, three and five digits


def _through(form: Form, checker: Checker, level: str, data: bytes) -> str:
    """What happens to one file between its bytes and its hash."""
    (sent,) = read_bytes("one.json", data)
    content, _faults = checker.faults(sent.values, sent.marks, level)
    assert content is not None
    _payload, digest = canonical(sent.unit or "", date.min, form, sent.period or "", content)
    return digest


def _each(*ways: tuple[Callable[[Any], object], Sequence[Any]]) -> list[list[float]]:
    """Seconds an item of each way, round by round.

    The ways take turns, so that a machine whose speed swings is fair to each in every round.
    """
    rounds: list[list[float]] = [[] for _ in ways]
    for _ in range(REPEATS):
        for place, (act, items) in enumerate(ways):
            start = time.process_time()
            for item in items:
                act(item)
            rounds[place].append((time.process_time() - start) / len(items))
    return rounds


def _leaves(tree: object) -> Iterator[object]:
    if isinstance(tree, dict):
        for child in tree.values():
            yield from _leaves(child)
    else:
        yield tree
