"""Damage to a JSON document as a tree, written out so that no decoder of ours is needed to make it.

A document is loaded into pairs, so that a key may stand twice, and values may be spelled raw.
"""

import json
import random
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass
class Members:
    """An object, as its keys and values stand."""

    pairs: list[tuple[str, Any]]


@dataclass(frozen=True)
class Raw:
    """A value in the spelling it will have."""

    text: str


ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2, 10**12, 10**13, -(10**15), 0.5, 0.125, 1e-9, 1.0, 1e15,
    *map(Raw, ("NaN", "Infinity", "-Infinity", "1e400", "-1e400", "1e-400", "1E+30", "1e31", "-0",
    "-0.0", "1.0", "5e0",
               "9" * 41, "9" * 5000, "0." + "1" * 60, "01", "1.", "+1", '"\\ud800"', '"\\u0000"',
               "[" * 40 + "]" * 40,
               "[" * 50_000, '{"a":' * 33 + "1" + "}" * 33, '{"a":1,"a":2}')),
    "", " ", "x", "-", "…", "có", "0", "12", "1,5", "1.234", "W111", "N", "P1", "ward-report",
    "ward-report@1",
    "ward-report@9", "leaders.women", "leaders", "sum", "ratio", "none_occurred", "object",
    "integer", "string", "array",
    "2025", "2025-S1", "2025-S3", "2025-Q3", "2025-M13", "2025-M05", "2024", "9999", "0000",
    "2025-01-01/2025-12-31",
    "2025-12-31/2025-01-01", "2025-06-01", "2025-02-30", "0001-01-01", "9999-12-31", "10000-01-01",
    "2025-06-01T00:00:00Z",
    "20250601", "2025-W01-1", "31/12/2025", "a" * 300, "ế" * 20_001, "a" * 1_100_000, "\u202eabc",
    "a\u200bb", "a\nb",
    "a\tb", "\u0085", "\u2028", "\u0430dmin", "nu\u031b\u0303", "\u0661\u0662", "\ufdfa" * 50,
    "{path}", "{0}", "%s",
    "=1+1", "../../etc/passwd", "annex\x00.pdf", "<b>", "#", "#/", "#/$defs/x", "urn:x",
    "https://example.org/a.json",
    [], {}, [[]], [None], [1, "a"], ["2025"], ["N", "N"], [{}] * 3, {"a": 1}, {"": ""},
    {"all": True}, {"self": True},
    {"leaves": True}, {"children": True}, {"units": []}, {"units": ["W111", "X"]},
    {"levels": ["ward", 1]},
    {"sample": {"of": {"all": True}, "size": -1, "seed": 1}},
    {"sample": {"of": {"all": True}, "size": 10**9, "seed": "a"}},
    {"text": ""}, {"vi": "a", "en": None}, {"vi": "", "en": ""},
    {"2025": {"national": "2025-12-20"}},
    {"national": "2025-02-30", "days_before": {"ward": 10**9}}, {"days_before": {"ward": -5}},
    list(range(2000)),
    {f"k{number}": number for number in range(2000)}, ["a"] * 5000,
)  # fmt: skip
KEYS = (
    "", "a", "A", "x-rollup", "x-period", "$ref", "$id", "$defs", "__proto__", "values", "unit",
    "constructor", "a.b", " a",
    "\u0430", "e\u0302", "a" * 300, "x-computed", "type", "enum", "\ud800", "\x00", "1",
    "properties", "allOf", "{path}",
)  # fmt: skip


def loaded(data: bytes) -> Any:
    """A document with its objects as pairs."""
    return json.loads(data, object_pairs_hook=Members)


def twisted(dice: random.Random, data: bytes, traps: Sequence[Any]) -> bytes:
    """A document with one to three twists; ``traps`` are values of its own kind to put in."""
    tree = loaded(data)
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        tree = _twist(dice, tree, traps)
    return written(tree, plain=dice.random() < 0.5, loose=dice.random() < 0.2)


Place = tuple[Any, int]
"""A holder and the place in it."""


def _places(node: Any) -> list[Place]:
    found: list[Place] = []
    below = [node]
    while below and len(found) < 5_000:
        holder = below.pop()
        size = len(holder.pairs) if isinstance(holder, Members) else len(holder)
        for place in range(size):
            found.append((holder, place))
            value = _value((holder, place))
            if isinstance(value, Members | list):
                below.append(value)
    return found


def _value(place: Place) -> Any:
    holder, at = place
    return holder.pairs[at][1] if isinstance(holder, Members) else holder[at]


def _put(place: Place, value: Any) -> None:
    holder, at = place
    value = _copied(value)  # nothing may come to stand within itself, nor a constant be changed
    if isinstance(holder, Members):
        holder.pairs[at] = (holder.pairs[at][0], value)
    else:
        holder[at] = value


