"""The tables of people: accounts, the invitations to them, sessions, tokens, failed attempts.

Of everything that opens a door only a hash is kept.
"""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from store.columns import Key, Moment, metadata

account = Table(
    "account",
    metadata,
    Column("id", Key, primary_key=True),
    # What one signs in with, in the form in which two that look alike are the same.
    Column("login", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    # None: of no unit, as auditors and operators may be.
    Column("unit_id", ForeignKey("unit.id")),
    # Words of the table of rights, sorted, with blanks between.
    Column("roles", Text, nullable=False),
    # Argon2id in its own spelling; null until an invitation is accepted.
    Column("password", Text),
    # invited, active or disabled.
    Column("state", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("changed_by", Text, nullable=False),
    Index("ix_account_unit_id", "unit_id"),
)

invitation = Table(
    "invitation",
    metadata,
    Column("id", Key, primary_key=True),
    Column("account_id", ForeignKey("account.id"), nullable=False),
    # SHA-256 of the token that was handed over.
    Column("token", Text, nullable=False, unique=True),
    Column("made_at", Moment, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("expires_at", Moment, nullable=False),
    # Accepted, or replaced by a later one, or taken back with its account.
    Column("closed_at", Moment),
    Index("ix_invitation_account_id", "account_id"),
)

session = Table(
    "session",
    metadata,
    Column("id", Key, primary_key=True),
    Column("account_id", ForeignKey("account.id"), nullable=False),
    # SHA-256 of what stands in the cookie.
    Column("token", Text, nullable=False, unique=True),
    Column("made_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Index("ix_session_account_id", "account_id"),
)

api_token = Table(
    "api_token",
    metadata,
    Column("id", Key, primary_key=True),
    Column("account_id", ForeignKey("account.id"), nullable=False),
    Column("name", Text, nullable=False),
    # SHA-256 of the token that was handed over.
    Column("token", Text, nullable=False, unique=True),
    # Words of what it may be used for, sorted, with blanks between.
    Column("scope", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("revoked_at", Moment),
    Index("ix_api_token_account_id", "account_id"),
)

attempt = Table(
    "attempt",
    metadata,
    # Whose attempts are counted: a hash of an account's login, or of an address.
    Column("key", Text, primary_key=True),
    Column("failed", Integer, nullable=False),
    Column("last_at", Moment, nullable=False),
    # Until then nothing more is tried.
    Column("closed_until", Moment),
)
