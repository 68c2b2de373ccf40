"""The reform of 1 July 2025 as lineage: which old unit became which new one."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from hierarchy.lineage import Edge
from hierarchy.unit import Unit

REFORM = date(2025, 7, 1)
Pair = tuple[str, str]
"""The package's key of a unit: its province's key, and the rest."""


def edges_of(
    converter: Mapping[str, Any], old: Mapping[Pair, Unit], new: Mapping[Pair, Unit]
) -> tuple[Edge, ...]:
    """Edges of provinces, wards and districts without wards, by old and new code.

    A split ward has one edge for each part, without a share: none was published. Districts
    that had wards have no edge: their wards went straight to the province. ``kind`` is
    ``split`` (in parts), ``merged`` (whole, into a unit made of several), ``unchanged`` or
    ``renamed`` (alone into one unit of the same, of another name or type).
    """
    pairs = sorted(
        {(old[before], new[after]) for before, after in _pairs(converter)},
        key=lambda pair: (len(pair[0].code), pair[0].code, pair[1].code),
    )
    parts = Counter(before.code for before, _ in pairs)
    # A province's new code may equal an old ward's never: lengths differ, so one count serves.
    sources = Counter(after.code for _, after in pairs)
    return tuple(
        Edge(before.code, after.code, REFORM, None, _kind(before, after, parts, sources))
        for before, after in pairs
    )


def _pairs(converter: Mapping[str, Any]) -> Iterator[tuple[Pair, Pair]]:
    for after, befores in converter["DICT_PROVINCE"].items():
        for before in befores:
            yield (before, ""), (after, "")
    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, befores in wards.items():
            for before in befores:
                yield _split_key(before), (province, ward)
    for province, befores in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for before, parts in befores.items():
            for part in parts:
                yield _split_key(before), (province, part["newWardKey"])


def _split_key(key: str) -> Pair:
    province, _, rest = key.partition("_")
    return province, rest


def _kind(before: Unit, after: Unit, parts: Counter[str], sources: Counter[str]) -> str:
    if parts[before.code] > 1:
        return "split"
    if sources[after.code] > 1:
        return "merged"
    return "unchanged" if _bare(before.name) == _bare(after.name) else "renamed"


def _bare(name: str) -> str:
    """The name with its tone marks taken off the letters and set at the end: hòa equals hoà."""
    letters = unicodedata.normalize("NFD", name.casefold())
    tones = "".join(sign for sign in letters if sign in _TONES)
    return "".join(sign for sign in letters if sign not in _TONES) + tones


_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
