"""A picture of how far a plan has travelled: one SVG, or an HTML page that holds it.

Nothing is fetched and nothing runs: shapes, words and tooltips are all in the file.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from html import escape

from reporting.receipt import SIGNS, STATES, Tally
from reporting.travel import Travel, tally_words
from reporting.workbook.cells import clean

Words = Mapping[str, str]
COLOURS = {
    "adopted": ("#1a7f37", "#ffffff"),
    "under_way": ("#0b61c4", "#ffffff"),
    "closed": ("#5b3fa0", "#ffffff"),
    "returned": ("#b35900", "#ffffff"),
    "refused": ("#b42318", "#ffffff"),
    "silent": ("#ffffff", "#24292f"),
    "unreached": ("#eaeef2", "#6e7781"),
}
"""Fill and ink of each state."""
TWO_COLUMNS = 36
"""Children above which they stand in two columns."""
_COLUMN, _LEFT, _TOP = 760, 24, 24
_LINE, _SQUARE, _GAP = 24, 14, 2
_BAR = 190
_ACROSS = 38
"""Squares on one line of units just below a child."""
_SMALL, _TEXT, _LARGE = 11, 13, 20


def html_page(travel: Travel, words: Words, language: str, at: datetime) -> str:
    """A page with the picture; ``at`` is the moment it shows, in civil time."""
    title = escape(_title(travel, words))
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>body{{margin:0;background:#fff}}"
        "svg{display:block;max-width:100%;height:auto;margin:0 auto}</style></head>"
        f"<body>{_svg(travel, words, at)}</body></html>\n"
    )


def svg_file(travel: Travel, words: Words, at: datetime) -> str:
    """The picture alone."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{_svg(travel, words, at)}\n'


def _svg(travel: Travel, words: Words, at: datetime) -> str:
    children = travel.children(travel.root)
    columns = 2 if len(children) > TWO_COLUMNS else 1
    width = 2 * _LEFT + columns * _COLUMN
    head, top = _head(travel, words, at, children)
    shapes = [head]
    bottom = top
    for number, group in enumerate(_columns(travel, children, columns)):
        left, down = _LEFT + number * _COLUMN, float(top)
        spine = down
        for child in group:
            shapes.append(_branch(left, spine, down + _LINE / 2))
            spine = down + _LINE / 2
            shapes += _row(travel, words, child, left + 18, down)
            down += _height(travel, child)
        bottom = max(bottom, int(down))
    font = "'Segoe UI', 'Noto Sans', 'Liberation Sans', Arial, sans-serif"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {bottom + _TOP}" '
        f'width="{width}" height="{bottom + _TOP}" role="img" font-family="{font}" '
        f'font-size="{_TEXT}" fill="#24292f"><title>{_safe(_title(travel, words))}</title>'
        f'<rect width="100%" height="100%" fill="#ffffff"/>{"".join(shapes)}</svg>'
    )


def _columns(travel: Travel, children: Sequence[int], columns: int) -> list[list[int]]:
    """The children in columns of about one height, in order."""
    whole = sum(_height(travel, child) for child in children)
    found: list[list[int]] = [[] for _ in range(columns)]
    used = 0.0
    for child in children:
        found[min(columns - 1, int(used * columns / max(whole, 1)))].append(child)
        used += _height(travel, child)
    return found


