"""One unit's consolidated workbook: six sheets with live totals, in the words it is given."""

from reporting.workbook.writing import write_book

__all__ = ["write_book"]
