"""The tables of what comes back: drafts, templates, reviews, warnings and scanned papers."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from store.columns import Key, Moment, metadata

draft = Table(
    "draft",
    metadata,
    Column("assignment_id", ForeignKey("assignment.id"), primary_key=True),
    # JSON of values, marks and reasons, as far as they could be read; nothing of it counts.
    Column("content", Text, nullable=False),
    # The faults it was kept with, as JSON.
    Column("faults", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("sender", Text, nullable=False),
    Column("saved_at", Moment, nullable=False),
)

template = Table(
    "template",
    metadata,
    # What stands in the file in three places, and says whose it is.
    Column("code", Text, primary_key=True),
    Column("assignment_id", ForeignKey("assignment.id"), nullable=False),
    # blank, or packet: only some cells may be changed.
    Column("kind", Text, nullable=False),
    # The revision a packet corrects.
    Column("submission_id", ForeignKey("submission.id")),
    # JSON: what was filled in beforehand, which cells are open, which warnings are asked about.
    Column("body", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("actor", Text, nullable=False),
    Index("ix_template_assignment_id", "assignment_id"),
)

review = Table(
    "review",
    metadata,
    Column("id", Key, primary_key=True),
    Column("assignment_id", ForeignKey("assignment.id"), nullable=False),
    # Counts the acts of one assignment from 1: of two who act at once, one takes the number.
    Column("turn", Integer, nullable=False),
    # approved, returned or voided.
    Column("kind", Text, nullable=False),
    Column("submission_id", ForeignKey("submission.id"), nullable=False),
    # SHA-256 of what was judged, and of everything below it that counted then.
    Column("digest", Text, nullable=False),
    Column("below", Text),
    # The unit whose officer acted, and the step of the workflow; none where nobody acted.
    Column("unit_id", ForeignKey("unit.id")),
    Column("level", Text),
    Column("reason", Text),
    # JSON: a reason for each cell, by dotted path.
    Column("cells", Text),
    Column("due", Date),
    Column("forced", Boolean, nullable=False),
    Column("at", Moment, nullable=False),
    Column("actor", Text, nullable=False),
    UniqueConstraint("assignment_id", "turn"),
)

warning = Table(
    "warning",
    metadata,
    Column("id", Key, primary_key=True),
    Column("submission_id", ForeignKey("submission.id"), nullable=False),
    Column("code", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("sent", Text, nullable=False),
    Column("allowed", Text, nullable=False),
    # The form's own sentence by language, as JSON.
    Column("message", Text, nullable=False),
    # Why the sender says it is right all the same; null until someone does.
    Column("reason", Text),
    Column("confirmed_by", Text),
    Column("confirmed_at", Moment),
    Index("ix_warning_submission_id", "submission_id"),
)

paper = Table(
    "paper",
    metadata,
    Column("submission_id", ForeignKey("submission.id"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    # SHA-256 of the kept file.
    Column("digest", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
    Column("actor", Text, nullable=False),
)
