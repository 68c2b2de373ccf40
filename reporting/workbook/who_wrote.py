"""Who wrote a sentence: how many units of which levels, and each by name and code."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from hierarchy.tree import Tree
from reporting.workbook.head import Setting
from reporting.workbook.numerals import grouped
from reporting.workbook.remembered import Remembered
from reporting.workbook.table import level_words

_KEPT = 4_096
"""Sentences on how many wrote something, kept for each catalogue."""


class _Names(dict[int, str]):
    """Every unit of a tree by name and code, by its place."""

    def __init__(self, tree: Tree) -> None:
        super().__init__()
        self._units = tree.units

    def __missing__(self, place: int) -> str:
        unit = self._units[place]
        self[place] = made = f"{unit.name} ({unit.code})"
        return made


_names = Remembered(_Names, 4)


def listed(setting: Setting, places: Sequence[int], room: int) -> list[str]:
    """The units by name and code, in texts that each fit one row; the first says what follows."""
    known = _names(setting.book.rollup.tree)
    parts = list(_parted([known[place] for place in places], room))
    texts = ["; ".join(part) for part in parts]
    if len(parts) > 1:
        more = grouped(len(places) - len(parts[0]), setting.language)
        texts[0] += f"; … {setting.say('voices_rest', count=more)}"
    return texts


def _parted(names: Sequence[str], room: int) -> Iterator[Sequence[str]]:
    """Parts that each fit one row; a name that is too long for it stands alone."""
    ends = list(accumulate([len(name) + 2 for name in names]))
    first = 0
    while first < len(names):
        before = ends[first - 1] if first else 0
        stop = max(bisect_right(ends, before + room + 2), first + 1)
        yield names[first:stop]
        first = stop


def said_by(setting: Setting, places: Sequence[int]) -> str:
    """How many units of which levels wrote it."""
    tree = setting.book.rollup.tree
    each = [tree.units[place].level for place in places]
    counted: tuple[tuple[str, int], ...] = ((each[0], len(each)),)
    if each.count(each[0]) < len(each):
        counted = tuple((level, each.count(level)) for level in tree.levels if level in each)
    known = _said(setting.book.words)
    identity = (setting.language, counted)
    found = known.get(identity)
    if found is None:
        found = _said_anew(setting, counted)
        if len(known) < _KEPT:
            known[identity] = found
    return found


def _said_anew(setting: Setting, counted: Sequence[tuple[str, int]]) -> str:
    words, count = setting.book.words, sum(n for _, n in counted)
    if len(counted) == 1:
        level = level_words(counted[0][0], words)
        return setting.say("voices_one", count=count, level=level[:1].lower() + level[1:])
    listed = ", ".join(
        f"{level_words(level, words)}: {grouped(n, setting.language)}" for level, n in counted
    )
    return setting.say("voices_many", count=count, levels=listed)


def _nothing(_words: Mapping[str, str]) -> dict[object, str]:
    return {}


_said = Remembered(_nothing, 8)
