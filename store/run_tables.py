"""The table of runs: what was asked of a flow, where it runs, how far it is, and how it ended."""

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text

from store.columns import Key, Moment, metadata

run = Table(
    "run",
    metadata,
    Column("id", Key, primary_key=True),
    # What was called, and JSON of what is needed to call it again; never a password.
    Column("flow", Text, nullable=False),
    Column("asked", Text, nullable=False),
    Column("actor", Text, nullable=False),
    # Where: the host's name; the process as "pid start boot", which no later process has.
    Column("host", Text, nullable=False),
    Column("process", Text, nullable=False),
    # running, done, failed or lost.
    Column("state", Text, nullable=False),
    # The stage it is in, and batches that ended of those known so far, over all its stages.
    Column("stage", Text, nullable=False),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    # JSON: by stage, how many of what came of it.
    Column("counts", Text, nullable=False),
    Column("started_at", Moment, nullable=False),
    # When a batch last ended, and when the process last said that it lives.
    Column("moved_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("ended_at", Moment),
    # JSON: the code of what it failed with, and its details.
    Column("problem", Text),
    # Not a foreign key: rows are copied in their order, and the one that finished it comes later.
    Column("resumed_by", BigInteger),
    Index("ix_run_state", "state"),
)