def _twist(dice: random.Random, tree: Any, traps: Sequence[Any]) -> Any:
    places = _places(tree) if isinstance(tree, Members | list) else []
    if not places or dice.random() < 0.02:
        return dice.choice((Members([("a", tree)]), [tree], [tree, tree], dice.choice(ODD)))
    place = dice.choice(places)
    dice.choice(_TWISTS)(dice, place, places, traps)
    return tree


def _odd(dice: random.Random, place: Place, _all: list[Place], traps: Sequence[Any]) -> None:
    _put(place, dice.choice(traps if traps and dice.random() < 0.4 else ODD))


def _near(dice: random.Random, place: Place, _all: list[Place], _traps: Sequence[Any]) -> None:
    """Another value of the same kind: most of these are let in."""
    value = _value(place)
    if isinstance(value, bool):
        _put(place, not value)
    elif isinstance(value, int | float):
        _put(place, dice.choice((value + 1, value * 2, -value, 0, value / 4, dice.randrange(999))))
    elif isinstance(value, str):
        both = (f" {value}\u00a0", value + "\u200b", unicodedata.normalize("NFD", value))
        _put(place, dice.choice((*both, value.upper(), value[::-1], value * 2, f"{value}ế", "Đ")))
    else:
        _put(place, [value, value] if isinstance(value, list) else value)


def _removed(_dice: random.Random, place: Place, _all: list[Place], _traps: Sequence[Any]) -> None:
    holder, at = place
    del (holder.pairs if isinstance(holder, Members) else holder)[at]


def _twice(dice: random.Random, place: Place, _all: list[Place], _traps: Sequence[Any]) -> None:
    holder, at = place
    many = holder.pairs if isinstance(holder, Members) else holder
    one = many[at]
    again = (one[0], _copied(one[1])) if isinstance(one, tuple) else _copied(one)
    many.insert(dice.randrange(len(many) + 1), again)


def _renamed(dice: random.Random, place: Place, _all: list[Place], _traps: Sequence[Any]) -> None:
    holder, at = place
    if isinstance(holder, Members):
        key, value = holder.pairs[at]
        told = (key.upper(), key + " ", key[:-1], key.replace("e", "\u0435"), f"{key}.x")
        holder.pairs[at] = (dice.choice((*told, *KEYS)), value)


def _added(dice: random.Random, place: Place, places: list[Place], traps: Sequence[Any]) -> None:
    holder, at = place
    value = _copied(dice.choice([*traps, *ODD, _value(dice.choice(places))]))
    if isinstance(holder, Members):
        keys = [key for one, _ in places if isinstance(one, Members) for key, _ in one.pairs]
        holder.pairs.insert(at, (dice.choice([*KEYS, *keys]), value))
    else:
        holder.insert(at, value)


def _swapped(dice: random.Random, place: Place, places: list[Place], _traps: Sequence[Any]) -> None:
    other = dice.choice(places)
    one, two = _copied(_value(place)), _copied(_value(other))
    _put(place, two)
    _put(other, one)


def _wrapped(dice: random.Random, place: Place, _all: list[Place], _traps: Sequence[Any]) -> None:
    value = _value(place)
    for _ in range(dice.choice((1, 1, 2, 33, 60))):
        value = dice.choice(([value], Members([("a", value)]), Members([("properties", value)])))
    _put(place, value)


def _reordered(dice: random.Random, place: Place, _all: list[Place], _traps: Sequence[Any]) -> None:
    holder, _at = place
    dice.shuffle(holder.pairs if isinstance(holder, Members) else holder)


_Twist = Callable[[random.Random, Place, list[Place], Sequence[Any]], None]
_TWISTS: tuple[_Twist, ...] = (
    *(
        _odd,
        _odd,
        _odd,
        _near,
        _near,
        _near,
        _near,
        _near,
        _removed,
        _twice,
        _renamed,
        _added,
        _added,
    ),
    *(_swapped, _wrapped, _reordered),
)


def _copied(node: Any) -> Any:
    if isinstance(node, Members):
        return Members([(key, _copied(value)) for key, value in node.pairs])
    if isinstance(node, dict):
        return Members([(key, _copied(value)) for key, value in node.items()])
    return [_copied(one) for one in node] if isinstance(node, list) else node


def written(tree: Any, *, plain: bool = True, loose: bool = False) -> bytes:
    """The document as bytes; ``plain`` spells other letters as themselves, ``loose`` with room."""
    comma, colon = (" ,\n", "\t: ") if loose else (",", ":")

    def spelled(text: str) -> str:
        return json.dumps(text, ensure_ascii=not plain)

    def put(node: Any) -> str:
        if isinstance(node, Raw):
            return node.text
        if isinstance(node, dict):
            node = Members(list(node.items()))
        if isinstance(node, Members):
            return f"{{{comma.join(spelled(k) + colon + put(v) for k, v in node.pairs)}}}"
        if isinstance(node, list):
            return f"[{comma.join(map(put, node))}]"
        return spelled(node) if isinstance(node, str) else json.dumps(node)

    return put(tree).encode("utf-8", "surrogatepass")
