"""Damage to a table as rows and cells, by seed."""

import csv
import io
import random
import unicodedata
from collections.abc import Callable, Sequence

ODD_CELLS: tuple[str, ...] = (
    "", " ", "-", "–", "…", "...", "x", "X", "có", "Không", "TRUE", "false", "0", "-1", "+1", "00",
    "007", "1.5", "1,5",
    "1.234", "1.234.567", "1 234", "1\u2009234", "1e3", "1e400", "NaN", "Infinity", "-0", "0.125",
    "9" * 13, "9" * 41,
    "9" * 5000, "1." + "0" * 30, "0x10", "١٢", "½", "١", "N", "P1", "W111", "X9", "W111 ", "w111",
    "Ｗ111", "W\u200b111",
    "2025", "2024", "2025-S1", "2025-06-01", "2025-02-30", "0001-01-01", "9999-12-31",
    "0000-01-01", "10000-01-01",
    "01/06/2025", "2025-6-1", "ward", "district", "department", "nation", "=1+1", "@SUM(A1)",
    "+cmd|' /C calc'!A0",
    "a" * 256, "a" * 32, "a" * 140_000, "a\nb", "a\r\nb", 'a"b', "a,b", "a;b", "a\tb", "\x00",
    "\x1b[0m", "\x85", "\u2028",
    "\ufeff", "\ufffd", "\u202eabc", "Ðà", "nu\u031b\u0303", "ph\u01b0\u1eddng", "CON", ".", "..",
    "../a", "a.", "-a", "_a",
    "{path}", "{0}", "%s", "<b>", "leaders.women", "unit", "code", "parent_code", "level", "name",
    "\ud800", "1;2", "100%",
    "12,5 %", "1/2", "(5)", "5-", "ward-report@1", "ward-report@7", "none_occurred", "share",
    "0.5", "1.0000000000000001",
)  # fmt: skip


def stirred(dice: random.Random, data: bytes, head: Sequence[str]) -> bytes:
    """A table with one to three things done to it; ``head`` are columns there might be."""
    text = data.decode("utf-8-sig")
    delimiter = ";" if text.partition("\n")[0].count(";") else ","
    table = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        if table and table[0]:
            dice.choice(_ACTS)(dice, table, head)
    return _written(dice, table)


def _written(dice: random.Random, table: list[list[str]]) -> bytes:
    stream = io.StringIO()
    delimiter = dice.choice(",,,,,,;;\t|")
    end = dice.choice(("\n", "\n", "\r\n", "\r\n", "\r"))
    kind = _Quoted if dice.random() < 0.3 else csv.excel
    csv.writer(stream, kind, delimiter=delimiter, lineterminator=end).writerows(table)
    coding = dice.choice(("utf-8",) * 8 + ("utf-8-sig",) * 4 + ("utf-16", "utf-16-le", "cp1258"))
    text = stream.getvalue()
    if dice.random() < 0.2:
        text = unicodedata.normalize("NFD", text)
    return text.encode(coding, "surrogatepass" if coding.startswith("utf-8") else "replace")


class _Quoted(csv.excel):
    quoting = csv.QUOTE_ALL


def _row(dice: random.Random, table: list[list[str]]) -> list[str]:
    """Any row, mostly one below the head."""
    return table[dice.randrange(min(1, len(table) - 1), len(table))]


def _odd(dice: random.Random, table: list[list[str]], _head: Sequence[str]) -> None:
    row = _row(dice, table)
    if row:
        row[dice.randrange(len(row))] = dice.choice(ODD_CELLS)


def _near(dice: random.Random, table: list[list[str]], _head: Sequence[str]) -> None:
    row = _row(dice, table)
    if row:
        at = dice.randrange(len(row))
        cell = row[at]
        more = (f" {cell} ", f"{cell}\u00a0", unicodedata.normalize("NFD", cell), f"{cell}ế")
        number = str(dice.randrange(9999)) if cell.isdecimal() else cell.title()
        row[at] = dice.choice((*more, number, number, number))


def _elsewhere(dice: random.Random, table: list[list[str]], _head: Sequence[str]) -> None:
    """A cell as another of its column: codes twice, parents in a ring, a unit under itself."""
    one, two = _row(dice, table), _row(dice, table)
    if one and two:
        here, there = dice.randrange(len(one)), dice.randrange(len(two))
        one[here] = two[here if here < len(two) and dice.random() < 0.6 else there]


def _twice(dice: random.Random, table: list[list[str]], _head: Sequence[str]) -> None:
    table.insert(dice.randrange(len(table) + 1), list(_row(dice, table)))


def _many(dice: random.Random, table: list[list[str]], _head: Sequence[str]) -> None:
    table += [list(_row(dice, table)) for _ in range(dice.choice((5, 300)))]


def _gone(dice: random.Random, table: list[list[str]], _head: Sequence[str]) -> None:
    del table[dice.randrange(len(table))]


def _narrower(dice: random.Random, table: list[list[str]], _head: Sequence[str]) -> None:
    at = dice.randrange(max(map(len, table)))
    for row in table if dice.random() < 0.5 else [_row(dice, table)]:
        del row[at : at + 1]


def _wider(dice: random.Random, table: list[list[str]], head: Sequence[str]) -> None:
    name, cell = dice.choice([*head, *ODD_CELLS]), dice.choice(ODD_CELLS)
    at = dice.randrange(max(map(len, table)) + 1)
    for place, row in enumerate(table):
        row.insert(at, cell if place else name)


def _headed(dice: random.Random, table: list[list[str]], head: Sequence[str]) -> None:
    at = dice.randrange(len(table[0]))
    name = table[0][at]
    told = (name.upper(), f" {name} ", name[:-1], dice.choice(table[0]), dice.choice(head))
    table[0][at] = dice.choice((*told, dice.choice(ODD_CELLS)))


def _shuffled(dice: random.Random, table: list[list[str]], _head: Sequence[str]) -> None:
    if dice.random() < 0.5:
        below = table[1:]
        dice.shuffle(below)
        table[1:] = below
        return
    order = list(range(len(table[0])))
    dice.shuffle(order)
    for row in table:
        row[:] = [row[at] if at < len(row) else "" for at in order]


def _blank(dice: random.Random, table: list[list[str]], _head: Sequence[str]) -> None:
    blank = dice.choice(([], [""] * len(table[0]), [" "] * 3, ["#"], ["", "a"]))
    table.insert(dice.randrange(len(table) + 1), list(blank))


_Act = Callable[[random.Random, list[list[str]], Sequence[str]], None]
_ACTS: tuple[_Act, ...] = (
    *(_odd, _odd, _odd, _odd, _near, _near, _near, _elsewhere, _elsewhere, _twice, _many, _gone),
    *(_narrower, _wider, _headed, _shuffled, _blank),
)
