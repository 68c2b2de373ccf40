"""What was refused, as the unit's own workbook: red cells, comments, and a sheet of faults."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from engine.confirm import Warned
from engine.folders import made as made_folder
from engine.pressing import Order, pressed
from engine.work import Work
from reporting.whole_file import keep_whole
from store.refusals import Refusal

PART = 200
"""Workbooks that are made at once."""


def write(
    work: Work,
    order: Order,
    refused: Sequence[Refusal],
    out: Path,
    warned: Sequence[Warned] = (),
) -> tuple[Path, ...]:
    """A workbook for each refused submission that is kept as a draft; the paths.

    And for each accepted one that was ``warned`` of figures nobody has confirmed. They are named
    ``{unit}_{form}_{period}_loi.xlsx``. What has been answered since, or is nobody's, has none.
    Raises Problem folder_unfit.
    """
    tried = [one.attempt.assignment_id for one in refused if one.attempt]
    doubted = [one.assignment_id for one in warned if one.reason is None]
    ids = list(dict.fromkeys((*tried, *doubted)))
    if not ids:
        return ()
    made_folder(out)
    paths = []
    for start in range(0, len(ids), PART):
        for made in pressed(work, replace(order, packets=True), ids[start : start + PART]):
            path = out / (made.name.removesuffix("_sua.xlsx") + "_loi.xlsx")
            keep_whole(made.data, path)
            paths.append(path)
    return tuple(paths)
