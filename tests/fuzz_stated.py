"""What a file states, as a naive reader of the standard library understands it, against the store.

A naive reader knows one way to read and no shortcut: where it cannot read, nothing may be let in.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from itertools import islice
from typing import Any

from schemas.text import clean
from tests.fuzz_seeds import WIDE
from tests.fuzz_watch import Broken

Stored = Mapping[str, Any]
SIGNS = {"-": "none_occurred", "…": "not_available", "...": "not_available", "x": "not_applicable"}
SIGNS |= dict.fromkeys("–—−", "none_occurred") | {"X": "not_applicable"}
YES = {"true": True, "có": True, "false": False, "không": False}
WORDS = ("unit", "period", "form", "key", "by", "plan", "unit_on", "on_behalf_of")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key twice")
    return found


def _never(text: str) -> Any:
    raise ValueError(text)


def strictly(data: bytes) -> Any:
    """A JSON document with exact numbers. Raises ValueError for what is none."""
    return json.loads(
        data.decode("utf-8-sig"),
        object_pairs_hook=_once,
        parse_float=Decimal,
        parse_constant=_never,
    )


def in_json(data: bytes, place: str) -> Mapping[str, Any]:
    """The submission at a place of a file: ``sent.json``, ``sent.json#2`` or ``sent.jsonl:3``."""
    if ".jsonl:" in place:
        line = data.split(b"\n")[int(place.rpartition(":")[2]) - 1].rstrip(b"\r")
        return _object(strictly(line))
    if "#" not in place:
        return _object(strictly(data))
    number = int(place.rpartition("#")[2])
    try:
        return _object(strictly(data)[number - 1])
    except (ValueError, RecursionError):  # what stands before a break is read by itself
        return _object(_items(data.decode("utf-8-sig"), number))


def _items(text: str, number: int) -> Any:
    decoder = json.JSONDecoder(object_pairs_hook=_once, parse_float=Decimal, parse_constant=_never)
    at = text.index("[") + 1
    for _ in range(number):
        while text[at] in " \t\r\n,":
            at += 1
        # Of those before only the end is of interest: they may be refused.
        found, at = json.JSONDecoder().raw_decode(text, at)
        last = text[:at]
    return decoder.decode(json.dumps(found) if "." not in last and "e" not in last else _tail(last))


def _tail(text: str) -> str:
    """The last item of a text that breaks off after it."""
    decoder = json.JSONDecoder()
    for at, sign in enumerate(text):
        if sign == "{":
            try:
                if decoder.raw_decode(text, at)[1] == len(text):
                    return text[at:]
            except ValueError:
                continue
    raise ValueError("no item")


def _object(found: Any) -> Mapping[str, Any]:
    if not isinstance(found, dict):
        raise ValueError("no object")  # noqa: TRY004  as what is no JSON
    return found


def agrees(said: Mapping[str, Any], stored: Stored) -> None:
    """Hold what was stored to what was said in JSON. Raises Broken."""
    for name in ("unit", "period"):
        _same(clean(said[name]), stored[name], name)
    told = dict(_leaves(said.get("values") or {}))
    marks = {clean(path): clean(mark) for path, mark in (said.get("marks") or {}).items()}
    _marked(marks, stored)
    for path, value in told.items():
        if value is None or value == [] or (isinstance(value, str) and not clean(value)):
            if path in stored["values"]:
                raise Broken(f"{path}: {value!r} became {stored['values'][path]!r}")
        elif path not in stored["values"]:
            raise Broken(f"{path}: {value!r} is lost")
        else:
            _value(value, stored["values"][path], path)
    if more := stored["values"].keys() - told.keys():
        raise Broken(f"{sorted(more)} were never said")


def _leaves(node: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in node.items():
        if isinstance(value, dict):
            yield from _leaves(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value


def _marked(marks: Mapping[str, str], stored: Stored) -> None:
    for path, mark in stored["marks"].items():
        parts = path.split(".")
        above = [".".join(parts[:end]) for end in range(len(parts), 0, -1)]
        said = next((marks[one] for one in above if one in marks), None)
        _same(said, mark, f"the mark of {path}")
    for path, mark in marks.items():
        under = [one for one in stored["marks"] if one == path or one.startswith(f"{path}.")]
        if mark and not under and path not in _SECTIONS:
            raise Broken(f"the mark of {path} is lost")


_SECTIONS = (
    "leaders",
    *(name for name, part in WIDE["properties"].items() if "properties" in part),
)
"""All of a section may have been answered beside its mark."""


def _value(said: Any, stored: Any, path: str) -> None:
    if isinstance(said, list):
        _same([clean(one) for one in said], stored, path)
    elif isinstance(said, bool) or not isinstance(said, int | Decimal):
        _same(clean(said) if isinstance(said, str) else said, stored, path)
    elif not isinstance(stored, str) or Decimal(stored) != said:
        raise Broken(f"{path}: {said!r} became {stored!r}")


def _same(said: Any, stored: Any, path: str) -> None:
    if said != stored or isinstance(said, bool) != isinstance(stored, bool):
        raise Broken(f"{path}: {said!r} became {stored!r}")


def in_table(data: bytes, place: str) -> Mapping[str, str]:
    """The cells of the row at a place ``sent.csv:3``, by the name of their column."""
    return _row_of(data, int(place.rpartition(":")[2]) - 2, blank=True)


def nth_row(data: bytes, number: int) -> Mapping[str, str]:
    """The cells of a row by its number from 1, the head and blank ones not counted."""
    return _row_of(data, number - 1, blank=False)


def _row_of(data: bytes, place: int, *, blank: bool) -> Mapping[str, str]:
    text = data.decode("utf-8-sig")
    for delimiter in ",;\t":
        rows = _rows(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
        names = [clean(name) for name in next(rows)]
        # What stands after the row may be broken: each is let in by itself.
        below = (row for row in rows if blank or any(map(str.strip, row)))
        row = next(islice(below, place, None), None) if "unit" in names else None
        if row is not None:
            return {name: cell for name, cell in zip(names, row, strict=False) if name}
    raise ValueError("no header")


def _rows(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    """The rows of a table; one that cannot be read is a blank one, and the others stand."""
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield []


def agrees_cells(said: Mapping[str, str], stored: Stored) -> None:
    """Hold what was stored to the cells of a row. Raises Broken."""
    for name in ("unit", "period"):
        _same(clean(said[name]), stored[name], name)
    marks: dict[str, str] = {}
    values: dict[str, str] = {}
    for path, cell in said.items():
        text = clean(cell)
        if path in WORDS or not text:
            continue
        (marks if text in SIGNS else values)[path] = SIGNS.get(text, text)
    _marked(marks, stored)
    for path, text in values.items():
        if path not in stored["values"]:
            raise Broken(f"{path}: {text!r} is lost")
        _cell(text, stored["values"][path], path)
    if more := stored["values"].keys() - values.keys():
        raise Broken(f"{sorted(more)} were never said")


def _cell(text: str, stored: Any, path: str) -> None:
    if isinstance(stored, bool):
        _same(YES.get(text.lower()), stored, path)
    elif text != stored:
        try:
            number = Decimal(text)
        except InvalidOperation:
            raise Broken(f"{path}: {text!r} became {stored!r}") from None
        if path in _TEXTS or Decimal(stored) != number:
            raise Broken(f"{path}: {text!r} became {stored!r}")


_TEXTS = frozenset(("difficulties", "phone", "founded", "staff"))
