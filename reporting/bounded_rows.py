"""An export's rows with the bounds of each figure beside it."""

from collections.abc import Iterator
from decimal import Decimal

from reporting.export import HEADER, Row, row_chunks
from reporting.outward.figures import Outgoing

BOUNDED: Row = (*HEADER, "lower", "upper", "assumed")
"""The columns of an export with bounds: ``assumed`` reports are those of the period before."""
_VALUE, _REPORTED = HEADER.index("value"), HEADER.index("reported")


def bounded(reported: Outgoing, assumed: Outgoing) -> Iterator[list[Row]]:
    """Rows as exported, each with its bounds and how many reports they assume."""
    for rows, others in zip(row_chunks(reported), row_chunks(assumed), strict=True):
        yield [_row(row, other) for row, other in zip(rows, others, strict=True)]


def _row(row: Row, other: Row) -> Row:
    given = sorted((text for text in (row[_VALUE], other[_VALUE]) if text), key=Decimal)
    lower, upper = (given[0], given[-1]) if given else ("", "")
    assumed = int(other[_REPORTED]) - int(row[_REPORTED])
    return (*row, lower, upper, str(assumed))
