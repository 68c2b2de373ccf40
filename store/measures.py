"""The measures of forms as rows: a dictionary for whoever reads with SQL. No figure rests on it."""

import json
from decimal import Decimal

from sqlalchemy import Connection, insert, select

from errors import Problem
from schemas.form import Form
from schemas.reading import read_form
from store.measure_tables import measure
from store.tables import form


def keep(connection: Connection, form_id: int, told: Form) -> None:
    """The measures of a form version that was just added."""
    connection.execute(
        insert(measure),
        [
            {
                "form_id": form_id,
                "path": one.path,
                "place": place,
                "kind": one.kind,
                "rule": one.rule.name,
                "over_time": one.over_time,
                "decimals": one.decimals,
                "derived": one.derived,
                "suppress_below": one.suppress_below,
                "label_vi": one.label.vi,
                "label_en": one.label.en,
                "measured_in_vi": one.unit.vi,
                "measured_in_en": one.unit.en,
            }
            for place, one in enumerate(told.measures, 1)
        ],
    )


def fill(connection: Connection) -> None:
    """The measures of every form version that has none yet: those an earlier Capbac kept."""
    known = select(measure.c.form_id)
    query = select(form.c.id, form.c.version, form.c.document).where(form.c.id.not_in(known))
    for row in connection.execute(query.order_by(form.c.id)).all():
        try:
            document = json.loads(row.document, parse_float=Decimal)
            keep(connection, row.id, read_form(document, row.version))
        except (ValueError, Problem):
            # No reason to keep a database from being brought up to date: `verify` names it.
            continue
