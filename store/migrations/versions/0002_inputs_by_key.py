"""The inputs of a roll-up stand in their key's order, so that one ward's change is found at once."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        return  # PostgreSQL reads them by their key as they are
    with op.batch_alter_table(
        "rollup_input", recreate="always", table_kwargs={"sqlite_with_rowid": False}
    ):
        pass
