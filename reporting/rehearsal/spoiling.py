"""A submission as a file, right or spoiled in a way that must be refused."""

import copy
import json
import random
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from schemas.form import Form

Document = dict[str, Any]

WRONGS: tuple[str, ...] = (
    "cut_short",
    "more_than_whole",
    "unknown_measure",
    "not_a_number",
    "text_for_number",
    "negative",
    "duplicate_key",
    "computed_sent",
    "fraction_of_a_person",
)
"""The ways to spoil a submission."""


def encode(document: Mapping[str, Any]) -> bytes:
    """The document as a JSON file of one submission, UTF-8, a new line at its end."""
    return (json.dumps(document, ensure_ascii=False, default=_plain) + "\n").encode()


def _plain(value: object) -> float:
    # Every drawn decimal has at most 15 digits, and so prints as it was.
    assert isinstance(value, Decimal)
    return float(value)


def spoil(document: Mapping[str, Any], wrong: str, form: Form, seed: int) -> bytes:
    """The file of a submission spoiled in the way ``wrong`` (one of WRONGS).

    ``document`` is a whole submission with nested ``values``. Where the form or what was filled
    in gives no room for the wanted way, an unknown measure is named instead.
    """
    spoiled = copy.deepcopy(dict(document))
    draw = random.Random(f"spoil/{seed}/{document.get('unit')}")  # noqa: S311 # a draw others can repeat, not a secret
    if wrong == "cut_short":
        data = encode(spoiled)
        return data[: len(data) * 2 // 3]
    if wrong == "duplicate_key":
        first = json.dumps(str(spoiled.get("unit", "")))
        return encode(spoiled).replace(b"{", b'{"unit": ' + first.encode() + b", ", 1)
    cells = list(_cells(spoiled["values"]))
    if wrong == "more_than_whole":
        _exceed(spoiled["values"], form)
    elif wrong == "computed_sent":
        _send_derived(spoiled["values"], form)
    elif cells and wrong in _CELLS:
        home, name = draw.choice(cells)
        home[name] = _CELLS[wrong]
    if spoiled == document:
        spoiled["values"]["no_such_measure"] = 1
    return encode(spoiled)


_CELLS: dict[str, Any] = {
    "not_a_number": float("nan"),
    "text_for_number": "khoảng 15",
    "negative": -1,
    "fraction_of_a_person": 2.5,
}


def _cells(values: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    """Every whole number, as the object it stands in and its name."""
    for name, value in values.items():
        if isinstance(value, dict):
            yield from _cells(value)
        elif isinstance(value, int) and not isinstance(value, bool):
            yield values, name


def _home(values: dict[str, Any], path: str) -> tuple[dict[str, Any], str] | None:
    *sections, name = path.split(".")
    for section in sections:
        inner = values.get(section)
        if not isinstance(inner, dict):
            return None
        values = inner
    return (values, name) if name in values else None


def _exceed(values: dict[str, Any], form: Form) -> None:
    for check in form.checks:
        single = len(check.left) == len(check.right) == 1
        if not single or check.op != "<=" or check.severity != "error":
            continue
        part, whole = _home(values, check.left[0]), _home(values, check.right[0])
        if part and whole:
            part[0][part[1]] = whole[0][whole[1]] + 7
            return


def _send_derived(values: dict[str, Any], form: Form) -> None:
    for measure in form.measures:
        *sections, name = measure.path.split(".")
        home = values
        for section in sections:
            home = home.get(section, {})
        if measure.derived and home:
            home[name] = 50
            return
