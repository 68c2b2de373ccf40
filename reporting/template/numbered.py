"""The numbers by which people call the questions of a workbook, in the place of dotted paths."""

import re
from collections.abc import Mapping

from reporting.template.live import Live
from schemas.grid import Grid

_PATH = re.compile(
    r"(?<![\w.])(?:[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+(?!\w)|[a-z][a-z0-9_]*(?= [=+] ))"
)
"""A dotted path, or one without dots where a sum or a figure follows it: never a plain word."""
_BEFORE = re.compile(r"\bprev:(?=[a-z])")
_PRIOR = {"vi": "kỳ trước ", "en": "period before "}
_SHOWN = {"<=": "≤", ">=": "≥", "!=": "≠"}


def shown_of(grid: Grid, live: Live) -> list[str]:
    """Paths of the questions that a clerk sees, from top to bottom.

    What is made of many units' figures has no sense in one unit's workbook.
    """
    return [
        s.path
        for s in grid.spots
        if s.measure is not None and (s.entered or s.path in live.derived)
    ]


def numbers_of(grid: Grid, live: Live) -> dict[str, int]:
    """The number of each question, by path: what people call it over a telephone."""
    return {path: number for number, path in enumerate(shown_of(grid, live), 1)}


def named_in(words: str, names: Mapping[str, str], language: str) -> str:
    """A sentence with names in the place of paths, and signs as people write them."""
    for sign, shown in _SHOWN.items():
        words = words.replace(f" {sign} ", f" {shown} ")
        if words.startswith(f"{sign} "):
            words = shown + words.removeprefix(sign)
    words = _BEFORE.sub(_PRIOR[language], words)
    return _PATH.sub(lambda found: names.get(found[0], found[0]), words)
