"""The sheet of ranks and distribution, row by row: a block a figure."""

from collections.abc import Sequence

from reporting.distribution import Ranked
from reporting.target import Target
from reporting.workbook.cells import ENDINGS, LETTERS, Sheet, formula_xml
from reporting.workbook.frames import Figures
from reporting.workbook.head import Setting, opened
from reporting.workbook.paper import PLAIN, ROW
from reporting.workbook.press import Press
from reporting.workbook.spreading import DATA, LINES, PICTURE, WIDTHS, Spread
from reporting.workbook.stencil import HIGH, NOTHING, TEXTS, band, live, stencil
from reporting.workbook.table import LEAD, named
from reporting.workbook.total_row import FIRST
from reporting.workbook.verdicts import standing_targets, target_words

_HIGH = 19.0
_HEIGHTS = [(20.0, True), (20.0, True), *[(_HIGH, True)] * (LINES - 1), (_HIGH, False)]
"""Of a block's rows, each with whether it stays with the next."""
_DOWN = PLAIN.down(PLAIN.scale(WIDTHS))
_BAND = LETTERS[DATA : DATA + 4]
_RANK, _VALUE = "spread_rank", "spread_value"
_BEST = (_RANK, "spread_highest", _VALUE, "")
_WORST = (_RANK, "spread_lowest", _VALUE, "")
_HEADS = (*_BEST, *_WORST, "spread_spread", _VALUE)


def spread_sheet(
    setting: Setting, press: Press, found: Figures, spreads: Sequence[Spread]
) -> Sheet:
    """The sheet's rows: a block a figure."""
    sheet, styles = Sheet(DATA + 4), setting.styles
    opened(setting, sheet, "title_spread", PICTURE)
    gap, note = [NOTHING] * (DATA - 1), styles["note"]
    words = (setting.say("spread_note"), *[""] * len(gap), setting.say("chart_data"))
    sheet.ready(stencil((note, *gap, note), words)[sheet.next] % "", [(ROW, False)])
    targets = standing_targets(setting.book)
    said = tuple([setting.say(key) if key else "" for key in _HEADS])
    heads = stencil(tuple([styles["head"] if key else NOTHING for key in _HEADS]), said)
    for spread in spreads:
        column, number = spread.column, sheet.next
        label = named(column) + (f" ({column.unit})" if column.unit else "")
        block = _Block(setting, press, spread)
        stats = block.stats(found, targets.get(column.key.measure))
        above = (
            band(styles, label, PICTURE)[number] % HIGH[20.0],
            heads[number + 1] % HIGH[20.0],
        )
        lines = [block.line(number + 2 + at, at, stats) for at in range(LINES)]
        sheet.ready("".join([*above, *lines]), _HEIGHTS)
        sheet.skip()
    sheet.page(_DOWN)
    return sheet


def _best(spread: Spread, line: int) -> Ranked | None:
    many = len(spread.ranked)
    return spread.ranked[line] if line < many - many // 2 else None


def _worst(spread: Spread, line: int) -> Ranked | None:
    many = len(spread.ranked)
    return spread.ranked[many - 1 - line] if line < many // 2 else None


