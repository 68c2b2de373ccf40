"""What was published: vintages, and the revisions that went into each."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "vintage",
        sa.Column("id", KEY, nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("form_id", KEY, nullable=False),
        sa.Column("final", sa.Boolean(), nullable=False),
        sa.Column("roster_on", sa.Date(), nullable=False),
        sa.Column("plan_id", KEY, nullable=False),
        sa.Column("inputs_digest", sa.Text(), nullable=False),
        sa.Column("figures_digest", sa.Text(), nullable=False),
        sa.Column("targets", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["form_id"], ["form.id"], name=op.f("fk_vintage_form_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_vintage_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vintage")),
        sa.UniqueConstraint("form", "period", "number", name=op.f("uq_vintage_form")),
    )
    op.create_table(
        "vintage_input",
        sa.Column("vintage_id", KEY, nullable=False),
        sa.Column("assignment_id", KEY, nullable=False),
        sa.Column("submission_id", KEY, nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["vintage_id"], ["vintage.id"], name=op.f("fk_vintage_input_vintage_id")
        ),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_vintage_input_assignment_id")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_vintage_input_submission_id")
        ),
        sa.PrimaryKeyConstraint("vintage_id", "assignment_id", name=op.f("pk_vintage_input")),
        sqlite_with_rowid=False,
    )
