"""What Prefect is told through its variables: quiet, on this machine, and never dialling out."""

import secrets
from importlib.metadata import version
from pathlib import Path

import certifi

PREFECT = version("prefect")

ALWAYS = {
    # nothing is sent to anybody
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
    # nothing on the terminal: what went wrong reaches the caller as it was raised
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_INTERNAL_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_SERVER_LEVEL": "ERROR",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
    # results stay in memory: our own tables are the truth
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
    "PREFECT_TASKS_DEFAULT_PERSIST_RESULT": "false",
}

EMBEDDED = {
    # one caller whose version is this one
    "PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED": "false",
    "PREFECT_CLIENT_CSRF_SUPPORT_ENABLED": "false",
    "PREFECT_UI_ENABLED": "false",
    "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",
    "PREFECT__SERVER_EPHEMERAL": "1",
    "PREFECT__SERVER_FINAL": "1",
    # Task runs are written together. One by one, SQLite answers some of the flows' own calls
    # with "locked", and each of those is sent again two seconds later.
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "50",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "1000",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "5",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": "false",
    # It keeps what may be looked at, not all there ever was.
    "PREFECT_SERVER_EVENTS_RETENTION_PERIOD": "7d",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": "30d",
}


def configured(home: Path, api: str) -> dict[str, str]:
    """For a server that somebody else runs at ``api``; its other variables stand beside these."""
    return {**ALWAYS, "PREFECT_HOME": str(home), "PREFECT_API_URL": api}


def embedded(home: Path, port: int, *, migrate: bool) -> dict[str, str]:
    """For a server of our own at ``port``, with its database in ``home``.

    Every program of this machine may knock there, and every page its browsers show: only who knows
    a secret made for this one start is let in, and no page of another origin.
    """
    secret = f"capbac:{secrets.token_urlsafe(32)}"
    return {
        **ALWAYS,
        **EMBEDDED,
        "PREFECT_API_SSL_CERT_FILE": str(_one_certificate(home)),
        "PREFECT_API_AUTH_STRING": secret,
        "PREFECT_SERVER_API_AUTH_STRING": secret,
        "PREFECT_SERVER_API_CORS_ALLOWED_ORIGINS": f"http://127.0.0.1:{port}",
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{database(home)}",
        "PREFECT_SERVER_DATABASE_MIGRATE_ON_START": str(migrate).lower(),
    }


def _one_certificate(home: Path) -> Path:
    """A file of one authority: each client reads all there are, though none speaks TLS to ours.

    With processes or Dask every batch makes clients anew: this halves what a batch costs there.
    """
    every, end = Path(certifi.where()).read_text(encoding="utf-8"), "-----END CERTIFICATE-----\n"
    one = home / "one.pem"
    one.write_text(every.partition(end)[0] + end, encoding="utf-8")
    return one


def database(home: Path) -> Path:
    """Prefect's own database, one a version; it may be deleted whenever no server runs."""
    return home / f"prefect-{PREFECT}.db"
