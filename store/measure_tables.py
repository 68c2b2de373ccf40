"""The table of what forms ask: their measures as rows, for whoever reads with SQL."""

from sqlalchemy import Boolean, Column, ForeignKey, Integer, Table, Text

from store.columns import metadata

# Made of the form's document and nothing else: it may be made again at any time.
measure = Table(
    "measure",
    metadata,
    Column("form_id", ForeignKey("form.id"), primary_key=True),
    Column("path", Text, primary_key=True),
    # Its place in the form, from 1.
    Column("place", Integer, nullable=False),
    # integer, number, boolean, choice or text.
    Column("kind", Text, nullable=False),
    # How it rolls up over units, and over periods.
    Column("rule", Text, nullable=False),
    Column("over_time", Text, nullable=False),
    Column("decimals", Integer, nullable=False),
    # Follows from others and is never sent.
    Column("derived", Boolean, nullable=False),
    # Published copies hide counts below it; 0: none.
    Column("suppress_below", Integer, nullable=False),
    Column("label_vi", Text, nullable=False),
    Column("label_en", Text, nullable=False),
    Column("measured_in_vi", Text, nullable=False),
    Column("measured_in_en", Text, nullable=False),
)
