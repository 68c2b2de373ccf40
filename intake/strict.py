"""The strict JSON loader, the same for every door.

Beyond what the standard decoder refuses, it refuses numbers that are not finite or
absurdly long, repeated keys, deep nesting, long documents, control characters and halves of
surrogate pairs (rule 11). Whole numbers become int, all others Decimal.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from errors import Fault
from intake.encoding import Refused, decoded, place, too_long
from intake.swift import DOUBT, swift
from intake.text import quoted
from schemas.text import FORBIDDEN

DOCUMENT_LIMIT = 1 << 20
"""Bytes of one document."""
VALUES = "values."
"""Before the path of a value of a submission: one that cannot be read leaves the rest as it is."""
DEPTH_LIMIT = 32
DIGIT_LIMIT = 40
EXPONENT_LIMIT = 30

_BOUND = 10**DIGIT_LIMIT
_SPACE = re.compile(r"[ \t\n\r]*")
# Escapes that may stand for a forbidden character; only then are the strings looked at.
_SUSPECT = re.compile(r"\\(?:[bf]|u(?:00[017]|[dDfF]))")


@dataclass(frozen=True, slots=True)
class _Bad:
    """Stands in the tree where a hook met something wrong, so that decoding can go on."""

    code: str
    sent: str


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a JSON array: its place from 1, its own bytes, its tree or its faults.

    With faults of single values only, the tree is what could be read beside them.
    """

    number: int
    raw: bytes
    tree: object
    faults: tuple[Fault, ...] = ()


def _number(text: str) -> object:
    # The last digit tells a fraction from a whole number, and "e" is rare: nearly all end here.
    if text[-1] != "0" and len(text) <= DIGIT_LIMIT and "e" not in text and "E" not in text:
        return Decimal(text)
    mantissa, _, exponent = text.lower().partition("e")
    digits = len(mantissa) - ("." in mantissa) - (mantissa[0] == "-")
    if digits > DIGIT_LIMIT or len(exponent) > 4 or abs(int(exponent or 0)) > EXPONENT_LIMIT:
        return _Bad("number_too_long", quoted(text))
    number = Decimal(text)
    whole = int(number)
    return whole if whole == number else number


def _whole(text: str) -> object:
    return int(text) if len(text) <= DIGIT_LIMIT + 1 else _Bad("number_too_long", quoted(text))


def _constant(text: str) -> object:
    return _Bad("number_not_finite", text)


def _members(pairs: list[tuple[str, object]]) -> object:
    members = dict(pairs)
    if len(members) == len(pairs):
        return members
    seen: set[str] = set()
    twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]  # add gives None
    return _Bad("duplicate_key", quoted(twice))


_FAST = json.JSONDecoder(parse_float=_number, parse_constant=_constant)
_CAREFUL = json.JSONDecoder(
    object_pairs_hook=_members, parse_float=_number, parse_constant=_constant, parse_int=_whole
)


def load_json(
    data: bytes, where: str = "", limit: int = DOCUMENT_LIMIT, *, exact: bool = True
) -> object:
    """The document as dict, list, str, int, Decimal, bool and None.

    ``where`` names the document in faults, ``limit`` is in bytes. Where it need not be ``exact``,
    a float may stand for a Decimal: its spelling is what was sent. Raises Refused.
    """
    if len(data) > limit:
        raise Refused(too_long(where, len(data), limit))
    tree = swift(data, exact=exact)
    return _with_care(data, where) if tree is DOUBT else tree


def _with_care(data: bytes, where: str) -> object:
    text = decoded(data, where)
    tree, end, faults = _decode(text, _skip(text, 0), where)
    if _skip(text, end) != len(text):
        after = quoted(text[_skip(text, end) :][:120])
        raise Refused(Fault("json_trailing", place(text, end), where, after))
    if faults:
        raise Refused(*faults, rest=_readable(tree, faults))
    return tree


