"""What analysts read: the measures of every form as rows, and views.

The views are made by ``store.views`` after the last migration and dropped before the first, so
that none of them is ever in the way of a migration that changes what they read. The rows are
made of the forms by ``store.measures``.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "measure",
        sa.Column("form_id", KEY, nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("over_time", sa.Text(), nullable=False),
        sa.Column("decimals", sa.Integer(), nullable=False),
        sa.Column("derived", sa.Boolean(), nullable=False),
        sa.Column("suppress_below", sa.Integer(), nullable=False),
        sa.Column("label_vi", sa.Text(), nullable=False),
        sa.Column("label_en", sa.Text(), nullable=False),
        sa.Column("measured_in_vi", sa.Text(), nullable=False),
        sa.Column("measured_in_en", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["form_id"], ["form.id"], name=op.f("fk_measure_form_id")),
        sa.PrimaryKeyConstraint("form_id", "path", name=op.f("pk_measure")),
    )
