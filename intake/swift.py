"""The quick way through a JSON document in which nothing is in doubt.

It gives the tree the careful way would give, or says that it cannot vouch for it: then the
careful way reads the document anew and finds the fault, if there is one.
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
_LONG = (re.compile(rb"\.[0-9]{7}"), re.compile(rb"e[-+0-9]"), re.compile(rb"E[-+0-9]"))
_ESCAPED = re.compile(rb"\\(?:[bf]|u(?:00[017]|[dDfF]))")


def swift(data: bytes) -> object:
    """The tree of a document, or DOUBT: int, Decimal, str, bool, None, dict and list."""
    try:
        tree = orjson.loads(data)
    except orjson.JSONDecodeError:
        return DOUBT
    if not isinstance(tree, dict) or b"\x7f" in data or b"\xef\xbf" in data:
        return DOUBT  # a character no text may hold, or one that looks alike
    keys, fractions = _exact(tree)
    # A key is a quotation mark and a colon. Within a string the two can only stand together
    # beside the keys, so an equal count proves that no key was dropped as a repetition.
    if data.count(b'":') != keys or b" :" in data or b"\n:" in data:
        return DOUBT
    if b"\t:" in data or b"\r:" in data or (b"\\" in data and _ESCAPED.search(data)):
        return DOUBT
    if fractions and any(odd.search(data) for odd in _LONG):
        return DOUBT
    return tree


def _exact(tree: dict[str, Any]) -> tuple[int, bool]:
    """Make every float exact in place: how many keys there are, and whether any was a float.

    -1 keys where a number is too large to be sure of, or the tree too deep.
    """
    keys, fractions = 0, False
    level: list[Any] = [tree]
    for _ in range(_LEVELS):
        below: list[Any] = []
        for node in level:
            if type(node) is dict:
                keys += len(node)
                members: Any = node.items()
            else:
                members = enumerate(node)
            for key, value in members:
                kind = type(value)
                if kind is dict or kind is list:
                    below.append(value)
                elif kind is float:
                    if not -_LARGEST < value < _LARGEST:
                        return -1, True
                    fractions = True
                    # The key is there already: the size stays, and the loop goes on.
                    node[key] = int(value) if value.is_integer() else Decimal(repr(value))
        if not below:
            return keys, fractions
        level = below
    return -1, fractions
