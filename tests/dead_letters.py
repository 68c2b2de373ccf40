"""The dead-letter list of every desk a test has used: empty, or the test says why not.

On it stands what nobody will look at again by itself: messages that were given up, runs that were
cut off and not finished, and runs that failed without a reason people are told.
"""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from tests.both import server

MARK = "dead_letters"
QUERIES = (
    "SELECT 'message ' || id || ' was given up: ' || coalesce(error, '?') FROM outbox "
    "WHERE state = 'dead'",
    "SELECT 'run ' || id || ' (' || flow || ') is ' || state || ': ' || coalesce(problem, '?') "
    "FROM run WHERE state = 'running' OR (state = 'lost' AND resumed_by IS NULL) OR "
    "(state = 'failed' AND (problem IS NULL OR problem LIKE '%\"code\": \"internal\"%' OR "
    'problem LIKE \'%"code": "run_broken"%\'))',
)
USED: set[Path] = set()
"""The workspaces that were touched since it was last asked."""


def listed(workspaces: Iterable[Path]) -> list[str]:
    """What stands on the list of these workspaces; those without a store of ours have nothing."""
    return [f"{one}: {line}" for one in sorted(workspaces) for line in _of(one)]


def refuse(found: list[str]) -> None:
    """Fail with every line that stands there."""
    if found:
        pytest.fail(f"dead letters, and no mark {MARK}:\n" + "\n".join(found), pytrace=False)


def _of(workspace: Path) -> list[str]:
    try:
        return [str(row[0]) for query in QUERIES for row in _rows(workspace, query)]
    except (sqlite3.DatabaseError, psycopg.Error):
        return []  # taken away, damaged or of another schema by what the test was about


def _rows(workspace: Path, query: str) -> list[tuple[object, ...]]:
    if server.address:
        known = workspace.resolve() in server.names
        return server.rows(workspace, query, ()) if known else []
    path = workspace / "capbac.db"
    if not path.is_file():
        return []
    with closing(sqlite3.connect(path, timeout=0)) as connection:
        return connection.execute(query).fetchall()