def _height(travel: Travel, child: int) -> float:
    squares = len(travel.children(child))
    lines = -(-squares // _ACROSS) if squares else 0
    return _LINE + lines * (_SQUARE + _GAP) + (6 if squares else 2)


def _title(travel: Travel, words: Words) -> str:
    return words["title"].format(number=travel.number or travel.plan)


def _head(travel: Travel, words: Words, at: datetime, children: Sequence[int]) -> tuple[str, int]:
    """Title, coverage, counts by level and the legend; and where they end."""
    unit = travel.tree.units[travel.root]
    near = [one for one in map(travel.at, children) if one is not None]
    tally = Tally.of(near)
    coverage = words["coverage"] if near else words["coverage_none"]
    down = _TOP + _LARGE
    shapes = [_text(_LEFT, down, _title(travel, words), _LARGE, bold=True)]
    about = f"{unit.name} · {travel.title} · {words['as_of'].format(at=f'{at:%d/%m/%Y %H:%M}')}"
    shapes.append(_text(_LEFT, down + 22, _cut(about, 118), _TEXT))
    said = coverage.format(adopted=tally.adopted, received=tally.received)
    shapes.append(_text(_LEFT, down + 48, said, 16, bold=True))
    down += 56
    for level, one in travel.levels(travel.root, below=True).items():
        shapes += [_bar(one, words, _LEFT, down, 260)]
        shapes.append(_text(_LEFT + 274, down + 11, tally_words(level, one, words), _TEXT))
        down += 20
    down += 14
    shapes += _legend(words, down)
    return "".join(shapes), down + 58


def _legend(words: Words, down: float) -> Iterator[str]:
    left = float(_LEFT)
    for state in STATES:
        yield _sign(state, left, down, words[state])
        yield _text(left + _SQUARE + 5, down + 11, words[state], _SMALL)
        left += _SQUARE + 22 + 6.1 * len(words[state])
    yield _text(_LEFT, down + 32, words["legend_bar"], _SMALL, colour="#57606a")


def _branch(left: float, before: float, down: float) -> str:
    return f'<path d="M{left + 4} {before:g}V{down:g}H{left + 15}" fill="none" stroke="#8c959f"/>'


def _row(travel: Travel, words: Words, child: int, left: float, down: float) -> Iterator[str]:
    unit, one = travel.tree.units[child], travel.at(child)
    state = travel.standing(child)
    yield _sign(state, left, down + 5, words[state])
    said = words[state]
    if one is not None and one.own:
        said = one.number or one.ref
        said += f" · {one.issued:%d/%m/%Y}" if one.issued else ""
    tip = escape(_tip(travel, words, child))
    name = _cut(f"{unit.code}  {unit.name}", 38)
    yield f"<g><title>{tip}</title>{_text(left + 20, down + 16, name, _TEXT, bold=True)}"
    yield f"{_text(left + 310, down + 16, _cut(said, 30), 12)}</g>"
    below = Tally.of(travel.within(child, below=True))
    if below.received:
        yield _bar(below, words, left + 492, down + 5, _BAR)
        share = f"{below.adopted}/{below.received}"
        yield _text(left + 492 + _BAR + 5, down + 16, share, _SMALL)
        yield from _squares(travel, words, child, left + 20, down + _LINE)


def _squares(travel: Travel, words: Words, child: int, left: float, down: float) -> Iterator[str]:
    for number, place in enumerate(travel.children(child)):
        line, column = divmod(number, _ACROSS)
        step = _SQUARE + _GAP
        yield _sign(
            travel.standing(place),
            left + column * step,
            down + line * step,
            _tip(travel, words, place),
        )


def _tip(travel: Travel, words: Words, place: int) -> str:
    """What a pointer shows of a unit: who it is, how it stands, and those below it."""
    unit, one = travel.tree.units[place], travel.at(place)
    said = [f"{unit.code} {unit.name}: {words[travel.standing(place)]}"]
    if one is not None:
        said.append(words["received_on"].format(at=f"{one.received:%d/%m/%Y}"))
        if one.own:
            said.append(words["own_plan"].format(number=one.number or one.ref))
    for level, tally in travel.levels(place, below=True).items():
        said.append(tally_words(level, tally, words))
    return clean("\n".join(said))


def _bar(tally: Tally, words: Words, left: float, down: float, width: float) -> str:
    """Units by state side by side; the frame is all that have the plan."""
    percent = f"{tally.percent or 0:.0f}"
    tip = words["share"].format(adopted=tally.adopted, received=tally.received, percent=percent)
    parts, used = [], 0.0
    for state in STATES:
        share = tally.states[state] / max(tally.received, 1) * width
        if share and state != "silent":
            parts.append(
                f'<rect x="{left + used:.1f}" y="{down:g}" width="{share:.1f}" height="13" '
                f'fill="{COLOURS[state][0]}"/>'
            )
        used += share if state != "silent" else 0
    return (
        f"<g><title>{_safe(tip)}</title>"
        f'<rect x="{left:g}" y="{down:g}" width="{width:g}" height="13" fill="#f6f8fa"/>'
        f'{"".join(parts)}<rect x="{left:g}" y="{down:g}" width="{width:g}" height="13" '
        'fill="none" stroke="#57606a"/></g>'
    )


def _sign(state: str, left: float, down: float, tip: str) -> str:
    fill, ink = COLOURS[state]
    return (
        f"<g><title>{_safe(tip)}</title>"
        f'<rect x="{left:g}" y="{down:g}" width="{_SQUARE}" height="{_SQUARE}" rx="2" '
        f'fill="{fill}" stroke="#57606a" stroke-width="0.7"/>'
        f'<text x="{left + _SQUARE / 2:g}" y="{down + 11:g}" text-anchor="middle" '
        f'font-size="{_SMALL}" fill="{ink}">{SIGNS[state]}</text></g>'
    )


def _text(
    left: float, down: float, words: str, size: int, *, bold: bool = False, colour: str = ""
) -> str:
    weight = ' font-weight="600"' if bold else ""
    ink = f' fill="{colour}"' if colour else ""
    return f'<text x="{left:g}" y="{down:g}" font-size="{size}"{weight}{ink}>{_safe(words)}</text>'


def _safe(words: str) -> str:
    return escape(clean(words))


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
