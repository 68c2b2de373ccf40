"""The order for workbooks on the map of another day."""

from collections.abc import Mapping
from pathlib import Path

from engine import linked
from engine.folders import made as made_folder
from engine.forms import asked as forms_asked
from engine.forms import of_row
from engine.report import Order
from engine.restated_books import OnMap, state_on
from engine.work import Work
from store import allotments, forms


def order_on(
    work: Work, asked: OnMap, out: Path, words: Mapping[str, str], *, full: bool = False
) -> Order:
    """The order for workbooks of what counts now. Problems as ``restated``, linked_unmapped."""
    with work.store().reading() as connection:
        form_id, _ = forms_asked(connection, asked.period, asked.form)
        linked.refuse("linked_unmapped", of_row(forms.by_id(connection, form_id)))
        # Targets are those of the plans that stand when the workbooks are written.
        made = f"{state_on(work, connection, asked)} {allotments.mark(connection)}"
    made_folder(out)
    return Order(0, made, str(out), tuple(words.items()), full=full, on_map=asked)