class _Block:
    """The lines of one figure: the highest and the lowest, how it spreads, and its bands."""

    def __init__(self, setting: Setting, press: Press, spread: Spread) -> None:
        styles, tree = setting.styles, setting.book.rollup.tree
        self._setting, self._spread = setting, spread
        self._units = tree.units
        self._children = tree.children(setting.book.index).tolist()
        self._mid, self._fit = styles["cell_mid"], styles["cell_fit"]
        self._look, self._plain = styles[f"number{spread.column.look}"], styles["plain"]
        self._column = LETTERS[LEAD + spread.place]
        self._last = FIRST + len(spread.values) - 1
        self._sheet = formula_xml(press.name("units"))

    def line(self, number: int, at: int, stats: Sequence[tuple[str, str]]) -> str:
        """One row, ``at`` counted from the first below the heads."""
        best, worst = _best(self._spread, at), _worst(self._spread, at)
        cells = "" if best is None else self._ranked(number, best, LETTERS[0:3])
        cells += "" if worst is None else self._ranked(number, worst, LETTERS[4:7])
        if at < len(stats):
            words, value = stats[at]
            cells += f'<c r="I{number}" s="{self._fit}"{words}<c r="J{number}"{value}'
        if at < len(self._spread.counts):
            cells += self._band(number, at)
        return f'<row r="{number}"{HIGH[_HIGH]}>{cells}</row>'

    def _ranked(self, number: int, one: Ranked, letters: tuple[str, ...]) -> str:
        rank, name, value = letters
        unit = self._units[self._children[one.at]]
        figure = live(f"{self._sheet}!{self._column}{FIRST + one.at}", one.value)
        return (
            f'<c r="{rank}{number}" s="{self._mid}"{ENDINGS[one.rank]}'
            f'<c r="{name}{number}" s="{self._fit}"{TEXTS[unit.name]}'
            f'<c r="{value}{number}" s="{self._look}"{figure}'
        )

    def _band(self, number: int, at: int) -> str:
        """Edges, words and a live count, from which the picture is drawn."""
        spread, style = self._spread, f'{number}" s="{self._plain}"'
        lower, upper, words, count = _BAND
        area = f"{self._sheet}!${self._column}${FIRST}:${self._column}${self._last}"
        beyond = "&gt;" if at == len(spread.counts) - 1 else "&gt;="
        many = live(
            f'COUNTIF({area},"&gt;="&amp;{lower}{number})'
            f'-COUNTIF({area},"{beyond}"&amp;{upper}{number})',
            spread.counts[at],
        )
        return (
            f'<c r="{lower}{style}{ENDINGS[spread.edges[at]]}'
            f'<c r="{upper}{style}{ENDINGS[spread.edges[at + 1]]}'
            f'<c r="{words}{style}{TEXTS[spread.names[at]]}<c r="{count}{style}{many}'
        )

    def stats(self, found: Figures, target: Target | None) -> list[tuple[str, str]]:
        """What stands in the middle: words, and a cell of its style and value, line by line."""
        setting, spread, styles = self._setting, self._spread, self._setting.styles
        area = f"{self._sheet}!{self._column}{FIRST}:{self._column}{self._last}"
        look, known = spread.column.look, len(spread.ranked)
        lines: list[tuple[str, str, float, int]] = [
            ("spread_count", f"COUNT({area})", known, styles["number0"]),
            (
                "spread_none",
                f"ROWS({area})-COUNT({area})",
                len(spread.values) - known,
                styles["number0"],
            ),
        ]
        four = spread.quartiles
        if four is not None:
            lines += [
                (f"spread_{key}", f"QUARTILE({area},{quarter})", value, self._look)
                for key, quarter, value in (
                    ("max", 4, four.greatest),
                    ("upper", 3, four.upper),
                    ("median", 2, four.median),
                    ("lower", 1, four.lower),
                    ("min", 0, four.least),
                )
            ]
        total = float(found.total[spread.place])
        veiled = found.veil is not None and bool(found.veil.total[spread.place])
        if total == total and not veiled:  # noqa: PLR0124 - NaN alone
            cell = f"{self._sheet}!{self._column}{self._last + 2}"
            lines.append(("spread_total", cell, total, styles[f"total{look}"]))
        made = [
            (TEXTS[setting.say(key)], f' s="{style}"{live(formula, value)}')
            for key, formula, value, style in lines
        ]
        if target is not None:
            words = target_words(target, setting.book.words, setting.language)
            said = f' s="{styles["cell_mid"]}"{TEXTS[words]}'
            made.append((TEXTS[setting.say("spread_target")], said))
        return made
