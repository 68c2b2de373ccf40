"""``export PERIOD --bounds``: figures with what they would be if the silent were as before."""

import csv
import json
import sys
from typing import TYPE_CHECKING

from commands.context import here
from commands.voice import tell
from errors import Problem

if TYPE_CHECKING:
    from reporting.outward.figures import Choice


def refuse_beside(*others: object) -> None:
    """Raise Problem usage where anything is asked for that bounds do not go with."""
    if any(others):
        raise Problem("usage", reason="--bounds: --form --unit --level --measure --final")


def with_bounds(
    period: str, form: str | None, choice: "Choice", *, final: bool, excel: bool
) -> int:
    """Put the long table with bounds on stdout."""
    from engine.bounds import bounds
    from reporting.bounded_rows import BOUNDED, bounded
    from reporting.outward.figures import outgoing

    found = bounds(here().work(), period, form, final=final)
    tell("bounds_assumed", previous=found.previous)
    reported, assumed = (
        outgoing(rollup, period, found.finality, choice)
        for rollup in (found.reported, found.assumed)
    )
    if excel:
        sys.stdout.write("\ufeff")
    writer = csv.writer(sys.stdout, delimiter=";" if excel else ",", lineterminator="\n")
    if not here().json:
        writer.writerow(BOUNDED)
    for rows in bounded(reported, assumed):
        if here().json:
            for row in rows:
                record = dict(zip(BOUNDED, row, strict=True))
                sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")
        else:
            writer.writerows(rows)
    sys.stdout.flush()
    return 0
