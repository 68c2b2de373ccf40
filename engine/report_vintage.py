"""The order for the workbooks of a vintage."""

from collections.abc import Mapping
from pathlib import Path

from engine import filing
from engine.report import Order
from engine.vintage_books import made_of
from engine.vintages import find
from engine.work import Work


def order_vintage(
    work: Work,
    period: str,
    form: str | None,
    number: int,
    out: Path | str,
    words: Mapping[str, str],
    *,
    full: bool = False,
) -> Order:
    """What to write of the vintage of a number, and how.

    Raises Problem form_needed, vintage_unknown or folder_unfit.
    """
    with work.store().reading() as connection:
        row = find(connection, period, form, number)
    filing.prepared(out)
    return Order(0, made_of(row), str(out), tuple(words.items()), full=full, vintage=row.id)