def load_items(data: bytes, where: str, limit: int = DOCUMENT_LIMIT) -> Iterator[Item]:
    """The items of a JSON array one by one, each checked alone; ``limit`` is bytes an item.

    Raises Refused where the array itself breaks off: the items before it have been given.
    """
    text = decoded(data, where)
    at = _skip(text, _skip(text, 0) + 1)
    number = 0
    while not (number == 0 and text[at : at + 1] == "]"):
        number += 1
        here = f"{where}#{number}"
        tree, end, faults = _decode(text, at, here)
        raw = text[at:end].encode()
        if len(raw) > limit:
            yield Item(number, raw[:4096], None, (too_long(here, len(raw), limit),))
        else:
            yield Item(number, raw, _readable(tree, faults), faults)
        at = _skip(text, end)
        if text[at : at + 1] != ",":
            break
        at = _skip(text, at + 1)
    if text[at : at + 1] != "]":
        raise Refused(Fault("json_invalid", place(text, at), where, quoted(text[at:][:40])))
    at = _skip(text, at + 1)
    if at != len(text):
        raise Refused(Fault("json_trailing", place(text, at), where, quoted(text[at:][:120])))


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _decode(text: str, start: int, where: str) -> tuple[object, int, tuple[Fault, ...]]:
    """The tree at ``start``, its end and its faults: fast where nothing is in doubt."""
    try:
        tree, end = _FAST.raw_decode(text, start)
        if _plain(text[start:end], _keys(tree)):
            return tree, end, ()
    except (ValueError, RecursionError):
        pass
    if start == len(text):
        raise Refused(Fault("document_empty", place(text, start), where))
    try:
        tree, end = _CAREFUL.raw_decode(text, start)
    except RecursionError:
        raise Refused(_too_deep(where)) from None
    except json.JSONDecodeError as error:
        control = error.msg.startswith("Invalid control")
        code = "control_character" if control else "json_invalid"
        near = quoted(text[error.pos :][:40])
        raise Refused(Fault(code, place(text, error.pos), where, near)) from None
    return tree, end, tuple(_faults(tree, "", where, 0))


def _plain(text: str, keys: int) -> bool:
    """Whether a document of so many different keys can hold neither repeated nor odd ones.

    A key is a quotation mark and a colon. Within a string the two can only stand together
    beside the keys, so an equal count proves that no key was dropped as a repetition.
    """
    if " :" in text or any(space in text and space + ":" in text for space in "\n\t\r"):
        return False
    if text.count('":') != keys or "\x7f" in text or "\ufffe" in text or "\uffff" in text:
        return False
    return not ("\\" in text and _SUSPECT.search(text))


def _keys(tree: object) -> int:
    """How many keys the tree has; -1 if it is too deep or holds a stand-in or a long number."""
    level: list[Any] = [tree]
    keys = 0
    for _ in range(DEPTH_LIMIT):
        below: list[Any] = []
        for node in level:
            kind = type(node)
            if kind is int:
                if not -_BOUND < node < _BOUND:
                    return -1
            elif kind is dict:
                keys += len(node)
                below += node.values()
            elif kind is list:
                below += node
            elif kind is _Bad:
                return -1
        if not below:
            return keys
        level = below
    return -1  # at the limit or beyond: the careful way tells which


def _faults(node: object, path: str, where: str, depth: int) -> Iterator[Fault]:
    if isinstance(node, _Bad):
        yield Fault(node.code, path, where, node.sent)
    elif isinstance(node, str):
        found = FORBIDDEN.search(node)
        if found:
            yield Fault("control_character", path, where, f"U+{ord(found[0]):04X}")
    elif isinstance(node, int):
        if not -_BOUND < node < _BOUND:
            yield Fault("number_too_long", path, where, quoted(node), str(DIGIT_LIMIT))
    elif isinstance(node, dict | list):
        if depth == DEPTH_LIMIT:
            yield _too_deep(where)
            return
        pairs = node.items() if isinstance(node, dict) else enumerate(node, 1)
        for key, value in pairs:
            name = quoted(key)
            if isinstance(key, str) and FORBIDDEN.search(key):
                yield Fault("control_character", path, where, name)
            yield from _faults(value, f"{path}.{name}" if path else name, where, depth + 1)


def _readable(tree: object, faults: tuple[Fault, ...]) -> object:
    """The document without the single values that could not be read; None where more is lost."""
    if not all(fault.path.startswith(VALUES) for fault in faults):
        return None
    return _left(tree) if faults else tree


def _left(node: object) -> object:
    if isinstance(node, dict):
        return {key: _left(value) for key, value in node.items() if not FORBIDDEN.search(key)}
    if isinstance(node, list):
        return [_left(value) for value in node]
    if isinstance(node, int):
        return node if -_BOUND < node < _BOUND else None
    odd = isinstance(node, _Bad) or (isinstance(node, str) and FORBIDDEN.search(node))
    return None if odd else node


def _too_deep(where: str) -> Fault:
    return Fault("too_deep", where=where, allowed=str(DEPTH_LIMIT))
