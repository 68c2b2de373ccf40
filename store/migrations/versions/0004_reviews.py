"""What comes back: drafts, templates, reviews, warnings, papers; acts bound by hashes."""

import hashlib
import json
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _drafts_and_templates()
    _reviews()
    with op.batch_alter_table("plan_form") as batch:
        batch.add_column(sa.Column("approved_by", sa.Text(), nullable=True))
    with op.batch_alter_table("act") as batch:
        batch.add_column(sa.Column("number", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("hash", sa.Text(), nullable=True))
    _bind_acts()
    with op.batch_alter_table("act") as batch:
        batch.alter_column("number", existing_type=sa.Integer(), nullable=False)
        batch.alter_column("hash", existing_type=sa.Text(), nullable=False)
        batch.create_unique_constraint(op.f("uq_act_number"), ["number"])


def _bind_acts() -> None:
    connection = op.get_bind()
    act = sa.table("act", *[sa.column(n) for n in ("id", "actor", "verb", "subject", "details")],
                   sa.column("at", MOMENT), sa.column("number"), sa.column("hash"))  # fmt: skip
    number, before = 0, "0" * 64
    for row in connection.execute(sa.select(act).order_by(act.c.id)).all():
        number += 1
        parts = [before, number, _utc(row.at), row.actor, row.verb, row.subject, row.details]
        before = hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
        connection.execute(
            sa.update(act).where(act.c.id == row.id).values(number=number, hash=before)
        )
    meta = sa.table("meta", sa.column("name"), sa.column("value"))
    connection.execute(sa.insert(meta).values(name="journal_head", value=f"{number} {before}"))


def _utc(at: datetime) -> str:
    return (at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)).isoformat()


def _drafts_and_templates() -> None:
    op.create_table(
        "draft",
        sa.Column("assignment_id", KEY, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("faults", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_draft_assignment_id")
        ),
        sa.PrimaryKeyConstraint("assignment_id", name=op.f("pk_draft")),
    )
    op.create_table(
        "template",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("assignment_id", KEY, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("submission_id", KEY, nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_template_assignment_id")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_template_submission_id")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_template")),
    )
    op.create_index("ix_template_assignment_id", "template", ["assignment_id"])


def _reviews() -> None:
    op.create_table(
        "review",
        sa.Column("id", KEY, nullable=False),
        sa.Column("assignment_id", KEY, nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("submission_id", KEY, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("below", sa.Text(), nullable=True),
        sa.Column("unit_id", KEY, nullable=True),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("cells", sa.Text(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("forced", sa.Boolean(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_review_assignment_id")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_review_submission_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_review_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
        sa.UniqueConstraint("assignment_id", "turn", name=op.f("uq_review_assignment_id")),
    )
    op.create_table(
        "warning",
        sa.Column("id", KEY, nullable=False),
        sa.Column("submission_id", KEY, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("sent", sa.Text(), nullable=False),
        sa.Column("allowed", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("confirmed_by", sa.Text(), nullable=True),
        sa.Column("confirmed_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_warning_submission_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warning")),
    )
    op.create_index("ix_warning_submission_id", "warning", ["submission_id"])
    op.create_table(
        "paper",
        sa.Column("submission_id", KEY, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_paper_submission_id")
        ),
        sa.PrimaryKeyConstraint("submission_id", "place", name=op.f("pk_paper")),
    )
