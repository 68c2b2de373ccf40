"""Charts as geometry for inline SVG: numbers only, what they say stands in words beside them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

FULL, MOST, SOME, FEW, NONE = "full", "most", "some", "few", "none"
"""Classes of coverage: everybody, from 80 %, from 50 %, less, nobody."""
CLASSES = (FULL, MOST, SOME, FEW, NONE)
_RADIUS = 9.0
_WIDE, _HIGH = 420.0, 560.0
_TREND_WIDE, _TREND_HIGH, _EDGE = 320.0, 130.0, 24.0


@dataclass(frozen=True, slots=True)
class Dot:
    """A unit on the map: where, its class, and the path of the part of the disc that is filled."""

    x: float
    y: float
    kind: str
    pie: str
    title: str


@dataclass(frozen=True, slots=True)
class Map:
    """Dots within a box ``width`` by ``height``; ``radius`` is theirs."""

    width: float
    height: float
    dots: tuple[Dot, ...]
    radius: float = _RADIUS


@dataclass(frozen=True, slots=True)
class Point:
    """A value of a trend."""

    x: float
    y: float
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Trend:
    """A line broken where there is no value: ``lines`` are points of SVG's ``polyline``."""

    width: float
    height: float
    points: tuple[Point, ...]
    lines: tuple[str, ...]


def coverage_class(reported: int, expected: int) -> str:
    """The class of a share."""
    if not reported:
        return NONE
    if reported >= expected:
        return FULL
    return MOST if reported * 5 >= expected * 4 else SOME if reported * 2 >= expected else FEW


def pie(share: float, x: float, y: float, radius: float = _RADIUS) -> str:
    """The path of a part of a disc, clockwise from the top; empty for none or all of it."""
    if share <= 0 or share >= 1:
        return ""
    turn = 2 * math.pi * share
    end_x, end_y = x + radius * math.sin(turn), y - radius * math.cos(turn)
    wide = int(share > 0.5)
    return (
        f"M{x:.1f} {y:.1f}V{y - radius:.1f}A{radius} {radius} 0 {wide} 1 {end_x:.1f} {end_y:.1f}Z"
    )


@dataclass(frozen=True, slots=True)
class Spot:
    """What the map has to know of a unit: degrees, and how many of how many have reported."""

    lat: float
    lon: float
    reported: int
    expected: int
    title: str


def map_of(spots: Sequence[Spot]) -> Map | None:
    """Units where they lie, north above, a degree as wide as it is there; None for fewer than 3."""
    if len(spots) < 3:
        return None
    south, north = min(s.lat for s in spots), max(s.lat for s in spots)
    west, east = min(s.lon for s in spots), max(s.lon for s in spots)
    narrow = math.cos(math.radians((south + north) / 2))
    across, up = (east - west) * narrow, north - south
    # Units in one place need no room; a line of them needs it one way only.
    scale = min((room / size for room, size in ((_WIDE, across), (_HIGH, up)) if size), default=0.0)
    edge = _RADIUS + 3

    def dot(one: Spot) -> Dot:
        x = edge + (one.lon - west) * narrow * scale
        y = edge + (north - one.lat) * scale
        share = one.reported / one.expected if one.expected else 0.0
        kind = coverage_class(one.reported, one.expected)
        return Dot(round(x, 1), round(y, 1), kind, pie(share, x, y), one.title)

    width, height = across * scale + 2 * edge, up * scale + 2 * edge
    return Map(round(width, 1), round(height, 1), tuple(dot(one) for one in spots))


def trend_of(steps: Sequence[tuple[str, Fraction | None, str]]) -> Trend | None:
    """(period, value, the value in words) as a line; None where fewer than two have a value."""
    values = [float(value) for _, value, _ in steps if value is not None]
    if len(values) < 2:
        return None
    low, high = min(0.0, *values), max(values)
    tall = (high - low) or 1.0
    apart = (_TREND_WIDE - 2 * _EDGE) / (len(steps) - 1)
    points: list[Point] = []
    lines: list[str] = []
    run: list[str] = []
    for at, (period, value, words) in enumerate(steps):
        if value is None:
            lines, run = [*lines, " ".join(run)], []
            continue
        x = _EDGE + at * apart
        y = _EDGE + (_TREND_HIGH - 2 * _EDGE) * (1 - (float(value) - low) / tall)
        points.append(Point(round(x, 1), round(y, 1), period, words))
        run.append(f"{x:.1f},{y:.1f}")
    lines.append(" ".join(run))
    drawn = tuple(one for one in lines if " " in one)
    return Trend(_TREND_WIDE, _TREND_HIGH, tuple(points), drawn)


def width_of(value: Fraction | None, most: Fraction) -> float:
    """How long a bar is, in hundredths of the longest."""
    if value is None or value <= 0 or most <= 0:
        return 0.0
    return round(float(min(value / most, Fraction(1)) * 100), 1)
