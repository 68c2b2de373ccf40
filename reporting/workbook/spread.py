"""How the table by unit is spread over printed pages: scale, widths, and where pages end."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from reporting.workbook.paper import PLAIN
from reporting.workbook.table import Column
from reporting.workbook.widths import pixels

FIXED = (5.0, 9.0, 28.0)
"""Widths, in characters, of the columns repeated on each printed page: number, code, name."""
COUNTS = (9.0, 9.0, 9.0)
"""Widths of the columns on the first page only: expected, reported, share."""
SMALL = 64
"""The least print scale in percent: 11 points are then a little over 7 on paper."""
_STRETCH = 1.4
_IN_SECTION, _IN_FAMILY, _STRAY, _SLACK = 0.02, 0.1, 1.05, 0.1
"""What a page end costs against a page more: inside a section, inside a family of figures, where
it leaves a column or two of a section alone; and paper left white."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Print scale in percent, widths of the figure columns, columns before which a page ends."""

    scale: int
    widths: tuple[float, ...]
    breaks: tuple[int, ...]


def spread(found: Sequence[Column]) -> Spread:
    """The fewest pages that hold the columns, each filled, families of figures kept together.

    A table that one page holds is printed as large as it fits.
    """
    natural = [c.width for c in found]
    scale = PLAIN.scale([*FIXED, *COUNTS, *natural])
    if scale >= SMALL or not found:
        return Spread(max(scale, SMALL), tuple(natural), ())
    room = PLAIN.across(SMALL) - sum(map(pixels, FIXED))
    lead = sum(map(pixels, COUNTS))
    ends = _ends(found, room, lead)
    widths: list[float] = []
    for start, stop in pairwise([0, *ends, len(found)]):
        left = room - (0 if start else lead)
        used = sum(map(pixels, natural[start:stop]))
        factor = max(1.0, min(_STRETCH, left / used))
        widths += [(pixels(w) * factor - 5) / 7 for w in natural[start:stop]]
    return Spread(SMALL, tuple(widths), tuple(ends))


def _ends(found: Sequence[Column], room: float, lead: float) -> list[int]:
    """The cheapest places to end pages, by trying for every column where its page may begin."""
    reach = list(accumulate((pixels(c.width) for c in found), initial=lead))
    reach[0] = 0.0
    cheapest = [0.0]
    came = [0]
    for stop in range(1, len(found) + 1):
        rough = _rough(found, stop)
        choices = []
        for start in range(stop - 1, -1, -1):
            used = reach[stop] - reach[start]
            if used > room and start < stop - 1:
                break
            slack = max(0.0, 1 - used / room)
            choices.append((cheapest[start] + 1 + _SLACK * slack**2 + rough, start))
        cost, start = min(choices)
        cheapest.append(cost)
        came.append(start)
    ends: list[int] = []
    place = came[len(found)]
    while place:
        ends.append(place)
        place = came[place]
    return ends[::-1]


def _rough(found: Sequence[Column], place: int) -> float:
    """What it costs to end a page before the column at ``place``."""
    if place == len(found) or found[place].section != found[place - 1].section:
        return 0.0
    before = {c.key.measure for c in found[max(0, place - 3) : place]}
    after = found[place : place + 2]
    needed = {p for c in after for p in c.measure.rule.parts} | {found[place].key.measure}
    needed |= {s.path for c in after for s in c.measure.computed if s.op == "path"}
    section = found[place].section
    near = [c.section == section for c in found[max(0, place - 3) : place + 3]]
    if not all(near):
        return _STRAY
    return _IN_FAMILY if before & needed else _IN_SECTION
