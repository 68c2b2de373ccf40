"""What an analyst does: a question in SQL to a database, the answer as a table of text."""

from collections.abc import Sequence
from contextlib import closing
from typing import Any

from sqlalchemy import text

from store.opening import Store, open_engine
from tests.desk import Desk, made, sent

MARKED = {"leaders.total": "not_available", "money": "not_applicable"}


def told(desk: Desk) -> Desk:
    """A desk on whatever database: corrected, marked, in words, said no; published and closed."""
    made(desk)
    records: Sequence[dict[str, object]] = (
        sent("W111", 1, 5, money=2.5),
        {
            **sent("W111", 3, 9, committee=True, difficulties="Thiếu kinh phí"),
            "marks": {"money": "none_occurred"},
        },
        sent("W113", 5, 8, committee=False, difficulties="12"),
        sent("T1", 1, 2, money=2.25),
        sent("D22", 7, 7),
        {**sent("W121", 0, 0), "values": {"leaders": {"women": 0}}, "marks": MARKED},
    )
    for number, record in enumerate(records):
        path = desk.write_json(f"sent{number}.json", record)
        desk.done("--as", "Lan", "collect", path)
    desk.done("publish", "2025", "--note", "annual")
    return desk


def answer(url: str, query: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """The columns and rows of a question."""
    with closing(Store(open_engine(url))) as store, store.reading() as connection:
        found = connection.execute(text(query))
        return list(found.keys()), [tuple(row) for row in found]


def printed(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    """An answer as psql would print it, every column to the left."""
    lines = [columns, *[["" if cell is None else str(cell) for cell in row] for row in rows]]
    widths = [max(len(line[at]) for line in lines) for at in range(len(columns))]
    ruled = "-+-".join("-" * width for width in widths)
    shown = [
        " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]
    return [shown[0], ruled, *shown[1:]]
