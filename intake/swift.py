"""The quick way through a JSON document in which nothing is in doubt.

It gives the tree the careful way would give, or says that it cannot vouch for it: then the
careful way reads the document anew and finds the fault, if there is one. A fraction may stay a
float, where it spells back exactly the digits that were written.
"""

import re
from decimal import Decimal
from typing import Any, Final

import orjson

DOUBT: Final = object()
"""What stands for "read this with care"."""

_LEVELS = 32
# At most nine digits before the point, six after it and no exponent: a float then spells the
# fifteen digits back exactly as they were written.
_LARGEST = 1e9
_LONG = re.compile(rb"\.[0-9]{7}")
_POWER, _LARGE_POWER = re.compile(rb"e[-+0-9]"), re.compile(rb"E[-+0-9]")
_HOLDERS = frozenset((dict, list))
_APART = re.compile(rb"[ \n\t\r]:")
_ESCAPED = re.compile(rb"\\(?:[bf]|u(?:00[017]|[dDfF]))")


def swift(data: bytes, *, exact: bool = True) -> object:
    """The tree of a document, or DOUBT: int, Decimal, str, bool, None, dict and list.

    Where it need not be ``exact``, a float stands for each Decimal: its spelling is what was sent.
    """
    try:
        tree = orjson.loads(data)
    except orjson.JSONDecodeError:
        return DOUBT
    # A character no text may hold, or one that looks alike.
    if not isinstance(tree, dict) or b"\x7f" in data or (b"\xef" in data and b"\xef\xbf" in data):
        return DOUBT
    keys, fractions = _looked_over(tree)
    if not _all_kept(data, keys) or (b"\\" in data and _ESCAPED.search(data)):
        return DOUBT
    if fractions and _spelt_long(data):
        return DOUBT
    if fractions and exact:
        _make_exact(tree)
    return tree


def _spelt_long(data: bytes) -> bool:
    """Whether a number may be written with more digits than a float spells back."""
    if _LONG.search(data) or _POWER.search(data):
        return True
    return b"E" in data and _LARGE_POWER.search(data) is not None


def _all_kept(data: bytes, keys: int) -> bool:
    """Whether no key was dropped as a repetition.

    A key is a quotation mark and a colon. Within a string the two can only stand together
    beside the keys, so an equal count proves it where no key stands apart from its colon.
    """
    if data.count(b'":') != keys:
        return False
    return data.count(b":") == keys or not _APART.search(data)


def _looked_over(tree: dict[str, Any]) -> tuple[int, bool]:
    """How many keys, and whether any float.

    -1 keys where a number is too large to be sure of, or the tree too deep.
    """
    keys, fractions = 0, False
    level: list[Any] = [tree]
    for _ in range(_LEVELS):
        below: list[Any] = []
        for node in level:
            members: Any = node
            if type(node) is dict:
                keys += len(node)
                members = node.values()
            kinds = set(map(type, members))
            if float in kinds:
                fractions = True
                floats = [one for one in members if type(one) is float]
                if max(floats) >= _LARGEST or min(floats) <= -_LARGEST:
                    return -1, True
            if not kinds.isdisjoint(_HOLDERS):
                below += [one for one in members if type(one) in _HOLDERS]
        if not below:
            return keys, fractions
        level = below
    return -1, fractions


def _make_exact(node: dict[str, Any] | list[Any]) -> None:
    holder: Any = node
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        if type(value) is float:
            # The key is there already: the size stays, and the loop goes on.
            holder[key] = int(value) if value.is_integer() else Decimal(repr(value))
        elif type(value) in _HOLDERS:
            _make_exact(value)
