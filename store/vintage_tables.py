"""The tables of what was published: vintages, and what went into each."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from store.columns import Key, Moment, metadata

vintage = Table(
    "vintage",
    metadata,
    Column("id", Key, primary_key=True),
    # The form's name, whichever version: vintages are counted by it and the period.
    Column("form", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("form_id", ForeignKey("form.id"), nullable=False),
    Column("final", Boolean, nullable=False),
    Column("roster_on", Date, nullable=False),
    Column("plan_id", ForeignKey("plan.id"), nullable=False),
    # SHA-256 over the revisions that went in, and over the figures that came of them.
    Column("inputs_digest", Text, nullable=False),
    Column("figures_digest", Text, nullable=False),
    # The targets that bound its units when it was published, as JSON.
    Column("targets", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("actor", Text, nullable=False),
    UniqueConstraint("form", "period", "number"),
)

vintage_input = Table(
    "vintage_input",
    metadata,
    Column("vintage_id", ForeignKey("vintage.id"), primary_key=True),
    Column("assignment_id", ForeignKey("assignment.id"), primary_key=True),
    Column("submission_id", ForeignKey("submission.id")),
    # How the assignment stood when it was published.
    Column("state", Text, nullable=False),
    Column("due", Date),
    sqlite_with_rowid=False,
)
