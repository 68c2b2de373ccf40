"""The tables, as today's code sees them; ``migrations`` brings a database here."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)

from store import (
    account_tables,
    measure_tables,
    plan_tables,
    review_tables,
    run_tables,
    vintage_tables,
)
from store.columns import HEAD, Key, Moment, metadata

__all__ = [
    "HEAD",
    "account_tables",
    "measure_tables",
    "metadata",
    "plan_tables",
    "review_tables",
    "run_tables",
    "vintage_tables",
]

meta = Table("meta", metadata, Column("name", Text, primary_key=True), Column("value", Text))

unit = Table(
    "unit",
    metadata,
    Column("id", Key, primary_key=True),
    Column("code", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("parent_code", Text, index=True),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date, nullable=False),
    Column("weight", Text),
    Column("lat", Float),
    Column("lon", Float),
    UniqueConstraint("code", "valid_from"),
)

lineage = Table(
    "lineage",
    metadata,
    Column("old_code", Text, primary_key=True),
    Column("new_code", Text, primary_key=True),
    Column("on_day", Date, primary_key=True),
    Column("share", Text),
    Column("kind", Text, nullable=False),
)

form = Table(
    "form",
    metadata,
    Column("id", Key, primary_key=True),
    Column("name", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("added_at", Moment, nullable=False),
    Column("added_by", Text, nullable=False),
    UniqueConstraint("name", "version"),
)

plan = Table(
    "plan",
    metadata,
    Column("id", Key, primary_key=True),
    Column("ref", Text, nullable=False, unique=True),
    Column("issuer_id", ForeignKey("unit.id"), nullable=False),
    Column("title", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("digest", Text, nullable=False, unique=True),
    Column("document", Text, nullable=False),
    Column("roster_on", Date, nullable=False),
    Column("issued_at", Moment, nullable=False),
    Column("issued_by", Text, nullable=False),
    Column("state", Text, nullable=False, server_default="issued"),
    # How it travels, once it does: at_once or stepwise.
    Column("mode", Text),
    # Its number, unique within the issuer's series and year; null where it has none.
    Column("issuer", Text),
    Column("series", Text),
    Column("year", Integer),
    Column("number", Text),
    Index("uq_plan_number", "issuer", "series", "year", "number", unique=True),
)

plan_form = Table(
    "plan_form",
    metadata,
    Column("plan_id", ForeignKey("plan.id"), primary_key=True),
    Column("form_id", ForeignKey("form.id"), primary_key=True),
    Column("period", Text, primary_key=True),
    # JSON list of the levels whose officers must approve; null: that of the unit above.
    Column("approved_by", Text),
)

receipt = Table(
    "receipt",
    metadata,
    Column("plan_id", ForeignKey("plan.id"), primary_key=True),
    Column("unit_id", ForeignKey("unit.id"), primary_key=True),
    Column("state", Text, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("adopted_at", Moment),
    Column("adopted_by_plan", ForeignKey("plan.id")),
    # Since when it stands so, by whose act, and why it was returned or refused.
    Column("changed_at", Moment),
    Column("changed_by", Text),
    Column("reason", Text),
)

assignment = Table(
    "assignment",
    metadata,
    Column("id", Key, primary_key=True),
    Column("plan_id", ForeignKey("plan.id"), nullable=False),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("form_id", ForeignKey("form.id"), nullable=False),
    Column("period", Text, nullable=False),
    Column("due", Date),
    Column("state", Text, nullable=False),
    # Not a foreign key: it would tie two tables to each other; only `submissions` writes it.
    Column("latest_id", BigInteger),
    UniqueConstraint("plan_id", "unit_id", "form_id", "period"),
    Index("ix_assignment_form_period", "form_id", "period"),
    Index("ix_assignment_unit", "unit_id"),
)

submission = Table(
    "submission",
    metadata,
    Column("id", Key, primary_key=True),
    Column("assignment_id", ForeignKey("assignment.id"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Column("packed", LargeBinary, nullable=False),
    Column("texts", Text),
    Column("sender", Text, nullable=False),
    Column("on_behalf_of", Text),
    Column("source", Text, nullable=False),
    Column("received_at", Moment, nullable=False),
    UniqueConstraint("assignment_id", "revision"),
)

submission_key = Table(
    "submission_key",
    metadata,
    Column("key", Text, primary_key=True),
    Column("digest", Text, nullable=False),
)

refusal = Table(
    "refusal",
    metadata,
    Column("id", Key, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("raw", LargeBinary, nullable=False),
    Column("faults", Text, nullable=False),
    Column("sender", Text, nullable=False),
    Column("received_at", Moment, nullable=False),
    UniqueConstraint("digest", "source"),
)

rollup = Table(
    "rollup",
    metadata,
    Column("id", Key, primary_key=True),
    Column("form_id", ForeignKey("form.id"), nullable=False),
    Column("period", Text, nullable=False),
    Column("final", Boolean, nullable=False),
    Column("roster_on", Date, nullable=False),
    Column("made_at", Moment, nullable=False),
    UniqueConstraint("form_id", "period", "final"),
)

rollup_row = Table(
    "rollup_row",
    metadata,
    Column("rollup_id", ForeignKey("rollup.id"), primary_key=True),
    Column("unit_id", ForeignKey("unit.id"), primary_key=True),
    Column("packed", LargeBinary, nullable=False),
)

rollup_input = Table(
    "rollup_input",
    metadata,
    Column("rollup_id", ForeignKey("rollup.id"), primary_key=True),
    Column("assignment_id", ForeignKey("assignment.id"), primary_key=True),
    Column("submission_id", ForeignKey("submission.id")),
    sqlite_with_rowid=False,
)

act = Table(
    "act",
    metadata,
    Column("id", Key, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("actor", Text, nullable=False),
    Column("verb", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("details", Text, nullable=False),
    # Counts from 1 without a gap; the hash is over this act and the hash before it.
    Column("number", Integer, nullable=False, unique=True),
    Column("hash", Text, nullable=False),
)
