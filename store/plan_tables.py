"""The tables of a plan's life: what it cites, who acted on it, what it shares out and says."""

from sqlalchemy import (
    BigInteger,
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

citation = Table(
    "citation",
    metadata,
    Column("plan_id", ForeignKey("plan.id"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("raw", Text),
    # The unit that issued what is cited, and which of our plans that is, once it is known.
    Column("unit_code", Text),
    Column("period", Text),
    Column("issued", Date),
    Column("title", Text, nullable=False),
    Column("cited_id", ForeignKey("plan.id")),
    Index("ix_citation_unit_code", "unit_code"),
    Index("ix_citation_cited_id", "cited_id"),
)

plan_act = Table(
    "plan_act",
    metadata,
    Column("id", Key, primary_key=True),
    Column("plan_id", ForeignKey("plan.id"), nullable=False),
    Column("unit_id", ForeignKey("unit.id")),
    Column("at", Moment, nullable=False),
    Column("actor", Text, nullable=False),
    Column("verb", Text, nullable=False),
    Column("reason", Text),
    Column("details", Text),
    Index("ix_plan_act_plan_id", "plan_id", "unit_id"),
)

amendment = Table(
    "amendment",
    metadata,
    Column("id", Key, primary_key=True),
    Column("plan_id", ForeignKey("plan.id"), nullable=False),
    Column("raw", Text),
    Column("issued", Date),
    Column("reason", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    # SHA-256 of what it read before: an earlier file still names its plan.
    Column("digest", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("actor", Text, nullable=False),
    Index("ix_amendment_plan_id", "plan_id"),
    Index("ix_amendment_digest", "digest"),
)

notice = Table(
    "notice",
    metadata,
    Column("amendment_id", ForeignKey("amendment.id"), primary_key=True),
    Column("unit_id", ForeignKey("unit.id"), primary_key=True),
    Column("at", Moment, nullable=False),
)

extension = Table(
    "extension",
    metadata,
    Column("id", Key, primary_key=True),
    Column("assignment_id", ForeignKey("assignment.id"), nullable=False),
    Column("due_before", Date),
    Column("due", Date, nullable=False),
    Column("reason", Text, nullable=False),
    Column("approver", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("actor", Text, nullable=False),
    # Taken back: the row stays, for whoever asks later why a day was once another.
    Column("undone_at", Moment),
    Column("undone_by", Text),
    Column("undone_reason", Text),
    Index("ix_extension_assignment_id", "assignment_id"),
)

allotment = Table(
    "allotment",
    metadata,
    Column("plan_id", ForeignKey("plan.id"), primary_key=True),
    Column("measure", Text, primary_key=True),
    Column("by", Date, primary_key=True),
    Column("unit_id", ForeignKey("unit.id"), primary_key=True),
    # An exact decimal, as text.
    Column("value", Text, nullable=False),
    Column("way", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("actor", Text, nullable=False),
)

succession = Table(
    "succession",
    metadata,
    Column("assignment_id", ForeignKey("assignment.id"), primary_key=True),
    Column("successor_id", ForeignKey("assignment.id"), primary_key=True),
    Column("on_day", Date, nullable=False),
    Column("at", Moment, nullable=False),
)

calendar_day = Table(
    "calendar_day",
    metadata,
    Column("day", Date, primary_key=True),
    # off or work, whatever the country's rule says of that day.
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("decision", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("actor", Text, nullable=False),
)

attachment = Table(
    "attachment",
    metadata,
    Column("plan_id", ForeignKey("plan.id"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    # SHA-256 of the kept file; null where the plan only names it.
    Column("digest", Text),
    Column("size", BigInteger),
)

score_entry = Table(
    "score_entry",
    metadata,
    Column("id", Key, primary_key=True),
    Column("plan_id", ForeignKey("plan.id"), nullable=False),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("criterion", Text, nullable=False),
    Column("points", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("actor", Text, nullable=False),
    Index("ix_score_entry_plan_id", "plan_id", "unit_id"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Key, primary_key=True),
    # What it says, to whom, about which state: said once.
    Column("key", Text, nullable=False, unique=True),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("body", Text, nullable=False),
    # What it reminds of, as JSON; where nothing of it is open any more it is not sent.
    Column("matters", Text, nullable=False),
    # pending, sending (claimed until next_at), sent, void or dead.
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", Moment, nullable=False),
    # How often a run ended while it was being sent: nobody knows whether it left.
    Column("broken_off", Integer, nullable=False),
    # Which addresses took it already, as JSON: a second try goes to the others.
    Column("delivered", Text, nullable=False),
    Column("error", Text),
    Column("made_at", Moment, nullable=False),
    Column("sent_at", Moment),
    Index("ix_outbox_state", "state", "next_at"),
)

reminder = Table(
    "reminder",
    metadata,
    Column("id", Key, primary_key=True),
    # What was told: an assignment or a receipt in one state, at one step of urgency.
    Column("about", Text, nullable=False),
    Column("step", Text, nullable=False),
    Column("outbox_id", ForeignKey("outbox.id"), nullable=False),
    UniqueConstraint("about", "step"),
)
