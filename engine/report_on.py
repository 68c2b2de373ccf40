"""The order for workbooks on the map of another day."""

from collections.abc import Mapping
from pathlib import Path

from engine import filing
from engine.over_time import refuse_longer
from engine.report import Order
from engine.restated_books import OnMap, state_on
from engine.work import Work
from store import allotments


def order_on(
    work: Work, asked: OnMap, out: Path | str, words: Mapping[str, str], *, full: bool = False
) -> Order:
    """The order for workbooks of what counts now.

    Problems as ``restated``, folder_unfit, and period_of_parts for what shorter periods make up.
    """
    with work.store().reading() as connection:
        refuse_longer(connection, asked.period, asked.form)
        # Targets are those of the plans that stand when the workbooks are written.
        made = f"{state_on(work, connection, asked)} {allotments.mark(connection)}"
    filing.prepared(out)
    return Order(0, made, str(out), tuple(words.items()), full=full, on_map=asked)
