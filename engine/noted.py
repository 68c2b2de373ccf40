"""Heads of the journal that somebody wrote down outside: whether it still leads through them.

Every act's hash is over all acts before it. Whoever rewrites the past and every hash after it
can therefore keep no hash that was noted before.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from errors import Fault, Problem
from store import verifying
from store.opening import Connection

_HEAD = re.compile(r"(?:(\d{1,12})[\s:]+)?([0-9a-f]{16,64})")
_SHOWN = 16


@dataclass(frozen=True, slots=True)
class Head:
    """An act as it was noted: its number, None where only the hash was, and its hash.

    Of the hash at least its first sixteen hexadecimal digits.
    """

    number: int | None
    hash: str


def read_head(text: str) -> Head:
    """A head as ``verify`` prints it: ``NUMBER:HASH``, or the hash alone. Raises head_unfit."""
    found = _HEAD.fullmatch(text.strip().lower())
    if found is None:
        raise Problem("head_unfit", sent=text[:100])
    return Head(int(found[1]) if found[1] else None, found[2])


def looked_for(
    connection: Connection, heads: Sequence[Head], broken: int | None
) -> Iterator[tuple[int, str, str] | Fault]:
    """Each noted head as (number, hash, instant) where the journal holds it, else as a fault.

    ``broken`` is the first act whose link does not fit: what comes from there on proves nothing,
    and is left out, since the broken link was named.
    """
    for head in heads:
        act = verifying.act_of(connection, head.number, head.hash)
        if act is None:
            where = "" if head.number is None else f"act {head.number}"
            yield Fault("head_unknown", "", where, sent=head.hash[:_SHOWN])
        elif not act.hash.startswith(head.hash):
            told = act.hash[:_SHOWN], head.hash[:_SHOWN]
            yield Fault("head_rewritten", "", f"act {act.number}", *told)
        elif broken is None or act.number < broken:
            yield act.number, act.hash, act.at
