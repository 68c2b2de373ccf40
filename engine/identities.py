"""A table of identifiers that another system uses for our codes."""

import csv
import io
from pathlib import Path

from errors import Problem
from reporting.outward.dhis2 import KINDS, Identities, Identity

COLUMNS = ("kind", "code", "id")


def identities_of(path: Path, data: bytes) -> Identities:
    """DHIS2 identifiers: CSV of ``kind,code,id[,categoryOptionCombo]``, a row a code.

    ``kind`` is dataElement (``code`` is a measure's path), orgUnit (a unit's code) or dataSet (a
    form's name). Raises Problem ids_unfit with the line.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problem("ids_unfit", path=str(path), line=1) from error
    between = ";" if text.partition("\n")[0].count(";") >= len(COLUMNS) - 1 else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=between)
    known: dict[tuple[str, str], Identity] = {}
    try:
        if not set(COLUMNS) <= set(reader.fieldnames or ()):
            raise Problem("ids_unfit", path=str(path), line=1)
        for row in reader:
            kind, code, name = ((row[column] or "").strip() for column in COLUMNS)
            if kind not in KINDS or not code or not name or (kind, code) in known:
                raise Problem("ids_unfit", path=str(path), line=reader.line_num)
            known[kind, code] = Identity(name, (row.get("categoryOptionCombo") or "").strip())
    except csv.Error as error:
        # A cell that is too long, or a sign a table cannot hold.
        raise Problem("ids_unfit", path=str(path), line=max(reader.line_num, 1)) from error
    return Identities(known)
