"""The quick way through a JSON document in which nothing is in doubt.

It gives the tree the careful way would give, or says that it cannot vouch for it: then the
careful way reads the document anew and finds the fault, if there is one.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

import orjson

Spelling = Callable[[str], str]
DOUBT: Final = object()
"""What stands for "read this with care"."""

_LEVELS = 32
# At most nine digits before the point, six after it and no exponent: a float then spells the
# fifteen digits back exactly as they were written.
_LARGEST = 1e9
_LONG = (re.compile(rb"\.[0-9]{7}"), re.compile(rb"e[-+0-9]"), re.compile(rb"E[-+0-9]"))
_APART = re.compile(rb"[ \n\t\r]:")
_ESCAPED = re.compile(rb"\\(?:[bf]|u(?:00[017]|[dDfF]))")


def swift(data: bytes, text: Spelling | None = None) -> object:
    """The tree of a document, or DOUBT: int, Decimal, str, bool, None, dict and list.

    ``text`` spells every text in it anew; keys stay as they are.
    """
    try:
        tree = orjson.loads(data)
    except orjson.JSONDecodeError:
        return DOUBT
    # A character no text may hold, or one that looks alike.
    if not isinstance(tree, dict) or b"\x7f" in data or (b"\xef" in data and b"\xef\xbf" in data):
        return DOUBT
    keys, fractions = _exact(tree, text)
    if not _all_kept(data, keys) or (b"\\" in data and _ESCAPED.search(data)):
        return DOUBT
    if fractions and any(odd.search(data) for odd in _LONG):
        return DOUBT
    return tree


def _all_kept(data: bytes, keys: int) -> bool:
    """Whether no key was dropped as a repetition.

    A key is a quotation mark and a colon. Within a string the two can only stand together
    beside the keys, so an equal count proves it where no key stands apart from its colon.
    """
    if data.count(b'":') != keys:
        return False
    return data.count(b":") == keys or not _APART.search(data)


def _exact(tree: dict[str, Any], text: Spelling | None) -> tuple[int, bool]:
    """Make every float exact and spell every text in place: how many keys, and any float.

    -1 keys where a number is too large to be sure of, or the tree too deep.
    """
    keys, fractions = 0, False
    level: list[Any] = [tree]
    for _ in range(_LEVELS):
        below: list[Any] = []
        for node in level:
            members: Any = node.items() if type(node) is dict else enumerate(node)
            keys += len(node) if type(node) is dict else 0
            for key, value in members:
                kind = type(value)
                if kind is int:
                    continue
                if kind is dict or kind is list:
                    below.append(value)
                elif kind is float:
                    if not -_LARGEST < value < _LARGEST:
                        return -1, True
                    fractions = True
                    # The key is there already: the size stays, and the loop goes on.
                    node[key] = int(value) if value.is_integer() else Decimal(repr(value))
                elif kind is str and text is not None:
                    node[key] = text(value)
        if not below:
            break
        level = below
    return (-1 if below else keys), fractions
